"""One import on its way: rows of a file go through the one write path in batches, each row whole or not at all.

It knows in which order rows are written. It knows no format of a file, no command and no page.
"""

import time
from collections.abc import Container, Generator, Iterable, Sequence
from contextlib import closing

from customers.batches import customer_upsert_batch
from customers.batching import Result, Row
from customers.models import Customer
from customers.transfer.ahead import made_ahead
from customers.transfer.decoding import decode_row
from customers.transfer.errors import FileError, RowError, TransferError
from customers.transfer.files import Rows
from customers.transfer.outcomes import Counts, ImportStoppedError, Listener, OnError
from customers.transfer.rows import FileRow
from customers.transfer.waiting import ImportRow, State, WaitingRoom
from customers.transfer.wording import refusals_of
from customers_api.core.drafts import Caller, Incoming, Written
from customers_api.core.locks import try_lock_until_commit
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.units import in_unit

BATCH = 1000
POLL_SECONDS = 0.2
UNREAD = Incoming({})

# What became of a row, or why it has to wait.
Decision = Result | TransferError
Verdict = Decision | State


class Importer:
    """One import on its way.

    A row whose parent is not there yet waits until all rows behind it were read: so no customer is ever stored without
    the parent that its row names. Rows of one reference are written in their order.
    """

    def __init__(self, caller: Caller, on_error: OnError, listener: Listener) -> None:
        self.caller = caller
        self.on_error = on_error
        self.listener = listener
        self.counts = Counts()
        self.room = WaitingRoom()

    def run(self, rows: Iterable[FileRow]) -> Counts:
        """Write all rows."""
        try:
            with closing(self.coming(rows)) as batches:
                for batch in batches:
                    self.write_first(batch)
            self.write_waiting()
        except FileError as error:
            if self.on_error is OnError.SKIP:
                self.write_waiting()
            if error.row is not None:
                self.settle([(ImportRow(error.row, "", UNREAD), error)])
            raise
        finally:
            self.room.close()
        return self.counts

    def coming(self, rows: Iterable[FileRow]) -> Generator[list[ImportRow]]:
        """Return the batches of the rows, made ahead; not those of a pipe, which may keep a thread waiting for ever."""
        is_pipe = isinstance(rows, Rows) and rows.size is None
        return self.batches(rows) if is_pipe else made_ahead(self.batches(rows))

    def batches(self, rows: Iterable[FileRow]) -> Generator[list[ImportRow]]:
        """Cut the rows into batches in which no reference occurs twice."""
        batch: list[ImportRow] = []
        references: set[str] = set()
        try:
            for row in rows:
                read = read_row(row)
                if len(batch) == BATCH or (read.fault is None and read.reference in references):
                    yield batch
                    batch, references = [], set()
                batch.append(read)
                references.add(read.reference)
        except FileError:
            # What stands before the place that cannot be read is as good as any other row.
            if self.on_error is OnError.SKIP:
                yield batch
            raise
        yield batch

    def write_first(self, batch: Sequence[ImportRow]) -> None:
        """Write rows as they come; those that cannot be written yet wait."""
        held = self.room.holds(row.reference for row in batch if row.is_sound)
        self.room.add(row for row in batch if row.is_sound and row.reference in held)
        left = self.write([row for row in batch if not row.is_sound or row.reference not in held])
        for row, state in left:
            self.room.add([row], State.REFUSED if state is State.REFUSED else State.LOOK)

    def write_waiting(self) -> None:
        """Write what has waited until no row is left; each round writes or refuses one at least."""
        may_move = True
        while True:
            if rows := self.room.take(State.LOOK, BATCH):
                may_move |= self.look_at(rows)
            elif may_move and self.room.look_again():
                may_move = False
            elif rows := self.room.take(State.REFUSED, BATCH) or self.room.closing_rows(BATCH):
                self.settle([(row, Problem(ProblemCode.OWN_ANCESTOR, "parent")) for row in rows])
                self.room.leave(rows)
            else:
                return

    def look_at(self, rows: Sequence[ImportRow]) -> bool:
        """Write those of the waiting rows that can be written by now; tell whether any customer was."""
        before = self.counts.written
        left = self.write(rows)
        coming = self.room.holds(row.parent for row, state in left if state is State.PARENT and row.parent)
        staying = [(row, state) for row, state in left if state is not State.PARENT or row.parent in coming]
        self.room.put(staying)
        numbers = {row.number for row, _ in staying}
        self.settle([(row, parent_not_found(row)) for row, _ in left if row.number not in numbers])
        self.room.leave([row for row in rows if row.number not in numbers])
        return self.counts.written > before

    def write(self, rows: Sequence[ImportRow]) -> list[tuple[ImportRow, State]]:
        """Write rows in one transaction, and count them; return those that have to wait."""
        verdicts = list(zip(rows, in_unit(lambda: self.verdicts(rows)), strict=True))
        self.settle([(row, verdict) for row, verdict in verdicts if not isinstance(verdict, State)])
        return [(row, verdict) for row, verdict in verdicts if isinstance(verdict, State)]

    def verdicts(self, rows: Sequence[ImportRow]) -> list[Verdict]:
        """Write those rows that nothing stands in the way of; return what becomes of each one."""
        self.take_turn()
        stored = self.stored({row.parent for row in rows if row.parent is not None})
        found: dict[int, Verdict] = {}
        going: list[ImportRow] = []
        before: set[str] = set()
        for row in rows:
            obstacle = obstacle_of(row, stored, before)
            if obstacle is None:
                going.append(row)
                before.add(row.reference)
            else:
                found[row.number] = obstacle
        for row, result in zip(going, self.upsert(going), strict=True):
            found[row.number] = State.REFUSED if would_be_own_ancestor(result) else result
        return [found[row.number] for row in rows]

    def upsert(self, rows: Sequence[ImportRow]) -> list[Result]:
        """Write rows through the one write path."""
        return customer_upsert_batch(caller=self.caller, rows=[Row(row.reference, row.incoming) for row in rows])

    def stored(self, references: Iterable[str]) -> set[str]:
        """Return those references that are a customer's by now."""
        wanted = list(references)
        customers = Customer.objects.for_organization(self.caller.organization).filter(reference__in=wanted)
        return set(customers.values_list("reference", flat=True)) if wanted else set()

    def take_turn(self) -> None:
        """Let imports into one organization go one after the other: each sees the rows of the other, and none waits
        for a row that the other one has locked."""
        subject = f"import of customers: {self.caller.organization.pk}"
        # Asked again and again, because a program that waits in the database hears no Ctrl-C.
        while not try_lock_until_commit(subject):
            self.listener.waiting()
            time.sleep(POLL_SECONDS)

    # --- counting --------------------------------------------------------------------------------------------------

    def settle(self, decided: Sequence[tuple[ImportRow, Decision]]) -> None:
        """Count what became of rows, tell why some were refused, and stop where one of those is enough."""
        for row, decision in decided:
            self.count(row, decision)
        self.listener.counted(self.counts)
        for row, decision in decided:
            if not isinstance(decision, Written):
                self.listener.refused(list(refusals_of(row.number, decision)))
                if self.on_error is OnError.STOP:
                    raise ImportStoppedError from decision

    def count(self, row: ImportRow, decision: Decision) -> None:
        """Count what became of a row."""
        if isinstance(decision, Written):
            self.counts.count(decision.outcome)
        else:
            self.counts.failed += 1


