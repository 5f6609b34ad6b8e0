"""Holds single values against the columns they go into; pure, and the same for every resource and caller."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
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


def refuse_flaws(model: type[models.Model], changes: Mapping[str, Any], further: Iterable[Flaw] = ()) -> None:
    """Raise ``INVALID_VALUE`` with every value that its column cannot hold as sent, or that breaks a further rule."""
    flaws = {flaw.field: flaw for name, value in changes.items() for flaw in flaws_of(model, name, value)}
    flaws |= {flaw.field: flaw for flaw in further}
    if flaws:
        raise Problem.invalid(*flaws.values())


def flaws_of(model: type[models.Model], name: str, value: Any) -> Iterator[Flaw]:
    """Return what is wrong with one value; unset values are the concern of other rules."""
    field = model._meta.get_field(name)
    if value is None or not isinstance(field, models.Field):
        return
    if isinstance(value, str):
        yield from text_flaws(field, value)
    elif isinstance(field, models.DecimalField):
        yield from decimal_flaws(field, value)
    elif isinstance(field, models.IntegerField):
        yield from integer_flaws(field, value)


def text_flaws(field: "models.Field[Any, Any]", value: str) -> Iterator[Flaw]:
    """Return what is wrong with a text."""
    flaw = reference_flaw(value) if field.name == "reference" else None
    if field.max_length is not None and len(value) > field.max_length:
        yield Flaw(field.name, FlawRule.TOO_LONG, field.max_length)
    elif not is_storable(value):
        yield Flaw(field.name, FlawRule.NOT_STORABLE)
    elif flaw:
        yield Flaw(field.name, FlawRule(flaw))
    elif field.choices and value not in dict(field.flatchoices):
        yield Flaw(field.name, FlawRule.NOT_A_CHOICE, ", ".join(str(key) for key in dict(field.flatchoices)))


def decimal_flaws(field: "models.DecimalField[Any, Any]", value: Decimal) -> Iterator[Flaw]:
    """Return what is wrong with a decimal: too many digits, too many decimals, or out of range."""
    places, digits = field.decimal_places, field.max_digits
    if value.adjusted() >= digits - places and value:
        yield Flaw(field.name, FlawRule.TOO_MANY_DIGITS, digits - places)
    elif decimals_of(value) > places:
        yield Flaw(field.name, FlawRule.TOO_MANY_DECIMALS, places)
    else:
        yield from range_flaws(field, value)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number needs: zeros at its end need none."""
    _, digits, exponent = value.as_tuple()
    if not value or not isinstance(exponent, int):
        return 0
    zeros = len(digits) - len(str("".join(map(str, digits))).rstrip("0"))
    return max(0, -(exponent + zeros))


def stripped(value: Any) -> Any:
    """Return a decimal without the zeros at its end, of which PostgreSQL reads sixteen thousand; all else as it is."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return value
    sign, digits, exponent = value.as_tuple()
    if not value or not isinstance(exponent, int):
        return Decimal(0)
    written = "".join(map(str, digits))
    kept = written.rstrip("0")
    return Decimal((sign, tuple(map(int, kept)), exponent + len(written) - len(kept)))


def integer_flaws(field: "models.IntegerField[Any, Any]", value: int) -> Iterator[Flaw]:
    """Return what is wrong with an integer."""
    low, high = next((limits for kind, limits in INTEGER_RANGES.items() if isinstance(field, kind)), (None, None))
    if low is not None and value < low:
        yield Flaw(field.name, FlawRule.TOO_SMALL, low)
    elif high is not None and value > high:
        yield Flaw(field.name, FlawRule.TOO_LARGE, high)
    else:
        yield from range_flaws(field, value)


def range_flaws(field: "models.Field[Any, Any]", value: Any) -> Iterator[Flaw]:
    """Return whether a number is outside of the limits declared at its column."""
    for validator in field.validators:
        if isinstance(validator, MinValueValidator) and value < limit_of(validator):
            yield Flaw(field.name, FlawRule.TOO_SMALL, limit_of(validator))
        if isinstance(validator, MaxValueValidator) and value > limit_of(validator):
            yield Flaw(field.name, FlawRule.TOO_LARGE, limit_of(validator))


def limit_of(validator: BaseValidator) -> int:
    """Return the limit of a validator; ours are whole numbers."""
    return int(validator.limit_value)
