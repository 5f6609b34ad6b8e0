"""Sharpens a description before the service is held against it: no answer holds a key that is not described.

The description itself leaves that open, so that a key more breaks no client that checks what it reads. It knows
OpenAPI, and no operation.
"""

from collections.abc import Iterator
from typing import Any

import schemathesis


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """Close the objects of all answers."""
    for path in raw_schema["paths"].values():
        for operation in path.values():
            for part in parts(raw_schema, operation["responses"]):
                if "properties" in part and part.get("type") in ("object", ["object", "null"]):
                    part.setdefault("additionalProperties", False)


def parts(description: dict[str, Any], part: Any) -> Iterator[dict[str, Any]]:
    """Return every object of a part of the description, through what it refers to."""
    if isinstance(part, dict):
        yield part
        if isinstance(part.get("$ref"), str):
            found: Any = description
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            yield from parts(description, found)
        for name, inner in part.items():
            # Examples are no schemas.
            if name not in {"example", "examples"}:
                yield from parts(description, inner)
    elif isinstance(part, list):
        for inner in part:
            yield from parts(description, inner)
