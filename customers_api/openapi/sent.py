"""The schemas of the parameters of dialect v1, in JSON and in forms, and what can be wrong with each kind of them.

It knows the kinds of parameters and the columns behind them, and no resource.
"""

from customers_api.api.notes import Schema
from customers_api.api.parameters import (
    Boolean,
    Choice,
    LinkList,
    LinkTo,
    NumericLinkTo,
    Parameter,
    PictureFile,
    Text,
)
from customers_api.api.resources import Resource
from customers_api.core.problems import ProblemCode
from customers_api.openapi import schemas
from customers_api.openapi.accepted import or_empty, or_number, or_text
from customers_api.openapi.columns import column_schema

ABOUT_ADDRESS = "The address under which an answer showed the stored picture, which leaves it alone."
ADDRESS = schemas.text(2048, pattern="^https?://", description=ABOUT_ADDRESS)
LINK = "Link"
ID = {**schemas.identity(), "type": ["integer", "string"], "pattern": "^[0-9]{1,400}$"}
LONGEST_LINK, LONGEST_LIST = 400, 100_000
LINKED = {
    LINK: {
        "description": "A record: its id, its reference where references are in force, or an object as answered.",
        "anyOf": [
            schemas.identity(),
            schemas.text(LONGEST_LINK),
            schemas.record({"id": ID}),
            schemas.record({"reference": schemas.text(255)}),
        ],
    }
}
LIST_AS_TEXT = schemas.text(
    LONGEST_LIST,
    pattern=r"^\s*\[[\s\S]*\]\s*$",
    description='JSON, or the documented spelling: `[{"id"=7},{"id"=8}]`.',
)
# What can be wrong with a parameter of a kind; the first kind that fits counts.
PROBLEMS: tuple[tuple[type[Parameter], tuple[ProblemCode, ...]], ...] = (
    (LinkList, (ProblemCode.INVALID_ELEMENT, ProblemCode.LINK_NOT_FOUND)),
    (LinkTo, (ProblemCode.INVALID_TYPE, ProblemCode.LINK_NOT_FOUND)),
    (Boolean, (ProblemCode.INVALID_BOOLEAN,)),
    (
        PictureFile,
        (
            ProblemCode.INVALID_TYPE,
            ProblemCode.PICTURE_TOO_LARGE,
            ProblemCode.PICTURE_UNSUPPORTED,
            ProblemCode.PICTURE_NOT_STORED,
        ),
    ),
    (Parameter, (ProblemCode.INVALID_TYPE,)),
)


def problems_of(parameter: Parameter) -> tuple[ProblemCode, ...]:
    """Return what can be wrong with a parameter."""
    return next(codes for kind, codes in PROBLEMS if isinstance(parameter, kind))


def meant(resource: Resource, parameter: Parameter) -> Schema:
    """Return what a parameter holds where it is set."""
    told = resource.notes.sent.get(parameter.name)
    if told is not None:
        return dict(told)
    if isinstance(parameter, LinkTo):
        return meant_link(parameter)
    if isinstance(parameter, Choice):
        return schemas.one_of(parameter.words)
    if isinstance(parameter, Boolean):
        return schemas.truth()
    if isinstance(parameter, PictureFile):
        return dict(ADDRESS)
    return meant_value(resource, parameter)


def meant_link(parameter: LinkTo) -> Schema:
    """Return what a link, or a list of them, holds in JSON."""
    if isinstance(parameter, LinkList):
        return schemas.either(schemas.array(schemas.named(LINK)), LIST_AS_TEXT)
    return (
        schemas.either(ID, schemas.record({"id": ID})) if isinstance(parameter, NumericLinkTo) else schemas.named(LINK)
    )


def meant_value(resource: Resource, parameter: Parameter) -> Schema:
    """Return what the column of a parameter holds; a reference must stand in an address."""
    if parameter.core_name == "reference":
        return schemas.reference()
    return column_schema(resource.reading.model, parameter.core_name)


def in_json(resource: Resource, parameter: Parameter, *, demanded: bool) -> Schema:
    """Return a parameter of a JSON body: numbers and booleans may be texts, and the other way round."""
    schema = meant(resource, parameter)
    if isinstance(parameter, Choice):
        schema = schemas.either(
            schema, {"type": "integer", "enum": [int(word) for word in parameter.words if word.isdecimal()]}
        )
    elif isinstance(parameter, Text) and parameter.name not in resource.notes.sent:
        schema = or_number(schema)
    schema = or_text(schema)
    return emptied_never(schema) if demanded else schemas.nullable(or_empty(schema))


def in_form(resource: Resource, parameter: Parameter, *, demanded: bool) -> Schema:
    """Return a parameter of a form, where all is text, and an empty one clears."""
    if isinstance(parameter, LinkList):
        return or_empty(LIST_AS_TEXT)
    if isinstance(parameter, LinkTo):
        return or_empty(ID) if isinstance(parameter, NumericLinkTo) else schemas.text(LONGEST_LINK)
    schema = or_text(meant(resource, parameter))
    return emptied_never(schema) if demanded else or_empty(schema)


def emptied_never(schema: Schema) -> Schema:
    """Return the schema of a text that must not be empty."""
    return {**schema, "minLength": 1} if "string" in schema.get("type", "") else schema


def never_empty(resource: Resource) -> tuple[str, ...]:
    """Return the core's names of the fields that a write must not clear."""
    return resource.writer.never_empty if resource.writer is not None else ()
