"""A list shows one moment: its total, its rows, and all that hangs on them.

Seen to fail: with each statement of a list seeing its own moment, 13 of 100 lists beside a writer held half of a write,
and a record stood on no page; a part that is empty where the total says otherwise was answered.
"""

from typing import Any

import pytest
from django.db import connection

from customers.models import Customer
from customers.services import customer_create, customer_update
from customers_api.core import plans
from customers_api.core.drafts import Caller, Incoming
from customers_api.core.reading import ReadModel
from customers_api.core.references import ById, ByReference
from customers_api.core.selections import Selection
from paymenttypes.models import PaymentType
from tests.concurrency.racing import COMMITTING, elsewhere
from tests.worlds import World

pytestmark = COMMITTING
LIST = "/api/v1.0/customers?sort=reference&fields=reference,name,paymentTypes"


def caller(world: World) -> Caller:
    return Caller(world.organization, world.editor)


def payment_type(world: World, reference: str) -> int:
    return int(PaymentType.objects.create(organization=world.organization, reference=reference, name=reference).pk)


def create(world: World, reference: str, *payment_types: int) -> None:
    links = {"payment_types": [ById(key) for key in payment_types]}
    customer_create(caller=caller(world), incoming=Incoming({"reference": reference, "name": "before", **links}))


def shown(world: World) -> list[tuple[str, str, list[str]]]:
    rows = world.api.get(LIST).body["data"]
    return [(row["reference"], row["name"], [each["reference"] for each in row["paymentTypes"]]) for row in rows]


def test_no_row_of_a_list_holds_half_of_a_write(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wire, coupon = payment_type(world, "wire"), payment_type(world, "coupon")
    create(world, "A", wire)
    after: dict[str, Any] = {"name": "after", "payment_types": [ById(coupon)]}
    fetch_linked = Selection.fetch_linked

    def fetch(self: Selection, *arguments: Any) -> None:
        elsewhere(lambda: customer_update(caller=caller(world), pointer=ByReference("A"), incoming=Incoming(after)))  # type: ignore[arg-type,return-value]
        fetch_linked(self, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(Selection, "fetch_linked", fetch)
        assert shown(world) == [("A", "before", ["wire"])]
    assert shown(world) == [("A", "after", ["coupon"])]


def test_who_comes_between_the_total_and_the_first_page_is_on_neither(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(world, "B")
    read_part = ReadModel.part

    def part(self: ReadModel, *arguments: Any) -> Any:
        elsewhere(lambda: create(world, "A"))  # type: ignore[arg-type,return-value]
        return read_part(self, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(ReadModel, "part", part)
        body = world.api.get(f"{LIST}&max=1").body
    assert (body["paging"]["total"], body["paging"]["next"]) == (1, None)
    assert [row["reference"] for row in body["data"]] == ["B"]
    assert [row[0] for row in shown(world)] == ["A", "B"]


def test_a_page_with_fewer_rows_than_its_total_says_is_read_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(world, "A")
    read_part, read = ReadModel.part, list[int]()

    def part(self: ReadModel, *arguments: Any) -> Any:
        read.append(len(read))
        return [] if len(read) == 1 else read_part(self, *arguments)

    monkeypatch.setattr(ReadModel, "part", part)
    assert (shown(world), read) == ([("A", "before", [])], [0, 1])


def test_a_list_whose_plans_are_lost_is_read_again_without(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "PLANS", plans.Plans(are_kept=True))
    monkeypatch.setattr("customers_api.core.compiled.PLANS", plans.PLANS)
    create(world, "A", payment_type(world, "wire"))
    first = shown(world)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert shown(world) == shown(world) == first == [("A", "before", ["wire"])]
    assert Customer.objects.for_organization(world.organization).count() == 1
