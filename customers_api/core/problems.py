"""The only vocabulary of failure: a code, the field it concerns and its parameters.

It holds no text, no status and no wire name: each dialect has its own table from these codes to its words.
"""

from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    """Everything that can go wrong with a request; ``docs/errors.md`` describes each one."""

    # The request as such
    NO_CREDENTIALS = "no_credentials"
    ACCESS_DENIED = "access_denied"
    THROTTLED = "throttled"
    PATH_NOT_FOUND = "path_not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    NOT_ACCEPTABLE = "not_acceptable"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    BODY_TOO_LARGE = "body_too_large"
    MALFORMED_BODY = "malformed_body"
    BAD_HOST = "bad_host"
    URL_TOO_LONG = "url_too_long"
    TOO_MANY_PARAMETERS = "too_many_parameters"
    REQUEST_IN_PROGRESS = "request_in_progress"
    IDEMPOTENCY_MISMATCH = "idempotency_mismatch"
    PRECONDITION_FAILED = "precondition_failed"

    # Parameters of lists and of bodies
    UNKNOWN_PARAMETERS = "unknown_parameters"
    INVALID_PARAMETER = "invalid_parameter"
    SEARCH_TOO_LONG = "search_too_long"
    TOO_MANY_WORDS = "too_many_words"
    INVALID_TYPE = "invalid_type"
    INVALID_BOOLEAN = "invalid_boolean"
    INVALID_ELEMENT = "invalid_element"
    INVALID_DATETIME = "invalid_datetime"
    MISSING = "missing"
    REFERENCE_DIFFERS = "reference_differs"

    # Records and the links between them
    RECORD_NOT_FOUND = "record_not_found"
    LINK_NOT_FOUND = "link_not_found"
    COUNTRY_UNKNOWN = "country_unknown"
    CURRENCY_UNKNOWN = "currency_unknown"
    CURRENCY_NOT_CONFIGURED = "currency_not_configured"
    REGION_LEVEL = "region_level"
    OWN_ANCESTOR = "own_ancestor"

    # Rules
    NOT_UNIQUE = "not_unique"
    INVALID_VALUE = "invalid_value"
    PICTURE_TOO_LARGE = "picture_too_large"
    PICTURE_UNSUPPORTED = "picture_unsupported"
    IN_USE = "in_use"
    DELETE_PROTECTED = "delete_protected"

    # The inside
    SERVER_ERROR = "server_error"
    UNAVAILABLE = "unavailable"
    PICTURE_NOT_STORED = "picture_not_stored"


class FlawRule(StrEnum):
    """What a single value breaks; the parameter of ``INVALID_VALUE``."""

    TOO_LONG = "too_long"
    NOT_STORABLE = "not_storable"
    CONTROL_CHARACTER = "control_character"
    TRAILING_SLASH = "trailing_slash"
    DOT = "dot"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_MANY_DIGITS = "too_many_digits"
    TOO_MANY_DECIMALS = "too_many_decimals"
    NOT_A_CHOICE = "not_a_choice"
    BAD_FORMAT = "bad_format"
    CYCLE = "cycle"
    FIXED = "fixed"
    INACTIVE = "inactive"
    REPEATED = "repeated"
    BEING_ERASED = "being_erased"
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One value that breaks a rule: the core's field name, the rule, and the rule's limit where it has one."""

    field: str
    rule: FlawRule
    limit: int | str | None = None


class Problem(Exception):
    """A request that cannot be done, as data: ``code``, ``field`` (the core's name) and ``params``."""

    def __init__(self, code: ProblemCode, field: str | None = None, **params: object) -> None:
        super().__init__(code, field, params)
        self.code = code
        self.field = field
        self.params = params

    @classmethod
    def invalid(cls, *flaws: Flaw) -> "Problem":
        """Return the problem of values that break rules, all of them named."""
        return cls(ProblemCode.INVALID_VALUE, flaws[0].field, flaws=flaws)
