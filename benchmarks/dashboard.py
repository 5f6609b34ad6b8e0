"""How long the dashboard takes with a million customers in one organization, and what counting costs who writes.

Run it with ``python -m benchmarks.dashboard [--count ROWS]``. It makes a database of its own on the server of
TEST_POSTGRES_URL, fills it by ``generate_customers``, and drops it at the end. Everything is asked for through all of
the service but its server: the whole page, at first in a process that has shown none, and then again; after changes
that nobody has vacuumed; and creations by dialect v1 in interleaved rounds, with the triggers that count and without.

Seen with a million on 4 cores that had three times as much to do as they could: first look 608 ms, later ones 94 ms,
after changes 65 ms; creations 0 to 8 % slower from run to run, of which 0.9 % is the time of the function that counts.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from benchmarks.batches import own_database
from benchmarks.generation import manage

LOOKS = 30
ROUNDS, CREATIONS = 20, 50
NUMBERS = count()


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a work takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def run(statement: str) -> None:
    """Run a statement."""
    from django.db import connection  # noqa: PLC0415 (the settings read the address of the database when it is there)

    with connection.cursor() as cursor:
        cursor.execute(statement)


def set_up() -> Any:
    """Load the service, and let it answer as the host that Django's test client names."""
    import logging  # noqa: PLC0415

    import django  # noqa: PLC0415

    django.setup()
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    from organizations.models import User  # noqa: PLC0415

    setup_test_environment(debug=False)
    logging.disable(logging.CRITICAL)
    return User.accounts


def measure_looks(people: Any) -> None:
    """Look at the page of one organization: its staff's first page."""
    from django.test import Client  # noqa: PLC0415

    user = people.get(username="api")
    people.filter(pk=user.pk).update(is_staff=True)
    browser = Client()
    browser.force_login(user)

    def look() -> None:
        page: Any = browser.get("/admin/")
        assert page.status_code == 200, page  # noqa: S101 (a refusal would be fast)

    print(f"first look of a process: {milliseconds(look):.0f} ms")
    print(f"later looks: {in_short([milliseconds(look) for _ in range(LOOKS)])}")
    run("UPDATE customers_customer SET on_hold = NOT on_hold, phone = '+33 1' WHERE id % 20 = 0")
    print(f"after 5 % were changed: {in_short([milliseconds(look) for _ in range(LOOKS)])}")
    print(f"counting all anew would take {milliseconds(lambda: run('SELECT customers_recount()')):.0f} ms")


@contextmanager
def without_counting() -> Iterator[None]:
    """Let the triggers rest; those of insertions are all that a creation meets."""
    run("ALTER TABLE customers_customer DISABLE TRIGGER customers_count_insert")
    yield
    run("ALTER TABLE customers_customer ENABLE ALWAYS TRIGGER customers_count_insert")


@contextmanager
def with_counting() -> Iterator[None]:
    """Do the same work around a round as ``without_counting``: who alters a table has its plans made anew."""
    run("ALTER TABLE customers_customer ENABLE ALWAYS TRIGGER customers_count_insert")
    yield
    run("ALTER TABLE customers_customer ENABLE ALWAYS TRIGGER customers_count_insert")


def measure_creations(people: Any) -> None:
    """Create customers, each in a request of its own."""
    from django.test import Client  # noqa: PLC0415

    from organizations.credentials import api_key_create  # noqa: PLC0415

    client = Client(headers={"Authorization": f"Bearer {api_key_create(user=people.get(username='api'))[1]}"})

    def create() -> None:
        sent = {"reference": f"bench-{next(NUMBERS)}", "name": "New company", "category": "2", "segmentation": "1"}
        placed = {"country": "FR", "city": "Nice", "latitude": "43.7", "longitude": "7.2", "email": "a@b.example"}
        answer: Any = client.post("/api/v1.0/customers", sent | placed)
        assert answer.status_code == 201, answer.content  # noqa: S101 (a refusal would be fast)

    run("SET track_functions = 'all'")
    kinds = [("without", without_counting), ("with", with_counting)]
    times: dict[str, list[float]] = {name: [] for name, _ in kinds}
    for _ in range(ROUNDS):
        for name, around in kinds:
            with around():
                for _ in range(CREATIONS // 5):
                    create()
                times[name].append(statistics.median(milliseconds(create) for _ in range(CREATIONS)))
        kinds.reverse()
    without, with_it = times["without"], times["with"]
    ratio = statistics.median(one / other for one, other in zip(with_it, without, strict=True))
    print(f"a creation: {statistics.median(without):.2f} ms without counting, {statistics.median(with_it):.2f} with it")
    print(f"round by round: {ratio - 1:+.1%}; the function that counts took {counting_time():.2f} ms")


def counting_time() -> float:
    """Return how long the function that counts takes for one creation, as PostgreSQL has measured it."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        # The server writes its statistics down when it is idle for a moment.
        time.sleep(2)
        cursor.execute(
            "SELECT total_time / calls FROM pg_stat_user_functions WHERE funcname = 'customers_count_insert'"
        )
        [(each,)] = cursor.fetchall()
    return float(each)


def in_short(times: list[float]) -> str:
    """Return the median of times, and the longest."""
    return f"{statistics.median(times):.0f} ms, at most {max(times):.0f} ms"


def main() -> int:
    """Fill a database, measure, print."""
    parser = argparse.ArgumentParser(description="Measure the dashboard.")
    parser.add_argument("--count", type=int, default=1_000_000)
    rows = parser.parse_args().count
    with own_database() as url:
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "customers_api.settings"}
        os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-" + "0123456789abcdef" * 3)
        manage("migrate", "--verbosity", "0")
        manage("seed_demo")
        manage("generate_customers", "--organization", "entity1", "--count", str(rows))
        people = set_up()
        measure_looks(people)
        measure_creations(people)
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
