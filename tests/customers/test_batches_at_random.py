"""Random batches do what their rows one by one would do, whatever stands in them and wherever they are cut.

Seen to fail with the contacts of one customer given to the next, and on PostgreSQL with the columns that the first row
of an INSERT fills, or the last one of an UPDATE, in place of those that any does.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from customers import batching
from customers.batches import customer_upsert_batch
from customers.batching import Result, Row
from customers.contact_lists import ContactList
from customers.custom_fields import CustomValue
from customers.models import Contact, Customer, CustomerPaymentType, CustomField, CustomFieldTemplate
from customers.planning import NOBODY, FreeCountry
from customers.services import customer_upsert
from customers_api.core.drafts import Caller, Incoming, Written
from customers_api.core.problems import Problem
from customers_api.core.references import ById, ByReference
from regions.models import Region
from tests.worlds import World, new_world

SEEDS = range(8)
ROWS = 60
# Few customers, so that the rows of a batch meet each other.
REFERENCES = [f"R{number}" for number in range(9)]
LINKS = {"category", "created_by", "currency", "parent", "region", "template"}
NOT_COMPARED = {"id", "organization_id", "last_updated", "custom_values", *(f"{name}_id" for name in LINKS)}

TEXTS = [None, "", "plain", 'quotes " \' and \\ and \\u0000 and {"a": [1]}', "Zürich\n\t😀", "x" * 255]
DECIMALS = [None, Decimal("0.001"), Decimal("123456789012.345"), Decimal("10.50"), Decimal("1E+3")]
DATES = [datetime(2015, 12, 17, 23, tzinfo=UTC), datetime(1999, 1, 1, 0, 0, 0, 123456, tzinfo=UTC)]
PEOPLE: list[dict[str, Any]] = [
    {"first_name": "Ada", "last_name": "Lovelace", "kind": "billing"},
    {"last_name": "Hopper", "is_decision_maker": True, "comment": "x\\ny"},
    {"first_name": "Too", "last_name": "l" * 256},
]
VALUES: dict[str, list[Any]] = {
    "name": ["A", "Ärger & Söhne", " b "],
    "email": TEXTS,
    "comment": TEXTS,
    "credit_limit": DECIMALS,
    "balance": DECIMALS,
    "latitude": [None, Decimal("-89.123456789")],
    "due_days": [0, 30, 2_147_483_647],
    "due_date_rule": [None, "days_after_invoice_date"],
    "is_active": [True, False, None],
    "is_credit": [True, False, None],
    "nda_signed_date": [None, date(1, 1, 1), date(2024, 2, 29)],
    "date_created": DATES,
    "country": [None, "France", "DE", FreeCountry("Atlantis")],
    "currency": [None, "EUR"],
    "category": [None, ByReference("root")],
    "created_by": [None, NOBODY, ByReference("ed-1")],
    "region": [None, ByReference("low")],
    "payment_types": [None, [], [ByReference("cash")], [ByReference("cheque"), ByReference("cash")]],
    "contacts": [ContactList(tuple(PEOPLE[start:end])) for start, end in ((0, 0), (0, 1), (0, 2), (1, 2))],
    "reference": REFERENCES,
    "parent": [None, *map(ByReference, REFERENCES)],
    "is_sub_customer": [True, False],
    "security_answer": [None, "blue"],
}
BAD: dict[str, list[Any]] = {
    "name": ["", None],
    "email": ["x" * 256, "N\x00L"],
    "balance": [Decimal("-1234567890123"), Decimal("0.0001")],
    "credit_limit": [Decimal(-1)],
    "latitude": [Decimal("90.1")],
    "due_days": [None, 2_147_483_648],
    "due_date_rule": ["never"],
    "country": ["Atlantis"],
    "currency": ["XXX"],
    "category": [ByReference("none")],
    "region": [ByReference("high")],
    "payment_types": [[ById(0)]],
    "contacts": [ContactList(tuple(PEOPLE))],
    "reference": ["slash/"],
    "parent": [ByReference("none")],
}
# How often a value is sent: names nearly always, so that customers come into being; moves more often than hashes.
LIKELY = {"name": 0.9, "parent": 0.4, "contacts": 0.4, "payment_types": 0.3, "security_answer": 0.08, "reference": 0.1}


def furnished(name: str) -> World:
    """Return a world with regions above and below the organization's level, and a template of custom fields."""
    world = new_world(name, geography=2)
    high = Region.objects.create(organization=world.organization, reference="high", name="High", level=1)
    Region.objects.create(organization=world.organization, reference="low", name="Low", level=2, parent=high)
    template = CustomFieldTemplate.objects.create(organization=world.organization, name="T")
    for order, kind in enumerate(("money", "text")):
        CustomField.objects.create(
            organization=world.organization, template=template, name=kind, data_type=kind, order=order
        )
    return world


