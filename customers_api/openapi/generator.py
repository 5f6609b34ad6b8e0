"""Puts the description of a dialect together, from the table of addresses that requests are answered by.

It knows how descriptions look as a whole, and no operation.
"""

import json
import re
from functools import lru_cache
from typing import Any

from drf_spectacular.generators import EndpointEnumerator, SchemaGenerator

from customers_api.api.notes import Schema
from customers_api.openapi.dialects import DESCRIBED, Described

NAMED = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
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
        return whole


def fold_refusals(description: Schema) -> None:
    """Give each kind of refusal one name: it stands in the operations dozens of times."""
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    kinds: dict[str, dict[str, str]] = {}
    for operation in operations:
        for status, answer in operation["responses"].items():
            if int(status) >= FIRST_REFUSAL:
                kinds.setdefault(status, {}).setdefault(json.dumps(answer), operation["operationId"])
    responses = description["components"].setdefault("responses", {})
    named = description["components"].setdefault("schemas", {})
    for operation in operations:
        for status, answer in operation["responses"].items():
            if int(status) < FIRST_REFUSAL:
                continue
            first = kinds[status][json.dumps(answer)]
            name = f"Problem{status}" + ("" if len(kinds[status]) == 1 else f"Of{first[0].upper()}{first[1:]}")
            if name not in responses:
                [content] = answer["content"].values()
                named[name], content["schema"] = content["schema"], {"$ref": f"#/components/schemas/{name}"}
                responses[name] = answer
            operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}


@lru_cache
def description(dialect: str) -> Schema:
    """Return the description of a dialect: made once, since nothing of it changes while the service runs."""
    return DialectGenerator(DESCRIBED[dialect]).get_schema()
