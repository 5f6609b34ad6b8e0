"""The words of JSON Schema that descriptions are put together of; it knows no resource and no dialect."""

from collections.abc import Iterable, Mapping
from typing import Any

from customers_api.api.notes import Schema
from customers_api.core.references import LARGEST_ID
from customers_api.core.text import LONGEST_REFERENCE

# What a reference in an address may be: no control character, no slash at its end, not a dot or two alone.
REFERENCE_PATTERN = r"^(?!\.{1,2}$)[^\u0000-\u001f\u007f-\u009f]*[^\u0000-\u001f\u007f-\u009f/]$"
DAY_EXAMPLE, MOMENT_EXAMPLE = "2016-08-16", "2016-08-16T09:02:13Z"


def text(longest: int, shortest: int = 0, **more: Any) -> Schema:
    """Return a text with its lengths, in characters."""
    return {"type": "string", **({"minLength": shortest} if shortest else {}), "maxLength": longest, **more}


def whole(low: int, high: int, **more: Any) -> Schema:
    """Return a whole number with its limits."""
    size = "int32" if low >= -(2**31) and high < 2**31 else "int64"
    return {"type": "integer", "format": size, "minimum": low, "maximum": high, **more}


def identity(**more: Any) -> Schema:
    """Return the id of a record."""
    return whole(1, LARGEST_ID, **more)


def reference(**more: Any) -> Schema:
    """Return a reference that can stand in an address."""
    return text(LONGEST_REFERENCE, 1, pattern=REFERENCE_PATTERN, **more)


def truth(**more: Any) -> Schema:
    """Return a boolean."""
    return {"type": "boolean", **more}


def moment(**more: Any) -> Schema:
    """Return a date with its time, as answers write it."""
    return {"type": "string", "format": "date-time", **more}


def day(**more: Any) -> Schema:
    """Return a day of the calendar."""
    return {"type": "string", "format": "date", **more}


def one_of(words: Iterable[str], **more: Any) -> Schema:
    """Return one of several words."""
    return {"type": "string", "enum": list(words), **more}


def array(items: Schema, **more: Any) -> Schema:
    """Return a list."""
    return {"type": "array", "items": items, **more}


def record(properties: Mapping[str, Schema], required: Iterable[str] | None = None, **more: Any) -> Schema:
    """Return an object; all of its keys are there where nothing else is said."""
    names = list(properties if required is None else required)
    needed = {"required": names} if names else {}
    return {"type": "object", "properties": dict(properties), **needed, **more}


def named(name: str) -> Schema:
    """Return what refers to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(schema: Schema) -> Schema:
    """Return the schema, or null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    kind = schema["type"]
    changed = {**schema, "type": [*(kind if isinstance(kind, list) else [kind]), "null"]}
    if "enum" in schema:
        changed["enum"] = [*schema["enum"], None]
    return changed


def either(*ways: Schema) -> Schema:
    """Return what may be of one of several kinds."""
    return {"anyOf": list(ways)}


def parameter(place: str, name: str, schema: Schema, example: object, about: str, **more: Any) -> Schema:
    """Return a parameter of a path, a query or a header.

    The example of one that may be left out stands in its schema: pages that try operations fill in the others.
    """
    head = {"name": name, "in": place, "description": about, **more}
    if place == "path" or more.get("required"):
        return {**head, "required": True, "schema": schema, "example": example}
    return {**head, "schema": {**schema, "examples": [example]}}
