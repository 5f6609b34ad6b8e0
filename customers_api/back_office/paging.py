"""Pages of lists that may have a million rows: which rows are shown is found by their keys; it knows no list.

Databases guess how many rows pass a filter, and guess badly: in search of the first fifty in some order they walk
through the whole table by an index. So they are asked first for any few rows that pass. Are there no more, their number
is known and they are sorted; are there many, the first ones in any order are found soon.
"""

from contextlib import nullcontext
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from customers_api.core.index_order import in_the_order_of_an_index

# What is few: sorted in no time, and common enough in a million that the first in some order are near.
FEW = 1000
# How far into a list an index is followed for rows that pass: beyond, PostgreSQL decides whether sorting is better.
NEAR = 5000


def few_keys(rows: Any) -> list[int] | None:
    """Return the keys of all rows in any order, or ``None`` where there are too many to be read."""
    keys = list(rows.order_by().select_related(None).values_list("pk", flat=True)[:FEW])
    return keys if len(keys) < FEW else None


def narrowed(rows: Any) -> Any:
    """Return the same rows in the same order, named by their keys where they are few."""
    keys = few_keys(rows)
    return rows if keys is None else rows.filter(pk__in=keys)


class KeyPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of a queryset whose order ends with the key, each read by the keys of its rows.

    A page far behind is reached over an index that holds all it needs, from the end that is nearer.
    """

    object_list: Any

    @cached_property
    def keys(self) -> Any:
        """Return the keys of all rows in their order: a list where they are few, and else still to be read."""
        few = few_keys(self.object_list)
        keys = self.object_list.select_related(None).values_list("pk", flat=True)
        return keys if few is None else list(keys.filter(pk__in=few)) if few else []

    @cached_property
    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.keys) if isinstance(self.keys, list) else int(self.object_list.count())

    def page(self, number: Any) -> "Page[Any]":
        """Return the rows of a page, in order."""
        page = self.validate_number(number)
        start = (page - 1) * self.per_page
        return Page(self.rows(start, min(start + self.per_page, self.count)), page, self)

    def rows(self, start: int, end: int) -> list[Any]:
        """Return the rows between two places."""
        keys = self.keys_between(start, end)
        found = {row.pk: row for row in self.object_list.order_by().filter(pk__in=keys)} if keys else {}
        return [found[key] for key in keys if key in found]

    def keys_between(self, start: int, end: int) -> list[int]:
        """Return the keys of the rows between two places, counted from the end that is nearer."""
        if isinstance(self.keys, list):
            return self.keys[start:end]
        is_near_start = start <= self.count // 2
        keys, first, last = (
            (self.keys, start, end) if is_near_start else (self.keys.reverse(), self.count - end, self.count - start)
        )
        with in_the_order_of_an_index() if last <= NEAR else nullcontext():
            found = list(keys[first:last])
        return found if is_near_start else found[::-1]
