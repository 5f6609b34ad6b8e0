"""How many statements each operation of dialect v1 costs, as written down in ``statements.json``, a file under review.

Whoever makes an operation dearer changes that file, and shows it. Savepoints are left out: only tests need them. It
knows operations and counts, and no statement.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Contact, Customer, CustomerPaymentType
from tests.clients import Reply
from tests.v1.contracts import BASE
from tests.v1.crowds import MAKERS, make_regions, make_segmentations
from tests.worlds import World

pytestmark = pytest.mark.django_db
FILE = Path(__file__).with_name("statements.json")
RECORDED: dict[str, dict[str, int]] = json.loads(FILE.read_text("utf-8"))
CUSTOMERS = f"{BASE}/customers"
WRITTEN = [path for path in MAKERS if path not in ("users", "contacts")]
NEW = {"reference": "SEK", "name": "New", "isRoot": True}


Call = Callable[[], Reply]


def cost(call: Call) -> tuple[Reply, int]:
    """Return the answer to a call and how many statements it takes; its credential is remembered from a call before."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        reply = call()
    assert reply.status in (200, 201), reply
    statements = [query["sql"] for query in captured.captured_queries]
    return reply, sum(not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO")) for sql in statements)


def reading_calls(world: World, path: str, record: int, reference: str | None) -> dict[str, Call]:
    """Return the calls that read."""
    calls: dict[str, Call] = {
        "list": lambda: world.api.get(f"{BASE}/{path}"),
        "list one key": lambda: world.api.get(f"{BASE}/{path}?fields=id"),
        "show": lambda: world.api.get(f"{BASE}/{path}/{record}"),
    }
    if path != "contacts":
        calls["show by reference"] = lambda: world.api.get(f"{BASE}/{path}/reference/{quote(str(reference))}")
    return calls


def writing_calls(world: World, path: str) -> dict[str, Call]:
    """Return the calls that write, in an order in which each one can be done."""
    address = f"{BASE}/{path}/reference/SEK"
    return {
        "create": lambda: world.api.json(f"{BASE}/{path}", NEW),
        "update": lambda: world.api.json(address, {"name": "Changed"}, "PATCH"),
        "upsert, an update": lambda: world.api.json(address, {"name": "Again"}),
        "upsert, no change": lambda: world.api.json(address, {"name": "Again"}),
        "delete": lambda: world.api.delete(address),
        "upsert, a creation": lambda: world.api.json(address, NEW),
        "delete again": lambda: world.api.delete(address),
    }


@pytest.mark.parametrize("path", MAKERS)
def test_each_operation_costs_what_is_written_down(world: World, path: str) -> None:
    # The first call of a minute writes down that the key is in use.
    assert world.api.get(CUSTOMERS).status == 200
    calls = writing_calls(world, path) if path in WRITTEN else {}
    counted = {name: cost(call)[1] for name, call in calls.items()}
    records: list[Any] = [record for record in MAKERS[path](world) if getattr(record, "reference", "x")]
    if path == "customers":
        belong(world, records)
    assert world.api.get(CUSTOMERS).status == 200
    calls = reading_calls(world, path, records[-1].pk, getattr(records[-1], "reference", None))
    counted |= {name: cost(call)[1] for name, call in calls.items()}
    counted.pop("delete again", None)
    assert counted == RECORDED[path], f"Write the new numbers into {FILE.name}, and say why: {json.dumps(counted)}"


def belong(world: World, customers: list[Customer]) -> None:
    """Give customers all that an answer may hold beside their own columns."""
    common = {"organization": world.organization}
    Contact.objects.bulk_create(Contact(customer=customer, last_name="L", **common) for customer in customers)
    CustomerPaymentType.objects.bulk_create(
        CustomerPaymentType(customer=customer, payment_type=world.cash, **common) for customer in customers
    )


@pytest.mark.parametrize("count", [1, 100, 1000])
def test_a_list_of_customers_costs_the_same_however_many_there_are(world: World, count: int) -> None:
    assert world.api.get(CUSTOMERS).status == 200
    segmentation, region = make_segmentations(world)[0], make_regions(world)[0]
    links = {"organization": world.organization, "category": world.root, "currency": world.euro}
    links |= {"created_by": world.editor, "segmentation": segmentation, "region": region}
    first = Customer.objects.create(reference="first", name="First", **links)
    others = (Customer(reference=f"C-{n}", name="Other", parent=first, **links) for n in range(count - 1))
    belong(world, [first, *Customer.objects.bulk_create(others)])
    reply, spent = cost(lambda: world.api.get(f"{CUSTOMERS}?max=1000"))
    last = reply.body["data"][-1]
    assert (len(reply.body["data"]), len(last["contacts"]), len(last["paymentTypes"])) == (count, 1, 1)
    assert spent == RECORDED["customers"]["list"]


def test_a_key_costs_a_look_and_a_row_and_on_postgresql_a_lock(world: World) -> None:
    assert world.api.get(CUSTOMERS).status == 200
    key = {"Idempotency-Key": "k"}
    locks = 1 if connection.vendor == "postgresql" else 0
    first, again = (cost(lambda: world.api.json(CUSTOMERS, NEW, **key)) for _ in range(2))
    assert first[1] == RECORDED["customers"]["create"] + 2 + locks
    assert (again[0].body, again[1]) == (first[0].body, 1 + locks)


def test_reading_stays_within_its_limits() -> None:
    assert max(costs["list"] for costs in RECORDED.values()) <= 5
    assert max(costs[name] for costs in RECORDED.values() for name in costs if name.startswith("show")) <= 1
