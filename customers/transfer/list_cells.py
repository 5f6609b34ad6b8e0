"""Cells that hold more than one value: contacts and custom fields, as JSON. It knows no format of a file.

A list of contacts is whole: what a contact leaves out is unset, since nobody could tell which stored contact is meant.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from customers.api.v1_contacts import TEXTS
from customers.contact_lists import ContactList
from customers.custom_fields import CustomValue, StoredTemplate, Template, load_templates, shown_value
from customers.models import ContactKind, Customer
from customers_api.api.bounded_json import load_json
from customers_api.api.parameters import Boolean, Text
from customers_api.api.v2_values import read_choice
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.reading import Key, Lists, Page
from customers_api.core.references import ById
from organizations.models import Organization

# What a contact is called in a file: the words of dialect v1, and the one of v2 that v1 does not know.
CONTACT_KEYS = {**TEXTS, "isDecisionMaker": "is_decision_maker", "type": "kind"}
# A contact as dialect v1 shows it may be put into a file.
READ_ONLY_KEYS = {"id", "href"}
TEMPLATE, FIELDS = "template", "fields"


def json_of(cell: object, name: str) -> object:
    """Return what a cell says: a text is JSON."""
    if not isinstance(cell, str):
        return cell
    try:
        return load_json(cell)
    except ValueError as error:
        raise Problem(ProblemCode.INVALID_TYPE, name) from error


def decode_contacts(cell: object) -> ContactList:
    """Return the contacts of a cell."""
    people = json_of(cell, "contacts")
    if not isinstance(people, list):
        raise Problem(ProblemCode.INVALID_TYPE, "contacts")
    return ContactList(tuple(person_of(person, place) for place, person in enumerate(people)))


def person_of(raw: object, place: int) -> Mapping[str, Any]:
    """Return one contact with all of its fields."""
    name = f"contacts[{place}]"
    if not isinstance(raw, Mapping):
        raise Problem(ProblemCode.INVALID_TYPE, name)
    unknown = raw.keys() - CONTACT_KEYS.keys() - READ_ONLY_KEYS
    if unknown:
        raise Problem(ProblemCode.INVALID_TYPE, f"{name}.{min(unknown)}")
    person: dict[str, Any] = {column: text_of(raw.get(key), f"{name}.{column}") for key, column in TEXTS.items()}
    flag = raw.get("isDecisionMaker")
    person["is_decision_maker"] = flag is not None and Boolean(f"{name}.is_decision_maker").decode(flag, external=True)
    person["kind"] = read_choice(raw.get("type"), f"{name}.kind", tuple(ContactKind.values))
    return person


def text_of(raw: object, name: str) -> str | None:
    """Return a text of a contact; unlike a customer's, an empty one is kept, as dialects that split names store it."""
    return None if raw is None else Text(name).decode(raw, external=True)


def show_contacts(key: int, page: Page) -> list[dict[str, Any]]:
    """Return the contacts of a customer, each without what is unset."""
    return [
        {name: value for name, value in person.items() if name in CONTACT_KEYS and value not in (None, False)}
        for person in page.lists["contacts"].get(key, ())
    ]


def decode_custom_fields(cell: object) -> Mapping[str, Any]:
    """Return the template and its values: by their names, or the template by its id."""
    sent = json_of(cell, "custom_values")
    if not isinstance(sent, Mapping) or sent.keys() - {TEMPLATE, FIELDS}:
        raise Problem(ProblemCode.INVALID_TYPE, "custom_values")
    template, fields = sent.get(TEMPLATE), sent.get(FIELDS)
    if isinstance(template, bool) or not isinstance(template, str | int):
        raise Problem(ProblemCode.INVALID_TYPE, "template")
    if fields is not None and not isinstance(fields, Mapping):
        raise Problem(ProblemCode.INVALID_TYPE, "custom_values")
    values: dict[str, Any] = {"template": ById(template) if isinstance(template, int) else StoredTemplate(template)}
    if fields is not None:
        values["custom_values"] = tuple(
            CustomValue(name, value, f"custom_values.{name}", f"custom_values.{name}", is_stored=True)
            for name, value in fields.items()
        )
    return values


def read_custom_fields(organization: Organization, customers: Sequence[int], _: Page) -> Lists:
    """Return the template of each customer with its values, in the template's order."""
    rows = (
        Customer.objects.for_organization(organization)
        .filter(pk__in=customers, template__isnull=False)
        .values_list("pk", "template_id", "custom_values")
    )
    found = list(rows)
    templates = load_templates(organization.pk, {template for _, template, _ in found})
    return {pk: [shown_custom_fields(templates[template], values)] for pk, template, values in found}


def shown_custom_fields(template: Template, values: Mapping[str, str]) -> dict[str, Any]:
    """Return a template with the values that a customer has, those of fields that were switched off included."""
    fields = {
        field.name: shown_value(field.data_type, values[str(field.id)])
        for field in template.fields
        if str(field.id) in values
    }
    return {TEMPLATE: template.name, FIELDS: fields}


def custom_fields_key(name: str) -> Key:
    """Return how the custom fields are read and shown."""

    def show(key: int, page: Page) -> object:
        return next(iter(page.lists[name].get(key, ())), None)

    return Key(name, "pk", None, show, reader=read_custom_fields)
