"""How many customers a second the batch writer takes: new ones, the same again, changed ones, and their parents.

Run it with ``python -m benchmarks.batches [ROWS]`` (100,000 by default). It makes a database of its own on the server
of TEST_POSTGRES_URL and drops it at the end. Each call writes 1,000 rows in a transaction of its own, every row links
to a category, a segmentation, a region and two payment types by reference. Making the rows is not counted.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from psycopg2.sql import SQL, Identifier

DEFAULT_POSTGRES_URL = "postgres://postgres@127.0.0.1:5432/postgres"
CALL = 1000
MANY = 20

Values = Callable[[int], dict[str, Any]]


@contextmanager
def own_database(purpose: str = "batches") -> Iterator[str]:
    """Make a database for this run and drop it afterwards."""
    server = os.environ.get("TEST_POSTGRES_URL") or DEFAULT_POSTGRES_URL
    name = f"{purpose}_{os.getpid()}"
    on_server(server, SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        on_server(server, SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def on_server(server: str, statement: Any) -> None:
    """Run a statement that needs a connection without a transaction."""
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def new_world() -> Any:
    """Migrate the database, and return the caller of an organization with what the rows link to."""
    import django  # noqa: PLC0415 (the settings read the address of the database that was made a moment ago)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from customers.models import Category, Segmentation  # noqa: PLC0415
    from customers.setup import organization_set_up  # noqa: PLC0415
    from customers_api.core.drafts import Caller  # noqa: PLC0415
    from organizations.services import user_create  # noqa: PLC0415
    from regions.models import Region  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    organization, _ = organization_set_up(name="benchmark", region_level=1)
    linked: list[tuple[Any, str, dict[str, Any]]] = [
        (Category, "category", {}),
        (Segmentation, "segmentation", {}),
        (Region, "region", {"level": 1}),
    ]
    for model, prefix, values in linked:
        model.objects.bulk_create(
            model(organization=organization, reference=f"{prefix}-{number}", name=f"{prefix} {number}", **values)
            for number in range(MANY)
        )
    return Caller(organization, user_create(organization=organization, name="writer", reference="w-1"))


def customer(number: int) -> dict[str, Any]:
    """Return what an import sends for a customer: half of the columns, and five links by reference."""
    from customers_api.core.references import ByReference  # noqa: PLC0415

    return {
        "name": f"Müller & Söhne {number}",
        "reference2": f"EXT-{number}",
        "category": ByReference(f"category-{number % MANY}"),
        "segmentation": ByReference(f"segmentation-{number % 7}"),
        "region": ByReference(f"region-{number % 11}"),
        "payment_types": [ByReference("cash"), ByReference("cheque")],
        "country": "France",
        "city": f"Ville {number % 500}",
        "postal_code": f"{number % 100_000:05}",
        "address": f"{number % 200} rue de la République",
        "billing_country": "DE",
        "billing_city": "Köln",
        "billing_address": f"Hohe Straße {number % 100}",
        "latitude": Decimal(number % 90) + Decimal("0.123456"),
        "longitude": Decimal(number % 180) + Decimal("0.654321"),
        "email": f"office{number}@customers.example",
        "phone": f"+33 1 {number:08}",
        "website": f"https://customers.example/{number}",
        "comment": None,
        "credit_limit": Decimal(number % 9000),
        "due_days": 30,
        "due_date_rule": "days_after_invoice_date",
        "tax_number": f"FR{number:011}",
        "risk_color": "#00FF7f",
        "is_active": number % 10 != 0,
        "nda_signed": True,
        "nda_signed_date": date(2020, 1, 1 + number % 28),
        "currency": "EUR",
    }


def changed(number: int) -> dict[str, Any]:
    """Return the same customer with other values, and one payment type less."""
    from customers_api.core.references import ByReference  # noqa: PLC0415

    return {**customer(number), "city": "Lyon", "due_days": 60, "payment_types": [ByReference("cash")]}


def parent(number: int) -> dict[str, Any]:
    """Return a parent alone: ten customers below each, and those below each other."""
    from customers_api.core.references import ByReference  # noqa: PLC0415

    return {"parent": ByReference(f"R-{number // 10}")} if number >= 10 else {}


def measure(label: str, caller: Any, values: Values, count: int) -> None:
    """Write the rows and print how long it took."""
    from customers.batches import customer_upsert_batch  # noqa: PLC0415
    from customers.batching import Row  # noqa: PLC0415
    from customers_api.core.drafts import Incoming, Written  # noqa: PLC0415

    outcomes: dict[str, int] = {}
    seconds = own = 0.0
    for start in range(0, count, CALL):
        numbers = range(start, min(start + CALL, count))
        rows = [Row(f"R-{number}", Incoming(values(number))) for number in numbers]
        before, before_own = time.perf_counter(), time.process_time()
        results = customer_upsert_batch(caller=caller, rows=rows)
        seconds += time.perf_counter() - before
        own += time.process_time() - before_own
        for result in results:
            outcome = str(result.outcome) if isinstance(result, Written) else str(result.code)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    told = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{label:10} {count / seconds:7.0f} rows/s ({own / seconds:4.0%} in Python), {megabytes} MB at most: {told}")


def main(arguments: list[str]) -> None:
    """Measure one pass after another on the same customers."""
    count = int(arguments[0]) if arguments else 100_000
    with own_database() as url:
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "customers_api.settings"}
        os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-" + "0123456789abcdef" * 3)
        caller = new_world()
        for label, values in (("new", customer), ("unchanged", customer), ("changed", changed), ("parents", parent)):
            measure(label, caller, values, count)
        from django.db import connection  # noqa: PLC0415

        connection.close()


if __name__ == "__main__":
    main(sys.argv[1:])