def read_row(row: FileRow) -> ImportRow:
    """Return what a row of a file says, or with what it cannot be read."""
    try:
        reference, incoming = decode_row(row)
    except (RowError, Problem) as fault:
        return ImportRow(row.number, "", UNREAD, fault)
    return ImportRow(row.number, reference, incoming)


def obstacle_of(row: ImportRow, stored: Container[str], before: Container[str]) -> Verdict | None:
    """Return why a row is not written now; ``before`` are the references of the rows that are written with it."""
    if row.fault is not None:
        return row.fault
    parent = row.parent
    if parent is None or not row.is_sound:
        return None
    if parent == row.reference:
        return Problem(ProblemCode.OWN_ANCESTOR, "parent")
    if parent in stored:
        return None
    # A parent that is new with these rows is there for the next ones, which keeps these in one group.
    return State.LOOK if parent in before else State.PARENT


def parent_not_found(row: ImportRow) -> Problem:
    """Return the problem of a row whose parent is neither stored nor going to be."""
    return Problem(ProblemCode.LINK_NOT_FOUND, "parent", key="reference", value=row.parent)


def would_be_own_ancestor(result: Result) -> bool:
    """Tell whether a row was refused for a parent that stands below it, which may move away yet."""
    return isinstance(result, Problem) and result.code is ProblemCode.OWN_ANCESTOR
