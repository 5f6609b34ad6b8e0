"""Texts as XLSX holds them: markup and characters that XML cannot hold are escaped, none is lost; it knows no sheet."""

import re

from customers.transfer.errors import TransferError

# Excel counts in units of UTF-16.
LONGEST_CELL = 32_767
# What stands for markup; what XML cannot hold, or would make into a line feed; and what looks like an escape.
_TO_ESCAPE = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class TooLongError(TransferError):
    """A text that no cell of a spreadsheet can hold."""


def xml_text(text: str) -> str:
    """Return a text as it stands between tags; raise ``TooLongError`` where a cell cannot hold it."""
    if len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise TooLongError(f"the text has more than {LONGEST_CELL:,} characters, which no cell of XLSX can hold")
    return _TO_ESCAPE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _MARKUP.get(character) or f"_x{ord(character):04X}_"
