"""How many customers are written together: the same rules and the same planning as for one, fewer statements.

Rows that are plain go together: links resolved in one statement, rows read, planned and written in one each. Rows that
depend on another one of their batch, or that hold more than columns, go through the door for one record, in their
place. A row that fails is told apart from its batch and changes nothing. It knows no caller of a batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from customers import planning
from customers.categories import CATEGORY
from customers.models import Customer, CustomerPaymentType
from customers.services import CustomerWriter, customer_writer, wanted_links, wanted_payment_types
from customers_api.core.drafts import (
    Caller,
    Draft,
    Incoming,
    Outcome,
    Written,
    apply_changes,
    column_names,
    differing,
)
from customers_api.core.fields import refold
from customers_api.core.problems import Problem
from customers_api.core.references import (
    ByReference,
    LinkQuery,
    LinkTarget,
    Pointer,
    Resolved,
    queries_for,
    resolve,
)
from customers_api.core.text import is_storable
from customers_api.core.units import current_pictures

LARGEST_GROUP = 1000
# What may be planned for many rows together; the rest asks the database for each row, or writes more than rows.
ALONE = {"template", "custom_values", "security_question", "security_answer"}
TOGETHER = (column_names(Customer) | planning.PLANNED_APART) - ALONE

Result = Written[Customer] | Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One customer of a batch: its reference and what was sent of it."""

    reference: str
    incoming: Incoming


@dataclass(slots=True)
class Planned:
    """A row on its way: its place in the batch and its draft."""

    place: int
    draft: Draft[Customer]


