"""The descriptions in docs/api/openapi are those of the program, and the changelog tells of each of their states.

A change of a declaration changes the description; whoever makes it sees here whether it breaks clients, and tells them.
Seen to fail: with one limit changed, and with one line of the changelog taken out.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from customers_api.openapi.dialects import DESCRIBED
from customers_api.openapi.generator import description
from scripts.openapi_changes import ADDITIVE, BREAKING, differences, kind_of
from scripts.write_openapi import FOLDER, mark_of, text_of
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
DIALECTS = pytest.mark.parametrize("name", DESCRIBED)


@DIALECTS
def test_the_snapshot_is_what_the_program_describes(name: str) -> None:
    kept = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    found = differences(json.loads(kept), description(name))
    assert text_of(description(name)) == kept, "\n".join(
        [
            f"Dialect {name} is described in another way than docs/api/openapi/{name}.json has it.",
            f"The change is {kind_of(found)}:" if found else "Only texts and examples differ.",
            *map(str, found),
            "Run `make openapi`, and put the line that it prints into CHANGELOG.md.",
        ]
    )


@DIALECTS
def test_the_changelog_tells_of_the_state_of_each_description(name: str) -> None:
    mark = mark_of((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    line = re.search(rf"\(OpenAPI {name} {mark}, ({ADDITIVE}|{BREAKING})\)", CHANGELOG.read_text(encoding="utf-8"))
    assert line, (
        f"CHANGELOG.md: say what has changed in dialect {name}, in a line that ends with "
        f"(OpenAPI {name} {mark}, {ADDITIVE} or {BREAKING}); `make openapi` has told which."
    )


BEFORE = {
    "paths": {
        "/a": {
            "get": {
                "description": "x",
                "parameters": [{"in": "query", "name": "max", "schema": {"type": "integer", "maximum": 10}}],
                "requestBody": {"schema": {"$ref": "#/components/schemas/Sent"}},
                "responses": {"200": {"schema": {"$ref": "#/components/schemas/A"}}, "404": {}},
            }
        }
    },
    "components": {
        "schemas": {
            "A": {"type": "object", "properties": {"description": {"type": "string"}}, "required": ["id"]},
            "Sent": {"type": "object", "properties": {"a": {"type": ["string"]}}, "required": ["a"]},
        }
    },
}


def edited(*edits: tuple[str, str]) -> Any:
    text = json.dumps(BEFORE)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return json.loads(text)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"description": "x", ', "", []),
        ('"maximum": 10', '"maximum": 11', [ADDITIVE]),
        ('"maximum": 10', '"maximum": 9', [BREAKING]),
        (', "maximum": 10', "", [ADDITIVE]),
        ('"type": "integer"', '"type": "string"', [BREAKING]),
        ('{"type": ["string"]}', '{"type": ["string", "null"]}', [ADDITIVE]),
        ('{"type": ["string"]}', '{"anyOf": [{"type": "integer"}, {"type": "string"}]}', [ADDITIVE]),
        ('{"type": ["string"]}', '{"anyOf": [{"type": "integer"}, {"type": "null"}]}', [ADDITIVE, BREAKING]),
        ('{"type": "integer", "max', '{"type": ["integer", "string"], "pattern": "^[0-9]$", "max', [ADDITIVE]),
        ('{"type": "integer", "max', '{"type": ["integer", "string"], "minimum": 1, "max', [BREAKING, BREAKING]),
        ('{"type": "integer", "max', '{"type": "integer", "default": 5, "max', [ADDITIVE]),
        ('"404": {}', '"404": {}, "409": {}', [ADDITIVE]),
        (', "404": {}', "", [BREAKING]),
        ('"/a"', '"/b"', [ADDITIVE, BREAKING]),
        ('{"in"', '{"in": "query", "name": "q", "schema": {}}, {"in"', [ADDITIVE]),
        ('{"in"', '{"in": "query", "name": "q", "required": true, "schema": {}}, {"in"', [BREAKING]),
        ('"name": "max"', '"name": "limit"', [ADDITIVE, BREAKING]),
        ('"required": ["id"]', '"required": ["id", "x"]', [ADDITIVE]),
        ('"required": ["id"]', '"required": []', [BREAKING]),
        ('"required": ["a"]', '"required": ["a", "b"]', [BREAKING]),
        ('"required": ["a"]', '"required": []', [ADDITIVE]),
        ('"description": {"type": "string"}', "", [BREAKING]),
        ('"description": {"type": "string"}', '"description": {"type": "string"}, "maxLength": {}', [ADDITIVE]),
        ('{"type": "string"}', '{"type": "string", "maxLength": 5}', [BREAKING]),
    ],
)
def test_a_change_breaks_clients_or_adds_to_what_they_have(old: str, new: str, expected: list[str]) -> None:
    assert [change.kind for change in differences(BEFORE, edited((old, new)))] == expected
