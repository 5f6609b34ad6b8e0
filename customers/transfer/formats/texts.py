"""Reads files of text line by line: UTF-8, with or without its mark; it knows no format that is written in text."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from customers.transfer.errors import FileError

# A line is in memory as a whole. The longest ones that a service of customers can write are far below it.
LONGEST_LINE = 16_000_000
# What a byte becomes that is no UTF-8; UTF-8 itself can hold none of these.
UNREADABLE_BYTE = re.compile("[\udc80-\udcff]")
# How files begin that are something else.
BEGINNINGS = (
    (b"\xff\xfe", "the file is UTF-16, not UTF-8: save it as UTF-8"),
    (b"\xfe\xff", "the file is UTF-16, not UTF-8: save it as UTF-8"),
    (b"PK\x03\x04", "the file is no text: it looks like XLSX"),
    (b"\xd0\xcf\x11\xe0", "the file is no text: it looks like an old or encrypted workbook"),
)


class TextLines(Iterator[str]):
    """The lines of a file of text, their ends included; ``number`` is that of the last one, from 1.

    ``newline`` is what ends a line, as ``open`` takes it: "" for any end.
    """

    def __init__(self, stream: BinaryIO, newline: str) -> None:
        # No byte is an error to the decoder, because its errors tell no line.
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline=newline)
        self.number = 0

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if self.number == 1:
            self._look_at_beginning(line)
        if len(line) == LONGEST_LINE:
            raise FileError(f"the line is longer than {LONGEST_LINE:,} characters", line=self.number)
        if "\0" in line:
            raise FileError("there is a NUL byte, which text in UTF-8 has none of", line=self.number)
        if not line.isascii() and (found := UNREADABLE_BYTE.search(line)):
            byte = ord(found[0]) - 0xDC00
            raise FileError(
                f"the byte 0x{byte:02x} at character {found.start() + 1} is not UTF-8: save the file as UTF-8",
                line=self.number,
            )
        return line

    def _look_at_beginning(self, line: str) -> None:
        for beginning, reason in BEGINNINGS:
            if line.startswith(beginning.decode("utf-8", "surrogateescape")):
                raise FileError(reason)

    def release(self) -> None:
        """Leave the stream to who has opened it."""
        self._text.detach()
