"""The table of additive and breaking changes in docs/stability.md is the one that `make openapi` judges by.

It knows a small description, and a change of it for each line of the table; it knows no dialect.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from scripts.openapi_changes import differences, kind_of
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "stability.md").read_text(encoding="utf-8")
NONE = "–"
JSON, FORM = "application/json", "multipart/form-data"

# What is sent and what is answered look alike.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 10, "description": "what it is called"},
        "colour": {"type": "string", "enum": ["red", "blue"], "default": "red"},
        "size": {"type": "integer", "maximum": 9, "minimum": 1},
    },
    "required": ["name"],
}
Edit = Callable[[dict[str, Any]], object]


def description() -> dict[str, Any]:
    """Return a description of one operation, by which an object is sent and answered."""
    sent = {JSON: {"schema": deepcopy(SCHEMA)}, FORM: {"schema": deepcopy(SCHEMA)}}
    answered = {JSON: {"schema": deepcopy(SCHEMA)}, FORM: {"schema": deepcopy(SCHEMA)}}
    operation = {
        "operationId": "create",
        "requestBody": {"content": sent},
        "responses": {"201": {"content": answered}, "400": {}},
    }
    return {
        "paths": {"/things": {"post": operation}, "/others": {"get": {"responses": {"200": {}}}}},
        "components": {"securitySchemes": {"bearer": {"type": "http"}, "basic": {"type": "http"}}},
    }


def properties(schema: dict[str, Any]) -> Any:
    return schema["properties"]


def requires(schema: dict[str, Any], *names: str) -> None:
    schema["required"] = list(names)


def added_and_required(schema: dict[str, Any]) -> None:
    properties(schema)["weight"] = {"type": "integer"}
    requires(schema, "name", "weight")


# The lines about what is sent or answered: how its schema changes.
OF_SCHEMAS: dict[str, Edit] = {
    "an optional parameter or key comes": lambda one: properties(one).update(weight={"type": "integer"}),
    "a required parameter or key comes": added_and_required,
    "a parameter or key goes": lambda one: properties(one).pop("size"),
    "required becomes optional": requires,
    "optional becomes required": lambda one: requires(one, "name", "size"),
    "a type changes": lambda one: properties(one)["size"].update(type="string"),
    "a type comes beside what there was": lambda one: properties(one)["size"].update(type=["integer", "string"]),
    "a word of an `enum` comes": lambda one: properties(one)["colour"]["enum"].append("green"),
    "a word of an `enum` goes": lambda one: properties(one)["colour"]["enum"].remove("blue"),
    "a limit becomes wider": lambda one: properties(one)["size"].update(maximum=10, minimum=0),
    "a limit becomes narrower": lambda one: properties(one)["name"].update(maxLength=9),
    "a limit or a `pattern` comes": lambda one: properties(one)["name"].update(pattern="^a"),
    "a limit or a `pattern` goes": lambda one: properties(one)["name"].pop("maxLength"),
    "the order of keys changes": lambda one: one.update(properties=dict(reversed(properties(one).items()))),
    "a default changes": lambda one: properties(one)["colour"].update(default="blue"),
    "a description, an example, a tag or an `operationId` changes": lambda one: properties(one)["name"].update(
        description="its name", example="Anna"
    ),
}
# The lines about all else: how the whole description changes.
OF_DESCRIPTIONS: dict[str, Edit] = {
    "a path or an operation comes": lambda one: one["paths"].update({"/more": {"get": {}}}),
    "a path or an operation goes": lambda one: one["paths"].pop("/others"),
    "a status comes": lambda one: one["paths"]["/things"]["post"]["responses"].update({"409": {}}),
    "a status goes": lambda one: one["paths"]["/things"]["post"]["responses"].pop("400"),
    "a kind of credential comes": lambda one: one["components"]["securitySchemes"].update(cookie={"type": "apiKey"}),
    "a kind of credential goes": lambda one: one["components"]["securitySchemes"].pop("basic"),
}
# The lines about bodies: how their kinds change.
OF_BODIES: dict[str, Edit] = {
    "a content type comes": lambda one: one.update({"text/csv": {}}),
    "a content type goes": lambda one: one.pop(FORM),
}


def told() -> dict[str, tuple[str, str]]:
    """Return the lines of the table: what they say of requests, and of answers, in a word each."""
    below = PAGE.partition("\n## Additive or breaking\n")[2].partition("\n## ")[0]
    rows = re.findall(
        r"^\| (a|an|the|required|optional)( .+?) \| (\S+?):?(?: .*?)? \| (\S+?):?(?: .*?)? \|$", below, re.M
    )
    return {first + rest: (request, answer) for first, rest, request, answer in rows}


def judged(edit: Edit, part: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    """Return the kind of what an edit of a part of the description changes, in the words of the table."""
    after = description()
    edit(part(after))
    found = differences(description(), after)
    return kind_of(found) if found else "none"


def bodies_sent(one: dict[str, Any]) -> Any:
    return one["paths"]["/things"]["post"]["requestBody"]["content"]


def bodies_answered(one: dict[str, Any]) -> Any:
    return one["paths"]["/things"]["post"]["responses"]["201"]["content"]


def test_each_line_of_the_table_has_a_change_that_is_tried() -> None:
    assert set(told()) == {*OF_SCHEMAS, *OF_DESCRIPTIONS, *OF_BODIES}


@pytest.mark.parametrize("line", OF_SCHEMAS)
def test_a_change_of_what_is_sent_or_answered_is_judged_as_told(line: str) -> None:
    request, answer = told()[line]
    assert judged(OF_SCHEMAS[line], lambda one: bodies_sent(one)[JSON]["schema"]) == request
    if answer != NONE:
        assert judged(OF_SCHEMAS[line], lambda one: bodies_answered(one)[JSON]["schema"]) == answer


@pytest.mark.parametrize("line", OF_BODIES)
def test_a_change_of_the_kinds_of_bodies_is_judged_as_told(line: str) -> None:
    found = (judged(OF_BODIES[line], bodies_sent), judged(OF_BODIES[line], bodies_answered))
    assert found == told()[line]


@pytest.mark.parametrize("line", OF_DESCRIPTIONS)
def test_a_change_of_the_whole_is_judged_as_told(line: str) -> None:
    assert [judged(OF_DESCRIPTIONS[line], lambda one: one)] == [word for word in told()[line] if word != NONE]
