"""Reads from a model what its columns hold: types, limits, and whether they can be unset. It knows no model."""

from decimal import Decimal

from django.db import models

from customers_api.api.notes import Schema
from customers_api.core.validation import limits_of
from customers_api.openapi import schemas

Model = type[models.Model]
IDS = (models.AutoField, models.ForeignKey)


def shown_column(model: Model, name: str) -> Schema:
    """Return what a column shows, null among it where it can be unset."""
    column = model._meta.get_field(name)
    schema = column_schema(model, name)
    return schemas.nullable(schema) if column.null else schema


def column_schema(model: Model, name: str) -> Schema:
    """Return what a column holds where it is set."""
    column = model._meta.get_field(name)
    if isinstance(column, IDS):
        return schemas.identity()
    if isinstance(column, models.BooleanField):
        return schemas.truth()
    if isinstance(column, models.DateTimeField):
        return schemas.moment()
    if isinstance(column, models.DateField):
        return schemas.day()
    return limited_schema(model, name)


def limited_schema(model: Model, name: str) -> Schema:
    """Return a column of texts or numbers with its limits."""
    limits = limits_of(model)[name]
    if limits is None:
        raise TypeError(f"nothing is known of {model.__name__}.{name}")
    if limits.digits is not None:
        digits, places = limits.digits
        edge = Decimal(10) ** (digits - places) - Decimal(1).scaleb(-places)
        low = -edge if limits.low is None else Decimal(limits.low)
        high = edge if limits.high is None else Decimal(limits.high)
        return {"type": "number", "minimum": plain(low), "maximum": plain(high)}
    if limits.is_whole:
        return schemas.whole(limits.low or 0, limits.high or 0) if limits.low is not None else schemas.identity()
    if limits.choices:
        return schemas.one_of(limits.choices)
    return schemas.text(limits.longest or 0)


def plain(number: Decimal) -> int | float:
    """Return a limit as JSON writes it; fifteen digits are exact."""
    return int(number) if number == number.to_integral_value() else float(number)


def output_schema(expression: object) -> Schema:
    """Return what a computed key shows, by the field that the database's answer is put into."""
    field = getattr(expression, "output_field", None)
    if isinstance(field, models.BooleanField):
        return schemas.truth()
    if isinstance(field, models.CharField):
        return schemas.nullable(schemas.text(255))
    raise TypeError(f"nothing is known of {expression!r}")
