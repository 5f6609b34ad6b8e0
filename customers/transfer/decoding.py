"""Rows of cells become what the write path takes; it knows columns, and neither a format nor a rule of a customer.

An empty cell of a table, or null in JSONL, clears; a column that a row does not have leaves alone.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from customers.transfer.columns import BY_NAME, REFERENCE
from customers.transfer.errors import FileError, RowError, printable
from customers.transfer.rows import Cells, FileRow
from customers_api.api.parameters import UNREADABLE
from customers_api.core.drafts import Incoming
from customers_api.core.problems import Problem, ProblemCode

Decoded = tuple[str, Incoming]
# As short as a name must be alike to be meant.
ALIKE = 0.5


def decode_row(row: FileRow) -> Decoded:
    """Return the reference of a row and what it says, or raise what is wrong with the whole row.

    The first cell that cannot be read is the problem of what comes back; the write path raises it in its turn.
    """
    if row.fault is not None:
        raise row.fault
    try:
        decoder = decoder_of(tuple(row.cells))
    except FileError as error:
        raise RowError(error.reason, row=row.number, line=row.line, column=error.column) from error
    return reference_of(row.cells), decoder.incoming(row.cells)


class Decoder:
    """Reads rows that have the same columns; what is the same for each of them is done once."""

    def __init__(self, names: Iterable[str]) -> None:
        columns = [BY_NAME[name] for name in names if name != REFERENCE]
        self.cleared = {field: value for column in columns for field, value in column.cleared.items()}
        self.readers = [(column.name, column.keeps_text, column.fields, column.decode) for column in columns]

    def incoming(self, cells: Cells) -> Incoming:
        """Return what the cells say, by the core's names."""
        values: dict[str, Any] = self.cleared.copy()
        first: Problem | None = None
        for name, keeps_text, fields, decode in self.readers:
            cell = cells[name]
            if cell is None or cell == "":
                continue
            if keeps_text and isinstance(cell, str):
                values[fields[0]] = cell
                continue
            try:
                value = decode(cell)
            except Problem as problem:
                value = UNREADABLE
                first = first or problem
            if len(fields) == 1 or value is UNREADABLE:
                values[fields[0]] = value
            else:
                # A cell for several fields says what each of them is, or nothing of it.
                values = {field: kept for field, kept in values.items() if field not in fields} | value
        return Incoming(values, first)


@lru_cache(maxsize=256)
def decoder_of(names: tuple[str, ...]) -> Decoder:
    """Return the decoder of rows with these columns."""
    check_names(names)
    return Decoder(names)


def reference_of(cells: Cells) -> str:
    """Return the reference of a row, without which nobody knows whom it is about."""
    cell = cells.get(REFERENCE)
    if cell is None or cell == "":
        raise Problem(ProblemCode.MISSING, REFERENCE)
    decoded: str = BY_NAME[REFERENCE].decode(cell)
    return decoded


def check_names(names: Iterable[str]) -> None:
    """Raise for a column that is none, naming the one that is most like it."""
    for name in names:
        if name not in BY_NAME:
            raise FileError(unknown(name), column=name)


def check_header(names: tuple[str, ...]) -> None:
    """Raise for a header with which no row could be read."""
    check_names(names)
    if REFERENCE not in names:
        raise FileError(f"there is no column {REFERENCE}, by which customers are known")


def unknown(name: str) -> str:
    """Return what is said of a column that is none."""
    known = {column.casefold(): column for column in BY_NAME}
    near = get_close_matches(name.strip().casefold()[:100], known, n=1, cutoff=ALIKE)
    hint = f": {known[near[0]]} may be meant" if near else ""
    return f"there is no column named {printable(name)}{hint}"
