"""Filters of lists: dates, wildcards, truths; it knows query parameters, and no resource.

A value that cannot be read is a problem of its own kind, never a filter that is left out.
"""

from collections.abc import Mapping
from copy import copy
from typing import Any, ClassVar

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet

from customers_api.api.datetimes import read_datetime
from customers_api.api.parameters import read_boolean
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.wildcards import Joined, indexed_wildcard_q, wildcard_q, words_q

Records = QuerySet[Any]


class RawField(forms.Field):
    """Leaves the text of a parameter as it was sent: not trimmed, and empty is a value too."""

    empty_values: ClassVar[list[Any]] = [None]  # type: ignore[misc]


class RawFilter(django_filters.Filter):
    """A filter that reads its own text and raises a problem of the core."""

    # Set by the filter set that holds it.
    parent: Any
    # What the description says that it takes: date, wildcard, words, boolean or id.
    kind: ClassVar[str]

    field_class = RawField

    def filter(self, qs: Records, value: str | None) -> Records:
        """Return the records that pass, all of them where the parameter was not sent."""
        return qs if value is None else self.passing(qs, value)

    def passing(self, qs: Records, text: str) -> Records:
        """Return the records that pass the text."""
        raise NotImplementedError

    def searched_length(self, text: str) -> int:
        """Return how many characters of the text are looked for at every place of a column."""
        return 0


class DateFilter(RawFilter):
    """Compares a date, to the microsecond as it is stored."""

    kind = "date"

    def passing(self, qs: Records, text: str) -> Records:
        """Return the records on the right side of the date."""
        moment = read_datetime(text)
        if moment is None:
            raise Problem(ProblemCode.INVALID_DATETIME, self.field_name, value=text)
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": moment})


class WildcardFilter(RawFilter):
    """Compares a text in which ``*`` is any run of characters; an unset value never matches."""

    kind = "wildcard"

    def passing(self, qs: Records, text: str) -> Records:
        """Return the records whose folded text matches."""
        return qs.filter(wildcard_q(str(self.field_name), text))

    def searched_length(self, text: str) -> int:
        """Count a pattern; a whole value is compared once."""
        return len(text) if "*" in text else 0


class IndexedWildcardFilter(WildcardFilter):
    """The same for a column whose text is a part of one with an index."""

    def __init__(self, field_name: str, joined: Joined) -> None:
        super().__init__(field_name)
        self.joined = joined

    def passing(self, qs: Records, text: str) -> Records:
        """Return the records whose folded text matches."""
        return qs.filter(indexed_wildcard_q(str(self.field_name), text, self.joined))


class WordsFilter(RawFilter):
    """All of several words, each anywhere in a column of folded text."""

    kind = "words"

    def passing(self, qs: Records, text: str) -> Records:
        """Return the records in which every word occurs."""
        if len(set(text.split())) > settings.MAX_SEARCH_WORDS:
            raise Problem(ProblemCode.TOO_MANY_WORDS, limit=settings.MAX_SEARCH_WORDS, parameter="q")
        return qs.filter(words_q(str(self.field_name), text))

    def searched_length(self, text: str) -> int:
        """Count all words."""
        return len(text)


class TruthFilter(RawFilter):
    """Compares a boolean."""

    kind = "boolean"

    def __init__(self, parameter: str, field_name: str) -> None:
        super().__init__(field_name=field_name)
        self.wire_name = parameter

    def passing(self, qs: Records, text: str) -> Records:
        """Return the records with this truth."""
        return qs.filter(**{str(self.field_name): read_boolean(text, self.wire_name)})


def filter_names(filters: type[django_filters.FilterSet]) -> tuple[str, ...]:
    """Return the names of the declared query parameters."""
    return tuple(filters_of(filters))


def filters_of(filters: type[django_filters.FilterSet]) -> Mapping[str, RawFilter]:
    """Return the declared filters by their names."""
    declared: Any = filters
    known: Mapping[str, RawFilter] = declared.base_filters
    return known


class ListFilters(django_filters.FilterSet):
    """The filters that every resource has.

    A database compares each character of a pattern with each of a column: what one list may search for is bounded
    over all of its filters together.
    """

    def __init__(self, data: Mapping[str, str], queryset: Records, *, request: Any) -> None:
        """Take copies of the filters that were given, in the declared order.

        The library copies all of them and makes a form of their fields, which takes longer than a page of records; a
        raw text needs neither.
        """
        declared: Mapping[str, RawFilter] = filters_of(type(self))
        self.data, self.queryset, self.request = data, queryset, request
        self.given = {name: copy(declared[name]) for name in declared if name in data}
        for one in self.given.values():
            one.parent = self

    @property
    def qs(self) -> Records:
        """Return the records that pass all filters."""
        searched = sum(one.searched_length(self.data[name]) for name, one in self.given.items())
        if searched > settings.MAX_SEARCH_LENGTH:
            raise Problem(ProblemCode.SEARCH_TOO_LONG, limit=settings.MAX_SEARCH_LENGTH)
        passing: Records = self.queryset
        for name, one in self.given.items():
            passing = one.filter(passing, self.data[name])
        return passing

    dateCreated_gt = DateFilter("date_created", "gt")
    dateCreated_gte = DateFilter("date_created", "gte")
    dateCreated_lt = DateFilter("date_created", "lt")
    dateCreated_lte = DateFilter("date_created", "lte")
    lastUpdated_gt = DateFilter("last_updated", "gt")
    lastUpdated_gte = DateFilter("last_updated", "gte")
    lastUpdated_lt = DateFilter("last_updated", "lt")
    lastUpdated_lte = DateFilter("last_updated", "lte")


class ReferenceFilters(ListFilters):
    """The filters of resources with a reference and a name."""

    reference = WildcardFilter("reference_folded")
    name = WildcardFilter("name_folded")
