"""A batch does what its rows one by one would do: same rows, same problems, in fewer statements."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from customers import batching
from customers.batches import (
    customer_create_batch,
    customer_delete_batch,
    customer_update_batch,
    customer_upsert_batch,
)
from customers.batching import Row
from customers.contact_lists import ContactList
from customers.models import Customer, CustomerPaymentType, CustomFieldTemplate
from customers.services import customer_upsert
from customers_api.core.drafts import Caller, Incoming, Written
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import ById, ByReference
from tests.worlds import World, new_world

OUTCOMES = {"new": "created", "changed": "updated", "unchanged": "unchanged"}
# SQLite takes few values in one statement: the first two come in slices. PostgreSQL now and then looks at tables that
# have grown.
NOT_COUNTED = {"INSERT", "UPDATE", "ANALYZE"}
NOT_COMPARED = {"id", "organization", "date_created", "last_updated", "category", "created_by", "currency", "parent"}

# Each tuple is a reference and what is sent for it; together they hold every reason to fail and to go one by one.
ROWS: list[tuple[str, dict[str, Any]]] = [
    ("A", {"name": "Ärger & Söhne", "email": "A@X.example", "credit_limit": Decimal("10.5")}),
    ("B", {"name": "B", "payment_types": [ByReference("cash"), ByReference("cheque")]}),
    ("C", {}),
    ("D", {"name": "D", "parent": ByReference("A")}),
    ("A", {"city": "Nice", "payment_types": [ByReference("cash")]}),
    ("E", {"name": "E", "payment_types": [ByReference("nothing")]}),
    ("F", {"name": "F", "category": ById(999_999)}),
    ("G", {"name": "G" * 256}),
    ("A", {"parent": ByReference("D")}),
    ("H", {"name": "H", "reference": "other"}),
    ("B", {"name": "B"}),
    ("I/", {"name": "I"}),
    ("J", {"name": "J", "country": "Atlantis"}),
    ("K", {"name": "K", "due_date_rule": "days_after_invoice_date"}),
    ("B", {"reference": "A"}),
    ("L", {"name": "L\x00"}),
    ("B", {"payment_types": []}),
]


def caller(world: World) -> Caller:
    """Return who writes."""
    return Caller(world.organization, world.editor)


def batch(*rows: tuple[str, dict[str, Any]]) -> list[Row]:
    """Return rows as a batch takes them."""
    return [Row(reference, Incoming(values)) for reference, values in rows]


def told(result: Written[Customer] | Problem) -> tuple[Any, ...]:
    """Return what a result says, without the ids that differ between worlds."""
    if isinstance(result, Problem):
        return result.code, result.field, result.params
    return (result.outcome, result.record.reference)


def one_by_one(world: World, rows: list[Row]) -> list[tuple[Any, ...]]:
    """Write the rows through the door for one record."""
    results: list[Written[Customer] | Problem] = []
    for row in rows:
        try:
            results.append(customer_upsert(caller=caller(world), reference=row.reference, incoming=row.incoming))
        except Problem as problem:
            results.append(problem)
    return [told(result) for result in results]


def columns(customer: Customer) -> dict[str, Any]:
    """Return the editable columns of a customer."""
    return model_to_dict(customer, exclude=["payment_types"])


def stored(world: World) -> list[dict[str, Any]]:
    """Return the organization's customers with their payment types, comparable between worlds."""
    types = CustomerPaymentType.objects.for_organization(world.organization)
    rows = []
    for customer in Customer.objects.for_organization(world.organization).order_by("reference"):
        row = {name: value for name, value in columns(customer).items() if name not in NOT_COMPARED}
        row["folded"] = (customer.version, customer.search_folded, customer.email_folded, customer.name_folded)
        row["payment_types"] = sorted(types.filter(customer=customer).values_list("payment_type__reference", flat=True))
        row["parent"] = customer.parent.reference if customer.parent else None
        rows.append(row)
    return rows


@pytest.mark.parametrize("largest_group", [1, 2, 1000])
def test_a_batch_does_what_its_rows_would_do_one_by_one(
    world: World, monkeypatch: pytest.MonkeyPatch, largest_group: int
) -> None:
    monkeypatch.setattr(batching, "LARGEST_GROUP", largest_group)
    twin = new_world("twin", geography=1)
    rows = batch(*ROWS)
    results = customer_upsert_batch(caller=caller(world), rows=rows)
    assert [told(result) for result in results] == one_by_one(twin, rows)
    assert stored(world) == stored(twin)
    assert [row["reference"] for row in stored(world)] == ["A", "B", "D"]


def test_the_same_batch_again_changes_nothing(world: World) -> None:
    rows = batch(*((f"R{n}", {"name": f"Name {n}", "payment_types": [ById(world.cash.pk)]}) for n in range(5)))
    customer_upsert_batch(caller=caller(world), rows=rows)
    before = stored(world)
    results = customer_upsert_batch(caller=caller(world), rows=rows)
    assert [told(result) for result in results] == [("unchanged", f"R{n}") for n in range(5)]
    assert stored(world) == before


