"""Model fields that the records share; they know columns, not what a caller sent."""

from collections.abc import Collection, Iterable
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

    def folded(self, record: models.Model) -> str | None:
        """Return the folded text of the record's sources, or ``None`` when all are unset."""
        texts = [value for source in self.sources if (value := getattr(record, source)) is not None]
        return "\n".join(fold(text) for text in texts) if texts else None

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:  # noqa: FBT001
        """Set the column from its sources each time the record is written."""
        value = self.folded(model_instance)
        setattr(model_instance, self.attname, value)
        return value


def folded(*sources: str) -> FoldedField:
    """Return the search column of the named text columns."""
    return FoldedField(sources=sources)


def refold(model: type[models.Model], records: Iterable[models.Model], columns: Collection[str]) -> None:
    """Set the named search columns of records, which a statement for many rows does not do by itself."""
    folding = [column for column in model._meta.concrete_fields if column.name in columns]
    for column in folding:
        for record in records if isinstance(column, FoldedField) else ():
            column.pre_save(record, add=False)


class MatchingKeyField(FoldedField):
    """A column kept beside a name for finding equal ones; see ``matching_key``."""

    def folded(self, record: models.Model) -> str | None:
        """Return the key of the record's name, or ``None`` when it is unset."""
        value = getattr(record, self.sources[0])
        return None if value is None else matching_key(value)


def keyed(source: str) -> MatchingKeyField:
    """Return the column by which equal names are found."""
    return MatchingKeyField(sources=(source,))
