"""Examples of refusals are made of each resource's declaration: a request is made of each, and refused as it says."""

import json
import re
from typing import Any

import pytest

from customers_api.api.rendering import dump_json
from customers_api.openapi.operations import JSON
from tests.openapi.examples import refusals
from tests.openapi.trying import Reader, Trial, creations, is_creation, trials, undone

pytestmark = pytest.mark.django_db

# How a text names the parameter, and what is then sent for it.
SPOILED: dict[str, tuple[str, Any]] = {
    "invalid_type": (r"The type of parameter (\w+) you", []),
    "invalid_boolean": (r"for parameter: (\w+) ", "maybe"),
    "missing": (r"(\w+) parameter is missing", None),
}
LIMIT = re.compile(r"must not be longer than ([0-9]+) characters")


def spoiled(key: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is to be sent in place of a good value for the refusal to be met; nothing where it does not tell."""
    kind = re.sub(r"_[0-9]$", "", key)
    if kind == "invalid_value":
        [flaw] = body["details"]
        longest = LIMIT.fullmatch(flaw["message"])
        assert longest, body
        return {flaw["parameter"]: "a" * (int(longest[1]) + 1)}
    pattern, value = SPOILED.get(kind, ("(?!)", None))
    named = re.search(pattern, body["error_description"])
    return {named[1]: value} if named and named[1] != "id" else {}


def is_one_of_its_kind(trial: Trial) -> bool:
    """Tell whether a write is described by itself: PUT and POST to one record are what PATCH is."""
    return is_creation(trial) or trial.method == "patch" or trial.operation["operationId"].startswith("upsert")


def good(trial: Trial) -> dict[str, Any]:
    """Return the example of a body."""
    example: dict[str, Any] = trial.operation["requestBody"]["content"][JSON]["example"]
    return example


def test_every_creation_and_update_is_refused_as_the_examples_of_its_own_parameters_say() -> None:
    reader, wrong, seen = Reader.of_a_fresh_demo_world(), [], 0
    for trial in [one for one in trials("v1") if one.media_type == JSON and is_one_of_its_kind(one)]:
        for status, key, body in refusals("v1", trial.operation):
            change = spoiled(key, body)
            # What one parameter demands of another stands with the rules of the resource.
            if not change or key in {"missing_2", "missing_3"}:
                continue
            seen += 1
            with undone():
                answer = sent_with(reader, trial, change)
            if (answer.status_code, answer.content) != (status, dump_json(body)):
                wrong.append(f"{trial}: {change}: {answer.status_code} {answer.content!r} and not {body}")
    assert wrong == []
    assert seen


def sent_with(reader: Reader, trial: Trial, change: dict[str, Any]) -> Any:
    """Send the example of a body with a change, where the record of an update is there."""
    if not is_creation(trial):
        for creation in creations("v1", trial.tag)[:1]:
            reader.send(creation)
    client = reader.client(trial)
    return client.generic(trial.method.upper(), trial.address, json.dumps({**good(trial), **change}), JSON)
