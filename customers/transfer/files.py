"""Opens files of customers by their format; it knows which columns a header may name, and no rule of a customer."""

import io
import os
from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from customers.transfer.decoding import check_header
from customers.transfer.errors import FileError, printable
from customers.transfer.formats.csv_reader import CsvReader
from customers.transfer.formats.jsonl_reader import JsonlReader
from customers.transfer.formats.xlsx_package import LARGEST
from customers.transfer.formats.xlsx_reader import XlsxReader
from customers.transfer.rows import FileRow


class Format(StrEnum):
    """The formats of files."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


class Reader(Protocol):
    """What reads a format; ``names`` are those of the header, where the format has one."""

    @property
    def names(self) -> tuple[str, ...] | None:
        """Return the names of the columns."""

    def __iter__(self) -> Iterator[FileRow]:
        """Read the rows."""

    def release(self) -> None:
        """Leave the stream to who has opened it."""


def new_reader(stream: BinaryIO, file_format: Format, largest: int) -> Reader:
    """Return what reads a format."""
    if file_format is Format.XLSX:
        return XlsxReader(stream, largest)
    return CsvReader(stream) if file_format is Format.CSV else JsonlReader(stream)


def format_of(name: str) -> Format:
    """Return the format that a file's name tells."""
    ending = Path(name).suffix.lower().removeprefix(".")
    if ending in set(Format):
        return Format(ending)
    raise FileError(f"the name {printable(Path(name).name)} tells no format: say csv, xlsx or jsonl")


class Rows:
    """The rows of a file, one at a time, each read once. The header was looked at when it was opened.

    ``size`` and ``position`` are bytes of the file, to tell how far one is.
    """

    def __init__(self, stream: BinaryIO, file_format: Format, largest: int, owned: BinaryIO | None = None) -> None:
        self.stream = stream
        self.owned = owned
        self.size = size_of(stream)
        with ExitStack() as opened:
            opened.callback(self.close_owned)
            self.reader = new_reader(stream, file_format, largest)
            opened.callback(self.reader.release)
            if self.reader.names is not None:
                check_header(self.reader.names)
            # All is well: what was opened stays so.
            opened.pop_all()

    @property
    def names(self) -> tuple[str, ...] | None:
        """The columns of the header, where the format has one."""
        return self.reader.names

    @property
    def position(self) -> int:
        """How many bytes of the file were read; of a pipe nobody knows."""
        return 0 if self.size is None else self.stream.tell()

    def __iter__(self) -> Iterator[FileRow]:
        return iter(self.reader)

    def close(self) -> None:
        """Close the file, if it was opened here."""
        self.reader.release()
        self.close_owned()

    def close_owned(self) -> None:
        """Close what was opened here."""
        if self.owned is not None:
            self.owned.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_rows(source: Path | BinaryIO, file_format: Format, *, largest: int = LARGEST) -> Rows:
    """Open a file, or a stream of bytes, and look at its header; raise ``FileError`` where it cannot be read.

    A workbook may unpack to ``largest`` bytes: for a page that takes files from strangers, less than the default.
    """
    if not isinstance(source, Path):
        return Rows(source, file_format, largest)
    try:
        stream = source.open("rb")
    except OSError as error:
        raise FileError(f"{printable(str(source))} cannot be read: {error.strerror}") from error
    return Rows(stream, file_format, largest, owned=stream)


def size_of(stream: BinaryIO) -> int | None:
    """Return how many bytes there are, or ``None`` where nobody can know."""
    try:
        place = stream.tell()
        size = stream.seek(0, os.SEEK_END)
        stream.seek(place)
    except (OSError, io.UnsupportedOperation):
        return None
    return size - place