def test_a_larger_batch_needs_no_more_statements(world: World) -> None:
    template = CustomFieldTemplate.objects.create(organization=world.organization, name="T")
    people = ContactList(({"last_name": "Hopper"},))
    sent = {"payment_types": [ById(world.cash.pk)], "contacts": people, "template": ById(template.pk)}
    changed: dict[str, Any] = {"city": "Nice", "payment_types": []}
    kinds: dict[str, dict[str, Any]] = {"new": {"name": "N"}, "changed": changed, "unchanged": changed}
    for kind, values in kinds.items():
        counts = []
        for start, size in ((0, 10), (100, 200)):
            rows = batch(*((f"R{start + n}", {**sent, **values}) for n in range(size)))
            with CaptureQueriesContext(connection) as queries:
                results = customer_upsert_batch(caller=caller(world), rows=rows)
            assert {result[0] for result in map(told, results)} == {OUTCOMES[kind]}
            counts.append(len([query for query in queries if query["sql"].split(" ")[0] not in NOT_COUNTED]))
        # Two of them are settings of PostgreSQL, so that it keeps little memory of each batch.
        assert counts[0] == counts[1] <= 14, kind


def test_new_customers_are_returned_as_they_are_stored(world: World) -> None:
    rows = batch(*((f"R{n % 7}-{n}", {"name": f"Ä{n}", "email": None, "due_days": n}) for n in range(20)))
    for row, result in zip(rows, customer_upsert_batch(caller=caller(world), rows=rows), strict=True):
        assert isinstance(result, Written)
        found = Customer.objects.for_organization(world.organization).get(reference=row.reference)
        assert columns(result.record) == columns(found)
        assert (result.record.pk, result.record.search_folded) == (found.pk, found.search_folded)
        assert result.record.date_created == found.date_created
        # It can be written again, like any that was read.
        result.record.save(update_fields=["name"])


def test_a_taken_reference_is_found_in_few_statements(world: World) -> None:
    customer_upsert_batch(caller=caller(world), rows=batch(*((f"R{n}", {"name": "N"}) for n in range(201))))
    with CaptureQueriesContext(connection) as queries:
        rows = batch(*((f"R{n}", {"city": "Nice", **({"reference": "R200"} if n == 70 else {})}) for n in range(200)))
        results = customer_upsert_batch(caller=caller(world), rows=rows)
    assert told(results[70]) == (ProblemCode.NOT_UNIQUE, "reference", {})
    assert {told(result)[0] for place, result in enumerate(results) if place != 70} == {"updated"}
    # Halved eight times, instead of 200 rows one by one.
    assert len(queries) < 200


def test_a_row_that_somebody_else_writes_meanwhile_is_answered_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer_upsert(caller=caller(world), reference="R1", incoming=Incoming({"name": "There"}))
    monkeypatch.setattr(batching.Batch, "find", lambda self, places: {})
    rows = batch(("R0", {"name": "New"}), ("R1", {"name": "There"}), ("R2", {"name": "New"}))
    results = customer_upsert_batch(caller=caller(world), rows=rows)
    assert [told(result) for result in results] == [("created", "R0"), ("unchanged", "R1"), ("created", "R2")]


def test_deleting_many_tells_for_each_one_why_it_stays(world: World) -> None:
    customer_upsert_batch(
        caller=caller(world),
        rows=batch(("P", {"name": "P"}), ("S", {"name": "S", "parent": ByReference("P")}), ("T", {"name": "T"})),
    )
    pointers = [ByReference("P"), ByReference("T"), ByReference("nobody")]
    results = customer_delete_batch(caller=caller(world), pointers=pointers)
    codes = [result.code if result else None for result in results]
    assert codes == [ProblemCode.IN_USE, None, ProblemCode.RECORD_NOT_FOUND]
    assert [row["reference"] for row in stored(world)] == ["P", "S"]


def test_creating_many_tells_which_references_are_taken(world: World) -> None:
    customer_upsert(caller=caller(world), reference="R1", incoming=Incoming({"name": "There"}))
    rows = batch(("R0", {"name": "New"}), ("R1", {"name": "Other"}), ("R2", {}), ("R0", {"name": "Again"}))
    results = customer_create_batch(caller=caller(world), rows=rows)
    assert [told(result) for result in results] == [
        ("created", "R0"),
        (ProblemCode.NOT_UNIQUE, "reference", {}),
        (ProblemCode.MISSING, "name", {}),
        (ProblemCode.NOT_UNIQUE, "reference", {}),
    ]
    assert [(row["reference"], row["name"]) for row in stored(world)] == [("R0", "New"), ("R1", "There")]


def test_updating_many_tells_which_customers_are_not_there(world: World) -> None:
    customer_upsert(caller=caller(world), reference="R1", incoming=Incoming({"name": "There"}))
    rows = batch(("R0", {"name": "New"}), ("R1", {"city": "Nice"}), ("R1", {"city": "Nice"}))
    results = customer_update_batch(caller=caller(world), rows=rows)
    assert [told(result) for result in results] == [
        (ProblemCode.RECORD_NOT_FOUND, None, {"key": "reference", "value": "R0"}),
        ("updated", "R1"),
        ("unchanged", "R1"),
    ]
    assert [(row["reference"], row["city"]) for row in stored(world)] == [("R1", "Nice")]
