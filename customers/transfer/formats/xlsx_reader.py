"""Reads XLSX: the first sheet of a workbook, whose first row that is not empty names the columns.

It reads no formula and calculates nothing. The library that everybody uses was left out: it keeps all strings in
memory, makes a row of each number that a sheet leaves out, and changes texts that hold ``x005F_``.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import BinaryIO, cast

from customers.transfer.errors import FileError, RowError
from customers.transfer.formats.headers import read_header
from customers.transfer.formats.xlsx_package import LARGEST, Package, Workbook, find_workbook, open_package
from customers.transfer.formats.xlsx_sheet import Meaning, SheetParser, SheetRow, column_letters
from customers.transfer.formats.xlsx_strings import SharedStrings
from customers.transfer.formats.xlsx_values import date_styles
from customers.transfer.rows import FileRow


class XlsxReader:
    """The rows of a workbook, one at a time; ``names`` are those of its columns."""

    def __init__(self, stream: BinaryIO, largest: int = LARGEST) -> None:
        self._open = ExitStack()
        try:
            package = open_package(self.seekable(stream), largest)
            self._open.enter_context(package.archive)
            workbook = find_workbook(package)
            sheet = self._open.enter_context(package.part(workbook.sheet))
            self._rows = SheetParser(self.meaning(package, workbook)).read(sheet)
            self._header_row, self.names = self._header()
        except BaseException:
            self.release()
            raise

    def seekable(self, stream: BinaryIO) -> BinaryIO:
        """Return the stream, or a copy of what comes through a pipe: an archive is read from its end."""
        if stream.seekable():
            return stream
        copy = self._open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        return cast("BinaryIO", copy)

    def meaning(self, package: Package, workbook: Workbook) -> Meaning:
        """Return what the numbers in the sheet mean."""
        strings = self._open.enter_context(closing(SharedStrings()))
        if workbook.strings is not None:
            with package.part(workbook.strings) as part:
                strings.read(part)
        dates = frozenset() if workbook.styles is None else date_styles(package.small(workbook.styles))
        return Meaning(strings.text, dates, workbook.counts_from_1904)

    def release(self) -> None:
        """Close what was opened here."""
        self._open.close()

    def __iter__(self) -> Iterator[FileRow]:
        for row in self._rows:
            number = row.number - self._header_row
            if row.fault is not None:
                yield FileRow(number, {}, fault=RowError(row.fault, row=number))
            elif row.cells:
                yield self._row(number, row)

    def _header(self) -> tuple[int, tuple[str, ...]]:
        """Return the number of the row that names the columns, and the names."""
        row = next((row for row in self._rows if row.cells or row.fault), None)
        if row is None:
            raise FileError("the sheet is empty: its first row names the columns")
        if row.fault is not None:
            raise FileError(row.fault)
        return row.number, read_header([row.cells.get(place, "") for place in range(1, max(row.cells) + 1)])

    def _row(self, number: int, row: SheetRow) -> FileRow:
        last = max(row.cells)
        if last > len(self.names):
            reason = f"the cell {column_letters(last)}{row.number} stands in a column that the header does not name"
            return FileRow(number, {}, fault=RowError(reason, row=number))
        cells = {name: row.cells.get(place, "") for place, name in enumerate(self.names, start=1)}
        return FileRow(number, cells)
