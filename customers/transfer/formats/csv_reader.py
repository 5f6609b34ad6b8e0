"""Reads CSV as RFC 4180 has it: commas, quotation marks, lines that may end inside of a cell; it knows no column."""

import csv
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from customers.transfer.errors import FileError, RowError
from customers.transfer.formats.escapes import APOSTROPHE, unescaped
from customers.transfer.formats.headers import read_header, without_empty_end
from customers.transfer.formats.texts import TextLines
from customers.transfer.rows import FileRow

# In characters. Nothing that is stored is longer, but a list of contacts is as long as one likes.
LONGEST_CELL = 4_000_000


class CsvReader:
    """The rows of a file of CSV, one at a time; ``names`` are those of its columns."""

    def __init__(self, stream: BinaryIO) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
        self.lines = TextLines(stream, newline="")
        self.records = csv.reader(self.lines, strict=True)
        try:
            self.names = self._header()
        except BaseException:
            self.release()
            raise

    def __iter__(self) -> Iterator[FileRow]:
        number = 0
        while True:
            number += 1
            record = self._record(number)
            if record is None:
                return
            if any(record):
                yield self._row(number, record)

    def release(self) -> None:
        """Leave the stream to who has opened it."""
        self.lines.release()

    def _header(self) -> tuple[str, ...]:
        record = self._record(None)
        while record is not None and not any(record):
            record = self._record(None)
        if record is None:
            raise FileError("the file is empty: its first row names the columns")
        if len(record) == 1 and (";" in record[0] or "\t" in record[0]):
            raise FileError("the cells are not separated by commas: save the file with commas between them", line=1)
        return read_header(record)

    def _record(self, number: int | None) -> list[str] | None:
        """Return the cells of the next row, or ``None`` behind the last one."""
        try:
            return next(self.records, None)
        except FileError as error:
            error.row = number
            raise
        except csv.Error as error:
            raise FileError(reason_of(error), row=number, line=self.lines.number) from error

    def _row(self, number: int, record: list[str]) -> FileRow:
        width, line = len(self.names), self.lines.number
        cells: Sequence[str] = record
        if len(record) != width:
            # Some programs write the empty cells behind the last column.
            cells = [*record[:width], *without_empty_end(record[width:])]
        if len(cells) != width:
            reason = f"the row has {len(cells)} cells and the header has {width}"
            return FileRow(number, {}, line, RowError(reason, row=number, line=line))
        plain = [unescaped(cell) if cell[:1] == APOSTROPHE else cell for cell in cells]
        return FileRow(number, dict(zip(self.names, plain, strict=True)), line)


def reason_of(error: csv.Error) -> str:
    """Return what is said of broken CSV."""
    text = str(error)
    if "field limit" in text:
        return f"a cell is longer than {LONGEST_CELL:,} characters, or a quotation mark is never closed"
    if "unexpected end" in text:
        return "a quotation mark is opened and never closed"
    return f"the quotation marks are broken: {text}"
