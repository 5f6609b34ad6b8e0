"""The bodies of a resource's writes in dialect v1: their named schemas with an example of each, in JSON and in forms.

It knows media types, and leaves to its neighbour what a parameter holds.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from customers_api.api.notes import Schema
from customers_api.api.parameters import Boolean, LinkList, LinkTo, Parameter, PictureFile
from customers_api.api.resources import Resource
from customers_api.openapi import schemas
from customers_api.openapi.accepted import or_empty, or_text
from customers_api.openapi.operations import FORM, JSON, MULTIPART, Body
from customers_api.openapi.sent import LINKED, in_form, in_json, never_empty

# By the end of a schema's name: which keys are demanded, and the example.
Kinds = Mapping[str, tuple[Collection[str], Mapping[str, Any]]]
NAMES = {JSON: "Json", FORM: "Form", MULTIPART: "Multipart"}
# What the example of an update changes.
CHANGED = ("name", "lastName", "phone")
USE_EXTERNAL_ID = "useExternalId"
EXTERNAL = or_empty(or_text(schemas.truth()))
ABOUT_EXTERNAL = "Whether links are references. Left out: as the address names its own record."
# Said twice: by the word of JSON Schema, and by the one that most tools look for.
FILE: Schema = {"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"}


def bodies(resource: Resource, name: str) -> tuple[dict[str, Schema], dict[str, Body], dict[str, Body]]:
    """Return the named schemas of bodies, then the bodies of a creation and those of an update."""
    components: dict[str, Schema] = dict(LINKED)
    needed = required(resource)
    made: dict[str, dict[str, Body]] = {"New": {}, "Change": {}}
    for media_type, suffix in NAMES.items():
        new, change = example_of_creation(resource, media_type), example_of_update(resource)
        kinds: Kinds = {"New": (needed, new), "Change": ((), change)}
        for kind, (demanded, sent) in kinds.items():
            example = sent if media_type == JSON else {key: as_text(value) for key, value in sent.items()}
            keys = dict(properties(resource, media_type, demanded, example))
            components[f"{name}{kind}{suffix}"] = schemas.record(keys, demanded)
            made[kind][media_type] = Body(schemas.named(f"{name}{kind}{suffix}"), example)
    return components, made["New"], made["Change"]


def required(resource: Resource) -> list[str]:
    """Return the names of the parameters that a creation needs, in the documented order."""
    needed = resource.writer.required if resource.writer is not None else ()
    return [parameter.name for parameter in resource.parameters if parameter.core_name in needed]


def properties(
    resource: Resource, media_type: str, demanded: Collection[str], body: Mapping[str, Any]
) -> Iterator[tuple[str, Schema]]:
    """Return the parameters of a body with their schemas and examples; ``demanded`` ones are never empty.

    Pages that try operations fill a form with the first examples of its keys. What the example ``body`` does not hold
    begins with an empty one, which they do not send, so that what they send can be done.
    """
    never = never_empty(resource)
    for parameter in resource.parameters:
        is_demanded = parameter.name in demanded or parameter.core_name in never
        example = body.get(parameter.name, example_of(resource, parameter))
        if media_type == JSON:
            yield parameter.name, {**in_json(resource, parameter, demanded=is_demanded), "examples": [example]}
        elif media_type == MULTIPART and isinstance(parameter, PictureFile):
            yield parameter.name, {**FILE, "examples": [""]}
        else:
            left_out = [] if is_demanded or parameter.name in body else [""]
            schema = in_form(resource, parameter, demanded=is_demanded)
            yield parameter.name, {**schema, "examples": [*left_out, as_text(example)]}
    about = {"description": ABOUT_EXTERNAL}
    if media_type == JSON:
        yield USE_EXTERNAL_ID, {**schemas.nullable(EXTERNAL), **about, "examples": [False]}
    else:
        yield USE_EXTERNAL_ID, {**EXTERNAL, **about, "examples": ["", "false"]}


def example_of(resource: Resource, parameter: Parameter) -> Any:
    """Return an example in JSON; a text without one among the resource's notes has none."""
    if parameter.name in resource.notes.examples:
        return resource.notes.examples[parameter.name]
    if isinstance(parameter, LinkList):
        return [{"id": 7}, {"id": 8}]
    return 3 if isinstance(parameter, LinkTo) else True if isinstance(parameter, Boolean) else None


def as_text(example: Any) -> str:
    """Return an example as a form holds it: a list is the JSON of it."""
    return example if isinstance(example, str) else json.dumps(example)


def example_of_creation(resource: Resource, media_type: str = JSON) -> dict[str, Any]:
    """Return a creation that can be done, also after that of another media type.

    It is the one among the notes, or what must be sent.
    """
    further = dict(zip((FORM, MULTIPART), resource.answers.further, strict=False))
    own = {"reference": further[media_type]} if media_type in further else {}
    return {**(resource.notes.creation or examples_of(resource, required(resource))), **own}


def example_of_update(resource: Resource) -> dict[str, Any]:
    """Return an update that can be done again and again."""
    return examples_of(resource, CHANGED) or example_of_creation(resource)


def examples_of(resource: Resource, names: Collection[str]) -> dict[str, Any]:
    """Return the examples of some parameters."""
    return {one.name: example_of(resource, one) for one in resource.parameters if one.name in names}
