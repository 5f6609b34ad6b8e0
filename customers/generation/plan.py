"""What one run makes: how many customers, from which seed, and the ids of all that they link to.

It is data that is handed to other processes: it knows no database and no model.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from random import Random

# Customers are drawn in blocks of this size, each from a seed of its own: who makes a block, and when, changes nothing.
BLOCK = 1000


@dataclass(frozen=True, slots=True)
class Money:
    """A currency: its id, how many of it the organization's own unit buys, and its decimals."""

    id: int
    rate: float
    digits: int


@dataclass(frozen=True, slots=True)
class Links:
    """The ids of the records that customers link to. Where order counts, it is that of references, not of ids."""

    organization: int
    creator: int | None
    # Each with the trades that its customers may have.
    categories: tuple[tuple[int, tuple[int, ...]], ...]
    segmentations: tuple[int, ...]
    payment_types: tuple[int, ...]
    currencies: Mapping[str, Money]
    own_currency: Money
    # By code of the country and name of the state.
    regions: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Plan:
    """One run. ``ids`` are ranges of ids, as their first and their length; ``until`` is the end of the ten years."""

    seed: int
    count: int
    first_number: int
    until: datetime
    ids: tuple[tuple[int, int], ...]
    links: Links

    @property
    def blocks(self) -> int:
        """The number of blocks."""
        return -(-self.count // BLOCK)

    def random(self, what: str) -> Random:
        """Return the source of chance for one thing; runs that begin at another number draw other customers."""
        return Random(f"{self.seed}:{self.first_number}:{what}")  # noqa: S311 (nothing here is secret)

    def taste(self, what: str) -> Random:
        """Return the source of chance for what is alike in all runs of a seed: what is large stays so."""
        return Random(f"{self.seed}:{what}")  # noqa: S311 (nothing here is secret)

    def id_of(self, place: int) -> int:
        """Return the id of the customer at a place, counted from 0."""
        found = bisect_right(self._starts, place) - 1
        return self.ids[found][0] + place - self._starts[found]

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((length for _, length in self.ids[:-1]), initial=0))
