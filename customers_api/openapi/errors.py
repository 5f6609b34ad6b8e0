"""What a dialect answers to problems, in its own words: each example is a whole answer. It knows HTTP, no operation.

The texts come from where the service takes them: a problem is made, and the dialect answers it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from customers_api.api.dialect import Answer, Dialect, Words
from customers_api.api.notes import Schema
from customers_api.core.problems import Problem
from customers_api.openapi import schemas
from customers_api.openapi.headers import IDEMPOTENCY_KEY, REPLAYED
from customers_api.openapi.operations import JSON, Operation
from customers_api.openapi.samples import common_samples

# Refusals that are given again to the same `Idempotency-Key`, where they came of the request itself.
KEPT = {400, 404, 412, 415}
# Before the service sees the request.
OF_THE_SERVER: dict[int, Schema] = {
    414: {"description": "The address has more than 64 KiB: the HTTP server says so alone, and without a body."}
}
MEANINGS = {
    400: "The request cannot be done as it was sent.",
    401: "No credential, or none that is good for this.",
    403: "The role of the caller, or the access token, does not allow it.",
    404: "There is no such record, or no such address.",
    406: "`Accept` leaves no room for JSON.",
    409: "A request with the same `Idempotency-Key` is still running.",
    412: "The record is not in the state that the request asks for.",
    413: "The body is too large.",
    415: "The content type of the body is not supported.",
    422: "The `Idempotency-Key` was used for another request.",
    429: "Too many requests, or one of the same name is still running.",
    500: "A defect of the service; nothing was changed.",
    503: "The service is unavailable for a moment.",
}
# The headers that come with refusals.
HEADERS: dict[str, Schema] = {
    "WWW-Authenticate": {"description": "How to present a credential.", "schema": {"type": "string"}},
    "Retry-After": {
        "description": "After how many seconds the request may be sent again.",
        "schema": schemas.whole(0, 2**31 - 1),
    },
}


def problems_of(operation: Operation) -> Iterator[Problem]:
    """Return a problem of each kind that an operation can have; its own samples go before those of all."""
    known = {**common_samples(), **operation.samples}
    for code in dict.fromkeys(operation.problems):
        yield from known[code]


def answers_to(dialect: Dialect, problems: Iterable[Problem], words: Words | None) -> dict[int, dict[str, Answer]]:
    """Return what a dialect answers to problems: by the status, under a name for each answer."""
    found: dict[int, dict[str, Answer]] = {}
    alike: dict[str, list[Mapping[str, Any]]] = {}
    for problem in problems:
        answer = dialect.answer(problem, words)
        base = str(answer.body.get("errorCode", problem.code.value))
        bodies = alike.setdefault(base, [])
        if answer.body not in bodies:
            bodies.append(answer.body)
            name = base if len(bodies) == 1 else f"{base}_{len(bodies)}"
            found.setdefault(answer.status, {})[name] = answer
    return found


def body_schema(bodies: list[Mapping[str, Any]]) -> Schema:
    """Return the schema of bodies of one status: each key of an error code is one of those that stand there."""
    keys = {key: [body[key] for body in bodies if key in body] for key in dict.fromkeys(k for b in bodies for k in b)}
    properties: dict[str, Schema] = {}
    for key, values in keys.items():
        if key in {"error", "errorCode"}:
            properties[key] = schemas.one_of(dict.fromkeys(values))
        elif key == "details":
            detail = schemas.record({"parameter": {"type": "string"}, "message": {"type": "string"}})
            properties[key] = schemas.array(detail)
        else:
            properties[key] = {"type": "string"}
    return schemas.record(properties, [key for key, values in keys.items() if len(values) == len(bodies)])


def refusals(dialect: Dialect, operation: Operation) -> dict[int, Schema]:
    """Return the answers to the problems of an operation, by their status."""
    found = answers_to(dialect, problems_of(operation), operation.words)
    described = {status: refusal(status, answers) for status, answers in sorted(found.items())}
    if IDEMPOTENCY_KEY in operation.parameters:
        for status in KEPT & described.keys():
            described[status]["headers"] = {**described[status].get("headers", {}), **REPLAYED}
    return {**described, **OF_THE_SERVER}


def refusal(status: int, answers: Mapping[str, Answer]) -> Schema:
    """Return the answers of one status."""
    headers = {name: described for answer in reversed(list(answers.values())) for name, described in headers_of(answer)}
    examples = {name: {"value": dict(answer.body)} for name, answer in answers.items()}
    schema = body_schema([answer.body for answer in answers.values()])
    return {
        "description": MEANINGS[status],
        **({"headers": headers} if headers else {}),
        "content": {JSON: {"schema": schema, "examples": examples}},
    }


def headers_of(answer: Answer) -> Iterator[tuple[str, Schema]]:
    """Return the headers of an answer."""
    for name, value in answer.headers.items():
        yield name, {**HEADERS[name], "example": int(value) if value.isdecimal() else value}
