"""The requests of ``benchmarks.growth``, and one turn of them on the database of DATABASE_URL, in this process.

Its arguments are how often each request is sent, and how many of a hundred customers are changed first. It prints JSON:
for each request the milliseconds in the database, in all, and of the processor in Python.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

WARM_UP = 2


@dataclass(frozen=True)
class Limit:
    """At most how much of what."""

    most: float
    of: str


API, OFFICE = "/api/v1.0/customers", "/admin/customers/customer/"
FIRST = API
LINEAR, PAGE = Limit(1.5, "times its own"), Limit(300, "ms in all")
RARE, FAR, POLLED = Limit(10, "ms in the database"), Limit(100, "ms in all"), Limit(1.5, "times the first page")
CHANGED = "2031-01-01T00:00:00Z"
# The name of five customers that are made for the search.
NAME = "Quixotic Xylophones"
V2 = "/api/v2/customer"
# What is measured; `{far}` is nine tenths of the way through the list, `{middle}` half of it: nowhere is farther.
REQUESTS = {
    FIRST: (FIRST, LINEAR),
    f"{V2}?company=1": (f"{V2}?company=1", LINEAR),
    f"{API}?isActive=true": (f"{API}?isActive=true", LINEAR),
    f"{API}?sort=name": (f"{API}?sort=name", LINEAR),
    f"{API}?sort=lastUpdated&order=desc": (f"{API}?sort=lastUpdated&order=desc", LINEAR),
    f"{API}?offset=90 %": (f"{API}?offset={{far}}", FAR),
    f"{API}?offset=50 %": (f"{API}?offset={{middle}}", FAR),
    f"{API}?sort=name&offset=90 %": (f"{API}?sort=name&offset={{far}}", FAR),
    f"{API}?sort=name&offset=50 %": (f"{API}?sort=name&offset={{middle}}", FAR),
    f"{API}?isActive=true&offset=90 %": (f"{API}?isActive=true&offset={{far}}", FAR),
    f"{V2}?offset=90 %": (f"{V2}?company=1&offset={{far}}", FAR),
    f"{V2}?offset=50 %": (f"{V2}?company=1&offset={{middle}}", FAR),
    f"{API}?lastUpdated_gte=1,000 changes": (f"{API}?lastUpdated_gte={CHANGED}", POLLED),
    f"{API}?lastUpdated_gte=1,000 changes&sort=lastUpdated": (
        f"{API}?lastUpdated_gte={CHANGED}&sort=lastUpdated",
        POLLED,
    ),
    f"{API}?name=*ic xyloph*": (f"{API}?name={quote('*ic xyloph*')}", RARE),
    f"{API}?name=quixotic xylophones": (f"{API}?name={quote(NAME)}", RARE),
    f"{API}?reference=growth-3": (f"{API}?reference=growth-3", RARE),
    f"{API}?email=*@growth.example": (f"{API}?email=*@growth.example", RARE),
    f"{API}?q=xylophones growth": (f"{API}?q=xylophones+growth", RARE),
    f"{OFFICE}": (OFFICE, PAGE),
    f"{OFFICE}?p=far": (f"{OFFICE}?p={{page}}", PAGE),
    f"{OFFICE}?q=jewel": (f"{OFFICE}?q=jewel", PAGE),
    f"{OFFICE}?q=martin paris": (f"{OFFICE}?q=martin+paris", PAGE),
    f"{OFFICE}?without=address": (f"{OFFICE}?without=address", PAGE),
    f"{OFFICE}?without=email": (f"{OFFICE}?without=email", PAGE),
    f"{OFFICE}?country=FR": (f"{OFFICE}?country=FR", PAGE),
    f"{OFFICE}?active=no": (f"{OFFICE}?active=no", PAGE),
    f"{OFFICE}?over_limit=yes": (f"{OFFICE}?over_limit=yes", PAGE),
    f"{OFFICE}?coordinates=yes": (f"{OFFICE}?coordinates=yes", PAGE),
    f"{OFFICE}?created_month=2024-05": (f"{OFFICE}?created_month=2024-05", PAGE),
}


class Stopwatch:
    """Adds up how long statements take, as Django sends them."""

    seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Run a statement."""
        start = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.seconds += time.perf_counter() - start


