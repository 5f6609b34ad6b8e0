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
from scripts.write_openapi import FOLDER, NOTHING, Step, kind_since, mark_of, recorded_steps, text_of, write
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


def kept_mark(name: str) -> str:
    return mark_of((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@DIALECTS
def test_every_state_of_a_description_follows_from_the_one_before_it(name: str) -> None:
    steps = [step for step in recorded_steps() if step.dialect == name]
    assert [step.before for step in steps[1:]] == [step.after for step in steps[:-1]]
    assert (steps[0].before, steps[-1].after) == (NOTHING, kept_mark(name))


@DIALECTS
def test_the_changelog_tells_of_the_state_of_each_description_and_whether_it_breaks_clients(name: str) -> None:
    changelog = CHANGELOG.read_text(encoding="utf-8")
    told = dict(re.findall(rf"\(OpenAPI {name} (\w+), ({ADDITIVE}|{BREAKING})\)", changelog))
    mark = kept_mark(name)
    kind = kind_since(name, told.keys() - {mark})
    assert told.get(mark) == kind, (
        f"CHANGELOG.md: say what has changed in dialect {name}, "
        f"in a line that ends with (OpenAPI {name} {mark}, {kind})."
    )


STEPS = [Step("v1", NOTHING, "a", ADDITIVE), Step("v1", "a", "b", BREAKING), Step("v1", "b", "c", ADDITIVE)]


@pytest.mark.parametrize(
    ("told", "kind"),
    [(set(), BREAKING), ({"a"}, BREAKING), ({"b"}, ADDITIVE), ({"a", "b"}, ADDITIVE)],
)
def test_what_the_changelog_has_not_told_yet_breaks_clients_where_one_step_does(told: set[str], kind: str) -> None:
    assert kind_since("v1", told, [*STEPS, Step("v2", NOTHING, "d", BREAKING)]) == kind


def test_a_description_that_is_written_twice_is_one_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before: dict[str, Any] = {"paths": {"/a": {"get": {}}}}
    after: dict[str, Any] = {"paths": {}}
    marks = [mark_of(text_of(described)) for described in (before, after)]
    written = [write("v1", described, tmp_path) for described in (before, after, after)]
    assert written == [*marks, marks[1]]
    first, second = recorded_steps(tmp_path)
    assert first == Step("v1", NOTHING, marks[0], ADDITIVE)
    assert second == Step("v1", marks[0], marks[1], BREAKING)
    said = capsys.readouterr().out
    assert f"(OpenAPI v1 {marks[1]}, breaking)" in said
    assert said.endswith("v1.json: unchanged\n")


BEFORE = {
    "servers": [{"url": "/"}],
    "paths": {
        "/a": {
            "get": {
                "description": "x",
                "parameters": [{"in": "query", "name": "max", "schema": {"type": "integer", "maximum": 10}}],
                "requestBody": {"schema": {"$ref": "#/components/schemas/Sent"}},
                "responses": {"200": {"schema": {"$ref": "#/components/schemas/A"}}, "404": {}},
                "security": [{"oauth2": ["read"]}],
            },
            "put": {"responses": {"400": {"$ref": "#/components/responses/Refused"}}},
        }
    },
    "components": {
        "schemas": {
            "A": {"type": "object", "properties": {"description": {"type": "string"}}, "required": ["id"]},
            "Sent": {
                "type": "object",
                "properties": {"a": {"type": ["string"]}, "b": {"type": ["number"]}},
                "required": ["a"],
            },
            "Refused": {
                "properties": {
                    "error": {"type": "string", "enum": ["not_unique", "x"]},
                    "at": {"type": "string", "format": "date-time"},
                    "w": {"anyOf": [{"type": "null"}]},
                    "z": {},
                    "y": {},
                }
            },
        },
        "responses": {"Refused": {"content": {"schema": {"$ref": "#/components/schemas/Refused"}}}},
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
        ('{"type": ["string"]}', '{"anyOf": [{"type": "integer"}, {"type": "null"}]}', [BREAKING, BREAKING]),
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
        # What refuses has the name of what it holds.
        ('"enum": ["not_unique", "x"]', '"enum": ["already_used", "x"]', [ADDITIVE, BREAKING]),
        ('"error": {"type"', '"code": {"type"', [ADDITIVE, BREAKING]),
        ('{"type": ["number"]}', '{"type": ["integer"]}', [BREAKING, BREAKING]),
        ('{"type": ["number"]}', '{"type": ["number"], "multipleOf": 5}', [BREAKING]),
        ('"required": ["a"]', '"required": ["a"], "additionalProperties": false', [BREAKING]),
        ('"name": "max"', '"name": "max", "style": "form"', [BREAKING]),
        ('"format": "date-time"', '"x": 1', [BREAKING, BREAKING]),
        ('{"anyOf": [{"type": "null"}]}', '{"anyOf": [{"type": "null"}, {"type": "string"}]}', [BREAKING]),
        ('[{"oauth2": ["read"]}]', '[{"oauth2": ["read", "write"]}]', [BREAKING]),
        ('[{"oauth2": ["read"]}]', '[{"oauth2": []}]', [ADDITIVE]),
        ('[{"oauth2": ["read"]}]', '[{"oauth2": ["read"]}, {"basic": []}]', [ADDITIVE]),
        ('{"url": "/"}', '{"url": "/elsewhere"}', [BREAKING]),
        ('"z": {}, "y": {}', '"y": {}, "z": {}', [BREAKING]),
    ],
)
def test_a_change_breaks_clients_or_adds_to_what_they_have(old: str, new: str, expected: list[str]) -> None:
    assert [change.kind for change in differences(BEFORE, edited((old, new)))] == expected
