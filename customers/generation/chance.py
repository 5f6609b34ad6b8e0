"""Draws from weights and from a bell curve; it knows numbers, and nothing of what they decide.

Only ``random()`` is asked of the source: of all its methods this one alone gives the same numbers in every version of
Python.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from statistics import NormalDist
from typing import Generic, TypeVar

T = TypeVar("T")

Random = Callable[[], float]

_STEPS = 4096
_BELL = tuple(NormalDist().inv_cdf((step + 0.5) / _STEPS) for step in range(_STEPS))


def pick(items: Sequence[T], random: Random) -> T:
    """Return one of the items, each as likely as the others."""
    return items[int(random() * len(items))]


def happens(share: float, random: Random) -> bool:
    """Tell whether something happens that happens to such a share."""
    return random() < share


def bell(random: Random) -> float:
    """Return a number of the standard normal distribution, at most 3.7 away from 0."""
    return _BELL[int(random() * _STEPS)]


def shuffled(items: Iterable[T], random: Random) -> list[T]:
    """Return the items in a random order."""
    return [item for _, _, item in sorted((random(), place, item) for place, item in enumerate(items))]


def heavy_tailed(count: int, exponent: float = 1.05) -> list[float]:
    """Return weights like those of words in a language: the second is half as frequent as the first, and so on."""
    return [(rank + 1) ** -exponent for rank in range(count)]


class Weighted(Generic[T]):
    """Items, some of which are drawn more often than others."""

    __slots__ = ("_bounds", "items")

    def __init__(self, items: Iterable[T], weights: Iterable[float]) -> None:
        self.items = tuple(items)
        sums = list(accumulate(weights))
        # The last bound is left out: a draw that rounding has lifted to 1 still finds the last item.
        self._bounds = [bound / sums[-1] for bound in sums[:-1]]

    def draw(self, random: Random) -> T:
        """Return one of the items."""
        return self.items[bisect(self._bounds, random())]
