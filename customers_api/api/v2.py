"""Dialect v2: one text for each problem. It knows HTTP and the texts, and no rule of a record."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.conf import settings
from rest_framework.authentication import BaseAuthentication
from rest_framework.parsers import BaseParser

from customers_api.api.dialect import Answer, Dialect, Words, sequence
from customers_api.api.parsing import JsonParser
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from organizations.api.authentication import BearerAuthentication

NOT_FOUND = "Not found."
NO_TOKEN = "Authentication credentials were not provided."  # noqa: S105
NO_OBJECT = "The body must be a JSON object."

# The service knows neither 403 nor 409, 413 and 422: what other dialects answer so is 400 or 401 here.
TABLE: Mapping[ProblemCode, tuple[int, str]] = {
    ProblemCode.NO_CREDENTIALS: (401, "Invalid token."),
    ProblemCode.ACCESS_DENIED: (401, "You do not have permission to perform this action."),
    ProblemCode.THROTTLED: (429, "Request was throttled. Expected available in {wait} seconds."),
    ProblemCode.PATH_NOT_FOUND: (404, NOT_FOUND),
    ProblemCode.METHOD_NOT_ALLOWED: (405, 'Method "{method}" not allowed.'),
    ProblemCode.NOT_ACCEPTABLE: (400, "Accept: must leave room for application/json"),
    ProblemCode.UNSUPPORTED_MEDIA_TYPE: (415, 'Unsupported media type "{media_type}" in request.'),
    ProblemCode.BODY_TOO_LARGE: (400, "The body is too large."),
    ProblemCode.MALFORMED_BODY: (400, "JSON parse error."),
    ProblemCode.BAD_HOST: (400, "Host: not served here"),
    ProblemCode.URL_TOO_LONG: (400, "The URL must have at most {limit} characters."),
    ProblemCode.TOO_MANY_PARAMETERS: (400, "The URL must have at most {limit} parameters."),
    ProblemCode.REQUEST_IN_PROGRESS: (
        429,
        "A request with the same Idempotency-Key is still running. Expected available in {wait} seconds.",
    ),
    ProblemCode.IDEMPOTENCY_MISMATCH: (400, "Idempotency-Key: already used for another request"),
    ProblemCode.PRECONDITION_FAILED: (412, "The customer is not in the state that the request asks for."),
    ProblemCode.UNKNOWN_PARAMETERS: (400, "{names}: unknown"),
    ProblemCode.INVALID_PARAMETER: (400, "{parameter}: is not valid"),
    ProblemCode.SEARCH_TOO_LONG: (400, "The texts to search for must have at most {limit} characters together."),
    ProblemCode.TOO_MANY_WORDS: (400, "{parameter}: must have at most {limit} words"),
    ProblemCode.INVALID_TYPE: (400, "{parameter}: must be of type {expected}"),
    ProblemCode.INVALID_BOOLEAN: (400, "{parameter}: must be true or false"),
    ProblemCode.INVALID_ELEMENT: (400, "{parameter}: holds something else than ids"),
    ProblemCode.INVALID_DATETIME: (400, "{parameter}: must be a date"),
    ProblemCode.MISSING: (400, "{parameter} is required"),
    ProblemCode.REFERENCE_DIFFERS: (400, "{parameter}: differs from the address"),
    ProblemCode.RECORD_NOT_FOUND: (404, NOT_FOUND),
    ProblemCode.LINK_NOT_FOUND: (400, "{parameter}: not found"),
    ProblemCode.COUNTRY_UNKNOWN: (400, "{parameter}: not found"),
    ProblemCode.CURRENCY_UNKNOWN: (400, "{parameter}: not found"),
    ProblemCode.CURRENCY_NOT_CONFIGURED: (400, "{parameter}: is not configured"),
    ProblemCode.REGION_LEVEL: (400, "{parameter}: is of the wrong level"),
    ProblemCode.OWN_ANCESTOR: (400, "{parameter}: must not be the record itself or one below it"),
    ProblemCode.NOT_UNIQUE: (400, "{parameter}: already used"),
    ProblemCode.INVALID_VALUE: (400, "{parameter}: {message}"),
    ProblemCode.PICTURE_TOO_LARGE: (400, "{parameter}: is too large"),
    ProblemCode.PICTURE_UNSUPPORTED: (400, "{parameter}: is no picture that is supported"),
    ProblemCode.IN_USE: (400, "It is in use and cannot be deleted."),
    ProblemCode.DELETE_PROTECTED: (400, "It must not be deleted."),
    ProblemCode.SERVER_ERROR: (500, "A server error occurred."),
    ProblemCode.UNAVAILABLE: (503, "Service temporarily unavailable, try again later."),
    ProblemCode.PICTURE_NOT_STORED: (503, "{parameter}: could not be stored, try again later."),
}

MESSAGES: Mapping[FlawRule, str] = {
    FlawRule.TOO_LONG: "must have at most {limit} characters",
    FlawRule.NOT_STORABLE: "must not hold a NUL character or a lone surrogate",
    FlawRule.CONTROL_CHARACTER: "must not hold a control character",
    FlawRule.TRAILING_SLASH: "must not end with a slash",
    FlawRule.DOT: "must not be a dot or two dots",
    FlawRule.TOO_SMALL: "must be at least {limit}",
    FlawRule.TOO_LARGE: "must be at most {limit}",
    FlawRule.TOO_MANY_DIGITS: "must have at most {limit} digits",
    FlawRule.TOO_MANY_DECIMALS: "must have at most {limit} decimals",
    FlawRule.NOT_A_CHOICE: "must be one of {limit}",
    FlawRule.BAD_FORMAT: "must be {limit}",
    FlawRule.CYCLE: "must not be the record itself or one below it",
    FlawRule.FIXED: "must not be changed",
    FlawRule.INACTIVE: "is not active",
    FlawRule.REPEATED: "must not be sent twice",
    FlawRule.BEING_ERASED: "is being erased",
    FlawRule.CONSTRAINT: "is not valid",
}
# What a value of the wrong form should have been.
FORMATS: Mapping[object, str] = {
    "money": "a number or the text of one",
    "number": "an integer",
    "date": "a day written as yyyy-MM-dd",
    "text": "a string",
    "email": "an address with an @",
}


class NoWords:
    """The words of a request that concerns no resource."""

    noun = ""
    protected_noun = ""

    def parameter(self, field_name: str) -> str:
        """Return the name as it is."""
        return field_name

    def link_noun(self, field_name: str) -> str:
        """Return the name as it is."""
        return field_name


class V2(Dialect):
    """The customer service under ``/api/v2``."""

    name = "v2"
    challenge = "Bearer"
    parsers: ClassVar[Sequence[type[BaseParser]]] = (JsonParser,)

    @property
    def authenticators(self) -> Sequence[BaseAuthentication]:
        """Bearer alone."""
        return (BearerAuthentication(),)

    @property
    def rate(self) -> str | None:
        """The documented limit of each account, ``V2_RATE``."""
        limit: str | None = settings.V2_RATE
        return limit

    def answer(self, problem: Problem, words: Words | None = None) -> Answer:
        """Return ``{"detail": text}``."""
        status, _ = TABLE[problem.code]
        return Answer(status, {"detail": describe(problem, words or NoWords())}, self.headers(problem))

    def headers(self, problem: Problem) -> dict[str, str]:
        """Challenge whoever may not write, too: every 401 does."""
        if problem.code is ProblemCode.ACCESS_DENIED:
            return {"WWW-Authenticate": self.challenge}
        return super().headers(problem)


def describe(problem: Problem, words: Words) -> str:
    """Return the text of a problem with its parameters filled in."""
    if problem.code is ProblemCode.NO_CREDENTIALS and problem.params.get("missing"):
        return NO_TOKEN
    if problem.code is ProblemCode.MALFORMED_BODY and problem.params.get("reason") == "no_object":
        return NO_OBJECT
    values: dict[str, Any] = {"expected": "another", **problem.params}
    flaw = next(iter(sequence(problem, "flaws")), None)
    if isinstance(flaw, Flaw):
        values["message"] = message_of(flaw)
    return TABLE[problem.code][1].format_map({**values, "parameter": words.parameter(problem.field or "")})


def message_of(flaw: Flaw) -> str:
    """Return what is wrong with one value."""
    limit = FORMATS.get(flaw.limit, flaw.limit) if flaw.rule is FlawRule.BAD_FORMAT else flaw.limit
    return MESSAGES[flaw.rule].format(limit=limit)


V2_DIALECT = V2()
