"""Writes XLSX: one sheet, whose texts are texts and never formulas; it knows no column and no customer."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from customers.transfer.errors import TransferError
from customers.transfer.formats.escapes import is_run
from customers.transfer.formats.table_cells import TEXTS, number_text
from customers.transfer.formats.xlsx_sheet import MOST_ROWS, column_letters
from customers.transfer.formats.xlsx_template import (
    HEADER,
    PARTS,
    QUOTED,
    SHEET,
    SHEET_END,
    TEXT,
    sheet_head,
)
from customers.transfer.formats.xlsx_texts import TooLongError, xml_text

# Without the header.
MOST_RECORDS = MOST_ROWS - 1
# Few spreadsheets read archives of more than 4 GiB, and they say so in each part: only where it may be needed.
LARGE = 200_000
COMPRESSION = 2


class Outlet(io.RawIOBase):
    """A stream that keeps what is written until it is taken away."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, content: Any) -> int:
        """Keep the content."""
        piece = bytes(content)
        self._pieces.append(piece)
        return len(piece)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content


class XlsxWriter:
    """Makes rows into a workbook; ``texts`` tells which columns hold texts, ``count`` how many rows will come."""

    def __init__(self, names: Sequence[str], texts: Sequence[bool], count: int) -> None:
        if count > MOST_RECORDS:
            raise TransferError(
                f"a sheet of XLSX holds {MOST_RECORDS:,} rows, and there are {count:,}: take csv or jsonl"
            )
        self._names = names
        self._letters = [column_letters(place) for place in range(1, len(names) + 1)]
        self._number = 1
        self._outlet = Outlet()
        self._archive = zipfile.ZipFile(self._outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION)
        for name, content in PARTS.items():
            self._archive.writestr(name, content)
        self._sheet = self._archive.open(SHEET, "w", force_zip64=count > LARGE)
        header = "".join(
            text_cell(f"{letters}1", name, HEADER) for letters, name in zip(self._letters, names, strict=True)
        )
        self._sheet.write(f'{sheet_head(texts)}<row r="1">{header}</row>'.encode())

    def add(self, rows: Iterable[Sequence[object]]) -> bytes:
        """Return the next rows."""
        self._sheet.write("".join(map(self._row, rows)).encode())
        return self._outlet.take()

    def finish(self) -> bytes:
        """Return what is left."""
        self._sheet.write(SHEET_END.encode())
        self.close()
        return self._outlet.take()

    def close(self) -> None:
        """Let go of what was begun; nothing comes of it when it was not finished."""
        self._sheet.close()
        self._archive.close()

    def _row(self, row: Sequence[object]) -> str:
        self._number += 1
        number = str(self._number)
        try:
            cells = [
                cell(letters + number, value)
                for letters, value in zip(self._letters, row, strict=True)
                if value is not None
            ]
        except TooLongError as error:
            raise self._blame(error, row) from error
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _blame(self, error: TooLongError, row: Sequence[object]) -> TransferError:
        """Return the same, with the place that it concerns."""
        for name, value in zip(self._names, row, strict=True):
            with suppress(TooLongError):
                cell("A1", value)
                continue
            return TransferError(f"{error.reason}: take csv or jsonl", row=self._number - 1, column=name)
        return error


def cell(place: str, value: Any) -> str:
    """Return a cell; numbers are numbers and truths are truths, all else is text."""
    kind = type(value)
    if kind is str:
        return text_cell(place, value, QUOTED if is_run(value) else TEXT)
    if kind is bool:
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if kind is Decimal or kind is int:
        return f'<c r="{place}"><v>{number_text(Decimal(value))}</v></c>'
    return text_cell(place, TEXTS[kind](value), TEXT)


def text_cell(place: str, text: str, style: int) -> str:
    """Return a cell with a text; nothing for an empty one."""
    if not text:
        return ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t></is></c>'
