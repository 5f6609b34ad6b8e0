"""The answers of dialect v2, key by key."""

from collections.abc import Sequence
from typing import Any

from customers.contact_lists import join_name
from customers.custom_fields import shown_value
from customers.models import Category, Contact, Customer, CustomField, CustomFieldTemplate
from customers_api.core.countries import country_by_alpha2
from customers_api.core.reading import Key, ListReader, Lists, Page, ReadModel, column, record_list
from organizations.models import Organization

TEMPLATE_TYPE = "customer"


def first_of(name: str, reader: ListReader) -> Key:
    """Return a key that shows the first of the records that a reader finds, or null."""

    def show(value: int, page: Page) -> Any:
        return next(iter(page.lists[name].get(value, ())), None)

    return Key(name, "pk", None, show, reader=reader)


def country_name(text: str | None, _: Page) -> str | None:
    """Return the English name of a stored country; a text that is no code is shown as it is."""
    country = country_by_alpha2(text) if text is not None else None
    return text if country is None else country.name


def read_categories(organization: Organization, customers: Sequence[int], _: Page) -> Lists:
    """Return the category of each customer; the default one counts as none."""
    roots = Category.objects.for_organization(organization).filter(parent__isnull=True).order_by("pk")
    rows = (
        Customer.objects.for_organization(organization)
        .filter(pk__in=customers)
        .exclude(category__in=roots.values("pk")[:1])
        .values_list("pk", "category_id", "category__name")
    )
    return {customer: [{"id": key, "name": name}] for customer, key, name in rows}


def read_contact_persons(organization: Organization, customers: Sequence[int], _: Page) -> Lists:
    """Return the first contact of each customer."""
    rows = (
        Contact.objects.for_organization(organization)
        .filter(customer__in=customers)
        .order_by("position", "pk")
        .values_list("customer_id", "first_name", "last_name", "email", "kind")
    )
    people: dict[int, list[Any]] = {}
    for customer, first, last, email, kind in rows:
        person = {"name": join_name(first, last), "email": email, "type": kind}
        people.setdefault(customer, [person] if any(person.values()) else [])
    return people


def read_custom_values(organization: Organization, customers: Sequence[int], _: Page) -> Lists:
    """Return the template of each customer with its values by the names of their fields, in the template's order."""
    rows = (
        Customer.objects.for_organization(organization)
        .filter(pk__in=customers, template__isnull=False)
        .order_by("pk", "template__fields__order", "template__fields__pk")
        .values_list(
            "pk",
            "template_id",
            "custom_values",
            "template__fields__pk",
            "template__fields__name",
            "template__fields__data_type",
            "template__fields__is_active",
        )
    )
    shown: dict[int, list[Any]] = {}
    for customer, template, values, field, name, data_type, is_active in rows:
        [answer] = shown.setdefault(customer, [{"id": template, "fields": {}}])
        if is_active and str(field) in values:
            answer["fields"][name] = shown_value(data_type, values[str(field)])
    return shown


CUSTOMERS = ReadModel(
    model=Customer,
    keys=(
        column("id"),
        column("name"),
        first_of("category", read_categories),
        first_of("contact_person", read_contact_persons),
        column("address_line_1", "billing_address"),
        column("address_line_2", "billing_address2"),
        column("city", "billing_city"),
        column("state_province", "billing_state"),
        column("zip_postal_code", "billing_postal_code"),
        column("country", "billing_country", country_name),
        column("phone"),
        column("mobile"),
        column("fax"),
        column("website"),
        column("general_description", "comment"),
        column("nda_signed"),
        column("nda_signed_date"),
        column("msa_signed"),
        column("msa_signed_date"),
        column("supplementary_description"),
        column("additional_description"),
        first_of("template", read_custom_values),
    ),
)

CATEGORIES = ReadModel(model=Category, keys=(column("id"), column("name")))


def read_fields(organization: Organization, templates: Sequence[int], _: Page) -> Lists:
    """Return the fields of templates, in their order."""
    rows = (
        CustomField.objects.for_organization(organization)
        .filter(template__in=templates)
        .order_by("order", "pk")
        .values_list("template_id", "pk", "name", "data_type", "is_active", "order")
    )
    fields: dict[int, list[Any]] = {}
    for template, *values in rows:
        shown = dict(zip(("id", "name", "data_type", "is_active", "order"), values, strict=True))
        fields.setdefault(template, []).append(shown)
    return fields


TEMPLATES = ReadModel(
    model=CustomFieldTemplate,
    keys=(
        column("id"),
        column("name"),
        column("is_active"),
        column("type", "id", lambda _, __: TEMPLATE_TYPE),
        record_list("fields", reader=read_fields),
    ),
)
