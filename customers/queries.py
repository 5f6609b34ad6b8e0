"""What is read beside a customer's own row: payment types and contacts, for a whole page in one statement each.

Also which of a caller's organizations a record belongs to. It knows columns, and the keys that it is given to show
them under.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from customers.models import Contact, CustomerPaymentType
from customers_api.core.drafts import not_found
from customers_api.core.reading import Link, ListReader, Lists, Page
from customers_api.core.references import ById, LinkedRow
from organizations.models import Organization


def organization_of(model: Any, accounts: Sequence[Organization], key: int) -> Organization:
    """Return which of the organizations has the record of an id; a single one is not asked before it is read."""
    if len(accounts) == 1:
        return accounts[0]
    records = model.objects.for_organizations([account.pk for account in accounts])
    owner = records.filter(pk=key).values_list("organization_id", flat=True).first()
    found = next((account for account in accounts if account.pk == owner), None)
    if found is None:
        raise not_found(ById(key))
    return found


def payment_types_reader(link: Link) -> ListReader:
    """Return the reader of the payment types of a page of customers, in the order of their ids."""

    def read(organization: Organization, customers: Sequence[int], page: Page) -> Lists:
        rows = (
            CustomerPaymentType.objects.for_organization(organization)
            .filter(customer__in=customers)
            .order_by("payment_type_id")
            .values_list("customer_id", "payment_type_id", "payment_type__reference", "payment_type__name")
        )
        lists: dict[int, list[Any]] = {}
        for customer, pk, reference, name in rows:
            shown = link.show(LinkedRow("", pk, reference, name, 0), page.base)
            lists.setdefault(customer, []).append(shown)
        return lists

    return read


def contacts_reader(keys: dict[str, str], path: str) -> ListReader:
    """Return the reader of the contacts of a page of customers, in their own order; ``keys`` maps key to column."""

    def read(organization: Organization, customers: Sequence[int], page: Page) -> Lists:
        rows = (
            Contact.objects.for_organization(organization)
            .filter(customer__in=customers)
            .order_by(F("position").asc(), F("pk").asc())
            .values_list("customer_id", "pk", *keys.values())
        )
        lists: dict[int, list[Any]] = {}
        for customer, pk, *values in rows:
            shown = {"id": pk, **dict(zip(keys, values, strict=True)), "href": f"{page.base}/{path}/{pk}"}
            lists.setdefault(customer, []).append(shown)
        return lists

    return read
