"""Dialect v1: its words for each problem. It knows HTTP and the documented texts, and no rule of a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from rest_framework.authentication import BaseAuthentication
from rest_framework.parsers import BaseParser

from customers_api.api.dialect import Answer, Dialect, Words, sequence
from customers_api.api.parsing import FormParser, JsonParser, MultiPartFormParser
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from organizations.api.authentication import BasicAuthentication, BearerAuthentication, CookieAuthentication


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the error table; ``text`` may name the problem's parameters in braces."""

    status: int
    code: str
    text: str


TABLE: Mapping[ProblemCode, Row] = {
    ProblemCode.NO_CREDENTIALS: Row(401, "no_credentials", "Valid credentials are required to access this resource."),
    ProblemCode.ACCESS_DENIED: Row(403, "access_denied", "You are not allowed to do this."),
    ProblemCode.THROTTLED: Row(429, "too_many_requests", "Too many requests: try again in {wait} seconds."),
    ProblemCode.PATH_NOT_FOUND: Row(404, "not_found", "The requested address doesn't exist."),
    ProblemCode.METHOD_NOT_ALLOWED: Row(
        405, "method_not_allowed", "The method {method} is not allowed for this address."
    ),
    ProblemCode.NOT_ACCEPTABLE: Row(406, "not_acceptable", "Answers are application/json only."),
    ProblemCode.UNSUPPORTED_MEDIA_TYPE: Row(
        415, "unsupported_media_type", "The content type {media_type} is not supported."
    ),
    ProblemCode.BODY_TOO_LARGE: Row(413, "request_too_large", "The body of the request is too large."),
    ProblemCode.MALFORMED_BODY: Row(400, "malformed_request", "The body of the request could not be read."),
    ProblemCode.BAD_HOST: Row(400, "malformed_request", "The host of the request is not served here."),
    ProblemCode.URL_TOO_LONG: Row(
        400, "malformed_request", "The address of the request is longer than {limit} characters."
    ),
    ProblemCode.TOO_MANY_PARAMETERS: Row(
        400, "malformed_request", "The address of the request has more than {limit} parameters."
    ),
    ProblemCode.REQUEST_IN_PROGRESS: Row(
        409, "request_in_progress", "A request with the same Idempotency-Key is still running: try again later."
    ),
    ProblemCode.IDEMPOTENCY_MISMATCH: Row(
        422, "idempotency_mismatch", "The Idempotency-Key was already used for another request."
    ),
    ProblemCode.PRECONDITION_FAILED: Row(
        412, "precondition_failed", "The state of the {noun} is not the one that the request asks for."
    ),
    ProblemCode.UNKNOWN_PARAMETERS: Row(
        400, "invalid_param", "The parameters [{names}] you provided are not valid for this request."
    ),
    ProblemCode.INVALID_PARAMETER: Row(
        400, "invalid_param", "The value {value} of the parameter {parameter} is not valid for this request."
    ),
    ProblemCode.SEARCH_TOO_LONG: Row(
        400, "invalid_param", "The texts to search for are longer than {limit} characters together."
    ),
    ProblemCode.TOO_MANY_WORDS: Row(
        400, "invalid_param", "The value of the parameter {parameter} has more than {limit} words."
    ),
    ProblemCode.INVALID_TYPE: Row(
        400, "invalid_param_type", "The type of parameter {parameter} you provided is not valid for this request."
    ),
    ProblemCode.INVALID_BOOLEAN: Row(
        400,
        "invalid_param_type",
        "An invalid value was specified for parameter: {parameter} (must be a boolean: true or false)",
    ),
    ProblemCode.INVALID_ELEMENT: Row(
        400, "invalid_param_type", "The type of parameter {link} id you provided is not valid for this request."
    ),
    ProblemCode.INVALID_DATETIME: Row(
        400, "invalid_datetime_format", "Invalid datetime filter (not ISO-8601 formatted): [{value}]"
    ),
    ProblemCode.MISSING: Row(400, "missing_param", "{parameter} parameter is missing"),
    ProblemCode.REFERENCE_DIFFERS: Row(
        400, "invalid_param", "The parameter reference differs from the reference in the URL."
    ),
    ProblemCode.RECORD_NOT_FOUND: Row(404, "not_found", "The {noun} with the {key} {value} doesn't exist."),
    ProblemCode.LINK_NOT_FOUND: Row(404, "not_found", "The {link} with the {key} {value} doesn't exist."),
    ProblemCode.COUNTRY_UNKNOWN: Row(404, "not_found", "The country with name {value} doesn't exist."),
    ProblemCode.CURRENCY_UNKNOWN: Row(404, "not_found", "The currency with name {value} doesn't exist."),
    ProblemCode.CURRENCY_NOT_CONFIGURED: Row(404, "not_found", "The currency with name {value} is not configured."),
    ProblemCode.REGION_LEVEL: Row(
        400, "invalid_param", "The parameters [{parameter}] you provided are not valid for this request."
    ),
    ProblemCode.OWN_ANCESTOR: Row(404, "not_found", "The customer cannot be a subcustomer of itself."),
    ProblemCode.NOT_UNIQUE: Row(400, "not_unique", "{parameter} already used"),
    ProblemCode.INVALID_VALUE: Row(400, "save_failed", "Failed to save instance."),
    ProblemCode.PICTURE_TOO_LARGE: Row(400, "exceeded_file_size", "image size should not exceed {limit}Mo"),
    ProblemCode.PICTURE_UNSUPPORTED: Row(400, "unsupported_file_type", "image format not supported."),
    ProblemCode.IN_USE: Row(400, "delete_failed", "Failed to delete instance."),
    ProblemCode.DELETE_PROTECTED: Row(400, "delete_not_authorized", "This {protected} must not be deleted"),
    ProblemCode.SERVER_ERROR: Row(500, "server_error", "Oops! Something went wrong..."),
    ProblemCode.UNAVAILABLE: Row(
        503, "service_unavailable", "The service is unavailable for a moment: try again later."
    ),
    ProblemCode.PICTURE_NOT_STORED: Row(
        503, "service_unavailable", "The picture could not be stored, and nothing was changed: try again later."
    ),
}

