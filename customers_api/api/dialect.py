"""What a wire dialect is: who may call, how bodies are read, and its words for each problem.

It knows HTTP, and no resource.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from django.http import HttpResponse
from rest_framework.authentication import BaseAuthentication
from rest_framework.parsers import BaseParser

from customers_api.api.rendering import dump_json
from customers_api.core.problems import Problem, ProblemCode

RETRY_AFTER_SECONDS = 5


class Words(Protocol):
    """What a resource calls things on the wire."""

    @property
    def noun(self) -> str:
        """The noun of a record."""

    @property
    def protected_noun(self) -> str:
        """The noun of a record that must not be deleted."""

    def parameter(self, field_name: str) -> str:
        """Return the wire name of a core field."""

    def link_noun(self, field_name: str) -> str:
        """Return the noun of the record that a core field points at."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An error as it goes out."""

    status: int
    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_response(self) -> HttpResponse:
        """Return the answer for places outside of the REST framework."""
        return HttpResponse(
            dump_json(self.body), status=self.status, content_type="application/json", headers=dict(self.headers)
        )


class Dialect(ABC):
    """One documented service: subclasses hold its tables."""

    name: ClassVar[str]
    challenge: ClassVar[str]
    parsers: ClassVar[Sequence[type[BaseParser]]]
    # Whether clients may name a write by an Idempotency-Key, and the state that they write on by If-Match.
    has_safe_retries: ClassVar[bool] = True

    @property
    @abstractmethod
    def authenticators(self) -> Sequence[BaseAuthentication]:
        """The ways to present a credential, in the order in which they are tried."""

    @property
    @abstractmethod
    def rate(self) -> str | None:
        """The limit for each account, such as ``100/minute``, or ``None``."""

    @abstractmethod
    def answer(self, problem: Problem, words: Words | None = None) -> Answer:
        """Return a problem in the dialect's own status, code and text."""

    def headers(self, problem: Problem) -> dict[str, str]:
        """Return the headers that HTTP demands with a problem."""
        if problem.code is ProblemCode.NO_CREDENTIALS:
            return {"WWW-Authenticate": self.challenge}
        if problem.code is ProblemCode.METHOD_NOT_ALLOWED:
            return {"Allow": ", ".join(sorted(str(name) for name in sequence(problem, "allowed")))}
        if problem.code in {ProblemCode.UNAVAILABLE, ProblemCode.PICTURE_NOT_STORED}:
            return {"Retry-After": str(RETRY_AFTER_SECONDS)}
        if problem.code in {ProblemCode.THROTTLED, ProblemCode.REQUEST_IN_PROGRESS}:
            return {"Retry-After": str(problem.params["wait"])}
        return {}


def sequence(problem: Problem, name: str) -> Sequence[Any]:
    """Return a parameter of a problem that holds several values."""
    value = problem.params.get(name, ())
    return value if isinstance(value, Sequence) else ()