class Batch:
    """The rows of one batch and what became of them."""

    def __init__(self, caller: Caller, rows: Sequence[Row], writer: CustomerWriter = customer_writer) -> None:
        self.caller = caller
        self.rows = rows
        self.writer = writer
        self.results: dict[int, Result] = {}

    def run(self) -> list[Result]:
        """Write all rows and return their results in order."""
        for group in self.groups():
            self.write_together(group)
        return [self.results[place] for place in range(len(self.rows))]

    def groups(self) -> Iterator[list[int]]:
        """Cut the batch where a row must see what an earlier one did: no reference occurs twice in a group."""
        group: list[int] = []
        seen: set[object] = set()
        for place, row in enumerate(self.rows):
            names = {row.reference, row.incoming.values.get("reference", row.reference)}
            if len(group) == LARGEST_GROUP or any(name in seen for name in names) or refers_to(row, seen):
                yield group
                group, seen = [], set()
            group.append(place)
            seen |= {name for name in names if isinstance(name, str)}
        if group:
            yield group

    def write_together(self, group: Sequence[int]) -> None:
        """Write the rows of a group; those that cannot go together go one by one, before the others."""
        together = [place for place in group if set(self.rows[place].incoming.values) <= TOGETHER]
        existing = self.find(together)
        moved = {place for place in together if moves(self.rows[place], existing.get(self.rows[place].reference))}
        together = [place for place in together if place not in moved]
        for place in sorted(set(group) - set(together)):
            self.write_one(place)
        try:
            with transaction.atomic():
                self.write_planned(self.plan(together, existing))
        except IntegrityError:
            # Somebody else wrote at the same time. One by one, the row that it concerns is found and answered.
            for place in together:
                self.write_one(place)

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

    def find(self, places: Sequence[int]) -> dict[str, Customer]:
        """Return the stored customers of the rows, locked in the order of their ids, so that batches never deadlock."""
        references = {self.rows[place].reference for place in places}
        stored = self.writer.rows(self.caller.organization).select_for_update(no_key=True).order_by("pk")
        found = stored.filter(reference__in=[reference for reference in references if is_storable(reference)])
        return {customer.reference: customer for customer in found}

    def plan(self, places: Sequence[int], existing: dict[str, Customer]) -> list[Planned]:
        """Plan the rows; a problem is the result of its row alone."""
        links = self.resolve_all(places)
        payment_types = self.payment_types_of(existing)
        planned = []
        for place in places:
            row = self.rows[place]
            stored = existing.get(row.reference)
            facts = {"payment_types": payment_types.get(stored.pk, set())} if stored is not None else {}
            try:
                incoming = self.demanded(row, stored)
                self.writer.check_required(incoming, stored)
                draft = Draft(self.caller, incoming.values, links, stored, facts)
                planned.append(Planned(place, self.writer.planned(draft)))
            except Problem as problem:
                self.results[place] = problem
        return planned

    def demanded(self, row: Row, stored: Customer | None) -> Incoming:
        """Return what is sent for the stored customer, or for a new one, or raise where the batch demands the other."""
        return row.incoming if stored is not None else self.writer.creation(row.reference, row.incoming)

    def resolve_all(self, places: Sequence[int]) -> Resolved:
        """Look up the links of all rows, and the defaults, in one statement."""
        wanted: dict[str, list[Pointer]] = {}
        for place in places:
            for name, pointers in wanted_links(self.caller, self.rows[place].incoming.values, None).items():
                wanted.setdefault(name, []).extend(pointers)
        targets: dict[str, LinkTarget] = dict(self.writer.targets)
        default = LinkQuery.first_root(planning.DEFAULT_CATEGORY, CATEGORY, self.caller.organization.pk)
        return resolve(self.caller.organization.pk, [*queries_for(wanted, targets), default])

    def payment_types_of(self, existing: dict[str, Customer]) -> dict[int, set[int]]:
        """Return the ids of the payment types of the stored customers."""
        links = CustomerPaymentType.objects.for_organization(self.caller.organization)
        ids = [customer.pk for customer in existing.values()]
        found: dict[int, set[int]] = {}
        for customer, payment_type in links.filter(customer__in=ids).values_list("customer_id", "payment_type_id"):
            found.setdefault(customer, set()).add(payment_type)
        return found

    def write_planned(self, planned: Sequence[Planned]) -> None:
        """Write what was planned: one statement for the new rows, one for the changed, two for the payment types."""
        records: dict[int, Customer] = {}
        created: list[Customer] = []
        changed: list[Customer] = []
        columns: set[str] = set()
        for item in planned:
            stored = item.draft.existing
            if stored is None:
                records[item.place] = self.writer.new_record(item.draft)
                created.append(records[item.place])
            elif differing(stored, item.draft.changes) or self.writer.changes_beside(item.draft, stored):
                columns |= apply_changes(item.draft, stored)
                records[item.place] = stored
                changed.append(stored)
            else:
                self.results[item.place] = Written(stored, Outcome.UNCHANGED)
        refold(Customer, changed, columns)
        objects = Customer.objects.for_organization(self.caller.organization)
        # In one order for everybody: two batches that create the same customers wait, and do not deadlock.
        Customer.objects.bulk_create(sorted(created, key=lambda customer: customer.reference))
        if changed:
            objects.bulk_update(changed, sorted(columns))
        self.write_payment_types([item for item in planned if item.place in records], records)
        for item in planned:
            if item.place in records:
                outcome = Outcome.CREATED if item.draft.existing is None else Outcome.UPDATED
                self.results[item.place] = Written(records[item.place], outcome)

    def write_payment_types(self, planned: Sequence[Planned], records: dict[int, Customer]) -> None:
        """Make the stored payment types those of the lists that were sent."""
        organization = self.caller.organization
        added: list[CustomerPaymentType] = []
        dropped: list[tuple[int, set[int]]] = []
        for item in planned:
            wanted = wanted_payment_types(item.draft)
            stored: set[int] = item.draft.facts.get("payment_types", set())
            if wanted is None:
                continue
            customer = records[item.place]
            if stored - wanted:
                dropped.append((customer.pk, stored - wanted))
            added += [
                CustomerPaymentType(organization=organization, customer=customer, payment_type_id=payment_type)
                for payment_type in sorted(wanted - stored)
            ]
        links = CustomerPaymentType.objects.for_organization(organization)
        for pk, payment_types in dropped:
            links.filter(customer=pk, payment_type__in=payment_types).delete()
        CustomerPaymentType.objects.bulk_create(added)


def refers_to(row: Row, references: set[object]) -> bool:
    """Tell whether the row's parent is one of the references."""
    parent = row.incoming.values.get("parent")
    return isinstance(parent, ByReference) and parent.value in references


def moves(row: Row, stored: Customer | None) -> bool:
    """Tell whether a stored customer may get another parent, which needs a look at the whole tree."""
    return stored is not None and row.incoming.values.get("parent") is not None
