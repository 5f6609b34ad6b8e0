"""Finds the parts of the descriptions that tests are about; it knows OpenAPI, and no operation."""

from collections.abc import Iterator
from typing import Any

import pytest

from customers_api.openapi.dialects import DESCRIBED
from customers_api.openapi.generator import DialectGenerator, description

DIALECTS = pytest.mark.parametrize("name", DESCRIBED)
JSON = "application/json"
FIRST_REFUSAL = 400


def operations(name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Return all operations of a dialect, each with its address and its method."""
    for path, methods in description(name)["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def views(name: str) -> Iterator[tuple[str, str, Any]]:
    """Return the views that answer, as the generator makes them."""
    generator: Any = DialectGenerator(DESCRIBED[name])
    generator._initialise_endpoints()
    for path, _, method, view in generator._get_paths_and_endpoints():
        yield path, method.lower(), view


def resolved(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference inside of the description."""
    found: Any = description(name)
    if "$ref" not in schema:
        return schema
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return resolved(name, found)


def closed(schema: Any) -> Any:
    """Return a schema in which no object holds a key that is not described."""
    if isinstance(schema, dict):
        inner = {name: closed(value) for name, value in schema.items()}
        is_open = "properties" not in inner or "additionalProperties" in inner
        return inner if is_open else {**inner, "additionalProperties": False}
    return [closed(one) for one in schema] if isinstance(schema, list) else schema


def refusals(name: str, operation: dict[str, Any]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Return the examples of an operation's refusals: status, name, body."""
    for status, answer in operation["responses"].items():
        if int(status) >= FIRST_REFUSAL:
            # What the HTTP server refuses by itself has no body.
            content = resolved(name, answer).get("content", {JSON: {"examples": {}}})
            for key, example in content[JSON]["examples"].items():
                yield int(status), key, example["value"]


def refusal(name: str, path: str, method: str, status: int, key: str) -> Any:
    """Return one example of a refusal."""
    answer = resolved(name, description(name)["paths"][path][method]["responses"][str(status)])
    return answer["content"][JSON]["examples"][key]["value"]
