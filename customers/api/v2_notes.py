"""The schemas of dialect v2: what is sent by the tables of its bodies, what is shown by the keys of its answers."""

from customers.api.v2_bodies import (
    ADDRESS_TEXTS,
    DESCRIPTIONS,
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_PERSON,
    TEXTS,
)
from customers.api.v2_reading import CATEGORIES, CUSTOMERS, TEMPLATE_TYPE, TEMPLATES
from customers.models import Contact, ContactKind, CustomField, DataType
from customers_api.api.notes import Schema
from customers_api.core.reading import ReadModel
from customers_api.openapi import schemas
from customers_api.openapi.accepted import or_empty
from customers_api.openapi.columns import shown_column

ANSWERS = {
    "Customer": "Customers",
    "Company": "Companies",
    "Country": "Countries",
    "Category": "Categories",
    "Template": "Templates",
}
CREATED, REPLACED = "CustomerNew", "CustomerWhole"
DIGITS = schemas.text(400, pattern="^[0-9]+$")
EXAMPLES = {
    "address_line_1": "12 quai des États-Unis",
    "address_line_2": "Port Lympia",
    "city": "Nice",
    "state_province": "Alpes-Maritimes",
    "zip_postal_code": "06300",
    "phone": "+33 4 99 00 11 22",
    "mobile": "+33 6 12 34 56 78",
    "fax": "+33 4 99 00 11 23",
    "website": "https://www.example.com",
    "general_description": "Closed on Mondays",
    "supplementary_description": "Delivers to ships",
    "additional_description": "Has a second door",
}
BODY_EXAMPLE = {
    "company": 1,
    "name": "Comptoir du Port",
    "contact_person": {"name": "Inès Roux", "email": "ines@example.com", "type": "billing"},
    "city": "Nice",
    "country": 250,
}


def number(**more: object) -> Schema:
    """Return an id, or its digits."""
    return {"anyOf": [schemas.identity(), DIGITS], **more}


def optional(schema: Schema, example: object) -> Schema:
    """Return what may be null or an empty text, which is the same here, with an example."""
    return {**schemas.nullable(or_empty(schema)), "examples": [example]}


def texts(rows: tuple[tuple[str, str, int], ...]) -> dict[str, Schema]:
    """Return the texts of a table's rows."""
    return {key: optional(schemas.text(longest), EXAMPLES[key]) for key, _, longest in rows}


def agreement(name: str) -> dict[str, Schema]:
    """Return a flag and its date."""
    return {
        name: {**schemas.nullable(schemas.truth()), "examples": [True]},
        f"{name}_date": optional(schemas.day(), schemas.DAY_EXAMPLE),
    }


PERSON = schemas.record(
    {
        "name": optional(schemas.text(LONGEST_PERSON), "Inès Roux"),
        "email": optional(schemas.text(LONGEST_EMAIL, pattern="@"), "ines@example.com"),
        "type": optional(schemas.one_of(ContactKind.values), "billing"),
    },
    (),
)
VALUE = {
    "description": "By the type of the field: an amount or its text, a whole number, a day, a text of 50 characters.",
    "anyOf": [
        {"type": "number", "minimum": -999999999999999, "maximum": 999999999999999},
        schemas.text(50),
        {"type": "null"},
    ],
    "examples": [1500.5],
}
VALUES = {
    "anyOf": [
        schemas.array(schemas.record({"id": number(examples=[1]), "value": VALUE}, ("id",))),
        {"type": "object", "propertyNames": {"pattern": "^[0-9]+$"}, "additionalProperties": VALUE},
        {"type": "null"},
    ],
    "examples": [[{"id": 1, "value": 1500.5}]],
}
TEMPLATE = schemas.record({"id": number(examples=[1]), "fields": VALUES}, ("id",))
SENT: dict[str, Schema] = {
    "company": number(examples=[1]),
    "name": {**schemas.text(LONGEST_NAME, 1, pattern=r"\S"), "examples": ["Comptoir du Port"]},
    "category": optional(number(), 3),
    "contact_person": optional(schemas.named("ContactPerson"), {"name": "Inès Roux", "email": "ines@example.com"}),
    **texts(ADDRESS_TEXTS),
    "country": optional(number(description="The numeric code of ISO 3166-1."), 250),
    **texts(TEXTS),
    **agreement("nda_signed"),
    **agreement("msa_signed"),
    **texts(DESCRIPTIONS),
    "template": schemas.nullable(schemas.named("TemplateValues"))
    | {"examples": [{"id": 1, "fields": [{"id": 1, "value": 1500.5}]}]},
}
NAMED = schemas.record({"id": schemas.identity(), "name": schemas.text(255)})
SHOWN: dict[str, Schema] = {
    "category": schemas.nullable(NAMED),
    "contact_person": schemas.nullable(
        schemas.record(
            {
                "name": schemas.nullable(schemas.text(511)),
                "email": shown_column(Contact, "email"),
                "type": shown_column(Contact, "kind"),
            }
        )
    ),
    "country": schemas.nullable(schemas.text(255)),
    "template": schemas.nullable(
        schemas.record(
            {
                "id": schemas.identity(),
                "fields": {"type": "object", "additionalProperties": {"type": ["number", "string", "null"]}},
            }
        )
    ),
    "type": schemas.one_of([TEMPLATE_TYPE]),
    "fields": schemas.array(
        schemas.record(
            {
                **{name: shown_column(CustomField, name) for name in ("id", "name")},
                "data_type": schemas.one_of(DataType.values),
                **{name: shown_column(CustomField, name) for name in ("is_active", "order")},
            }
        )
    ),
}


def answer(reading: ReadModel) -> Schema:
    """Return the answer of a read model, key by key."""
    keys = {key.name: SHOWN.get(key.name) or shown_column(reading.model, str(key.column)) for key in reading.keys}
    return schemas.record(keys)


COMPONENTS: dict[str, Schema] = {
    "Customer": answer(CUSTOMERS),
    "Category": answer(CATEGORIES),
    "Template": answer(TEMPLATES),
    "Company": NAMED,
    "Country": schemas.record({"id": schemas.whole(1, 999), "name": schemas.text(255), "alpha2": schemas.text(2, 2)}),
    "ContactPerson": PERSON,
    "TemplateValues": TEMPLATE,
    CREATED: schemas.record(SENT, ("company", "name")),
    REPLACED: schemas.record(SENT, ("name",)),
}
