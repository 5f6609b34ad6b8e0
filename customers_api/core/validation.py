"""Holds single values against the columns they go into; pure, and the same for every resource and caller."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import cache
from typing import Any

from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models

from customers_api.core.problems import Flaw, FlawRule, Problem
from customers_api.core.text import is_storable, reference_flaw

INTEGER_RANGES: "Mapping[type[models.Field[Any, Any]], tuple[int, int]]" = {
    models.PositiveSmallIntegerField: (0, 32_767),
    models.PositiveIntegerField: (0, 2_147_483_647),
    models.IntegerField: (-2_147_483_648, 2_147_483_647),
}
LIMITED = (models.CharField, models.TextField, models.DecimalField, models.IntegerField)
# Rounds nothing.
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one column takes, read from its model once."""

    field: str
    longest: int | None
    # How long a text may be of which nothing has to be known but that it is printable.
    plain: int
    choices: tuple[str, ...]
    low: int | None
    high: int | None
    # Digits in all and decimals, of a column of decimals alone.
    digits: tuple[int, int] | None
    is_whole: bool


@cache
def limits_of(model: type[models.Model]) -> Mapping[str, Limits | None]:
    """Return the limits of a model's columns, ``None`` for one that takes whatever is of its type, like a link."""
    columns = model._meta.concrete_fields
    limits = {column: column_limits(column) if isinstance(column, LIMITED) else None for column in columns}
    return {name: limits[column] for column in columns for name in (column.name, column.attname)}


def column_limits(column: "models.Field[Any, Any]") -> Limits:
    """Return the limits of a column of texts or numbers."""
    low, high = next((limits for kind, limits in INTEGER_RANGES.items() if isinstance(column, kind)), (None, None))
    lows = [limit_of(rule) for rule in column.validators if isinstance(rule, MinValueValidator)]
    highs = [limit_of(rule) for rule in column.validators if isinstance(rule, MaxValueValidator)]
    # References must stand in a path, choices be among theirs.
    is_free = column.name != "reference" and not column.choices
    return Limits(
        field=column.name,
        longest=column.max_length,
        plain=(column.max_length or 0) if is_free else 0,
        choices=tuple(str(key) for key in dict(column.flatchoices or ())),
        low=max((limit for limit in (low, *lows) if limit is not None), default=None),
        high=min((limit for limit in (high, *highs) if limit is not None), default=None),
        digits=(column.max_digits, column.decimal_places) if isinstance(column, models.DecimalField) else None,
        is_whole=isinstance(column, models.IntegerField),
    )


def limit_of(validator: BaseValidator) -> int:
    """Return the limit of a validator; ours are whole numbers."""
    return int(validator.limit_value)


def refuse_flaws(model: type[models.Model], changes: Mapping[str, Any], further: Iterable[Flaw] = ()) -> None:
    """Raise ``INVALID_VALUE`` with every value that its column cannot hold as sent, or that breaks a further rule."""
    limits = limits_of(model)
    # Of most values nothing has to be asked: they are none, they take whatever is of their type, or they are plain.
    looked_at = ((limits[name], value) for name, value in changes.items() if value is not None)
    found = [flaw_of(limit, value) for limit, value in looked_at if limit is not None]
    flaws = {flaw.field: flaw for flaw in (*found, *further) if flaw is not None}
    if flaws:
        raise Problem.invalid(*flaws.values())


def flaws_of(model: type[models.Model], name: str, value: Any) -> Iterator[Flaw]:
    """Return what is wrong with one value; unset values are the concern of other rules."""
    flaw = flaw_of(limits_of(model)[name], value) if value is not None else None
    if flaw is not None:
        yield flaw


def flaw_of(limits: Limits | None, value: Any) -> Flaw | None:
    """Return what is wrong with a value that is set."""
    if limits is None:
        return None
    if isinstance(value, str):
        # No control character is printable, and no half of a surrogate pair: what is can be stored.
        is_plain = len(value) <= limits.plain and value.isprintable()
        return None if is_plain else text_flaw(limits, value)
    if limits.digits is not None:
        return decimal_flaw(limits, *limits.digits, value)
    return range_flaw(limits, value) if limits.is_whole else None


def text_flaw(limits: Limits, value: str) -> Flaw | None:
    """Return what is wrong with a text."""
    if limits.longest is not None and len(value) > limits.longest:
        return Flaw(limits.field, FlawRule.TOO_LONG, limits.longest)
    if not is_storable(value):
        return Flaw(limits.field, FlawRule.NOT_STORABLE)
    word = reference_flaw(value) if limits.field == "reference" else None
    if word:
        return Flaw(limits.field, FlawRule(word))
    if limits.choices and value not in limits.choices:
        return Flaw(limits.field, FlawRule.NOT_A_CHOICE, ", ".join(limits.choices))
    return None


def decimal_flaw(limits: Limits, digits: int, places: int, value: Decimal) -> Flaw | None:
    """Return what is wrong with a decimal: too many digits, too many decimals, or out of range."""
    if value.adjusted() >= digits - places and value:
        return Flaw(limits.field, FlawRule.TOO_MANY_DIGITS, digits - places)
    if decimals_of(value) > places:
        return Flaw(limits.field, FlawRule.TOO_MANY_DECIMALS, places)
    return range_flaw(limits, value)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number needs: zeros at its end need none."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent >= 0:
        return 0
    if digits[-1] == 0:
        return max(0, -int(value.normalize(EXACT).as_tuple().exponent))
    return -exponent


def stripped(value: Decimal) -> Decimal:
    """Return a decimal without the zeros at its end, of which PostgreSQL reads sixteen thousand."""
    if not value.is_finite():
        return value
    return value.normalize(EXACT) if value else Decimal(0)


def range_flaw(limits: Limits, value: Any) -> Flaw | None:
    """Return whether a number is outside of the limits of its column."""
    if limits.low is not None and value < limits.low:
        return Flaw(limits.field, FlawRule.TOO_SMALL, limits.low)
    if limits.high is not None and value > limits.high:
        return Flaw(limits.field, FlawRule.TOO_LARGE, limits.high)
    return None
