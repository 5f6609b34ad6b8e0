"""Dialect rws: the documented codes and texts of each problem. It knows HTTP, and no rule of a record."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from rest_framework.authentication import BaseAuthentication
from rest_framework.parsers import BaseParser

from customers_api.api.dialect import Answer, Dialect, Words, sequence
from customers_api.api.parsing import JsonParser
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from organizations.api.authentication import BasicAuthentication


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the error table; some problems of HTTP have no code there."""

    status: int
    code: str | None
    text: str


NO_CREDENTIALS = Row(401, None, "Full authentication is required to access this resource")
NO_DETAILS = Row(400, "10000580", "Customer details required.")
UNREADABLE = Row(400, "10000023", "Invalid request body.")
BAD_VERSION = Row(400, "10000024", "Invalid apiVersion.")
BAD_ACCOUNT = Row(400, "10000004", "Invalid accountId.")
ERASED = Row(400, "10000603", "Invalid account. Account erasure request is in progress for the account.")

TABLE: Mapping[ProblemCode, Row] = {
    ProblemCode.NO_CREDENTIALS: Row(401, "10000001", "Invalid credentials"),
    ProblemCode.ACCESS_DENIED: Row(400, "10000030", "Access denied."),
    ProblemCode.THROTTLED: Row(429, "40000029", "Rate Limit Exceeded."),
    ProblemCode.PATH_NOT_FOUND: Row(404, None, "Not found"),
    ProblemCode.METHOD_NOT_ALLOWED: Row(405, None, "Request method '{method}' not supported"),
    ProblemCode.NOT_ACCEPTABLE: Row(406, None, "Could not find acceptable representation"),
    ProblemCode.UNSUPPORTED_MEDIA_TYPE: Row(415, None, "Content type '{media_type}' not supported"),
    ProblemCode.BODY_TOO_LARGE: Row(413, None, "The body is too large"),
    ProblemCode.MALFORMED_BODY: UNREADABLE,
    ProblemCode.BAD_HOST: Row(400, None, "Invalid host"),
    ProblemCode.URL_TOO_LONG: Row(400, None, "The URL is too long"),
    ProblemCode.TOO_MANY_PARAMETERS: Row(400, None, "The URL has too many parameters"),
    # The document knows neither idempotency keys nor versions: its addresses look at none of those headers.
    ProblemCode.REQUEST_IN_PROGRESS: Row(409, None, "The request is still running"),
    ProblemCode.IDEMPOTENCY_MISMATCH: Row(422, None, "The key was used for another request"),
    ProblemCode.PRECONDITION_FAILED: Row(412, None, "The customer was changed"),
    ProblemCode.UNKNOWN_PARAMETERS: UNREADABLE,
    ProblemCode.INVALID_PARAMETER: UNREADABLE,
    ProblemCode.SEARCH_TOO_LONG: UNREADABLE,
    ProblemCode.TOO_MANY_WORDS: UNREADABLE,
    ProblemCode.INVALID_TYPE: UNREADABLE,
    ProblemCode.INVALID_BOOLEAN: UNREADABLE,
    ProblemCode.INVALID_ELEMENT: UNREADABLE,
    ProblemCode.INVALID_DATETIME: UNREADABLE,
    ProblemCode.MISSING: NO_DETAILS,
    ProblemCode.REFERENCE_DIFFERS: UNREADABLE,
    ProblemCode.RECORD_NOT_FOUND: Row(404, "20000002", "Resource not found - Invalid customerId."),
    ProblemCode.LINK_NOT_FOUND: Row(404, "20000003", "Resource not found - Invalid accountId."),
    ProblemCode.COUNTRY_UNKNOWN: UNREADABLE,
    ProblemCode.CURRENCY_UNKNOWN: UNREADABLE,
    ProblemCode.CURRENCY_NOT_CONFIGURED: UNREADABLE,
    ProblemCode.REGION_LEVEL: UNREADABLE,
    ProblemCode.OWN_ANCESTOR: UNREADABLE,
    ProblemCode.NOT_UNIQUE: Row(400, "10000602", "Duplicate customer name."),
    ProblemCode.INVALID_VALUE: UNREADABLE,
    ProblemCode.PICTURE_TOO_LARGE: UNREADABLE,
    ProblemCode.PICTURE_UNSUPPORTED: UNREADABLE,
    ProblemCode.IN_USE: Row(400, None, "The customer is in use"),
    ProblemCode.DELETE_PROTECTED: Row(400, None, "The customer must not be deleted"),
    ProblemCode.SERVER_ERROR: Row(500, "30000001", "Unknown server error."),
    ProblemCode.UNAVAILABLE: Row(503, None, "Service temporarily unavailable"),
    ProblemCode.PICTURE_NOT_STORED: Row(503, None, "The picture could not be stored"),
}

