"""The texts of a workbook that its cells name by number, kept on the disk: a large workbook has millions of them."""

import os
import tempfile
from array import array
from functools import lru_cache

from customers.transfer.errors import FileError
from customers.transfer.formats.xlsx_values import unescaped_characters
from customers.transfer.formats.xml_parts import Readable, feed, local, new_parser

# In characters; far more than a cell can hold, escapes included.
LONGEST_TEXT = 1_000_000
REMEMBERED = 2000


class SharedStrings:
    """The shared strings of a workbook, by their numbers; close them."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as the workbook
        self._ends = array("Q", [0])
        self.text = lru_cache(REMEMBERED)(self._text)

    def read(self, part: Readable) -> None:
        """Read the part of a workbook that holds them."""
        StringsParser(self).read(part)
        self._file.flush()

    def add(self, text: str) -> None:
        """Add the next text."""
        content = text.encode("utf-8", "surrogatepass")
        self._file.write(content)
        self._ends.append(self._ends[-1] + len(content))

    def _text(self, number: int) -> str:
        """Return a text; raise ``ValueError`` where there is none."""
        if not 0 <= number < len(self._ends) - 1:
            raise ValueError(f"the workbook has no text number {number}")
        start, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._file.fileno(), end - start, start).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


class StringsParser:
    """Reads the part of a workbook that holds its strings."""

    def __init__(self, strings: SharedStrings) -> None:
        self.strings = strings
        self.pieces: list[str] = []
        self.length = 0
        self.is_text = False
        self.is_phonetic = False

    def read(self, part: Readable) -> None:
        """Read all strings."""
        parser = new_parser()
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        for _ in feed(parser, part):
            pass

    def begin(self, name: str, _: dict[str, str]) -> None:
        """Begin a string, a piece of one, or how it is spoken."""
        element = local(name)
        if element == "si":
            self.pieces, self.length = [], 0
        elif element == "rPh":
            self.is_phonetic = True
        elif element == "t":
            self.is_text = not self.is_phonetic

    def end(self, name: str) -> None:
        """End a string or a part of it."""
        element = local(name)
        if element == "si":
            self.strings.add(unescaped_characters("".join(self.pieces)))
        elif element == "rPh":
            self.is_phonetic = False
        elif element == "t":
            self.is_text = False

    def characters(self, text: str) -> None:
        """Take a piece of a string."""
        if self.is_text:
            self.length += len(text)
            if self.length > LONGEST_TEXT:
                raise FileError(f"a text of the workbook is longer than {LONGEST_TEXT:,} characters")
            self.pieces.append(text)