def prepare(percent: int) -> tuple[Any, Any, int]:
    """Return a client of the API, a browser of the back office, and how many customers there are.

    Everything is vacuumed, as by autovacuum when nobody has written for a while; then so many customers are changed.
    """
    import logging  # noqa: PLC0415 (the settings read the address of the database when it is there)

    import django  # noqa: PLC0415

    django.setup()
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    from organizations.credentials import api_key_create  # noqa: PLC0415
    from organizations.models import User  # noqa: PLC0415

    setup_test_environment(debug=False)
    logging.disable(logging.CRITICAL)
    user = User.accounts.get(username="api")
    User.accounts.filter(pk=user.pk).update(is_staff=True)
    api = Client(headers={"Authorization": f"Bearer {api_key_create(user=user)[1]}"})
    browser = Client()
    browser.force_login(user)
    for number in range(5):
        sent = {"name": NAME, "email": f"office{number}@growth.example"}
        answer: Any = api.post(f"{API}/reference/growth-{number}", sent)
        assert answer.status_code in (200, 201), answer.content  # noqa: S101 (a refusal would be fast)
    return api, browser, change(user.organization_id, percent)


def change(organization: int, percent: int) -> int:
    """Give a thousand customers the date of a change, once, and vacuum; then write so many of a hundred anew.

    Return how many customers there are.
    """
    from django.db import connection  # noqa: PLC0415
    from django.db.models import F  # noqa: PLC0415

    from customers.models import Customer  # noqa: PLC0415

    customers = Customer.objects.for_organization(organization)
    count = customers.count()
    if not customers.filter(last_updated__gte=CHANGED).exists():
        step = max(1, count // 1000)
        customers.filter(pk__in=list(customers.order_by("pk").values_list("pk", flat=True)[::step][:1000])).update(
            last_updated=CHANGED
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    if percent:
        changed = customers.annotate(place=F("id") * 7919 % 100).filter(place__lt=percent, last_updated__lt=CHANGED)
        changed.update(version=F("version") + 1, last_updated="2030-01-01T00:00:00Z")
    return count


def measured(client: Any, path: str, stopwatch: Stopwatch) -> tuple[float, float, float]:
    """Send one request; return its milliseconds in the database, in all, and of the processor."""
    before, start, processor = stopwatch.seconds, time.perf_counter(), time.process_time()
    answer: Any = client.get(path)
    times = (stopwatch.seconds - before, time.perf_counter() - start, time.process_time() - processor)
    assert answer.status_code == 200, (path, answer)  # noqa: S101 (a refusal would be fast)
    database, whole, own = (1000 * each for each in times)
    return database, whole, own


def main() -> None:
    """Do one turn."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "customers_api.settings")
    api, browser, count = prepare(int(sys.argv[2]))
    from django.db import connection  # noqa: PLC0415

    stopwatch, times = Stopwatch(), {name: ([], [], []) for name in REQUESTS}  # type: ignore[var-annotated]
    far = {"far": count * 9 // 10, "middle": count // 2, "page": count * 7 // 10 // 100 + 1}
    with connection.execute_wrapper(stopwatch):
        for number in range(WARM_UP + int(sys.argv[1])):
            for name, (path, _) in REQUESTS.items():
                client = browser if path.startswith(OFFICE) else api
                found = measured(client, path.format(**far), stopwatch)
                if number >= WARM_UP:
                    for kept, each in zip(times[name], found, strict=True):
                        kept.append(each)
    connection.close()
    print(json.dumps(times))


if __name__ == "__main__":
    main()
