"""The answer of dialect rws, key by key."""

from collections.abc import Mapping, Sequence
from typing import Any

from customers.api.rws_bodies import BILLING_ADDRESS, KNOWN_CONTACTS, MASK, SHIPPING_ADDRESS, Table
from customers.contact_lists import join_name
from customers.models import Contact, Customer
from customers_api.core.drafts import not_found
from customers_api.core.references import ById
from organizations.models import Organization

COLUMNS = (
    "id",
    "organization_id",
    "name",
    "security_question",
    "security_answer",
    "is_same_address",
    *(field for _, field, _ in (*BILLING_ADDRESS, *SHIPPING_ADDRESS)),
)


def read_customer(accounts: Sequence[Organization], key: int) -> Mapping[str, Any]:
    """Return the columns of a customer of one of the organizations."""
    records = Customer.objects.for_organizations([account.pk for account in accounts])
    row: Mapping[str, Any] | None = records.filter(pk=key).values(*COLUMNS).first()
    if row is None:
        raise not_found(ById(key))
    return row


def shown_customer(row: Mapping[str, Any], organization: Organization) -> dict[str, Any]:
    """Return the answer for a customer. The answer to its security question is a secret that only a hash is kept of."""
    billing = shown_address(row, BILLING_ADDRESS)
    return {
        "name": row["name"],
        "accountName": organization.name,
        "securityQuestion": row["security_question"],
        "securityAnswer": None if row["security_answer"] is None else MASK,
        "shipToBillAddress": row["is_same_address"],
        "contacts": shown_contacts(organization, row["id"]),
        "billingAddress": billing,
        "shippingAddress": billing if row["is_same_address"] else shown_address(row, SHIPPING_ADDRESS),
        "customerId": row["id"],
    }


def shown_address(row: Mapping[str, Any], table: Table) -> dict[str, str | None]:
    """Return an address with all of its keys."""
    return {key: row[field] for key, field, _ in table}


def shown_contacts(organization: Organization, customer: int) -> list[dict[str, str | None]]:
    """Return the contacts that the dialect knows of."""
    rows = (
        Contact.objects.for_organization(organization)
        .filter(customer=customer)
        .order_by("position", "pk")
        .values_list("first_name", "last_name", "job_title", "phone", "mobile", "email")
    )
    return [
        {"name": join_name(first, last), "title": title, "phone": phone, "mobile": mobile, "email": email}
        for first, last, title, phone, mobile, email in rows[:KNOWN_CONTACTS]
    ]
