"""The schemas of a resource's parameters of dialect v1, in JSON and in forms; read from their declarations.

It knows the kinds of parameters and the columns behind them, and no resource.
"""

import json
from collections.abc import Iterator
from typing import Any

from customers_api.api.notes import Schema
from customers_api.api.parameters import (
    Boolean,
    Choice,
    LinkList,
    LinkTo,
    NumericLinkTo,
    Parameter,
    PictureFile,
)
from customers_api.api.resources import Resource
from customers_api.core.problems import ProblemCode
from customers_api.openapi import schemas
from customers_api.openapi.columns import column_schema
from customers_api.openapi.operations import FORM, JSON, MULTIPART, Body

USE_EXTERNAL_ID = "useExternalId"
# Said twice: by the word of JSON Schema, and by the one that most tools look for.
FILE: Schema = {"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"}
ADDRESS = schemas.text(2048, format="uri")
LINK = "Link"
LINKED = {
    LINK: {
        "description": "A record: its id, its reference where references are in force, or an object as answered.",
        "anyOf": [
            schemas.identity(),
            schemas.text(400),
            schemas.record({"id": schemas.identity()}),
            schemas.record({"reference": schemas.text(255)}),
        ],
    }
}
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


def example_of(resource: Resource, parameter: Parameter) -> Any:
    """Return an example in JSON; a text without one among the resource's notes has none."""
    if parameter.name in resource.notes.examples:
        return resource.notes.examples[parameter.name]
    if isinstance(parameter, LinkList):
        return [{"id": 7}, {"id": 8}]
    return 3 if isinstance(parameter, LinkTo) else True if isinstance(parameter, Boolean) else None


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
    """Return what a link, or a list of them, holds."""
    if isinstance(parameter, LinkList):
        return schemas.array(schemas.named(LINK))
    return schemas.identity() if isinstance(parameter, NumericLinkTo) else schemas.named(LINK)


def meant_value(resource: Resource, parameter: Parameter) -> Schema:
    """Return what the column of a parameter holds; a reference must stand in an address."""
    if parameter.core_name == "reference":
        return schemas.reference()
    return column_schema(resource.reading.model, parameter.core_name)


def in_json(resource: Resource, parameter: Parameter) -> Schema:
    """Return a parameter of a JSON body; null clears what may be empty."""
    schema = meant(resource, parameter)
    if parameter.core_name in never_empty(resource):
        return emptied_never(schema)
    return schemas.nullable(schema)


def in_form(resource: Resource, parameter: Parameter) -> Schema:
    """Return a parameter of a form, where all is text: a list is JSON, and an empty text clears."""
    if isinstance(parameter, LinkList):
        return schemas.text(100_000, contentMediaType=JSON)
    if isinstance(parameter, NumericLinkTo):
        return schemas.identity()
    if isinstance(parameter, LinkTo):
        return schemas.text(400)
    schema = meant(resource, parameter)
    return emptied_never(schema) if parameter.core_name in never_empty(resource) else schema


def emptied_never(schema: Schema) -> Schema:
    """Return the schema of a text that must not be empty."""
    return {**schema, "minLength": 1} if schema.get("type") == "string" else schema


def never_empty(resource: Resource) -> tuple[str, ...]:
    """Return the core's names of the fields that a write must not clear."""
    return resource.writer.never_empty if resource.writer is not None else ()


def required(resource: Resource) -> list[str]:
    """Return the names of the parameters that a creation needs, in the documented order."""
    needed = resource.writer.required if resource.writer is not None else ()
    return [parameter.name for parameter in resource.parameters if parameter.core_name in needed]


def properties(resource: Resource, media_type: str) -> Iterator[tuple[str, Schema]]:
    """Return the parameters of a body with their schemas and examples."""
    for parameter in resource.parameters:
        example = example_of(resource, parameter)
        if media_type == JSON:
            schema = in_json(resource, parameter)
        elif media_type == MULTIPART and isinstance(parameter, PictureFile):
            yield parameter.name, {**FILE, "examples": [""]}
            continue
        else:
            schema = in_form(resource, parameter)
            example = as_text(example) if schema["type"] == "string" else example
        yield parameter.name, {**schema, "examples": [example]}
    about = "Whether links are references. Left out: as the address names its own record."
    yield USE_EXTERNAL_ID, schemas.truth(description=about, examples=[False])


def as_text(example: Any) -> Any:
    """Return an example of a form, where a list is the JSON of it."""
    return example if isinstance(example, str | None) else json.dumps(example)


NAMES = {JSON: "Json", FORM: "Form", MULTIPART: "Multipart"}


def bodies(resource: Resource, name: str) -> tuple[dict[str, Schema], dict[str, Body], dict[str, Body]]:
    """Return the named schemas of bodies, then the bodies of a creation and those of an update."""
    components: dict[str, Schema] = dict(LINKED)
    creating, changing = {}, {}
    needed = required(resource)
    for media_type, suffix in NAMES.items():
        known = dict(properties(resource, media_type))
        new = {key: demanded(schema) if key in needed else schema for key, schema in known.items()}
        components[f"{name}New{suffix}"] = schemas.record(new, needed)
        components[f"{name}Change{suffix}"] = schemas.record(known, ())
        example = example_of_creation(resource, known, needed)
        changed = {key: known[key]["examples"][0] for key in known if key in CHANGED} or example
        creating[media_type] = Body(schemas.named(f"{name}New{suffix}"), example)
        changing[media_type] = Body(schemas.named(f"{name}Change{suffix}"), changed)
    return components, creating, changing


def demanded(schema: Schema) -> Schema:
    """Return what must be sent and must not be empty."""
    if schema.get("anyOf", [])[-1:] == [{"type": "null"}]:
        rest = schema["anyOf"][:-1]
        return {**schema, "anyOf": rest}
    kind = schema.get("type")
    return emptied_never({**schema, "type": kind[0]} if isinstance(kind, list) else schema)


def example_of_creation(resource: Resource, known: dict[str, Schema], needed: list[str]) -> dict[str, Any]:
    """Return a creation that can be done: the one among the notes, or what must be sent."""
    chosen = resource.notes.creation or {name: known[name]["examples"][0] for name in needed}
    return {name: as_text(value) if known[name].get("type") == "string" else value for name, value in chosen.items()}


# What the example of an update changes.
CHANGED = ("name", "lastName", "phone")
