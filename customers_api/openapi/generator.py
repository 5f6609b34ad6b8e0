"""Puts the description of a dialect together, from the table of addresses that requests are answered by.

It knows how descriptions look as a whole, and no operation.
"""

import json
import re
from functools import lru_cache
from typing import Any

from drf_spectacular.generators import EndpointEnumerator, SchemaGenerator

from customers_api.api.notes import Schema
from customers_api.openapi import schemas
from customers_api.openapi.dialects import DESCRIBED, Described
from customers_api.openapi.operations import JSON

NAMED = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')
FIRST_REFUSAL = 400
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def readable(pattern: str) -> str:
    """Return the pattern of an address as descriptions write it: ``/api/{version}/customers/{id}``."""
    return "/" + NAMED.sub(r"{\1}", pattern).removeprefix("^").removesuffix(r"/?\Z")


def resource_of(path: str) -> str:
    """Return what the addresses of a resource have in common."""
    return path.partition("/{")[0].removesuffix("/reference")


class DialectEnumerator(EndpointEnumerator):
    """Finds the addresses of a dialect."""

    described: Described

    def get_path_from_regex(self, path_regex: str) -> str:
        """Return the address with the documented version."""
        return readable(path_regex).replace("{version}", self.described.version)

    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        """Tell whether a view speaks the dialect."""
        return getattr(getattr(callback, "cls", None), "dialect", None) is self.described.dialect

    def get_allowed_methods(self, callback: Any) -> list[str]:
        """Return the methods of a view, always in the same order."""
        return sorted(super().get_allowed_methods(callback), key=METHODS.index)

    def get_api_endpoints(self, patterns: Any = None, prefix: str = "") -> list[Any]:
        """Return what is answered: each resource where its addresses begin, its shortest one first."""
        found = super().get_api_endpoints(patterns, prefix)
        begins = list(dict.fromkeys(resource_of(path) for path, *_ in found))
        return sorted(found, key=lambda one: (begins.index(resource_of(one[0])), one[0].count("/")))


class DialectGenerator(SchemaGenerator):
    """Describes one dialect."""

    def __init__(self, described: Described) -> None:
        super().__init__()
        self.described = described
        # The library makes it from a class without further arguments.
        enumerator: type[EndpointEnumerator] = type("Enumerator", (DialectEnumerator,), {"described": described})
        self.endpoint_inspector_cls = enumerator

    def get_schema(self, request: Any = None, public: bool = True) -> Schema:  # noqa: FBT001, FBT002 (the library's)
        """Return the whole description."""
        found: Schema = super().get_schema(request=request, public=public)
        tags = [operation["tags"][0] for path in found["paths"].values() for operation in path.values()]
        components = {**found["components"], "securitySchemes": dict(self.described.components)}
        whole = {
            "openapi": found["openapi"],
            "info": {
                "title": self.described.title,
                "version": self.described.version.removeprefix("v"),
                "description": self.described.about,
            },
            "servers": [{"url": "/"}],
            "tags": [{"name": name} for name in dict.fromkeys(tags)],
            "paths": found["paths"],
            "components": components,
        }
        fold_refusals(whole)
        drop_unused(whole)
        return whole


def drop_unused(description: Schema) -> None:
    """Take out the schemas that nothing refers to: a record that is only shown in parts has none as a whole."""
    known: Schema = description["components"]["schemas"]
    found: set[str] = set()
    outside = [description["paths"], description["components"].get("responses", {})]
    waiting = set(REFERENCE.findall(json.dumps(outside)))
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(REFERENCE.findall(json.dumps(known[name]))) - found
    description["components"]["schemas"] = {name: schema for name, schema in known.items() if name in found}


def fold_refusals(description: Schema) -> None:
    """Give each kind of refusal one name, and each kind of its body: they stand in the operations dozens of times."""
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    refused = [
        (status, operation, answer)
        for operation in operations
        for status, answer in operation["responses"].items()
        if int(status) >= FIRST_REFUSAL
    ]
    bodies, answers = Kinds(), Kinds()
    for status, operation, answer in refused:
        answers.add(status, operation["operationId"], answer)
        if "content" in answer:
            bodies.add(status, operation["operationId"], schema_of(answer))
    components = description["components"]
    for status, operation, answer in refused:
        name = answers.name(status, answer)
        operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
        named = answer
        if "content" in answer:
            body = bodies.name(status, schema_of(answer))
            components.setdefault("schemas", {}).setdefault(body, schema_of(answer))
            named = with_body(answer, body)
        components.setdefault("responses", {}).setdefault(name, named)


def schema_of(answer: Schema) -> Schema:
    """Return what the body of an answer holds."""
    schema: Schema = answer["content"][JSON]["schema"]
    return schema


def with_body(answer: Schema, name: str) -> Schema:
    """Return an answer whose body has a name."""
    return {**answer, "content": {JSON: {**answer["content"][JSON], "schema": schemas.named(name)}}}


class Kinds:
    """Names what is alike after its status, and after the first operation that has it where a status has several."""

    def __init__(self) -> None:
        self.first: dict[str, dict[str, str]] = {}

    def add(self, status: str, operation: str, part: Schema) -> None:
        """Take note of a part of an operation."""
        self.first.setdefault(status, {}).setdefault(json.dumps(part), operation)

    def name(self, status: str, part: Schema) -> str:
        """Return the name of a part, when all are known."""
        known = self.first[status]
        operation = known[json.dumps(part)]
        return f"Problem{status}" + ("" if len(known) == 1 else f"Of{operation[0].upper()}{operation[1:]}")


@lru_cache
def description(dialect: str) -> Schema:
    """Return the description of a dialect: made once, since nothing of it changes while the service runs."""
    return DialectGenerator(DESCRIBED[dialect]).get_schema()
