"""Sharpens a description before the service is held against it, and lets requests get as far as they can.

No answer holds a key that is not described: the description itself leaves that open, so that a key more breaks no
client that checks what it reads. It knows OpenAPI and the headers of safe writes, and no operation.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

import schemathesis

KEY, TAG, ANY = "Idempotency-Key", "If-Match", "*"
NOT_TAG = "If-None-Match"
EXAMPLE_KEY, EXAMPLE_TAG = "7c0c9d34-0f3b-4a39-8a0c-2f5c1d3b2f6a", '"4-1f0a9c3be2d47788"'
numbers = count(1)


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """Close the objects of all answers."""
    for path in raw_schema["paths"].values():
        for operation in path.values():
            for part in parts(raw_schema, operation["responses"]):
                if "properties" in part and part.get("type") in ("object", ["object", "null"]):
                    part.setdefault("additionalProperties", False)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Keep the examples of headers from deciding everything.

    They stand in most requests: under one key all but the first write would be refused as another one, and a tag that
    no record has would refuse the rest.
    """
    headers = case.headers
    if headers.get(KEY) == EXAMPLE_KEY:
        headers[KEY] = f"{EXAMPLE_KEY}-{next(numbers)}"
    if headers.get(TAG) == EXAMPLE_TAG:
        headers[TAG] = ANY
    if headers.get(NOT_TAG) == ANY and case.method != "GET":
        del headers[NOT_TAG]
    # A creation on a state is always refused: one in some is enough to see how.
    if case.method == "POST" and not case.path_parameters and headers.get(TAG) == ANY:
        del headers[TAG]


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