def values_at_random(dice: random.Random) -> dict[str, Any]:
    """Return what is sent for a customer."""
    sent = [name for name in VALUES if dice.random() < LIKELY.get(name, 0.15)]
    values = {name: dice.choice(VALUES[name]) for name in sent}
    if dice.random() < 0.25:
        bad = dice.choice(list(BAD))
        values[bad] = dice.choice(BAD[bad])
    if dice.random() < 0.2:
        values["template"] = dice.choice([None, "own", "own"])
        values["custom_values"] = dice.choice(
            [None, (CustomValue("money", "10.5"),), (CustomValue("text", 'a"\\b'), CustomValue("money", "x"))]
        )
    return values


def rows_for(world: World, seed: int) -> list[Row]:
    """Return the rows of a seed; ids are those of the world."""
    dice = random.Random(seed)
    template = CustomFieldTemplate.objects.for_organization(world.organization).get()
    rows = []
    for _ in range(ROWS):
        values = values_at_random(dice)
        if values.get("template"):
            values["template"] = ById(template.pk)
        if dice.random() < 0.1:
            values = {"parent": dice.choice(VALUES["parent"])}
        rows.append(Row(dice.choice(REFERENCES), Incoming(values)))
    return rows


def caller(world: World) -> Caller:
    return Caller(world.organization, world.editor)


def one_by_one(world: World, rows: list[Row]) -> Iterator[Result]:
    """Write the rows through the door for one record."""
    for row in rows:
        try:
            yield customer_upsert(caller=caller(world), reference=row.reference, incoming=row.incoming)
        except Problem as problem:
            yield problem


def told(result: Result) -> tuple[Any, ...]:
    if isinstance(result, Problem):
        return result.code, result.field, result.params
    return result.outcome, result.record.reference


def stored(world: World) -> list[dict[str, Any]]:
    """Return all that is kept of the organization's customers, with references in place of ids."""
    people: Any = Contact.objects.for_organization(world.organization).order_by("position", "pk")
    types = CustomerPaymentType.objects.for_organization(world.organization).order_by("payment_type__reference")
    return [
        {
            **{name: value for name, value in vars(customer).items() if name[0] != "_" and name not in NOT_COMPARED},
            **{name: str(getattr(customer, name) or "") for name in LINKS - {"created_by"}},
            "created_by": customer.created_by.reference if customer.created_by else None,
            "security_answer": customer.security_answer is not None,
            "date_created": customer.date_created if customer.date_created in DATES else None,
            "custom_values": list(customer.custom_values.values()),
            "payment_types": list(types.filter(customer=customer).values_list("payment_type__reference", flat=True)),
            "contacts": list(
                people.filter(customer=customer).values_list(
                    "version", "position", "first_name", "last_name", "kind", "is_decision_maker", "comment"
                )
            ),
        }
        for customer in Customer.objects.for_organization(world.organization).order_by("reference")
    ]


def test_random_batches_do_what_their_rows_would_do_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes: dict[object, int] = {}
    for seed in SEEDS:
        here, twin = furnished(f"here {seed}"), furnished(f"twin {seed}")
        monkeypatch.setattr(batching, "LARGEST_GROUP", random.Random(seed).choice([2, 7, 1000]))
        results = customer_upsert_batch(caller=caller(here), rows=rows_for(here, seed))
        single = list(one_by_one(twin, rows_for(twin, seed)))
        for number, (result, other) in enumerate(zip(results, single, strict=True)):
            assert told(result) == told(other), (seed, number)
        assert stored(here) == stored(twin), seed
        for result in results:
            key = result.outcome if isinstance(result, Written) else result.code
            outcomes[key] = outcomes.get(key, 0) + 1
    # A generator whose rows all fail for one reason would prove nothing.
    counted = sorted(outcomes.items())
    assert [outcomes[name] >= 40 for name in ("created", "updated", "invalid_value")] == [True] * 3, counted
    assert [outcomes[name] >= 3 for name in ("own_ancestor", "link_not_found", "unchanged")] == [True] * 3, counted
