"""Reads the cells of a sheet, row after row, as texts; it knows no archive and no column of customers."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from customers.transfer.errors import FileError, printable
from customers.transfer.formats.xlsx_values import date_text, number_text, unescaped_characters
from customers.transfer.formats.xml_parts import SEPARATOR, Readable, feed, new_parser

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
# In characters: of one row, which is in memory as a whole.
LONGEST_ROW = 8_000_000
LONGEST_LETTERS = 3
DIGITS = "0123456789"
NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
BOOLEANS = {"1": "TRUE", "0": "FALSE"}

Handler = Callable[..., Any]


@dataclass(slots=True)
class SheetRow:
    """A row: its number on the sheet, its texts by the places of their columns, and what is wrong with one of them."""

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the numbers in a sheet mean: of strings and of styles."""

    string: Callable[[int], str]
    dates: Collection[int]
    counts_from_1904: bool


class SheetParser:
    """Reads the part of a workbook that holds a sheet."""

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.rows: list[SheetRow] = []
        self.row = SheetRow(0)
        self.column = 0
        self.attributes: Mapping[str, str] = {}
        self.pieces: list[str] = []
        self.length = 0
        self.is_value = self.is_phonetic = self.is_formula = False
        self.begins = in_namespaces(
            {
                "row": self.begin_row,
                "c": self.begin_cell,
                "v": self.begin_value,
                "t": self.begin_value,
                "f": self.begin_formula,
                "rPh": self.begin_phonetic,
            }
        )
        self.ends = in_namespaces(
            {
                "row": self.end_row,
                "c": self.end_cell,
                "v": self.end_value,
                "t": self.end_value,
                "rPh": self.end_phonetic,
            }
        )

    def read(self, part: Readable) -> Iterator[SheetRow]:
        """Yield the rows that hold something."""
        parser = new_parser()
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        for _ in feed(parser, part):
            yield from self.rows
            self.rows = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell, or what a cell holds."""
        begin = self.begins.get(name)
        if begin is not None:
            begin(attributes)

    def end(self, name: str) -> None:
        """End a row, a cell, or what a cell holds."""
        end = self.ends.get(name)
        if end is not None:
            end()

    def characters(self, text: str) -> None:
        """Take a piece of what a cell holds."""
        if self.is_value:
            self.length += len(text)
            if self.length > LONGEST_ROW:
                raise FileError(f"the row is longer than {LONGEST_ROW:,} characters", row=self.row.number)
            self.pieces.append(text)

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        """Begin a row; its number may be left out."""
        said = attributes.get("r", "")
        number = int(said) if said.isdecimal() and len(said) < len(str(MOST_ROWS)) + 1 else self.row.number + 1
        if not self.row.number < number <= MOST_ROWS:
            raise FileError(f"the workbook is damaged: row {printable(said)} follows row {self.row.number}")
        self.row = SheetRow(number)
        self.column = 0
        self.length = 0

    def end_row(self) -> None:
        """End a row."""
        self.rows.append(self.row)

    def begin_value(self, _: Mapping[str, str]) -> None:
        """Begin a value, or a piece of text that is not about how the others are spoken."""
        self.is_value = not self.is_phonetic

    def end_value(self) -> None:
        """End it."""
        self.is_value = False

    def begin_phonetic(self, _: Mapping[str, str]) -> None:
        """Begin what tells how a text is spoken."""
        self.is_phonetic = True

    def end_phonetic(self) -> None:
        """End it."""
        self.is_phonetic = False

    def begin_formula(self, _: Mapping[str, str]) -> None:
        """Note that the cell is calculated."""
        self.is_formula = True

    def begin_cell(self, attributes: dict[str, str]) -> None:
        """Begin a cell; its place may be left out."""
        place = attributes.get("r")
        column = self.column + 1 if place is None else column_number(place.rstrip(DIGITS))
        if not self.column < column <= MOST_COLUMNS:
            raise FileError("the workbook is damaged: the cells of a row are not in their order", row=self.row.number)
        self.column = column
        self.attributes = attributes
        self.pieces = []
        self.is_formula = False

    def end_cell(self) -> None:
        """Take the text of the cell, or remember what is wrong with it."""
        if not self.pieces and not self.is_formula:
            return
        if self.is_formula:
            self.blame("holds a formula, and files are read without calculating: paste its value instead")
            return
        try:
            text = self.text_of("".join(self.pieces))
        except (ValueError, OverflowError) as error:
            self.blame(f"cannot be read: {error}")
            return
        if text:
            self.row.cells[self.column] = text

    def blame(self, reason: str) -> None:
        """Remember what is wrong with the row; the first fault counts."""
        self.row.fault = self.row.fault or f"the cell {column_letters(self.column)}{self.row.number} {reason}"

    def text_of(self, value: str) -> str:
        """Return what a value means as text."""
        kind = self.attributes.get("t", "n")
        if kind in {"inlineStr", "str"}:
            return unescaped_characters(value)
        if kind == "s":
            return self.meaning.string(int(value))
        if kind == "n":
            return self.number(value.strip())
        if kind == "b":
            return BOOLEANS.get(value.strip(), value)
        if kind == "d":
            return value.removesuffix("T00:00:00")
        raise ValueError(f"it holds the error {printable(value)}")

    def number(self, value: str) -> str:
        """Return what a number means in its style."""
        style = self.attributes.get("s", "0")
        if value and style.isdecimal() and int(style) in self.meaning.dates:
            return date_text(value, counts_from_1904=self.meaning.counts_from_1904)
        return number_text(value) if value else ""


def in_namespaces(handlers: Mapping[str, Handler]) -> dict[str, Handler]:
    """Return the handlers of elements by their names in each of the two namespaces that a sheet may be written in."""
    return {f"{namespace}{SEPARATOR}{name}": handler for namespace in NAMESPACES for name, handler in handlers.items()}


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the place of a column: A is 1, and 0 is none."""
    number = 0
    if len(letters) > LONGEST_LETTERS or not letters.isalpha() or not letters.isascii():
        return 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
