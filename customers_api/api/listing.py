"""Reads the query of a list and writes its paging envelope; it knows query parameters, and no resource.

Parameters of paging are ``max``, ``offset``, ``sort``, ``order`` and ``fields``; every other one must be a filter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import QueryDict

from customers_api.core.parts import Part
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.reading import Key

LARGEST_NUMBER = 2**63 - 1
WHOLE_NUMBER = re.compile(r"[0-9]{1,100}\Z")
PAGING = ("max", "offset", "sort", "order")
ORDERS = {"asc": False, "desc": True}


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A list as it was asked for; ``carried`` are the filters and ``fields`` as they were given.

    ``filters`` are the names of the filters among them.
    """

    maximum: int
    offset: int
    sort: str
    order: str
    keys: tuple[Key, ...]
    carried: tuple[tuple[str, str], ...]
    filters: frozenset[str]

    @property
    def descending(self) -> bool:
        """Tell the direction."""
        return ORDERS[self.order]

    def part(self, filtered: Any, total: int) -> Part:
        """Return the part of a list, of all records or of those that pass the filters, which are so many."""
        return Part(filtered, self.sort, self.descending, self.offset, self.maximum, total)

    def link(self, path: str, offset: int) -> str:
        """Return the host-relative address of the page that begins at an offset."""
        paging = (("max", self.maximum), ("offset", offset), ("sort", self.sort), ("order", self.order))
        return f"{path}?{urlencode((*paging, *self.carried), quote_via=quote, safe='')}"

    def paging(self, path: str, total: int) -> dict[str, Any]:
        """Return the envelope of a page of ``total`` records."""
        before, after = max(0, self.offset - self.maximum), self.offset + self.maximum
        return {
            "total": total,
            "max": self.maximum,
            "offset": self.offset,
            "previous": self.link(path, before) if self.offset > 0 else None,
            "next": self.link(path, after) if after < total else None,
        }


def read_list_query(query: QueryDict, filters: Sequence[str], keys: tuple[Key, ...]) -> ListQuery:
    """Return the list that a query asks for, or the first problem with it."""
    given = {name: str(value) for name, value in query.dict().items()}
    unknown = [name for name in given if name not in PAGING and name != "fields" and name not in filters]
    if unknown:
        raise Problem(ProblemCode.UNKNOWN_PARAMETERS, names=", ".join(unknown))
    maximum = read_whole_number(given, "max", settings.PAGE_SIZE, least=1)
    offset = read_whole_number(given, "offset", 0, least=0)
    sort = given.get("sort", "dateCreated")
    if sort not in {key.name for key in keys if key.sort is not None}:
        raise Problem(ProblemCode.INVALID_PARAMETER, "sort", value=sort)
    order = given.get("order", "asc").lower()
    if order not in ORDERS:
        raise Problem(ProblemCode.INVALID_PARAMETER, "order", value=given["order"])
    carried = tuple((name, value) for name, value in given.items() if name not in PAGING)
    shown = select_keys(keys, given)
    used = frozenset(given).intersection(filters)
    return ListQuery(min(maximum, settings.MAX_PAGE_SIZE), offset, sort, order, shown, carried, used)


def read_whole_number(given: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    """Return a parameter of paging; beyond all records there is nothing, however far."""
    text = given.get(name)
    if text is None:
        return default
    if not WHOLE_NUMBER.match(text) or int(text) < least:
        raise Problem(ProblemCode.INVALID_TYPE, name)
    return min(int(text), LARGEST_NUMBER)


def select_keys(keys: tuple[Key, ...], given: Mapping[str, str]) -> tuple[Key, ...]:
    """Return the keys named by ``fields``, in the documented order; all of them where it was not sent."""
    if "fields" not in given:
        return keys
    wanted = set(given["fields"].split(","))
    unknown = wanted - {key.name for key in keys}
    if unknown:
        raise Problem(ProblemCode.INVALID_PARAMETER, "fields", value=", ".join(sorted(unknown)))
    return tuple(key for key in keys if key.name in wanted)