MISSING: Mapping[str, Row] = {
    "name": Row(400, "10000581", "Customer name is required."),
    "organization": Row(400, "10000583", "Account Id is required."),
    "security_answer": Row(400, "10000584", "Security answer missing."),
    "security_question": Row(400, "10000585", "Security question missing."),
}

LINE_1 = Row(400, "10000594", "Invalid address line1. Number of characters allowed 0 - 40.")
LINE_2 = Row(400, "10000595", "Invalid address line2. Number of characters allowed 0 - 40.")
CITY = Row(400, "10000596", "Invalid city. Number of characters allowed 0 - 40.")
STATE = Row(400, "10000597", "Invalid state/region. Number of characters allowed 0 - 40.")
# The text names another limit than the one that counts, as the document does.
COUNTRY = Row(400, "10000598", "Invalid country. Number of characters allowed 0 - 100.")
POSTAL_CODE = Row(400, "10000599", "Invalid postal code. Number of characters allowed 0 - 15.")

# Whatever is wrong with the value of a field: its length, its type, a character that cannot be kept.
INVALID: Mapping[str, Row] = {
    "organization": BAD_ACCOUNT,
    "name": Row(400, "10000582", "Invalid customer name. Number of characters allowed 1 - 60."),
    "security_question": Row(400, "10000586", "Invalid security question. Number of characters allowed 0 - 100."),
    "security_answer": Row(400, "10000587", "Invalid security answer. Number of characters allowed 0 - 100."),
    "contacts": Row(400, "10000588", "Maximum 4 contacts can be associated with a customer."),
    "contacts.name": Row(400, "10000589", "Invalid contact name. Number of characters allowed 0 - 40."),
    "contacts.job_title": Row(400, "10000590", "Invalid contact title. Number of characters allowed 0 - 40."),
    "contacts.phone": Row(400, "10000591", "Invalid contact phone. Number of characters allowed 0 - 25."),
    "contacts.mobile": Row(400, "10000592", "Invalid contact mobile. Number of characters allowed 0 - 40."),
    "contacts.email": Row(400, "10000593", "Invalid contact email. Number of characters allowed 0 - 320."),
    "billing_address": LINE_1,
    "billing_address2": LINE_2,
    "billing_city": CITY,
    "billing_state": STATE,
    "billing_country": COUNTRY,
    "billing_postal_code": POSTAL_CODE,
    "address": LINE_1,
    "address2": LINE_2,
    "city": CITY,
    "state": STATE,
    "country": COUNTRY,
    "postal_code": POSTAL_CODE,
}
PLACE_IN_LIST = re.compile(r"\[[0-9]+\]")


class Rws(Dialect):
    """The customers service under ``/rws/api/v1``."""

    name = "rws"
    challenge = 'Basic realm="customers"'
    has_safe_retries = False
    parsers: ClassVar[Sequence[type[BaseParser]]] = (JsonParser,)

    @property
    def authenticators(self) -> Sequence[BaseAuthentication]:
        """Basic alone."""
        return (BasicAuthentication(),)

    @property
    def rate(self) -> str | None:
        """No limit unless ``RWS_RATE`` is set."""
        limit: str | None = settings.RWS_RATE
        return limit

    def answer(self, problem: Problem, words: Words | None = None) -> Answer:
        """Return ``{"errorMessage", "errorCode"}``; without a code where the table has none."""
        row = row_of(problem)
        body: dict[str, Any] = {"errorMessage": row.text.format_map(problem.params)}
        if row.code is not None:
            body["errorCode"] = row.code
        return Answer(row.status, body, self.headers(problem))


def row_of(problem: Problem) -> Row:
    """Return the line of the table that a problem is answered with."""
    field = PLACE_IN_LIST.sub("", problem.field or "")
    code = problem.code
    if code is ProblemCode.NO_CREDENTIALS and problem.params.get("missing"):
        return NO_CREDENTIALS
    if code is ProblemCode.MALFORMED_BODY and problem.params.get("reason") == "no_object":
        return NO_DETAILS
    if code is ProblemCode.INVALID_PARAMETER and field == "version":
        return BAD_VERSION
    if code is ProblemCode.MISSING:
        return MISSING.get(field, TABLE[code])
    if code is ProblemCode.INVALID_VALUE:
        return row_of_flaw(sequence(problem, "flaws"), field)
    return INVALID.get(field, TABLE[code]) if code is ProblemCode.INVALID_TYPE else TABLE[code]


def row_of_flaw(flaws: Sequence[Flaw], field: str) -> Row:
    """Return the line for a value that breaks a rule."""
    if any(flaw.rule is FlawRule.BEING_ERASED for flaw in flaws):
        return ERASED
    return INVALID.get(field, TABLE[ProblemCode.INVALID_VALUE])


RWS_DIALECT = Rws()
