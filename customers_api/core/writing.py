"""The write path that every record goes through: set what was sent, check, write; it knows no wire name.

Create demands absence, update demands presence, upsert accepts either: three doors to one room. The half of the room
that thinks is ``core.planner``; this is the one that writes.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from customers_api.core.bulk_rows import completed, row_names, stored_record
from customers_api.core.compiled import ORGANIZATION_ID, RECORD_ID, REFERENCE, Statement, compiled
from customers_api.core.constraints import problem_of
from customers_api.core.drafts import (
    Caller,
    Draft,
    Incoming,
    Known,
    M,
    Outcome,
    Written,
    apply_changes,
    not_found,
)
from customers_api.core.one_row import Links, insert_row, update_row
from customers_api.core.planner import RecordPlanner
from customers_api.core.preconditions import ANY_STATE, Precondition
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import ById, ByReference, Pointer
from customers_api.core.selections import is_possible
from customers_api.core.tenancy import TenantQuerySet
from customers_api.core.units import current_pictures, in_unit

if TYPE_CHECKING:
    from organizations.models import Organization

T = TypeVar("T")
UPSERT_ATTEMPTS = 10
# How the records of each writer are found, by either kind of pointer: to compile it takes longer than to run it.
FINDING: dict[tuple[type, type], Statement] = {}


class RecordWriter(RecordPlanner[M]):
    """Writes the records of one model, each by one of four doors.

    A precondition is judged once the record is locked, so that of two writers on one state the second is refused.
    """

    # --- the doors -------------------------------------------------------------------------------------------------

    def create(self, *, caller: Caller, incoming: Incoming, precondition: Precondition = ANY_STATE) -> Written[M]:
        """Create a record; ``NOT_UNIQUE`` when its reference is taken."""
        precondition.demand(None)
        return in_unit(lambda: self._insert(caller, incoming))

    def update(
        self, *, caller: Caller, pointer: Pointer, incoming: Incoming, precondition: Precondition = ANY_STATE
    ) -> Written[M]:
        """Change what was sent of an existing record; ``RECORD_NOT_FOUND`` when there is none."""
        return in_unit(lambda: self._change(caller, self.demand(caller.organization, pointer, precondition), incoming))

    def upsert(
        self, *, caller: Caller, reference: str, incoming: Incoming, precondition: Precondition = ANY_STATE
    ) -> Written[M]:
        """Create the record of this reference, or change what was sent of the one that is there."""
        return in_unit(lambda: self._upsert(caller, reference, incoming, precondition))

    def delete(self, *, caller: Caller, pointer: Pointer, precondition: Precondition = ANY_STATE) -> None:
        """Delete a record; ``IN_USE`` when others need it, ``DELETE_PROTECTED`` when it must stay."""
        in_unit(lambda: self._delete(caller, self.demand(caller.organization, pointer, precondition)))

    # --- what subclasses say ---------------------------------------------------------------------------------------

    def before_write(self, draft: Draft[M]) -> None:
        """Do what must be done before the row is written, knowing that it will be."""

    def links_beside(self, draft: Draft[M]) -> Links | None:
        """Return the links that a new record is written with, in the same statement."""
        return None

    def known(self, draft: Draft[M]) -> Known:
        """Return what is known of a new record beside its columns: nothing hangs on it but what was written."""
        return Known(draft.links.by_id())

    def after_write(self, draft: Draft[M], record: M, *, created: bool) -> None:
        """Write what hangs on the record, in the same transaction."""

    def deletion_problem(self, caller: Caller, record: M) -> Problem | None:
        """Return why a record must not be deleted."""
        return None

    def after_delete(self, record: M) -> None:
        """Remove what hung on the record and is no row."""

    # --- the room --------------------------------------------------------------------------------------------------

    def rows(self, organization: "Organization | int") -> TenantQuerySet[M]:
        """Return the organization's records."""
        manager = cast("TenantQuerySet[M]", self.model._default_manager)
        return manager.for_organization(organization)

    def find(self, organization: "Organization", pointer: Pointer) -> M | None:
        """Return the record, locked against other writers until the transaction ends."""
        if not is_possible(pointer):
            return None
        found = self.kept_finding(pointer).rows(organization=organization.pk, key=pointer.value)
        if not found:
            return None
        return stored_record(self.model, connection.alias, dict(zip(row_names(self.model), found[0], strict=True)))

    def kept_finding(self, pointer: Pointer) -> Statement:
        """Return the statement that reads and locks a record, compiled once."""
        name = type(self), type(pointer)
        if name not in FINDING:
            FINDING[name] = self.finding(pointer)
        return FINDING[name]

    def finding(self, pointer: Pointer) -> Statement:
        """Return the statement that reads and locks a record."""
        match = {"pk": RECORD_ID} if isinstance(pointer, ById) else {"reference": REFERENCE}
        # Not FOR UPDATE: that would also block whoever links to the record.
        records = self.rows(ORGANIZATION_ID).select_for_update(no_key=True).filter(**match)
        return compiled(records.values_list(*row_names(self.model)))

    def demand(self, organization: "Organization", pointer: Pointer, precondition: Precondition) -> M:
        """Return the locked record, or raise ``RECORD_NOT_FOUND`` or ``PRECONDITION_FAILED``."""
        record = self.find(organization, pointer)
        if record is None:
            raise not_found(pointer)
        precondition.demand(record)
        return record

    def _upsert(self, caller: Caller, reference: str, incoming: Incoming, precondition: Precondition) -> Written[M]:
        for _ in range(UPSERT_ATTEMPTS):
            existing = self.find(caller.organization, ByReference(reference))
            precondition.demand(existing)
            if existing is not None:
                return self._change(caller, existing, incoming)
            creation = self.creation(reference, incoming)
            try:
                with current_pictures().part():
                    return self._insert(caller, creation)
            except Problem as problem:
                # Somebody else created it meanwhile: what was a creation is now an update.
                if problem.code is not ProblemCode.NOT_UNIQUE or problem.field != "reference":
                    raise
        raise Problem(ProblemCode.UNAVAILABLE)

    def creation(self, reference: str, incoming: Incoming) -> Incoming:
        """Return what is sent for a record that is not there yet, under the reference that it was addressed by."""
        sent = incoming.values.get("reference", reference)
        if isinstance(sent, str) and sent != reference:
            raise Problem(ProblemCode.REFERENCE_DIFFERS, "reference")
        return Incoming({"reference": reference, **incoming.values}, incoming.problem)

    def _insert(self, caller: Caller, incoming: Incoming) -> Written[M]:
        draft = self.draft(caller, incoming, None)
        self.before_write(draft)
        row = completed(self.model, self.new_columns(draft))
        record = self._write(lambda: insert_row(self.model, caller.organization.pk, row, self.links_beside(draft)))
        self.after_write(draft, record, created=True)
        return Written(record, Outcome.CREATED, self.known(draft))

    def new_columns(self, draft: Draft[M]) -> dict[str, Any]:
        """Return the columns of a new record; both of its dates are the same moment."""
        now = timezone.now()
        return {"date_created": now, "last_updated": now, **draft.changes}

    def _change(self, caller: Caller, existing: M, incoming: Incoming) -> Written[M]:
        draft = self.draft(caller, incoming, existing)
        if not draft.changes and not self.changes_beside(draft, existing):
            return Written(existing, Outcome.UNCHANGED)
        self.before_write(draft)
        names = apply_changes(draft, existing)
        self._write(lambda: update_row(existing, names))
        self.after_write(draft, existing, created=False)
        return Written(existing, Outcome.UPDATED)

    def changes_beside(self, draft: Draft[M], existing: M) -> bool:
        """Tell whether rows that belong to the record change although its own columns do not."""
        return False

    def _write(self, write: Callable[[], T]) -> T:
        # Without a savepoint: whoever goes on after a problem has one around the whole write.
        try:
            return write()
        except IntegrityError as error:
            raise problem_of(error, self.model) from error

    def _delete(self, caller: Caller, record: M) -> None:
        problem = self.deletion_problem(caller, record)
        if problem is not None:
            raise problem
        try:
            with transaction.atomic():
                record.delete()
        except (IntegrityError, models.ProtectedError) as error:
            raise Problem(ProblemCode.IN_USE) from error
        self.after_delete(record)
