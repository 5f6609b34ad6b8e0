"""Wire types of dialect v1: a declared parameter reads what was sent for it, or says what is wrong with it.

It knows the formats of the wire, and no rule of a record.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile

from customers_api.api.bounded_json import load_json
from customers_api.core.drafts import Incoming
from customers_api.core.pictures import read_picture
from customers_api.core.problems import Problem, ProblemCode
from customers_api.core.references import ById, ByReference, Pointer

if TYPE_CHECKING:
    from organizations.models import Organization

DIGITS = re.compile(r"[0-9]+\Z")
INTEGER = re.compile(r"-?[0-9]{1,400}\Z")
DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,9})?\Z")
BOOLEANS = {"true": True, "false": False}
# The spelling [{"id"=7}] of the documents, which is no JSON.
EQUALS_AFTER_KEY = re.compile(r'("\w+")\s*=')
# More digits than an id can have: such a record does not exist, but the number is of the right type.
LONGEST_ID = 400


class UnreadableType:
    """Stands for a value that was sent but could not be read: it does not count as missing, nor as a yes."""

    def __bool__(self) -> bool:
        return False


UNREADABLE = UnreadableType()


@dataclass(frozen=True)
class Parameter(ABC):
    """A parameter: its name on the wire and the core's field; ``field_name`` is the same where it is left out."""

    name: str
    field_name: str = ""

    @property
    def core_name(self) -> str:
        """The core's name of the field."""
        return self.field_name or self.name

    def is_used_by(self, organization: "Organization") -> bool:
        """Tell whether the parameter means anything to an organization; where it does not, it is ignored."""
        return True

    def read(self, raw: object, *, external: bool) -> Any:
        """Return the core's value; an empty one clears the field."""
        return None if raw is None or raw == "" else self.decode(raw, external=external)

    @abstractmethod
    def decode(self, raw: object, *, external: bool) -> Any:
        """Return the core's value of what was sent."""

    def invalid(self) -> Problem:
        """Return the problem of a value of another type."""
        return Problem(ProblemCode.INVALID_TYPE, self.core_name)


class Text(Parameter):
    """A text; a JSON number is taken as its digits."""

    def decode(self, raw: object, *, external: bool) -> str:
        """Return the text as it was sent."""
        if isinstance(raw, str):
            return raw
        if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
            return str(raw)
        raise self.invalid()


class Integer(Parameter):
    """A whole number."""

    def decode(self, raw: object, *, external: bool) -> int:
        """Return the number."""
        if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and INTEGER.match(raw):
            return int(raw)
        raise self.invalid()


class Double(Parameter):
    """A finite decimal number, kept exactly."""

    def decode(self, raw: object, *, external: bool) -> Decimal:
        """Return the number."""
        if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
            return Decimal(raw)
        if isinstance(raw, str) and DECIMAL.match(raw):
            return Decimal(raw)
        raise self.invalid()


class Boolean(Parameter):
    """``true`` or ``false`` in any case, or a JSON boolean."""

    def decode(self, raw: object, *, external: bool) -> bool:
        """Return the truth."""
        return read_boolean(raw, self.core_name)


def read_boolean(raw: object, name: str) -> bool:
    """Return the truth that was sent, or raise ``INVALID_BOOLEAN`` for the field or parameter named."""
    value = raw if isinstance(raw, bool) else BOOLEANS.get(raw.lower()) if isinstance(raw, str) else None
    if value is None:
        raise Problem(ProblemCode.INVALID_BOOLEAN, name)
    return value


@dataclass(frozen=True)
class Choice(Text):
    """One of several words; for any other text stands one that is no choice, which the rules of the field refuse."""

    words: Mapping[str, str] = field(default_factory=dict)

    def decode(self, raw: object, *, external: bool) -> str:
        """Return the core's word; the core's own words mean nothing here."""
        return self.words.get(super().decode(raw, external=external), "?")


@dataclass(frozen=True)
class LinkTo(Parameter):
    """A link to another record: an id, or its reference where references are in force. ``noun`` is what it is called.

    The object of an answer is accepted too, by its id, so that whatever was read can be sent back.
    """

    noun: str = ""

    def decode(self, raw: object, *, external: bool) -> Pointer:
        """Return the pointer."""
        pointer = read_pointer(raw, external=external)
        if pointer is None:
            raise self.invalid()
        return pointer


class NumericLinkTo(LinkTo):
    """A link that is always an id."""

    def decode(self, raw: object, *, external: bool) -> Pointer:
        """Return the pointer."""
        if isinstance(raw, Mapping) and "id" not in raw:
            raise self.invalid()
        return super().decode(raw, external=False)


class LinkList(LinkTo):
    """A list of links, as JSON or in the documents' spelling; it replaces the stored list."""

    def decode(self, raw: object, *, external: bool) -> Any:
        """Return the pointers."""
        elements = read_list(raw) if isinstance(raw, str) else raw
        if not isinstance(elements, Sequence) or isinstance(elements, str):
            raise self.bad_element()
        pointers = [read_pointer(element, external=external) for element in elements]
        if None in pointers:
            raise self.bad_element()
        return pointers

    def bad_element(self) -> Problem:
        """Return the problem of an element that is no link."""
        return Problem(ProblemCode.INVALID_ELEMENT, self.core_name)


def read_list(text: str) -> object:
    """Return what a text says in JSON or in the documents' spelling, or ``None``."""
    for spelling in (text, EQUALS_AFTER_KEY.sub(r"\1:", text)):
        try:
            return load_json(spelling)
        except ValueError:
            continue
    return None


def read_pointer(raw: object, *, external: bool) -> Pointer | None:
    """Return the link that a number, a text or an object with an id stands for; ``None`` for anything else."""
    if isinstance(raw, Mapping):
        inner = raw.get("id", raw.get("reference"))
        return None if isinstance(inner, Mapping) else read_pointer(inner, external=external or "id" not in raw)
    if isinstance(raw, bool) or raw is None or raw == "":
        return None
    if isinstance(raw, int):
        return ById(raw) if raw >= 0 else None
    if isinstance(raw, str) and external:
        return ByReference(raw)
    if isinstance(raw, str) and len(raw) <= LONGEST_ID and DIGITS.match(raw):
        return ById(int(raw))
    return None


class PictureFile(Parameter):
    """An uploaded picture, judged by its content; or the address under which an answer showed the stored one."""

    def decode(self, raw: object, *, external: bool) -> Any:
        """Return the checked picture, or the address."""
        if isinstance(raw, str) and raw.startswith(("http://", "https://")):
            return raw
        if not isinstance(raw, UploadedFile):
            raise self.invalid()
        # Work that lost a race is done again, and reads the file again.
        raw.seek(0)
        return read_picture(raw.read(), file_name=raw.name or "")


def decode_body(parameters: Sequence[Parameter], body: Mapping[str, object], *, external: bool) -> Incoming:
    """Read the declared parameters of a body; all others are ignored.

    The first one that cannot be read is kept as the problem, because required parameters are looked for first.
    """
    values: dict[str, Any] = {}
    first: Problem | None = None
    for parameter in parameters:
        if parameter.name not in body:
            continue
        try:
            values[parameter.core_name] = parameter.read(body[parameter.name], external=external)
        except Problem as problem:
            values[parameter.core_name] = UNREADABLE
            first = first or problem
    return Incoming(values, first)
