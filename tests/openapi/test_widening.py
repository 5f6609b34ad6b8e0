"""Which schemas take all that others do, so that a client that sends what it always sent is not turned away."""

from typing import Any

import pytest

from scripts.openapi_widening import Widening
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

COMPONENTS: dict[str, Any] = {"#/A": {"type": "string", "maxLength": 5}}


def resolved(part: Any) -> Any:
    return COMPONENTS[part["$ref"]] if "$ref" in part else part


def takes_all(new: Any, old: Any) -> bool:
    return Widening(resolved, resolved).takes_all(new, old)


TEXT = {"type": "string", "minLength": 1, "maxLength": 5, "pattern": "^a"}
NUMBER = {"type": "integer", "format": "int32", "minimum": 0, "maximum": 9}
RECORD: dict[str, Any] = {"type": "object", "properties": {"a": TEXT, "b": NUMBER}, "required": ["a"]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TEXT, TEXT),
        (TEXT, {"type": ["string", "null"], "maxLength": 6, "pattern": "^$|^a", "description": "x"}),
        (TEXT, {"anyOf": [NUMBER, {"type": "string"}]}),
        (NUMBER, {**NUMBER, "type": ["integer", "string"], "pattern": "^[0-9]$", "maximum": 10, "format": "int64"}),
        ({**NUMBER, "type": ["integer", "null"]}, {"anyOf": [NUMBER, {"type": "string"}, {"type": "null"}]}),
        ({"anyOf": [TEXT, NUMBER]}, {"anyOf": [NUMBER, {"type": "null"}, TEXT]}),
        ({"anyOf": [TEXT, NUMBER]}, {"type": ["integer", "string"]}),
        ({"type": "string", "enum": ["a", "b"]}, {"type": "string", "pattern": "^[ab]$", "maxLength": 1}),
        ({"type": ["string", "null"], "enum": ["a", None]}, {"type": ["string", "null"], "enum": ["b", "a", None]}),
        ({"type": "integer", "enum": [1, 2]}, NUMBER),
        ({"type": "array", "items": TEXT, "maxItems": 2}, {"type": "array", "items": {"type": "string"}}),
        (RECORD, {**RECORD, "properties": {**RECORD["properties"], "c": TEXT}, "required": []}),
        ({"$ref": "#/A"}, {"anyOf": [NUMBER, {"$ref": "#/A"}]}),
        ({"type": "string", "maxLength": 3}, {"$ref": "#/A"}),
    ],
)
def test_a_schema_that_takes_all_that_the_other_did(old: Any, new: Any) -> None:
    assert takes_all(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TEXT, NUMBER),
        (TEXT, {**TEXT, "maxLength": 4}),
        (TEXT, {**TEXT, "minLength": 2}),
        (TEXT, {**TEXT, "pattern": "^b"}),
        (TEXT, {**TEXT, "format": "uri"}),
        (TEXT, {**TEXT, "enum": ["a"]}),
        (TEXT, {**TEXT, "not": {"type": "string"}}),
        (TEXT, {**TEXT, "default": "a"}),
        (TEXT, {"anyOf": [NUMBER, {"type": "null"}]}),
        (NUMBER, {**NUMBER, "minimum": 1}),
        ({"type": "integer"}, NUMBER),
        ({**NUMBER, "type": ["integer", "null"]}, NUMBER),
        ({"anyOf": [TEXT, NUMBER]}, NUMBER),
        ({"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["a"]}),
        ({"type": "string", "enum": ["a", "bb"]}, {"type": "string", "maxLength": 1}),
        ({"type": ["string", "null"], "enum": ["a", None]}, {"type": "string", "enum": ["a"]}),
        ({"type": "integer", "enum": [1, 20]}, NUMBER),
        ({"type": "array", "items": TEXT}, {"type": "array", "items": NUMBER}),
        ({"type": "array"}, {"type": "array", "maxItems": 2}),
        (RECORD, {**RECORD, "required": ["a", "b"]}),
        (RECORD, {**RECORD, "properties": {"a": TEXT}}),
        (RECORD, {**RECORD, "properties": {"a": NUMBER, "b": NUMBER}}),
        ({"type": "string"}, {"$ref": "#/A"}),
    ],
)
def test_a_schema_that_turns_something_away(old: Any, new: Any) -> None:
    assert not takes_all(new, old)
