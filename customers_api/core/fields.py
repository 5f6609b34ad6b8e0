"""Model fields that the records share; they know columns, not what a caller sent."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models

from customers_api.core.text import fold, matching_key


def optional_text(max_length: int = 255) -> "models.CharField[str | None, str | None]":
    """Return a text column whose unset value is null, as the documented answers show it."""
    return models.CharField(max_length=max_length, null=True, blank=True)


def money(*limits: BaseValidator) -> "models.DecimalField[Any, Any]":
    """Return an optional amount: 15 digits, 3 of them decimals, which both databases keep exactly."""
    return models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True, validators=limits)


def coordinate(limit: int) -> "models.DecimalField[Any, Any]":
    """Return an optional latitude or longitude between minus and plus ``limit`` degrees, with nine decimals."""
    limits = (MinValueValidator(-limit), MaxValueValidator(limit))
    return models.DecimalField(max_digits=12, decimal_places=9, null=True, blank=True, validators=limits)


if TYPE_CHECKING:
    NullableText = models.TextField[str | None, str | None]
else:
    NullableText = models.TextField


class FoldedField(NullableText):
    """A column kept beside others for searching without regard to letters' case.

    Both databases fold letters differently (or only ASCII ones), so the folding happens here, by one function. Several
    sources are joined by line feeds, which no searched word can hold.
    """

    def __init__(self, *args: Any, sources: Iterable[str] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        super().__init__(*args, **{"editable": False, "null": True, **kwargs})

    def deconstruct(self) -> Any:
        """Describe the field to migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def folded(self, texts: Sequence[str | None]) -> str | None:
        """Return the folded text of the sources' texts, or ``None`` when all are unset."""
        if len(texts) == 1:
            return None if texts[0] is None else fold(texts[0])
        folded = [fold(text) for text in texts if text is not None]
        return "\n".join(folded) if folded else None

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:  # noqa: FBT001
        """Set the column from its sources each time the record is written."""
        value = self.folded([getattr(model_instance, source) for source in self.sources])
        setattr(model_instance, self.attname, value)
        return value


def folded(*sources: str) -> FoldedField:
    """Return the search column of the named text columns."""
    return FoldedField(sources=sources)


@cache
def folded_columns(model: type[models.Model]) -> tuple[FoldedField, ...]:
    """Return the search columns of a model."""
    return tuple(column for column in model._meta.concrete_fields if isinstance(column, FoldedField))


def refold(records: Iterable[models.Model], columns: Collection[str]) -> None:
    """Set the named search columns of records, which a statement for many rows does not do by itself."""
    for record in records:
        for column in folded_columns(type(record)):
            if column.name in columns:
                column.pre_save(record, add=False)


def fold_into(model: type[models.Model], row: dict[str, Any]) -> None:
    """Set the search columns of a row that is given by its columns."""
    for column in folded_columns(model):
        row[column.attname] = column.folded([row[source] for source in column.sources])


class MatchingKeyField(FoldedField):
    """A column kept beside a name for finding equal ones; see ``matching_key``."""

    def folded(self, texts: Sequence[str | None]) -> str | None:
        """Return the key of the record's name, or ``None`` when it is unset."""
        return None if texts[0] is None else matching_key(texts[0])


def keyed(source: str) -> MatchingKeyField:
    """Return the column by which equal names are found."""
    return MatchingKeyField(sources=(source,))
