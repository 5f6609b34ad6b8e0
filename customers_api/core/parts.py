"""Which part of a list is wanted, and from which end of the list it is read; it knows no table.

PostgreSQL passes over ten million entries of an index in a second: nine tenths of a million customers take 100 ms from
the beginning, and 10 ms from the end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy

from customers_api.core.plans import is_lost_plan
from customers_api.core.snapshots import short_snapshot

ATTEMPTS = 3
# From which place on a part of a list is far: passing over fewer records takes less than sparing it.
FAR = 5000


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is wanted: in the order by which key, from which place, and how many records.

    ``filtered`` are the records that pass the filters; ``None`` stands for all that the organization has. ``total`` is
    how many there are of them, at the moment at which the part is read.
    """

    filtered: QuerySet[Any] | None
    sort: str
    descending: bool
    offset: int
    limit: int
    total: int

    @property
    def length(self) -> int:
        """How many records the part has."""
        return max(0, min(self.limit, self.total - self.offset))

    @property
    def is_near_end(self) -> bool:
        """Tell whether fewer records are passed over from the end of the list than from its beginning."""
        return self.offset >= FAR and self.left < self.offset

    @property
    def left(self) -> int:
        """How many records come behind the part."""
        return max(0, self.total - self.offset - self.limit)

    def places(self) -> dict[str, int]:
        """Return how many records are taken behind how many others, from the end that is nearer."""
        if self.is_near_end:
            return {"limit": self.length, "offset": self.left}
        return {"limit": self.limit, "offset": self.offset}


def counted_and_read(
    part: Callable[[int], Part], count: Callable[[], int], read: Callable[[Part], Sequence[Any]]
) -> tuple[int, Sequence[Any]]:
    """Count the records of a list, and read a part of it: both, and all that the records show, as of one moment.

    A total of one moment and rows of another would leave out a record between two pages; names and lists that were read
    after their row would show half of a write. It is done again where a plan was lost, and where the rows are not as
    many as the total says: a table that was rewritten meanwhile is empty for whoever has begun before.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with short_snapshot():
                total = count()
                wanted = part(total)
                rows = read(wanted) if wanted.length else ()
        except DatabaseError as error:
            if attempt == ATTEMPTS or not is_lost_plan(error):
                raise
        else:
            if len(rows) == wanted.length or attempt == ATTEMPTS:
                return total, rows
    raise AssertionError("the last attempt returns or raises")


def backwards(order: OrderBy) -> OrderBy:
    """Return an order's opposite, in which unset values stand at the other end too."""
    opposite = order.copy()
    opposite.reverse_ordering()
    return opposite
