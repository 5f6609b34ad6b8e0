"""The words for what is wrong with a row of a file: the column and the reason, for each problem of the core.

It knows problems and what columns are called; it knows no rule of a customer, no format of a file and no HTTP.
"""

import re
from collections.abc import Iterator, Mapping

from customers.api.v1_customers import CUSTOMERS
from customers.transfer.columns import column_of
from customers.transfer.errors import TransferError, printable
from customers.transfer.list_cells import CONTACT_KEYS
from customers.transfer.outcomes import Refusal
from customers_api.api.v1 import MESSAGES
from customers_api.core.problems import Flaw, Problem, ProblemCode

PLACE = re.compile(r"(\w*)(.*)\Z", re.DOTALL)
CONTACT_PLACE = re.compile(r"(\[[0-9]+\]\.)(\w+)\Z")
CONTACT_WORDS = {column: word for word, column in CONTACT_KEYS.items()}
NOUNS = {"template": "template of custom fields", "custom_values": "custom field"}
LONGEST_VALUE = 100

TEXTS: Mapping[ProblemCode, str] = {
    ProblemCode.INVALID_TYPE: "cannot be read as what the column holds",
    ProblemCode.INVALID_BOOLEAN: "must be true or false",
    ProblemCode.INVALID_ELEMENT: "must be a list of references",
    ProblemCode.INVALID_DATETIME: "is no date as ISO 8601 writes it: {value}",
    ProblemCode.MISSING: "is missing",
    ProblemCode.REFERENCE_DIFFERS: "differs from the reference of the row",
    ProblemCode.RECORD_NOT_FOUND: "there is no customer with the {key} {value}",
    ProblemCode.LINK_NOT_FOUND: "there is no {noun} with the {key} {value}",
    ProblemCode.COUNTRY_UNKNOWN: "there is no country {value}",
    ProblemCode.CURRENCY_UNKNOWN: "there is no currency {value}",
    ProblemCode.CURRENCY_NOT_CONFIGURED: "the currency {value} is not configured",
    ProblemCode.REGION_LEVEL: "the region stands above the level at which customers are assigned to one",
    ProblemCode.OWN_ANCESTOR: "the customer would stand below itself",
    ProblemCode.NOT_UNIQUE: "is taken by another customer",
    ProblemCode.INVALID_VALUE: "is not valid",
    ProblemCode.UNAVAILABLE: "others have changed the same records at the same time again and again: import it again",
}
# What is met by requests, pictures and deletions, and by no row of a file.
NOT_OF_ROWS = frozenset(
    {
        ProblemCode.NO_CREDENTIALS,
        ProblemCode.ACCESS_DENIED,
        ProblemCode.THROTTLED,
        ProblemCode.PATH_NOT_FOUND,
        ProblemCode.METHOD_NOT_ALLOWED,
        ProblemCode.NOT_ACCEPTABLE,
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        ProblemCode.BODY_TOO_LARGE,
        ProblemCode.MALFORMED_BODY,
        ProblemCode.BAD_HOST,
        ProblemCode.URL_TOO_LONG,
        ProblemCode.TOO_MANY_PARAMETERS,
        ProblemCode.REQUEST_IN_PROGRESS,
        ProblemCode.IDEMPOTENCY_MISMATCH,
        ProblemCode.PRECONDITION_FAILED,
        ProblemCode.UNKNOWN_PARAMETERS,
        ProblemCode.INVALID_PARAMETER,
        ProblemCode.SEARCH_TOO_LONG,
        ProblemCode.TOO_MANY_WORDS,
        ProblemCode.PICTURE_TOO_LARGE,
        ProblemCode.PICTURE_UNSUPPORTED,
        ProblemCode.PICTURE_NOT_STORED,
        ProblemCode.IN_USE,
        ProblemCode.DELETE_PROTECTED,
        ProblemCode.SERVER_ERROR,
    }
)


def refusals_of(row: int, problem: Problem | TransferError) -> Iterator[Refusal]:
    """Yield what is wrong with a row: a line for each value that breaks a rule, one line for any other problem."""
    if isinstance(problem, TransferError):
        yield Refusal(row, printable(problem.column or ""), problem.reason)
        return
    flaws: tuple[Flaw, ...] = problem.params.get("flaws", ())  # type: ignore[assignment]
    for flaw in flaws:
        yield refusal(row, flaw.field, MESSAGES[flaw.rule].format(limit=flaw.limit))
    if not flaws:
        yield refusal(row, problem.field or "", text_of(problem))


def refusal(row: int, field: str, reason: str) -> Refusal:
    """Return a refusal by the name of the field's column; a place within the cell is told with the reason."""
    name, place = halves(field)
    column = column_of(name)
    inside = CONTACT_PLACE.sub(lambda found: f"{found[1]}{CONTACT_WORDS.get(found[2], found[2])}", place)
    return Refusal(row, column, f"{column}{printable(inside)}: {reason}" if place else reason)


def halves(field: str) -> tuple[str, str]:
    """Return the name of a field, and the place within it, such as ``[0].phone``."""
    match = PLACE.match(field)
    return (match[1], match[2]) if match is not None else (field, "")


def text_of(problem: Problem) -> str:
    """Return the reason in words."""
    text = TEXTS.get(problem.code, f"cannot be written ({problem.code.value})")
    values = {name: printable(str(value), LONGEST_VALUE) for name, value in problem.params.items()}
    name = halves(problem.field or "")[0]
    return text.format_map({"noun": NOUNS.get(name) or CUSTOMERS.link_noun(name), **values})
