"""A row of a file, between the format that it was written in and the columns that its cells stand in."""

from collections.abc import Mapping
from dataclasses import dataclass

from customers.transfer.errors import RowError

Cells = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FileRow:
    """The cells of a row by the names of their columns.

    Tables (CSV, XLSX) hold texts, where an empty one stands for nothing; JSONL holds values as JSON knows them.
    ``number`` counts from 1 behind the header, blank rows included, so that it leads to the row on the screen.
    ``line`` is where the row ends in a file of text. A row that could not be read has no cells but its ``fault``.
    """

    number: int
    cells: Cells
    line: int | None = None
    fault: RowError | None = None
