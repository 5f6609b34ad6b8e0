"""A problem of every kind, as it is raised: what examples of refusals are made of. It knows no resource and no dialect.

What a problem concerns (a parameter, a link, a record) is sampled beside the operation that can have it.
"""

from collections.abc import Mapping

from django.conf import settings

from customers_api.api.idempotency import HEADER
from customers_api.core.problems import Problem, ProblemCode

# One problem for each way in which a dialect may answer the code.
Samples = Mapping[ProblemCode, tuple[Problem, ...]]
# What no example's record is called by.
UNKNOWN_ID, UNKNOWN_REFERENCE = 999, "unknown"
UNKNOWN_NAME = "colour"
THROTTLED_FOR = 40
# As long as whoever repeats a running request is asked to wait.
RUNNING_FOR = 1
UNPRINTABLE_KEY = "order\t7"

# All that is to be said of these is their code.
BARE = (
    ProblemCode.ACCESS_DENIED,
    ProblemCode.PATH_NOT_FOUND,
    ProblemCode.NOT_ACCEPTABLE,
    ProblemCode.BODY_TOO_LARGE,
    ProblemCode.BAD_HOST,
    ProblemCode.IDEMPOTENCY_MISMATCH,
    ProblemCode.PRECONDITION_FAILED,
    ProblemCode.REFERENCE_DIFFERS,
    ProblemCode.PICTURE_UNSUPPORTED,
    ProblemCode.PICTURE_NOT_STORED,
    ProblemCode.IN_USE,
    ProblemCode.DELETE_PROTECTED,
    ProblemCode.SERVER_ERROR,
    ProblemCode.UNAVAILABLE,
)


def samples(*problems: Problem) -> Samples:
    """Return problems by their codes, in their order."""
    found: dict[ProblemCode, tuple[Problem, ...]] = {}
    for problem in problems:
        found[problem.code] = (*found.get(problem.code, ()), problem)
    return found


def common_samples() -> Samples:
    """Return the problems that are alike wherever they are met; their limits are settings."""
    return samples(
        *(Problem(code) for code in BARE),
        Problem(ProblemCode.NO_CREDENTIALS),
        Problem(ProblemCode.NO_CREDENTIALS, missing=True),
        Problem(ProblemCode.THROTTLED, wait=THROTTLED_FOR),
        Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, media_type="text/csv"),
        Problem(ProblemCode.MALFORMED_BODY),
        Problem(ProblemCode.MALFORMED_BODY, reason="no_object"),
        Problem(ProblemCode.URL_TOO_LONG, limit=settings.MAX_URL_LENGTH),
        Problem(ProblemCode.TOO_MANY_PARAMETERS, limit=settings.MAX_QUERY_PARAMETERS),
        Problem(ProblemCode.REQUEST_IN_PROGRESS, wait=RUNNING_FOR),
        Problem(ProblemCode.UNKNOWN_PARAMETERS, names=UNKNOWN_NAME),
        Problem(ProblemCode.INVALID_PARAMETER, HEADER, value=UNPRINTABLE_KEY),
        Problem(ProblemCode.SEARCH_TOO_LONG, limit=settings.MAX_SEARCH_LENGTH),
        Problem(ProblemCode.TOO_MANY_WORDS, limit=settings.MAX_SEARCH_WORDS, parameter="q"),
        Problem(ProblemCode.INVALID_DATETIME, value="yesterday"),
        Problem(ProblemCode.PICTURE_TOO_LARGE, limit=settings.MAX_PICTURE_BYTES // settings.MEBIBYTE),
    )
