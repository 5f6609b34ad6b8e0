"""What each dialect answers to problems, read from the dialects' own tables; it knows HTTP, and no operation."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

from customers_api.api import rws, v1, v2
from customers_api.api.dialect import RETRY_AFTER_SECONDS, Dialect
from customers_api.api.notes import Schema
from customers_api.core.problems import ProblemCode
from customers_api.openapi import schemas
from customers_api.openapi.operations import JSON

# The status, a name for the example, and the body; what stands in braces is filled in by the service.
Line = tuple[int, str, dict[str, Any]]
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
RETRY_AFTER: Schema = {
    "description": "After how many seconds the request may be sent again.",
    "schema": schemas.whole(0, 2**31 - 1),
    "example": RETRY_AFTER_SECONDS,
}
HEADERS: dict[int, dict[str, Schema]] = {status: {"Retry-After": RETRY_AFTER} for status in (409, 429, 503)}


def v1_lines(code: ProblemCode) -> Iterator[Line]:
    """Return what dialect v1 answers to a problem."""
    row = v1.TABLE[code]
    body: dict[str, Any] = {"error": row.code, "error_description": row.text}
    if code is ProblemCode.INVALID_VALUE:
        body["details"] = [{"parameter": "{parameter}", "message": "{message}"}]
    yield row.status, code.value, body


def v2_lines(code: ProblemCode) -> Iterator[Line]:
    """Return what dialect v2 answers to a problem."""
    status, text = v2.TABLE[code]
    yield status, code.value, {"detail": text}
    further = {ProblemCode.NO_CREDENTIALS: v2.NO_TOKEN, ProblemCode.MALFORMED_BODY: v2.NO_OBJECT}
    if code in further:
        yield status, f"{code.value}_2", {"detail": further[code]}


def rws_lines(code: ProblemCode) -> Iterator[Line]:
    """Return what dialect rws answers to a problem: one row for all, or one for each field."""
    rows = {
        ProblemCode.NO_CREDENTIALS: (rws.NO_CREDENTIALS, rws.TABLE[code]),
        ProblemCode.MALFORMED_BODY: (rws.NO_DETAILS, rws.UNREADABLE),
        ProblemCode.INVALID_PARAMETER: (rws.BAD_VERSION,),
        ProblemCode.MISSING: tuple(rws.MISSING.values()),
        ProblemCode.INVALID_VALUE: (*rws.INVALID.values(), rws.ERASED),
        ProblemCode.INVALID_TYPE: (rws.BAD_ACCOUNT,),
    }.get(code, (rws.TABLE[code],))
    for row in dict.fromkeys(rows):
        coded = {} if row.code is None else {"errorCode": row.code}
        yield row.status, row.code or code.value, {"errorMessage": row.text, **coded}


def lines(dialect: Dialect, code: ProblemCode) -> Iterator[Line]:
    """Return what a dialect answers to a problem, in one way or in several."""
    return {"v1": v1_lines, "v2": v2_lines, "rws": rws_lines}[dialect.name](code)


def body_schema(bodies: list[dict[str, Any]]) -> Schema:
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


def refusals(dialect: Dialect, codes: Iterable[ProblemCode]) -> dict[int, Schema]:
    """Return the answers to problems, by their status."""
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for code in dict.fromkeys(codes):
        for status, name, body in lines(dialect, code):
            found.setdefault(status, {})[name] = body
    return {status: refusal(dialect, status, bodies) for status, bodies in sorted(found.items())}


def refusal(dialect: Dialect, status: int, bodies: dict[str, dict[str, Any]]) -> Schema:
    """Return the answers of one status."""
    challenge: Schema = {"description": "How to present a credential.", "schema": {"type": "string"}}
    headers = (
        {"WWW-Authenticate": {**challenge, "example": dialect.challenge}}
        if status == HTTPStatus.UNAUTHORIZED
        else HEADERS.get(status)
    )
    examples = {name: {"value": body} for name, body in bodies.items()}
    return {
        "description": MEANINGS[status],
        **({"headers": headers} if headers else {}),
        "content": {JSON: {"schema": body_schema(list(bodies.values())), "examples": examples}},
    }
