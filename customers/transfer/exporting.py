"""Writes the customers of an organization as a file, by the read model, in constant memory and of one moment.

It knows columns and formats by their names. It knows no command, no page and no place where a file lies.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, BinaryIO, Protocol

from customers.models import Customer
from customers.transfer.column_kinds import Column
from customers.transfer.columns import COLUMNS, LINKS
from customers.transfer.files import Format
from customers.transfer.formats.csv_writer import CsvWriter
from customers.transfer.formats.jsonl_writer import JsonlWriter
from customers.transfer.formats.xlsx_writer import XlsxWriter
from customers_api.core.reading import Page, ReadModel
from customers_api.core.snapshots import UNHURRIED, one_snapshot
from customers_api.core.tenancy import TenantQuerySet
from organizations.models import Organization

# Rows that are in memory at once.
PORTION = 1000
# The one that means nothing where geographical locations are off: no answer shows it then, and no import takes it.
GEOGRAPHICAL = "region"

Row = Sequence[object]
# Called with the number of customers before the first one is written, and with that of each portion after it.
Progress = Callable[[int], object]


class Writer(Protocol):
    """What makes rows into the bytes of a format."""

    def add(self, rows: Iterable[Row]) -> bytes:
        """Return the next rows."""

    def finish(self) -> bytes:
        """Return what is left."""

    def close(self) -> None:
        """Let go of what was begun."""


def export_customers(
    *,
    organization: Organization,
    file_format: Format,
    stream: BinaryIO,
    customers: TenantQuerySet[Customer] | None = None,
    expected: Progress = lambda _: None,
    written: Progress = lambda _: None,
) -> int:
    """Write customers of an organization to a stream, all of them by default; return how many they were.

    ``customers`` is a queryset of that organization, filtered as one likes; its order does not count.
    """
    total = 0

    def count(number: int) -> None:
        nonlocal total
        total += number
        written(number)

    pieces = export_pieces(
        organization=organization, file_format=file_format, customers=customers, expected=expected, written=count
    )
    with closing(pieces):
        for piece in pieces:
            stream.write(piece)
    return total


def export_pieces(
    *,
    organization: Organization,
    file_format: Format,
    customers: TenantQuerySet[Customer] | None = None,
    expected: Progress = lambda _: None,
    written: Progress = lambda _: None,
) -> Generator[bytes, None, None]:
    """Yield the same, piece by piece, for whoever sends it on; close it where it is not read to its end."""
    records = (Customer.objects.all() if customers is None else customers).for_organization(organization)
    columns = columns_of(organization)
    with one_snapshot(UNHURRIED):
        count = records.count()
        expected(count)
        with closing(new_writer(file_format, columns, count)) as writer:
            for rows in portions(organization, columns, records):
                yield writer.add(rows)
                written(len(rows))
            yield writer.finish()


def columns_of(organization: Organization) -> Sequence[Column]:
    """Return the columns that mean something to an organization."""
    return [column for column in COLUMNS if organization.has_geography or GEOGRAPHICAL not in column.fields]


def new_writer(file_format: Format, columns: Sequence[Column], count: int) -> Writer:
    """Return what writes a format."""
    names = [column.name for column in columns]
    if file_format is Format.XLSX:
        return XlsxWriter(names, [column.is_text for column in columns], count)
    return CsvWriter(names) if file_format is Format.CSV else JsonlWriter(names)


def portions(
    organization: Organization, columns: Sequence[Column], records: TenantQuerySet[Customer]
) -> Iterator[list[Row]]:
    """Yield the rows of all records in the order of their ids, so many at a time."""
    model = ReadModel(model=Customer, keys=tuple(column.key for column in columns), links=LINKS)
    wanted: Any = ("pk", *(key.column for key in model.keys))
    found = records.order_by("pk").values_list(*wanted).iterator(chunk_size=PORTION)
    while rows := list(islice(found, PORTION)):
        page = Page(organization, base="", media_base="")
        yield [list(answer.values()) for answer in model.answers(rows, model.keys, page)]
