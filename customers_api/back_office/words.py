"""What the back office says of a problem, to people who never write code; it knows problems, and no page.

The API says the same things to programs, in the words that were documented for them.
"""

from collections.abc import Iterator, Mapping

from django.conf import settings

from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode

SENTENCES: Mapping[ProblemCode, str] = {
    ProblemCode.MISSING: "This is needed.",
    ProblemCode.REFERENCE_DIFFERS: "The reference differs from the one that the record was opened by.",
    ProblemCode.RECORD_NOT_FOUND: "The record is not there any more: somebody deleted it.",
    ProblemCode.LINK_NOT_FOUND: "There is no such record (any more): choose another one.",
    ProblemCode.COUNTRY_UNKNOWN: "“{value}” is no country: write its name in English or its ISO code, like FR.",
    ProblemCode.CURRENCY_UNKNOWN: "“{value}” is no currency: write its ISO code, like EUR.",
    ProblemCode.CURRENCY_NOT_CONFIGURED: "The currency {value} is not in use: give it an exchange rate first.",
    ProblemCode.REGION_LEVEL: "The region stands above the level that customers are given: choose one further down.",
    ProblemCode.OWN_ANCESTOR: "A customer cannot stand below itself.",
    ProblemCode.NOT_UNIQUE: "Another record has this already.",
    ProblemCode.INVALID_TYPE: "This cannot be read.",
    ProblemCode.INVALID_BOOLEAN: "This must be yes or no.",
    ProblemCode.INVALID_ELEMENT: "One of these cannot be read.",
    ProblemCode.PICTURE_TOO_LARGE: "The picture is larger than {limit} MB.",
    # One that is larger than can be decoded is told by the same code: the sentence is true of both.
    ProblemCode.PICTURE_UNSUPPORTED: (
        "This is no picture that can be shown: use JPEG, PNG, GIF or BMP, of at most {megapixels} megapixels."
    ),
    ProblemCode.PICTURE_NOT_STORED: "The picture could not be stored, and nothing was changed: try again later.",
    ProblemCode.PRECONDITION_FAILED: (
        "Somebody else has changed this record since you opened it. Nothing was saved: open it again, and make your"
        " changes on what stands there now."
    ),
    ProblemCode.IN_USE: "Other records need this one: give them another one first.",
    ProblemCode.DELETE_PROTECTED: "This one must stay: new records get it by default.",
    ProblemCode.ACCESS_DENIED: "You are not allowed to do this.",
    ProblemCode.UNAVAILABLE: "The service is busy: nothing was changed, try again in a moment.",
}
# What can only happen to requests of programs, and whatever comes to be later.
ANYTHING_ELSE = "This was refused ({code}), and nothing was changed."

FLAWS: Mapping[FlawRule, str] = {
    FlawRule.TOO_LONG: "This is longer than {limit} characters.",
    FlawRule.NOT_STORABLE: "This holds characters that cannot be stored.",
    FlawRule.CONTROL_CHARACTER: "This holds a line break or another control character.",
    FlawRule.TRAILING_SLASH: "This must not end with a slash.",
    FlawRule.DOT: "This must not be dots alone.",
    FlawRule.TOO_SMALL: "This must not be less than {limit}.",
    FlawRule.TOO_LARGE: "This must not be more than {limit}.",
    FlawRule.TOO_MANY_DIGITS: "This has more than {limit} digits before the decimal point.",
    FlawRule.TOO_MANY_DECIMALS: "This has more than {limit} decimals.",
    FlawRule.NOT_A_CHOICE: "This is none of the choices.",
    FlawRule.BAD_FORMAT: "This must be written as {limit}.",
    FlawRule.CYCLE: "This is the record itself, or one below it.",
    FlawRule.FIXED: "This must stay as it is.",
    FlawRule.INACTIVE: "This is switched off.",
    FlawRule.REPEATED: "This is there twice.",
    FlawRule.BEING_ERASED: "This is being erased.",
    FlawRule.CONSTRAINT: "This does not go together with the other values.",
}


def sentences(problem: Problem) -> Iterator[tuple[str | None, str]]:
    """Yield each field that a problem concerns (``None``: the whole record), by the core's name, and what is wrong."""
    flaws: tuple[Flaw, ...] = problem.params.get("flaws", ())  # type: ignore[assignment]
    for flaw in flaws:
        yield flaw.field, FLAWS[flaw.rule].format(limit=flaw.limit)
    if not flaws:
        text = SENTENCES.get(problem.code, ANYTHING_ELSE)
        megapixels = settings.MAX_PICTURE_PIXELS // 1_000_000
        known = Parameters(problem.params, code=problem.code.value, megapixels=megapixels)
        yield problem.field, text.format_map(known)


def in_one_line(problem: Problem) -> str:
    """Return what is wrong, for a place that has no fields."""
    return " ".join(f"{field}: {text}" if field else text for field, text in sentences(problem))


class Parameters(dict[str, object]):
    """What a sentence may name: the parameters of a problem, and settings; what there is not is left out of it."""

    def __missing__(self, key: str) -> str:
        return ""
