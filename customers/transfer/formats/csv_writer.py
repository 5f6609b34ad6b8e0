"""Writes CSV as RFC 4180 has it, in which no cell is run as a formula; it knows no column."""

import csv
import io
from collections.abc import Iterable, Sequence

from customers.transfer.formats.escapes import escaped
from customers.transfer.formats.table_cells import TEXTS


class CsvWriter:
    """Makes rows into bytes, without a mark of UTF-8: programs take it for a part of the first name."""

    def __init__(self, names: Sequence[str]) -> None:
        self._text = io.StringIO()
        # A cell that holds any of these two ends is put into quotation marks.
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow(names)

    def add(self, rows: Iterable[Sequence[object]]) -> bytes:
        """Return the next rows."""
        self._writer.writerows(
            ["" if value is None else escaped(TEXTS[type(value)](value)) for value in row] for row in rows
        )
        return self._take()

    def finish(self) -> bytes:
        """Return what is left."""
        return self._take()

    def close(self) -> None:
        """Let go of what was begun: nothing."""

    def _take(self) -> bytes:
        content = self._text.getvalue().encode()
        self._text.seek(0)
        self._text.truncate()
        return content
