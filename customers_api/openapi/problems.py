"""What can go wrong with every request of a kind, whatever it is about; it knows the trip of a request."""

from customers_api.core.problems import ProblemCode

# Before anybody looks at who calls, and when the service itself fails.
ALWAYS = (
    ProblemCode.BAD_HOST,
    ProblemCode.URL_TOO_LONG,
    ProblemCode.TOO_MANY_PARAMETERS,
    ProblemCode.SERVER_ERROR,
    ProblemCode.UNAVAILABLE,
)
ASKED = (*ALWAYS, ProblemCode.NO_CREDENTIALS, ProblemCode.THROTTLED, ProblemCode.NOT_ACCEPTABLE)
READ = ASKED
# A named write reads its body, whether it needs one or not.
WRITTEN = (
    *ASKED,
    ProblemCode.ACCESS_DENIED,
    ProblemCode.BODY_TOO_LARGE,
    ProblemCode.MALFORMED_BODY,
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.REQUEST_IN_PROGRESS,
    ProblemCode.IDEMPOTENCY_MISMATCH,
    ProblemCode.PRECONDITION_FAILED,
)
WRITTEN_WITH_BODY = (*WRITTEN, ProblemCode.UNSUPPORTED_MEDIA_TYPE)
