"""XML of strangers, in pieces: no document type, and with it no entities; it knows no format that is written in XML."""

from collections.abc import Iterator, Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from customers.transfer.errors import FileError

PIECE = 1 << 16
# Between the address of a namespace and the local name.
SEPARATOR = " "

Attributes = Mapping[str, str]


class Readable(Protocol):
    """What is read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""


def new_parser() -> expat.XMLParserType:
    """Return a parser that refuses documents which declare their own type, as no workbook does.

    Whoever may declare entities may make a gigabyte of a hundred bytes, or name a file of this machine.
    """
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    return parser


def refuse_doctype(*_: object) -> NoReturn:
    """Refuse a document type."""
    raise FileError("the workbook declares an XML document type, which no workbook has")


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(SEPARATOR)[2]


def feed(parser: expat.XMLParserType, part: Readable) -> Iterator[None]:
    """Let the parser read a part of a workbook, piece by piece."""
    try:
        while piece := part.read(PIECE):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileError(f"the workbook is damaged: its XML is broken ({expat.ErrorString(error.code)})") from error
    yield


def elements(part: Readable) -> Iterator[tuple[str, Attributes]]:
    """Yield the elements of a part as they begin: local name and attributes by their local names."""
    begun: list[tuple[str, Attributes]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        begun.append((local(name), {local(key): value for key, value in attributes.items()}))

    parser = new_parser()
    parser.StartElementHandler = begin
    for _ in feed(parser, part):
        yield from begun
        begun.clear()
