"""The write path of records that form a tree: a move never makes a cycle, not even together with another move."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from customers_api.core.drafts import Caller, Draft, M
from customers_api.core.models import TenantModel
from customers_api.core.problems import Flaw, FlawRule, Problem
from customers_api.core.references import Resolved
from customers_api.core.trees import Paths, paths_above
from customers_api.core.units import LostRaceError
from customers_api.core.writing import RecordWriter

if TYPE_CHECKING:
    from organizations.models import Organization


def wait_for_other_moves(organization: "Organization") -> None:
    """Let the moves of one organization happen one after the other: two at once could each look harmless."""
    type(organization)._default_manager.select_for_update(no_key=True).get(pk=organization.pk)


def begin_moves(organization: "Organization") -> None:
    """Do the same for who holds a record already, without waiting: whoever moves others meanwhile may need that one.

    Where others do, everything is let go, and the work is done again from its beginning when they are done.
    """
    rows = type(organization)._default_manager.select_for_update(no_key=True, skip_locked=True)
    if rows.filter(pk=organization.pk).first() is None:
        raise LostRaceError("moves", first=lambda: wait_for_other_moves(organization))


class TreeWriter(RecordWriter[M]):
    """Writes records with a ``parent`` link to their own kind."""

    def facts(
        self, caller: Caller, values: Mapping[str, Any], links: Resolved, existing: M | None
    ) -> Mapping[str, Any]:
        """Return the ids above the new parent. A new record has nothing below it and can close no cycle."""
        parent = new_parent(values, links, existing)
        return {"ancestors": self.paths(caller, [parent]).upwards(parent)} if parent is not None else {}

    def paths(self, caller: Caller, parents: Collection[int]) -> Paths:
        """Return the ways up from new parents of stored records, which nobody else changes from here on."""
        if parents:
            begin_moves(caller.organization)
        return paths_above(self.model, caller.organization.pk, parents)

    def plan(self, draft: Draft[M]) -> None:
        """Refuse a parent that stands below the record."""
        super().plan(draft)
        if draft.existing is not None and draft.existing.pk in draft.facts.get("ancestors", ()):
            raise self.cycle_problem()

    def cycle_problem(self) -> Problem:
        """Return the problem of a record that would stand below itself."""
        return Problem.invalid(Flaw("parent", FlawRule.CYCLE))


def new_parent(values: Mapping[str, Any], links: Resolved, existing: TenantModel | None) -> int | None:
    """Return the id of the parent that a stored record is moved to, or ``None`` where it is not moved below another."""
    pointer = values.get("parent")
    row = links.find("parent", pointer) if existing is not None and pointer is not None else None
    return None if row is None or row.id == getattr(existing, "parent_id", None) else row.id
