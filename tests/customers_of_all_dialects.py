"""One customer with something in every field that any dialect has a word for, and what each of them calls it.

It knows columns and names of keys, and sends nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from customers.custom_fields import CustomValue
from customers.models import Category, Contact, Customer, CustomerPaymentType, CustomFieldTemplate
from customers.services import customer_create
from customers_api.core.drafts import Caller, Incoming
from customers_api.core.references import ById
from tests.worlds import World

# Columns, and what v1, v2 and rws call them where they have a word.
Table = Mapping[str, tuple[str | None, str | None, str | None]]

BILLING: Table = {
    "billing_address": ("billingAddress", "address_line_1", "addressLine1"),
    "billing_address2": (None, "address_line_2", "addressLine2"),
    "billing_city": ("billingCity", "city", "city"),
    "billing_state": (None, "state_province", "state"),
    "billing_postal_code": ("billingPostalCode", "zip_postal_code", "postalCode"),
    "billing_country": ("billingCountry", None, "country"),
}
SHIPPING: Table = {
    "address": ("address", None, "addressLine1"),
    "address2": (None, None, "addressLine2"),
    "city": ("city", None, "city"),
    "state": (None, None, "state"),
    "postal_code": ("postalCode", None, "postalCode"),
    "country": ("country", None, "country"),
}
PLAIN: Table = {
    "phone": ("phone", "phone", None),
    "mobile": ("mobile", "mobile", None),
    "fax": ("fax", "fax", None),
    "website": ("website", "website", None),
    "email": ("email", None, None),
    "barcode": ("barcode", None, None),
    "comment": ("comment", "general_description", None),
    "supplementary_description": (None, "supplementary_description", None),
    "additional_description": (None, "additional_description", None),
}
VALUES: dict[str, Any] = {
    **{name: name.replace("_", " ")[:15] for name in (*BILLING, *SHIPPING, *PLAIN)},
    "name": "Acme & Söhne",
    "billing_country": "FR",
    "country": "DE",
    "nda_signed": True,
    "nda_signed_date": date(2024, 2, 29),
    "msa_signed": True,
    "msa_signed_date": date(2023, 12, 31),
    "security_question": "FirstConcert",
}
AGREEMENTS = ("nda_signed", "nda_signed_date", "msa_signed", "msa_signed_date")
PEOPLE = tuple(
    {
        "name": f"Marie Louise {number}",
        "job_title": "Buyer",
        "kind": "billing",
        "phone": "1",
        "mobile": "2",
        "email": "m@example.com",
        "fax": f"fax {number}",
    }
    for number in range(6)
)
# What is different in each row by its nature: who it is, when it was written, and the salt of a hash.
OWN = {
    "id",
    "reference",
    "reference_folded",
    "search_folded",
    "security_answer",
    "customer_id",
    "date_created",
    "last_updated",
}


def jewelry(world: World) -> int:
    return Category.objects.for_organization(world.organization).get(reference="jewelry").pk


def custom(world: World) -> dict[str, Any]:
    """Return the template and the values, as the service takes them."""
    template = CustomFieldTemplate.objects.for_organization(world.organization).get()
    values = {"Budget": "1500.50", "Employees": 12, "Since": "2020-02-29", "Nickname": "Ac"}
    entries = tuple(CustomValue(name, value) for name, value in values.items())
    return {"template": ById(template.pk), "custom_values": entries}


def by_service(world: World, names: set[str], **more: Any) -> int:
    """Create the customer of the values named, through the service."""
    values = {name: value for name, value in VALUES.items() if name in names}
    caller = Caller(world.organization, world.editor)
    return customer_create(caller=caller, incoming=Incoming({"reference": "S", **values, **more})).record.pk


def wire(index: int, table: Table) -> dict[str, Any]:
    """Return the values of a table under the names of one dialect."""
    return {name: VALUES[column] for column, names in table.items() if (name := names[index]) is not None}


def stored(world: World, key: int) -> dict[str, Any]:
    """Return everything that is stored of a customer and its contacts, but what differs by its nature."""
    rows = Customer.objects.for_organization(world.organization).filter(pk=key).values()
    people = Contact.objects.for_organization(world.organization).filter(customer=key).order_by("position", "pk")
    contacts = [without_own(contact) for contact in people.values()]
    types = CustomerPaymentType.objects.for_organization(world.organization).filter(customer=key)
    payment_types = list(types.values_list("payment_type_id", flat=True))
    return {**without_own(rows.get()), "contacts": contacts, "payment_types": payment_types}


def without_own(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without what differs by its nature."""
    return {name: value for name, value in row.items() if name not in OWN}


def sayable(index: int, *tables: Table) -> set[str]:
    """Return the columns that a dialect has a word for."""
    return {column for table in tables for column, names in table.items() if names[index] is not None}
