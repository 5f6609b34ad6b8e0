"""The write path of records that form a tree: a move never makes a cycle, not even together with another move."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from customers_api.core.drafts import Caller, Draft, M
from customers_api.core.problems import Flaw, FlawRule, Problem
from customers_api.core.references import Resolved
from customers_api.core.trees import ancestor_ids
from customers_api.core.writing import RecordWriter

if TYPE_CHECKING:
    from organizations.models import Organization


def wait_for_other_moves(organization: "Organization") -> None:
    """Let the moves of one organization happen one after the other: two at once could each look harmless."""
    type(organization)._default_manager.select_for_update(no_key=True).get(pk=organization.pk)


class TreeWriter(RecordWriter[M]):
    """Writes records with a ``parent`` link to their own kind."""

    def facts(
        self, caller: Caller, values: Mapping[str, Any], links: Resolved, existing: M | None
    ) -> Mapping[str, Any]:
        """Return the ids above the new parent. A new record has nothing below it and can close no cycle."""
        pointer = values.get("parent")
        row = links.find("parent", pointer) if existing is not None and pointer is not None else None
        if row is None or existing is None or row.id == getattr(existing, "parent_id", None):
            return {}
        wait_for_other_moves(caller.organization)
        return {"ancestors": {row.id, *ancestor_ids(self.model, caller.organization.pk, row.id)}}

    def plan(self, draft: Draft[M]) -> None:
        """Refuse a parent that stands below the record."""
        super().plan(draft)
        if draft.existing is not None and draft.existing.pk in draft.facts.get("ancestors", ()):
            raise self.cycle_problem()

    def cycle_problem(self) -> Problem:
        """Return the problem of a record that would stand below itself."""
        return Problem.invalid(Flaw("parent", FlawRule.CYCLE))
