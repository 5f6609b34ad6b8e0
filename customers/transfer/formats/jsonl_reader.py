"""Reads JSONL: an object on each line, whose keys are the columns; it knows no column."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

from customers.transfer.errors import FileError, RowError, printable
from customers.transfer.formats.texts import TextLines
from customers.transfer.rows import FileRow
from customers_api.api.bounded_json import JsonBoundError, refuse_constant, refuse_unbounded


class DuplicateKeyError(ValueError):
    """An object that says two things of one key; its argument is the key."""


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; the parser alone would keep the last of two values."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise DuplicateKeyError(next(name for name in names if names.count(name) > 1))
    return found


# Looking a line through costs more than parsing it. A short one with few brackets breaks no bound that matters.
SHORT = 20_000
FEW_BRACKETS = 8
PARSER = json.JSONDecoder(object_pairs_hook=unique, parse_float=Decimal, parse_constant=refuse_constant)


class JsonlReader:
    """The rows of a file of JSONL, one at a time. There is no header: each row names its own columns."""

    names = None

    def __init__(self, stream: BinaryIO) -> None:
        self.lines = TextLines(stream, newline="\n")

    def __iter__(self) -> Iterator[FileRow]:
        while True:
            try:
                text = next(self.lines, None)
            except FileError as error:
                error.row = error.line
                raise
            if text is None:
                return
            if not text.isspace():
                yield row_of(self.lines.number, text.rstrip("\r\n"))

    def release(self) -> None:
        """Leave the stream to who has opened it."""
        self.lines.release()


def row_of(number: int, text: str) -> FileRow:
    """Return the row of a line; one that cannot be read leaves those behind it readable."""
    try:
        return FileRow(number, object_of(text), number)
    except ValueError as error:
        return FileRow(number, {}, number, RowError(str(error), row=number, line=number))


def object_of(text: str) -> dict[str, Any]:
    """Return the object of a line, or raise ``ValueError`` with the reason."""
    try:
        if len(text) > SHORT or text.count("[") + text.count("{") > FEW_BRACKETS:
            refuse_unbounded(text)
        found = PARSER.decode(text)
    except DuplicateKeyError as error:
        raise ValueError(f"the key {printable(error.args[0])} stands there twice") from error
    except JsonBoundError as error:
        raise ValueError(f"the JSON has too much of: {error}") from error
    except json.JSONDecodeError as error:
        reason = error.msg.removesuffix(" at")
        raise ValueError(f"the line is no JSON: {reason} at character {error.pos + 1}") from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"the line is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise ValueError("the line is no JSON object")
    return found
