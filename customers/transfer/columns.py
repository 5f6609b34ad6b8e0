"""The columns of a file of customers, in the documented order; it knows no format, and no rule of a customer.

The parameters of dialect v1, without pictures; the other keys of its answer that are stored; what other dialects store.
Answers to security questions are left out: only their hashes are kept.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType

from customers.api.v1_customers import DUE_DATE_RULES, IS_SUB_CUSTOMER, PARAMETERS
from customers.api.v1_links import (
    CATEGORY_LINK,
    CREATOR_LINK,
    CURRENCY_LINK,
    CUSTOMER_LINK,
    PAYMENT_TYPE_LINK,
    REGION_LINK,
    SEGMENTATION_LINK,
)
from customers.contact_lists import ContactList
from customers.planning import NOBODY
from customers.queries import contacts_of_customers, payment_types_of_customers
from customers.transfer import column_kinds as kinds
from customers.transfer import list_cells
from customers.transfer.column_kinds import Column
from customers_api.api.parameters import Boolean, Double, Integer, LinkList, LinkTo, Parameter, PictureFile, Text
from customers_api.api.v2_values import read_day
from customers_api.core.reading import Key, Page, Shape, column, computed, link_reference

REFERENCE = "reference"
# How links are read; by the core's names of the fields.
LINKS = {
    "category": CATEGORY_LINK,
    "parent": CUSTOMER_LINK,
    "segmentation": SEGMENTATION_LINK,
    "created_by": CREATOR_LINK,
    "currency": CURRENCY_LINK,
    "region": REGION_LINK,
}
# Stored keys of the answer of dialect v1 that are no parameters.
ANSWERED: tuple[Parameter, ...] = (
    Text("pocTenus", "poc_tenus"),
    Boolean("isCredit", "is_credit"),
    Double("balance"),
    Integer("maxChequePeriod", "max_cheque_period"),
    Double("maxChequeValue", "max_cheque_value"),
    Double("appliedCashBackOutput", "applied_cash_back_output"),
    Double("returnDiscount", "return_discount"),
    Integer("invoicesPerRoute", "invoices_per_route"),
    Text("paymentTerm", "payment_term"),
)
# What other dialects store.
FURTHER: tuple[Parameter, ...] = (
    Text("billingAddress2", "billing_address2"),
    Text("billingState", "billing_state"),
    Text("address2"),
    Text("state"),
    Text("supplementaryDescription", "supplementary_description"),
    Text("additionalDescription", "additional_description"),
)


def of_parameter(parameter: Parameter) -> Column:
    """Return the column of a parameter of dialect v1."""
    name, field_name = parameter.name, parameter.core_name
    if isinstance(parameter, LinkList):
        return payment_types(name, field_name)
    if isinstance(parameter, LinkTo):
        cleared = {field_name: NOBODY if field_name == "created_by" else None}
        key = kinds.link_key(name, field_name)
        return Column(name, (field_name,), kinds.link(field_name), key, cleared)
    if field_name in SPECIAL:
        return SPECIAL[field_name](parameter)
    shown = column(name, field_name, SHAPES.get(field_name))
    is_text = not isinstance(parameter, Boolean | Integer | Double)
    keeps_text = type(parameter) is Text
    return Column(name, (field_name,), kinds.plain(parameter), shown, {field_name: None}, is_text, keeps_text)


def sub_customer(parameter: Parameter) -> Column:
    """Return the flag of a sub-customer; an empty one says nothing, so that the parent beside it counts."""
    key = computed(parameter.name, IS_SUB_CUSTOMER)
    return Column(parameter.name, (parameter.core_name,), kinds.plain(parameter), key, is_text=False)


def country(parameter: Parameter) -> Column:
    """Return a country, which may be any text."""
    name, field_name = parameter.name, parameter.core_name
    return Column(name, (field_name,), kinds.free_country(parameter), column(name, field_name), {field_name: None})


def currency(parameter: Parameter) -> Column:
    """Return the currency, by its code."""
    name, field_name = parameter.name, parameter.core_name
    key = link_reference(name, field_name, field_name)
    return Column(name, (field_name,), kinds.plain(parameter), key, {field_name: None})


def payment_types(name: str, field_name: str) -> Column:
    """Return the list of payment types, by their references."""

    def show(value: int, page: Page) -> list[str]:
        return [shown["reference"] for shown in page.lists[name].get(value, ())]

    key = Key(name, "pk", None, show, listed=payment_types_of_customers(PAYMENT_TYPE_LINK))
    return Column(name, (field_name,), kinds.links(field_name), key, {field_name: ()})


def created() -> Column:
    """Return when the customer was created, to the microsecond; an empty cell says nothing."""
    return Column(
        "dateCreated",
        ("date_created",),
        kinds.moment("date_created"),
        column("dateCreated", "date_created", show_moment),
    )


def day(name: str, field_name: str) -> Column:
    """Return a day of the calendar."""
    shown = column(name, field_name, show_day)
    return Column(name, (field_name,), lambda cell: read_day(cell, field_name), shown, {field_name: None})


def contacts() -> Column:
    """Return the contacts, as JSON."""
    listed = contacts_of_customers(list_cells.CONTACT_KEYS, "contacts")
    key = Key("contacts", "pk", None, list_cells.show_contacts, listed=listed)
    return Column("contacts", ("contacts",), list_cells.decode_contacts, key, {"contacts": ContactList(())})


def custom_fields() -> Column:
    """Return the template with its values, as JSON."""
    cleared = {"template": None, "custom_values": ()}
    key = list_cells.custom_fields_key("customFields")
    return Column("customFields", ("template", "custom_values"), list_cells.decode_custom_fields, key, cleared)


def show_moment(value: datetime, _: Page) -> str:
    """Return a moment as it is stored, to the microsecond."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def show_day(value: date | None, _: Page) -> str | None:
    """Return a day as it is written in files."""
    return None if value is None else value.isoformat()


SHAPES: Mapping[str, Shape] = {"due_date_rule": lambda rule, _: DUE_DATE_RULES.get(rule)}
SPECIAL = {"is_sub_customer": sub_customer, "billing_country": country, "country": country, "currency": currency}

COLUMNS: tuple[Column, ...] = (
    *(of_parameter(parameter) for parameter in PARAMETERS if not isinstance(parameter, PictureFile)),
    *(of_parameter(parameter) for parameter in ANSWERED),
    created(),
    *(of_parameter(parameter) for parameter in FURTHER),
    of_parameter(Boolean("ndaSigned", "nda_signed")),
    day("ndaSignedDate", "nda_signed_date"),
    of_parameter(Boolean("msaSigned", "msa_signed")),
    day("msaSignedDate", "msa_signed_date"),
    contacts(),
    custom_fields(),
)
BY_NAME: Mapping[str, Column] = MappingProxyType({column.name: column for column in COLUMNS})
BY_FIELD: Mapping[str, Column] = MappingProxyType({field: column for column in COLUMNS for field in column.fields})


def column_of(field_name: str) -> str:
    """Return the name of the column that a problem of the core concerns, or the field's own where there is none.

    The core names places inside of lists too: ``contacts[0].phone``.
    """
    outer = field_name.partition("[")[0].partition(".")[0]
    found = BY_FIELD.get(outer)
    return found.name if found is not None else field_name
