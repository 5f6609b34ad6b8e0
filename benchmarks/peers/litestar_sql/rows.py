"""Turns rows into structs; it knows the order of the columns in `statements.py`."""

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.peers.litestar_sql.structs import Contact, Creator, Customer, Link, Region

BASE = "/api/v1.0"
Lists = dict[int, list[Any]]


def payment_types(rows: Iterable[Sequence[Any]]) -> Lists:
    """Return the payment types of customers by the customer's id."""
    found: Lists = {}
    for customer, pk, reference, name in rows:
        found.setdefault(customer, []).append(Link(pk, reference, name, f"{BASE}/paymentTypes/{pk}"))
    return found


def contacts(rows: Iterable[Sequence[Any]]) -> Lists:
    """Return the contacts of customers by the customer's id."""
    found: Lists = {}
    for customer, pk, *values in rows:
        found.setdefault(customer, []).append(Contact(pk, *values, f"{BASE}/contacts/{pk}"))
    return found


def link(pk: int | None, reference: str | None, name: str, path: str) -> Link | None:
    """Return a linked record, or none."""
    return None if pk is None else Link(pk, reference, name, f"{BASE}/{path}/{pk}")


def customer(row: Sequence[Any], ways_to_pay: Lists, people: Lists) -> Customer:
    """Return the answer for a row."""
    (
        pk, reference, reference2, name,
        category, category_reference, category_name,
        parent, parent_reference, parent_name, bill_with_parent,
        segmentation, segmentation_reference, segmentation_name,
        creator, creator_reference, region, region_name,
        rule, currency, organization, created, updated, *rest,
    ) = row  # fmt: skip
    return Customer(
        pk, reference, reference2, name,
        category_reference,
        Link(category, category_reference, category_name, f"{BASE}/customerCategories/{category}"),
        parent is not None, link(parent, parent_reference, parent_name, "customers"), bill_with_parent,
        segmentation_reference,
        link(segmentation, segmentation_reference, segmentation_name, "customerSegmentations"),
        *rest[:33],
        None if creator is None else Creator(creator, creator_reference, f"{BASE}/users/{creator}"),
        rest[33], rule, ways_to_pay.get(pk, []), *rest[34:37], people.get(pk, []),
        currency, *rest[37:], organization, created, updated,
        None if region is None else Region(region, region_name, f"{BASE}/regions/{region}"),
    )  # fmt: skip
