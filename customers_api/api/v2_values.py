"""Wire types of dialect v2: JSON values become the core's, or a problem; no rule of a record is known here."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from customers_api.core.countries import country_by_numeric
from customers_api.core.problems import Flaw, FlawRule, Problem, ProblemCode
from customers_api.core.text import is_storable

DIGITS = re.compile(r"[0-9]{1,400}\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def wrong_type(field: str, expected: str) -> Problem:
    """Return the problem of a value of another JSON type; ``expected`` is the name of the right one."""
    return Problem(ProblemCode.INVALID_TYPE, field, expected=expected)


def read_text(raw: object, field: str, longest: int) -> str | None:
    """Return a text as it was sent; an empty one is none."""
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str):
        raise wrong_type(field, "string")
    if len(raw) > longest:
        raise Problem.invalid(Flaw(field, FlawRule.TOO_LONG, longest))
    if not is_storable(raw):
        raise Problem.invalid(Flaw(field, FlawRule.NOT_STORABLE))
    return raw


def read_email(raw: object, field: str, longest: int) -> str | None:
    """Return an e-mail address; only its length and its @ are looked at."""
    text = read_text(raw, field, longest)
    if text is not None and "@" not in text:
        raise Problem.invalid(Flaw(field, FlawRule.BAD_FORMAT, "email"))
    return text


def read_id(raw: object, field: str) -> int:
    """Return an id: an integer, or its digits."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and DIGITS.match(raw):
        return int(raw)
    raise wrong_type(field, "integer")


def read_flag(raw: object, field: str) -> bool:
    """Return a flag; an unset one is false."""
    if raw is None or isinstance(raw, bool):
        return bool(raw)
    raise Problem(ProblemCode.INVALID_BOOLEAN, field)


def read_day(raw: object, field: str) -> date | None:
    """Return a day of the calendar."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, str) and DAY.match(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise Problem.invalid(Flaw(field, FlawRule.BAD_FORMAT, "date"))


def read_country(raw: object, field: str) -> str | None:
    """Return the two letters of a country that was sent as its numeric code."""
    if raw is None or raw == "":
        return None
    code = read_id(raw, field)
    country = country_by_numeric(code)
    if country is None:
        raise Problem(ProblemCode.COUNTRY_UNKNOWN, field, value=code)
    return country.alpha2


def read_choice(raw: object, field: str, words: tuple[str, ...]) -> str | None:
    """Return one of several words."""
    if raw is None or raw == "":
        return None
    if raw not in words:
        raise Problem.invalid(Flaw(field, FlawRule.NOT_A_CHOICE, ", ".join(words)))
    return str(raw)


def read_object(raw: object, field: str) -> Mapping[str, Any]:
    """Return an object; an unset one is empty."""
    if raw is None or raw == "":
        return {}
    if not isinstance(raw, Mapping):
        raise wrong_type(field, "object")
    return raw
