"""The ways in which one value may be written: as JSON has it, as a text, or not at all. It knows no resource.

A description that told of one way alone would forbid what the service takes from clients of the documented services:
whoever checks requests by it, like a gateway, would turn them away.
"""

from customers_api.api.notes import Schema
from customers_api.openapi import schemas

# What parameters read, as JSON Schema says it; `tests/openapi/test_accepted.py` holds one beside the other.
TEXTS = {
    "boolean": "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]",
    "integer": "-?[0-9]{1,400}",
    "number": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?",
}
EMPTY = schemas.text(0)


def or_text(schema: Schema) -> Schema:
    """Return a boolean or a number, or the text of one; anything else as it is."""
    kind = schema.get("type")
    if not isinstance(kind, str) or kind not in TEXTS:
        return schema
    pattern = f"^(?:{TEXTS[kind]})$"
    if kind == "boolean":
        # Apart, so that pages offer the two words of the first.
        return schemas.either(schema, schemas.text(len("false"), pattern=pattern))
    return {**schema, "type": [kind, "string"], "pattern": pattern}


def or_number(schema: Schema) -> Schema:
    """Return a text, or a number that stands for its digits."""
    return {**schema, "type": ["string", "number"]} if schema.get("type") == "string" else schema


def or_empty(schema: Schema) -> Schema:
    """Return what may be sent as an empty text, too."""
    if "anyOf" in schema:
        opened = [or_empty(one) if one.get("type") == "string" else one for one in schema["anyOf"]]
        return {**schema, "anyOf": opened if opened != schema["anyOf"] else [*opened, EMPTY]}
    kind = schema.get("type", "")
    if "string" not in kind or (kind == "string" and "format" in schema):
        return schemas.either(schema, EMPTY)
    without = {name: value for name, value in schema.items() if name != "minLength"}
    if "pattern" in schema:
        without["pattern"] = f"^$|{schema['pattern']}"
    return {**without, "enum": [*schema["enum"], ""]} if "enum" in schema else without
