"""Thinks a write through, from the values that were sent to the columns of a row; it writes nothing.

What it asks the database for comes first (links, facts); planning itself only thinks. It knows no wire name.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Generic

from customers_api.core.drafts import Caller, Draft, Incoming, M, differing, own_columns
from customers_api.core.problems import Flaw, Problem, ProblemCode
from customers_api.core.references import LinkQuery, LinkTarget, Resolved, queries_for, resolve
from customers_api.core.validation import refuse_flaws, stripped


class RecordPlanner(Generic[M]):
    """Plans the records of one model. Subclasses say what is required, what links where, and which rules hold."""

    model: type[M]
    required: ClassVar[tuple[str, ...]] = ("reference", "name")
    never_empty: ClassVar[tuple[str, ...]] = ("reference", "name")
    links: ClassVar[Mapping[str, LinkTarget]] = {}

    # --- what subclasses say ---------------------------------------------------------------------------------------

    def required_problem(self, values: Mapping[str, Any], existing: M | None) -> Problem | None:
        """Return the problem of a field that is required by what other fields hold."""
        return None

    def queries(self, caller: Caller, values: Mapping[str, Any], existing: M | None) -> list[LinkQuery]:
        """Return the look-ups of everything that the values link to."""
        wanted = {name: [values[name]] for name in self.links if values.get(name) is not None}
        return queries_for(wanted, self.links)

    def plan(self, draft: Draft[M]) -> None:
        """Fill ``draft.changes`` by the model's column names, or raise a problem. Only thinks, never asks."""
        self.plan_values(draft)
        for name in self.links:
            self.plan_link(draft, name)

    def facts(
        self, caller: Caller, values: Mapping[str, Any], links: Resolved, existing: M | None
    ) -> Mapping[str, Any]:
        """Return what planning must know beside the links."""
        return {}

    def flaws(self, draft: Draft[M]) -> Iterable[Flaw]:
        """Return what is wrong with values that their columns alone would take."""
        return ()

    # --- thinking --------------------------------------------------------------------------------------------------

    def draft(self, caller: Caller, incoming: Incoming, existing: M | None) -> Draft[M]:
        """Return the planned change: required fields, then types, links, rules."""
        self.check_required(incoming, existing)
        links = resolve(caller.organization.pk, self.queries(caller, incoming.values, existing))
        facts = self.facts(caller, incoming.values, links, existing)
        return self.planned(Draft(caller, incoming.values, links, existing, facts))

    def planned(self, draft: Draft[M]) -> Draft[M]:
        """Return the draft with its changes, none of which its column could not hold.

        What is stored already is no change, and was held against its column when it was stored.
        """
        self.plan(draft)
        if draft.existing is not None:
            draft.changes = {name: draft.changes[name] for name in differing(draft.existing, draft.changes)}
        refuse_flaws(self.model, draft.changes, self.flaws(draft))
        return draft

    def check_required(self, incoming: Incoming, existing: M | None) -> None:
        """Raise ``MISSING``, or after that the first value that could not be read."""
        values = incoming.values
        for name in self.required if existing is None else ():
            if values.get(name) in (None, ""):
                raise Problem(ProblemCode.MISSING, name)
        for name in self.never_empty:
            if name in values and values[name] in (None, ""):
                raise Problem(ProblemCode.MISSING, name)
        problem = self.required_problem(values, existing) or incoming.problem
        if problem is not None:
            raise problem

    def plan_values(self, draft: Draft[M]) -> None:
        """Take over the plain values; a cleared field with a default goes back to it."""
        columns = own_columns(self.model)
        for name, value in draft.values.items():
            column = columns.get(name) if name not in self.links else None
            if column is not None:
                sent = column.get_default() if value is None and not column.null else value
                draft.changes[name] = stripped(sent) if isinstance(sent, Decimal) else sent

    def plan_link(self, draft: Draft[M], name: str) -> None:
        """Take over a link as the id of the record that it points at."""
        if name in draft.values:
            pointer = draft.values[name]
            draft.changes[f"{name}_id"] = None if pointer is None else draft.links.demand(name, pointer).id