MESSAGES: Mapping[FlawRule, str] = {
    FlawRule.TOO_LONG: "must not be longer than {limit} characters",
    FlawRule.NOT_STORABLE: "must not hold a NUL character or a lone surrogate",
    FlawRule.CONTROL_CHARACTER: "must not hold a control character",
    FlawRule.TRAILING_SLASH: "must not end with a slash",
    FlawRule.DOT: "must not be a dot or two dots alone",
    FlawRule.TOO_SMALL: "must not be less than {limit}",
    FlawRule.TOO_LARGE: "must not be more than {limit}",
    FlawRule.TOO_MANY_DIGITS: "must not have more than {limit} digits before the decimal point",
    FlawRule.TOO_MANY_DECIMALS: "must not have more than {limit} decimals",
    FlawRule.NOT_A_CHOICE: "must be one of the documented values",
    FlawRule.BAD_FORMAT: "must be written as {limit}",
    FlawRule.CYCLE: "must not be the record itself or one below it",
    FlawRule.FIXED: "must not be changed",
    FlawRule.INACTIVE: "is not active",
    FlawRule.REPEATED: "must not be sent twice",
    FlawRule.BEING_ERASED: "is being erased",
    FlawRule.CONSTRAINT: "is not valid",
}


class NoWords:
    """The words of a request that concerns no resource."""

    noun = "resource"
    protected_noun = "resource"

    def parameter(self, field_name: str) -> str:
        """Return the name as it is."""
        return field_name

    def link_noun(self, field_name: str) -> str:
        """Return the name as it is."""
        return field_name


class V1(Dialect):
    """The customers service under ``/api/v1.0``."""

    name = "v1"
    challenge = 'Bearer realm="customers"'
    parsers: ClassVar[Sequence[type[BaseParser]]] = (JsonParser, FormParser, MultiPartFormParser)

    @property
    def authenticators(self) -> Sequence[BaseAuthentication]:
        """Bearer, Basic and the session cookie."""
        return (BearerAuthentication(), BasicAuthentication(), CookieAuthentication())

    @property
    def rate(self) -> str | None:
        """No limit unless ``V1_RATE`` is set."""
        limit: str | None = settings.V1_RATE
        return limit

    def answer(self, problem: Problem, words: Words | None = None) -> Answer:
        """Return ``{"error", "error_description"}``, with ``details`` where values break rules."""
        words = words or NoWords()
        row = TABLE[problem.code]
        body: dict[str, Any] = {"error": row.code, "error_description": describe(problem, row, words)}
        if problem.code is ProblemCode.INVALID_VALUE:
            body["details"] = [detail(flaw, words) for flaw in sequence(problem, "flaws")]
        return Answer(row.status, body, self.headers(problem))


def describe(problem: Problem, row: Row, words: Words) -> str:
    """Return the text of a problem with its parameters filled in."""
    name = problem.field or ""
    values = {
        "parameter": words.parameter(name),
        "link": words.link_noun(name),
        "noun": words.noun,
        "protected": words.protected_noun,
        **problem.params,
    }
    return row.text.format_map(values)


def detail(flaw: Flaw, words: Words) -> dict[str, str]:
    """Return the entry for one value that breaks a rule."""
    return {"parameter": words.parameter(flaw.field), "message": MESSAGES[flaw.rule].format(limit=flaw.limit)}


V1_DIALECT = V1()
