"""What an import would do, row by row and column by column: seen by doing it and taking it back.

It knows what differs between before and after. It must not know how that is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction

from customers.batching import Result
from customers.models import Customer
from customers.transfer.columns import LINKS
from customers.transfer.exporting import columns_of
from customers.transfer.importer import Decision, Importer
from customers.transfer.outcomes import Counts, Listener, OnError, Refusal
from customers.transfer.rows import FileRow
from customers.transfer.waiting import ImportRow
from customers.transfer.wording import refusals_of
from customers_api.core.drafts import Caller, Outcome, Written
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.reading import Page, ReadModel
from customers_api.core.text import is_storable

LARGEST_PREVIEW = 10_000
UNSET: tuple[object, ...] = (None, "", [], ())

Shown = Mapping[str, Any]


class TooManyRowsError(Exception):
    """The file has more rows than one looks at before they are written: the command takes them."""


class Change(NamedTuple):
    """A column of a customer before and after, as files show it; before a customer is there, ``None``."""

    column: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class RowPreview:
    """What becomes of one row: its outcome and what it changes, or no outcome and why it is refused."""

    number: int
    reference: str
    outcome: Outcome | None
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of all rows, in their order."""

    rows: list[RowPreview]
    counts: Counts


def few_rows(rows: Iterable[FileRow]) -> list[FileRow]:
    """Return the rows of a file that is looked at.

    Raise ``TooManyRowsError`` for one that is too large for it, and ``FileError`` for one that cannot be read to its
    end.
    """
    few = list(islice(rows, LARGEST_PREVIEW + 1))
    if len(few) > LARGEST_PREVIEW:
        raise TooManyRowsError
    return few


def preview_import(*, caller: Caller, rows: Iterable[FileRow]) -> Preview:
    """Return what an import that skips errors would do; nothing of it is kept.

    Raise what ``few_rows`` raises, and the problem ``UNAVAILABLE`` while another import into the organization is
    running.
    """
    few = few_rows(rows)
    importer = PreviewImporter(caller, OnError.SKIP, Impatient())
    with transaction.atomic():
        try:
            counts = importer.run(few)
        finally:
            transaction.set_rollback(True)
    return Preview([importer.previews[number] for number in sorted(importer.previews)], counts)


class Impatient(Listener):
    """Does not wait for another import: somebody sits before the page."""

    def waiting(self) -> None:
        """Give up."""
        raise Problem(ProblemCode.UNAVAILABLE)


class PreviewImporter(Importer):
    """An import that looks at each customer before and after."""

    def __init__(self, caller: Caller, on_error: OnError, listener: Listener) -> None:
        super().__init__(caller, on_error, listener)
        keys = tuple(column.key for column in columns_of(caller.organization))
        self.reading = ReadModel(model=Customer, keys=keys, links=LINKS)
        self.previews: dict[int, RowPreview] = {}
        self.changes: dict[int, tuple[Change, ...]] = {}

    def upsert(self, rows: Sequence[ImportRow]) -> list[Result]:
        """Write rows, and compare what files would have shown before and after."""
        before = self.shown(rows)
        results = super().upsert(rows)
        after = self.shown(rows)
        for row, result in zip(rows, results, strict=True):
            if isinstance(result, Written):
                self.changes[row.number] = tuple(changes(before.get(row.reference), after[row.reference]))
        return results

    def count(self, row: ImportRow, decision: Decision) -> None:
        """Count what becomes of a row, and remember it."""
        super().count(row, decision)
        if isinstance(decision, Written):
            preview = RowPreview(row.number, row.reference, decision.outcome, self.changes[row.number])
        else:
            preview = RowPreview(row.number, row.reference, None, refusals=tuple(refusals_of(row.number, decision)))
        self.previews[row.number] = preview

    def shown(self, rows: Sequence[ImportRow]) -> dict[str, Shown]:
        """Return the customers of the rows as files show them, by their references."""
        references = [row.reference for row in rows if is_storable(row.reference)]
        customers = Customer.objects.for_organization(self.caller.organization).filter(reference__in=references)
        page = Page(self.caller.organization, "", "")
        return {answer["reference"]: answer for answer in self.reading.rows(customers, self.reading.keys, page)}


def changes(before: Shown | None, after: Shown) -> Iterator[Change]:
    """Yield the columns that differ; of a new customer, those that hold something."""
    for name, value in after.items():
        if before is None and value not in UNSET:
            yield Change(name, None, value)
        elif before is not None and before[name] != value:
            yield Change(name, before[name], value)
