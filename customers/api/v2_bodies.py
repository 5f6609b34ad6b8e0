"""Reads the body of a customer in dialect v2 into the core's values. A body is the whole customer: absent is unset."""

from collections.abc import Iterator, Mapping
from typing import Any

from customers.contact_lists import WHOLE_NAME, ContactList
from customers.custom_fields import CustomValue
from customers.models import ContactKind
from customers_api.api.v2_values import (
    read_choice,
    read_country,
    read_day,
    read_email,
    read_flag,
    read_id,
    read_object,
    read_text,
    wrong_type,
)
from customers_api.core.drafts import Incoming
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import ById

# The dialect knows one contact of each customer.
KNOWN_CONTACTS = 1
# The core's field "template" is the key "template.id" here.
WHOLE_TEMPLATE = "whole template"
LONGEST_NAME = 50
LONGEST_PERSON = 50
LONGEST_EMAIL = 254
# Key of the body, the core's field, the greatest length.
ADDRESS_TEXTS = (
    ("address_line_1", "billing_address", 50),
    ("address_line_2", "billing_address2", 50),
    ("city", "billing_city", 50),
    ("state_province", "billing_state", 50),
    ("zip_postal_code", "billing_postal_code", 20),
)
TEXTS = (
    ("phone", "phone", 20),
    ("mobile", "mobile", 20),
    ("fax", "fax", 20),
    ("website", "website", 50),
    ("general_description", "comment", 1000),
)
DESCRIPTIONS = (
    ("supplementary_description", "supplementary_description", 1000),
    ("additional_description", "additional_description", 1000),
)


class CustomerWords:
    """What the fields of a customer are called in this dialect."""

    noun = "customer"
    protected_noun = "customer"
    names: Mapping[str, str] = {
        "organization": "company",
        "template": "template.id",
        WHOLE_TEMPLATE: "template",
        "billing_country": "country",
        "contacts": "contact_person",
        "contacts[0].name": "contact_person.name",
        "contacts[0].email": "contact_person.email",
        "contacts[0].kind": "contact_person.type",
        **{field: key for key, field, _ in (*ADDRESS_TEXTS, *TEXTS)},
    }

    def parameter(self, field_name: str) -> str:
        """Return the key of the body."""
        return self.names.get(field_name, field_name)

    def link_noun(self, field_name: str) -> str:
        """Return the key of the body."""
        return self.parameter(field_name)


def demand_required(body: Mapping[str, Any], *names: tuple[str, str]) -> None:
    """Raise for the first required key that is missing or empty; a name of blanks alone names nobody."""
    for key, field in names:
        value = body.get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            raise Problem(ProblemCode.MISSING, field)


def decode_customer(body: Mapping[str, Any]) -> Incoming:
    """Return the values of every field that the dialect has a word for."""
    category = body.get("category")
    values: dict[str, Any] = {
        "name": read_text(body.get("name"), "name", LONGEST_NAME),
        "category": None if category is None or category == "" else ById(read_id(category, "category")),
        "contacts": read_contact_person(body.get("contact_person")),
        **texts(body, ADDRESS_TEXTS),
        "billing_country": read_country(body.get("country"), "billing_country"),
        **texts(body, TEXTS),
    }
    for agreement in ("nda_signed", "msa_signed"):
        values[agreement] = read_flag(body.get(agreement), agreement)
        values[f"{agreement}_date"] = read_day(body.get(f"{agreement}_date"), f"{agreement}_date")
    values |= texts(body, DESCRIPTIONS)
    return Incoming({**values, **read_template(body.get("template"))})


def texts(body: Mapping[str, Any], rows: tuple[tuple[str, str, int], ...]) -> dict[str, str | None]:
    """Return the texts of a table's rows by the core's names."""
    return {field: read_text(body.get(key), field, longest) for key, field, longest in rows}


def read_contact_person(raw: object) -> ContactList:
    """Return the first contact, or that there is none."""
    sent = read_object(raw, "contacts")
    person = {
        WHOLE_NAME: read_text(sent.get("name"), "contacts[0].name", LONGEST_PERSON),
        "email": read_email(sent.get("email"), "contacts[0].email", LONGEST_EMAIL),
        "kind": read_choice(sent.get("type"), "contacts[0].kind", tuple(ContactKind.values)),
    }
    for name, other in ((WHOLE_NAME, "email"), ("email", WHOLE_NAME)):
        if person[name] is None and person[other] is not None:
            raise Problem(ProblemCode.MISSING, f"contacts[0].{name}")
    return ContactList((person,) if any(person.values()) else (), KNOWN_CONTACTS, tuple(person))


def read_template(raw: object) -> dict[str, Any]:
    """Return the template and all of its values."""
    if raw is None:
        return {"template": None, "custom_values": ()}
    if not isinstance(raw, Mapping):
        raise wrong_type(WHOLE_TEMPLATE, "object")
    sent: Mapping[str, Any] = raw
    if sent.get("id") is None:
        raise Problem(ProblemCode.MISSING, "template")
    template = ById(read_id(sent["id"], "template"))
    return {"template": template, "custom_values": tuple(read_fields(sent.get("fields")))}


def read_fields(raw: object) -> Iterator[CustomValue]:
    """Return the values of a template, sent as a list of ids and values or as an object of them."""
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            place = f"template.fields.{key}"
            yield CustomValue(read_id(key, place), value, place, place)
    elif isinstance(raw, list):
        for index, entry in enumerate(raw):
            yield read_entry(entry, f"template.fields[{index}]")
    elif raw is not None:
        raise wrong_type("template.fields", "array")


def read_entry(raw: object, place: str) -> CustomValue:
    """Return one entry of the list of values."""
    if not isinstance(raw, Mapping):
        raise wrong_type(place, "object")
    if raw.get("id") is None:
        raise Problem(ProblemCode.MISSING, f"{place}.id")
    key = read_id(raw["id"], f"{place}.id")
    return CustomValue(key, raw.get("value"), f"{place}.id", f"{place}.value")
