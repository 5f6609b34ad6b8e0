"""What the description of one operation consists of; it knows OpenAPI, and no dialect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from customers_api.api.dialect import Words
from customers_api.api.notes import Schema
from customers_api.core.problems import Problem, ProblemCode

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


@dataclass(frozen=True)
class Body:
    """What one media type of a request's body holds."""

    schema: Schema
    example: object


@dataclass(frozen=True)
class Reply:
    """An answer to a request that was done: ``schema`` is ``None`` where there is no body."""

    description: str
    schema: Schema | None = None
    headers: Mapping[str, Schema] = field(default_factory=dict)
    example: object | None = None

    def described(self) -> dict[str, Any]:
        """Return the answer as OpenAPI writes it."""
        described: dict[str, Any] = {"description": self.description}
        if self.headers:
            described["headers"] = dict(self.headers)
        if self.schema is not None:
            shown = {} if self.example is None else {"example": self.example}
            described["content"] = {JSON: {"schema": self.schema, **shown}}
        return described


@dataclass(frozen=True)
class Operation:
    """One method of one address.

    ``components`` are the named schemas that the others refer to. ``problems`` are all that can go wrong, whatever the
    dialect says of them; ``samples`` are such problems, where they are its own, and ``words`` what things are called in
    the texts about them. ``credentials`` are the ways to present one where not all of the dialect's are taken; none at
    all where nobody is asked who calls.
    """

    id: str
    summary: str
    tag: str
    replies: Mapping[int, Reply]
    problems: tuple[ProblemCode, ...]
    description: str = ""
    parameters: tuple[Schema, ...] = ()
    bodies: Mapping[str, Body] = field(default_factory=dict)
    body_required: bool = True
    components: Mapping[str, Schema] = field(default_factory=dict)
    credentials: tuple[str, ...] | None = None
    words: Words | None = None
    samples: Mapping[ProblemCode, tuple[Problem, ...]] = field(default_factory=dict)
