"""How many customers are written together: the same rules and the same planning as for one, fewer statements.

Rows go together: links and facts looked up in few statements, rows read, planned and written in one each. A row that
does more than write rows goes through the door for one record, in its place. A row that fails is told apart from its
batch and changes nothing. It knows no caller of a batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction

from customers import planning
from customers.batch_groups import Row, groups, parts
from customers.categories import CATEGORY
from customers.models import Contact, Customer, CustomerPaymentType
from customers.services import CustomerWriter, customer_writer, wanted_contacts, wanted_links
from customers_api.core.bulk_rows import completed, insert_records, little_kept, read_records, update_records
from customers_api.core.drafts import (
    Caller,
    Draft,
    Incoming,
    Outcome,
    Written,
    apply_changes,
)
from customers_api.core.problems import Problem
from customers_api.core.references import LinkQuery, Pointer, Resolved, queries_for, resolve
from customers_api.core.table_sizes import analyse_grown
from customers_api.core.text import is_storable
from customers_api.core.units import current_pictures

__all__ = ["Batch", "Result", "Row"]

LARGEST_GROUP = 1000
WRITTEN = (Customer, CustomerPaymentType, Contact)

Result = Written[Customer] | Problem


@dataclass(frozen=True, slots=True)
class Planned:
    """A row on its way: its place in the batch, its draft, and whether it changes anything."""

    place: int
    draft: Draft[Customer]
    is_change: bool


class Batch:
    """The rows of one batch and what became of them."""

    def __init__(self, caller: Caller, rows: Sequence[Row], writer: CustomerWriter = customer_writer) -> None:
        self.caller = caller
        self.rows = rows
        self.writer = writer
        self.results: dict[int, Result] = {}
        self.alone = {place for place, row in enumerate(rows) if row.goes_alone}
        linked = [target.model for target in writer.targets.values()]
        self.tables: set[type[models.Model]] = {*WRITTEN, *linked}

    def run(self) -> list[Result]:
        """Write all rows and return their results in order."""
        for group in groups(self.rows, LARGEST_GROUP):
            analyse_grown(self.tables)
            self.write_group(group)
        return [self.results[place] for place in range(len(self.rows))]

    def write_group(self, group: Sequence[int]) -> None:
        """Write the rows of a group, part by part."""
        existing = self.find([place for place in group if place not in self.alone])
        for part in parts(self.rows, group, self.alone, existing):
            self.write_part(part, existing)

    def write_part(self, part: Sequence[int], existing: Mapping[str, Customer]) -> None:
        """Write the rows of a part; those that cannot go together go one by one, before the others."""
        together = [place for place in part if place not in self.alone]
        for place in (place for place in part if place in self.alone):
            self.write_one(place)
        try:
            with transaction.atomic():
                planned = self.plan(together, existing)
                with little_kept():
                    self.write_planned(planned)
        except IntegrityError:
            # Somebody else wrote at the same time, or a reference is taken: the row that it concerns is looked for.
            self.write_halves(together)

    def write_halves(self, places: Sequence[int]) -> None:
        """Write rows in two halves; the last one alone goes through the door for one record, which has the words."""
        if len(places) == 1:
            self.write_one(places[0])
            return
        middle = len(places) // 2
        self.write_group(places[:middle])
        self.write_group(places[middle:])

    def write_one(self, place: int) -> None:
        """Write one row through the door for one record."""
        row = self.rows[place]
        try:
            with current_pictures().part(), transaction.atomic():
                self.results[place] = self.through_door(row)
        except Problem as problem:
            self.results[place] = problem

    def through_door(self, row: Row) -> Written[Customer]:
        """Write one row as the batch would have written it."""
        return self.writer.upsert(caller=self.caller, reference=row.reference, incoming=row.incoming)

    def find(self, places: Sequence[int]) -> Mapping[str, Customer]:
        """Return the stored customers of the rows, locked in the order of their ids, so that batches never deadlock."""
        references = {self.rows[place].reference for place in places}
        stored = self.writer.rows(self.caller.organization).select_for_update(no_key=True).order_by("pk")
        found = stored.filter(reference__in=[reference for reference in references if is_storable(reference)])
        return {customer.reference: customer for customer in read_records(found)}

    # --- planning --------------------------------------------------------------------------------------------------

    def plan(self, places: Sequence[int], existing: Mapping[str, Customer]) -> list[Planned]:
        """Plan the rows, each knowing of the moves before it; a problem is the result of its row alone."""
        sent = [(self.rows[place].incoming.values, existing.get(self.rows[place].reference)) for place in places]
        links = self.resolve_all(places)
        facts = self.writer.facts_of_all(self.caller, links, sent)
        planned = []
        for place, (values, stored) in zip(places, sent, strict=True):
            try:
                incoming = self.demanded(self.rows[place], stored)
                self.writer.check_required(incoming, stored)
                known = facts.of(values, links, stored)
                draft = self.writer.planned(Draft(self.caller, incoming.values, links, stored, known))
                planned.append(Planned(place, draft, self.is_change(draft, stored)))
                if stored is not None and "parent_id" in draft.changes:
                    facts.paths.move(stored.pk, draft.changes["parent_id"])
            except Problem as problem:
                self.results[place] = problem
        return planned

    def is_change(self, draft: Draft[Customer], stored: Customer | None) -> bool:
        """Tell whether anything is to be written, or raise what is wrong with the contacts of a new customer."""
        if stored is None:
            wanted_contacts(draft)
            return True
        return bool(draft.changes) or self.writer.changes_beside(draft, stored)

    def demanded(self, row: Row, stored: Customer | None) -> Incoming:
        """Return what is sent for the stored customer, or for a new one, or raise where the batch demands the other."""
        return row.incoming if stored is not None else self.writer.creation(row.reference, row.incoming)

    def resolve_all(self, places: Sequence[int]) -> Resolved:
        """Look up the links of all rows, and the defaults, in one statement."""
        wanted: dict[str, list[Pointer]] = {}
        for place in places:
            for name, pointers in wanted_links(self.caller, self.rows[place].incoming.values, None).items():
                wanted.setdefault(name, []).extend(pointers)
        default = LinkQuery.first_root(planning.DEFAULT_CATEGORY, CATEGORY, self.caller.organization.pk)
        return resolve(self.caller.organization.pk, [*queries_for(wanted, self.writer.targets), default])

    def write_planned(self, planned: Sequence[Planned]) -> None:
        """Write what was planned: a statement for the new rows, one for the changed, then what hangs on them."""
        organization = self.caller.organization.pk
        # In one order for everybody: two batches that create the same customers wait, and do not deadlock.
        created = sorted(
            (item for item in planned if item.draft.existing is None), key=lambda item: item.draft.changes["reference"]
        )
        rows = [completed(Customer, self.writer.new_columns(item.draft)) for item in created]
        records = dict(zip((item.place for item in created), insert_records(Customer, organization, rows), strict=True))
        columns: set[str] = set()
        changed = [(item, item.draft.existing) for item in planned if item.is_change]
        for item, stored in changed:
            if stored is not None:
                columns |= apply_changes(item.draft, stored)
                records[item.place] = stored
        update_records([stored for _, stored in changed if stored is not None], columns)
        analyse_grown(self.tables)
        self.writer.write_beside(self.caller, [(item.draft, records[item.place]) for item, _ in changed])
        for item in planned:
            self.results[item.place] = self.result(item, records)

    def result(self, item: Planned, records: Mapping[int, Customer]) -> Written[Customer]:
        """Return what became of a row that was planned."""
        stored = item.draft.existing
        if stored is None:
            return Written(records[item.place], Outcome.CREATED)
        return Written(stored, Outcome.UPDATED if item.is_change else Outcome.UNCHANGED)
