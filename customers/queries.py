"""What is read beside a customer's own row: payment types and contacts, in their order.

Also which of a caller's organizations a record belongs to. It knows columns, and the keys that it is given to show
them under.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from customers.models import Contact, CustomerPaymentType
from customers_api.core.drafts import not_found
from customers_api.core.reading import Link, Listed, Page
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


def payment_types_of_customers(link: Link) -> Listed:
    """Return how the payment types of customers are read, in the order of their ids."""

    def show(values: Sequence[Any], page: Page) -> dict[str, Any]:
        pk, reference, name = values
        return link.show(LinkedRow("", pk, reference, name, 0), page.base)

    return Listed(
        CustomerPaymentType,
        owner="customer_id",
        order=("payment_type_id",),
        columns=("payment_type_id", "payment_type__reference", "payment_type__name"),
        show=show,
    )


def contacts_of_customers(keys: Mapping[str, str], path: str) -> Listed:
    """Return how the contacts of customers are read, in their own order; ``keys`` maps key to column."""

    def show(values: Sequence[Any], page: Page) -> dict[str, Any]:
        pk, *columns = values
        return {"id": pk, **dict(zip(keys, columns, strict=True)), "href": f"{page.base}/{path}/{pk}"}

    return Listed(Contact, owner="customer_id", order=("position", "pk"), columns=("pk", *keys.values()), show=show)
