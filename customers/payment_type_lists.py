"""The payment types of a customer as one list, read and written for one customer or for many at once.

It knows ids and rows, no wire name and no HTTP.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError

from customers.models import Customer, CustomerPaymentType
from customers_api.core.bulk_rows import insert_rows
from customers_api.core.drafts import Draft
from customers_api.core.one_row import Links
from customers_api.core.units import LostRaceError


def payment_types_of(organization: int, customers: Iterable[int]) -> dict[int, set[int]]:
    """Return the ids of the payment types that customers have, by the customer's id."""
    keys = list(customers)
    found: dict[int, set[int]] = {}
    if not keys:
        return found
    links = CustomerPaymentType.objects.for_organization(organization).filter(customer__in=keys)
    for customer, payment_type in links.values_list("customer_id", "payment_type_id"):
        found.setdefault(customer, set()).add(payment_type)
    return found


def wanted_payment_types(draft: Draft[Customer]) -> set[int] | None:
    """Return the ids of the payment types as sent, or ``None`` where they are left alone."""
    if "payment_types" not in draft.values:
        return None
    return {draft.links.demand("payment_types", pointer).id for pointer in draft.values["payment_types"] or ()}


def payment_type_links(draft: Draft[Customer]) -> Links | None:
    """Return the rows by which a new customer gets the payment types of the list that was sent."""
    wanted = wanted_payment_types(draft)
    return Links(CustomerPaymentType, "customer_id", "payment_type_id", sorted(wanted)) if wanted else None


def shown_payment_types(draft: Draft[Customer]) -> list[dict[str, Any]]:
    """Return the payment types of a new customer as the columns by which they are read, in the order of their ids."""
    found = {draft.links.demand("payment_types", pointer) for pointer in draft.values.get("payment_types") or ()}
    return [
        {"payment_type_id": row.id, "payment_type__reference": row.reference, "payment_type__name": row.name}
        for row in sorted(found, key=lambda row: row.id)
    ]


def write_payment_types(organization: int, pairs: Sequence[tuple[Draft[Customer], Customer]]) -> None:
    """Make the stored payment types of customers those of the lists that were sent."""
    added: list[tuple[int, int]] = []
    dropped: dict[int, list[int]] = {}
    for draft, customer in pairs:
        wanted = wanted_payment_types(draft)
        stored: set[int] = draft.facts.get("payment_types", set())
        if wanted is None or wanted == stored:
            continue
        added += [(customer.pk, payment_type) for payment_type in sorted(wanted - stored)]
        for payment_type in stored - wanted:
            dropped.setdefault(payment_type, []).append(customer.pk)
    for payment_type, customers in dropped.items():
        links = CustomerPaymentType.objects.for_organization(organization)
        links.filter(payment_type=payment_type, customer__in=customers).delete()
    try:
        rows = [{"customer_id": customer, "payment_type_id": payment_type} for customer, payment_type in added]
        insert_rows(CustomerPaymentType, organization, rows)
    except IntegrityError as error:
        # One of them was deleted meanwhile: looked up again, it is missed in the words for what was sent.
        raise LostRaceError("payment_types") from error
