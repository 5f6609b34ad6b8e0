"""Numbers of rows that are known without looking at each, where a model keeps them; it knows no model and no fact.

What a query asks for decides whether the kept numbers answer it. Whatever is not surely the same is counted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Q
from django.utils.tree import Node

from customers_api.core.tenancy import M_co, TenantQuerySet

# The fact that holds for every row.
ALL = "all"


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows that any of some facts hold for, without those that any of others hold for.

    The facts of either side hold for different rows, and ``without`` for none but those of ``having``. With a ``kind``
    it is the rows that any fact of this kind holds for, in place of all that; no row has two of one kind.
    """

    having: tuple[str, ...] = (ALL,)
    without: tuple[str, ...] = ()
    kind: str | None = None


# Returns how many rows of some organizations facts hold for, or `None` where that database keeps no numbers.
Tally = Callable[[Facts, Sequence[int], str], int | None]


@dataclass(frozen=True, slots=True)
class Told:
    """The condition of a query, and the facts that say the same."""

    where: Node
    organizations: Sequence[int]
    facts: Facts


class CountedQuerySet(TenantQuerySet[M_co]):
    """Rows of organizations; ``count`` asks the model's ``tally`` where it may know the number."""

    _told: Told | None = None

    def _limited(self, scoped: Self, organizations: Sequence[int]) -> Self:
        scoped = super()._limited(scoped, organizations)
        if not self.query.where:
            scoped._told = Told(scoped.query.where, organizations, Facts())
        return scoped

    def filter_counted(self, condition: Q, facts: Facts) -> Self:
        """Return the rows that pass a condition which says the same as facts of the tally."""
        told = self._told if self._is_told() else None
        passing = self.filter(condition)
        if told is not None and told.facts == Facts():
            passing._told = Told(passing.query.where, told.organizations, facts)
        return passing

    def count(self) -> int:
        """Return how many there are."""
        tally: Tally | None = getattr(self.model, "tally", None)
        number = None
        if tally is not None and self._told is not None and self._is_told():
            number = tally(self._told.facts, self._told.organizations, self.db)
        return super().count() if number is None else number

    def _is_told(self) -> bool:
        """Tell whether the query still asks for what the facts say, and has read nothing yet."""
        query = self.query
        return (
            self._told is not None
            and self._result_cache is None
            and query.where == self._told.where
            and not (query.is_sliced or query.distinct or query.combinator or query.annotations)
            # What is joined could repeat rows; a table that was looked for and is not needed stays behind with no use.
            and sum(1 for uses in query.alias_refcount.values() if uses) <= 1
        )

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._told = self._told
        return clone
