"""Which part of a list is wanted, and from which end of the list it is read; it knows no table.

PostgreSQL passes over ten million entries of an index in a second: nine tenths of a million customers take 100 ms from
the beginning, and 10 ms from the end.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import OrderBy

from customers_api.core.snapshots import one_snapshot

# From which place on a part of a list is far: passing over fewer records takes less than the statements that spare it.
FAR = 5000


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is wanted: in the order by which key, from which place, and how many records.

    ``filtered`` are the records that pass the filters; ``None`` stands for all that the organization has. ``total`` is
    how many there are of them, counted while ``held_still`` for a place that is far.
    """

    filtered: QuerySet[Any] | None
    sort: str
    descending: bool
    offset: int
    limit: int
    total: int

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
            return {"limit": max(0, min(self.limit, self.total - self.offset)), "offset": self.left}
        return {"limit": self.limit, "offset": self.offset}


def held_still(offset: int) -> AbstractContextManager[None]:
    """Return the context in which the part from a place on is counted and read.

    A far part may be read from the end of the list, where the total alone tells its place. So both must see the same
    records: one that came in between would shift the part. What is near is read from the beginning, whatever comes.
    """
    return one_snapshot() if offset >= FAR else nullcontext()


def backwards(order: OrderBy) -> OrderBy:
    """Return an order's opposite, in which unset values stand at the other end too."""
    opposite = order.copy()
    opposite.reverse_ordering()
    return opposite
