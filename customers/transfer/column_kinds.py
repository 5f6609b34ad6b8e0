"""What a column of a file is, and how each kind of cell is read and shown; it knows no column by name.

Cells of tables are texts and are read as the forms of dialect v1 are; values of JSONL are read as its JSON is. Links
differ: in files they are references, since ids mean nothing in another database.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from customers.planning import FreeCountry
from customers_api.api.bounded_json import load_json
from customers_api.api.datetimes import read_datetime
from customers_api.api.parameters import Parameter, read_list, read_pointer
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.reading import Key, Page
from customers_api.core.references import ByReference, LinkedRow, Pointer

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
SEPARATORS = re.compile(r"[,;|]")

Decode = Callable[[object], Any]


@dataclass(frozen=True)
class Column:
    """A column of a file.

    ``decode`` makes of a cell that says something the core's value of the one of the ``fields``; where there are
    several, a mapping of them. ``cleared`` is what an empty cell says. ``key`` is how the column is read and shown.
    Numbers and truths, as a spreadsheet knows them too, are no ``is_text``. Where a column ``keeps_text``, a text
    is the value as it stands, and needs no decoder.
    """

    name: str
    fields: tuple[str, ...]
    decode: Decode
    key: Key
    cleared: Mapping[str, Any] = field(default_factory=dict)
    is_text: bool = True
    keeps_text: bool = False


def plain(parameter: Parameter) -> Decode:
    """Return the decoder of a parameter of dialect v1, which a cell is read like."""
    return partial(parameter.decode, external=True)


def free_country(parameter: Parameter) -> Decode:
    """Return the decoder of a country: a text that means none is kept, since another dialect may have stored it."""

    def decode(cell: object) -> FreeCountry:
        return FreeCountry(parameter.decode(cell, external=True))

    return decode


def moment(name: str) -> Decode:
    """Return the decoder of a date with its time; where no zone is said, UTC is meant, and midnight without a time."""

    def decode(cell: object) -> Any:
        text = cell if isinstance(cell, str) else ""
        for spelling in (text, f"{text}Z", f"{text}T00:00:00Z"):
            found = read_datetime(spelling)
            if found is not None:
                return found
        raise Problem(ProblemCode.INVALID_DATETIME, name, value=cell)

    return decode


def link(name: str) -> Decode:
    """Return the decoder of a link."""

    def decode(cell: object) -> Pointer:
        pointer = pointer_of(cell)
        if pointer is None:
            raise Problem(ProblemCode.INVALID_TYPE, name)
        return pointer

    return decode


def links(name: str) -> Decode:
    """Return the decoder of a list of links: JSON, or references with commas, semicolons or bars between them."""

    def decode(cell: object) -> Sequence[Pointer]:
        if isinstance(cell, str):
            pointers = listed(cell) if len(cell) <= LONGEST_REMEMBERED else pointers_of(list_of(cell))
        else:
            pointers = pointers_of(cell)
        if pointers is None:
            raise Problem(ProblemCode.INVALID_ELEMENT, name)
        return pointers

    return decode


def pointers_of(elements: object) -> Sequence[Pointer] | None:
    """Return the links of a list, or ``None`` when it is no list of links."""
    if not isinstance(elements, Sequence) or isinstance(elements, str):
        return None
    pointers = [pointer_of(element) for element in elements]
    found = tuple(pointer for pointer in pointers if pointer is not None)
    return found if len(found) == len(pointers) else None


# Most rows link to the same few records. What a stranger makes long is not remembered.
LONGEST_REMEMBERED = 255
by_reference = lru_cache(maxsize=4096)(ByReference)


@lru_cache(maxsize=1024)
def listed(text: str) -> Sequence[Pointer] | None:
    """Return the links that a cell of a table lists, remembered."""
    return pointers_of(list_of(text))


def pointer_to(reference: str) -> Pointer:
    """Return the link to a reference."""
    return by_reference(reference) if len(reference) <= LONGEST_REMEMBERED else ByReference(reference)


def pointer_of(cell: object) -> Pointer | None:
    """Return the link that a reference or an object means, or ``None``.

    A number alone is refused: in dialect v1 it would be an id, and in a file it looks like a reference.
    """
    if isinstance(cell, str) and not cell.startswith("{"):
        return pointer_to(cell) if cell else None
    sent = object_of(cell)
    if sent is None:
        return None
    reference = sent.get("reference")
    if isinstance(reference, str) and reference:
        return pointer_to(reference)
    return read_pointer(sent.get("id"), external=False)


def object_of(cell: object) -> Mapping[str, Any] | None:
    """Return the object that a cell holds or spells out in JSON, or ``None``."""
    if isinstance(cell, str):
        try:
            cell = load_json(cell)
        except ValueError:
            return None
    return cell if isinstance(cell, Mapping) else None


def list_of(text: str) -> object:
    """Return the elements that a cell of a table lists."""
    return read_list(text) if text.startswith("[") else [part.strip() for part in SEPARATORS.split(text)]


def shown_link(row: LinkedRow) -> object:
    """Return what stands in a file for a linked record: its reference, or an object where that could not be told apart.

    A region and a user may have no reference; then the id is all there is.
    """
    if row.reference is None:
        return {"id": row.id}
    return {"reference": row.reference} if row.reference.startswith("{") else row.reference


def link_key(name: str, field_name: str) -> Key:
    """Return how a link is read and shown."""

    def show(value: int | None, page: Page) -> object:
        return None if value is None else shown_link(page.links[field_name][value])

    return Key(name, f"{field_name}_id", None, show, link=field_name)
