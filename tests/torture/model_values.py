"""A second opinion on the parameters of dialect v1: what each type accepts, and in which words it refuses.

Written from the documented rules alone. It must not import anything of the service.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"-?\d+", re.ASCII)
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
Pointer = tuple[str, Any]
# Stands for a value that was sent and could not be read.
BAD: Any = object()


class RefusalError(Exception):
    """An answer that refuses a request."""

    def __init__(self, status: int, code: str, text: str, **more: Any) -> None:
        super().__init__(text)
        self.status = status
        self.body = {"error": code, "error_description": text, **more}


def missing(name: str) -> RefusalError:
    return RefusalError(400, "missing_param", f"{name} parameter is missing")


def wrong_type(name: str) -> RefusalError:
    text = f"The type of parameter {name} you provided is not valid for this request."
    return RefusalError(400, "invalid_param_type", text)


def no_truth(name: str) -> RefusalError:
    text = f"An invalid value was specified for parameter: {name} (must be a boolean: true or false)"
    return RefusalError(400, "invalid_param_type", text)


def unknown(noun: str, pointer: Pointer) -> RefusalError:
    return RefusalError(404, "not_found", f"The {noun} with the {pointer[0]} {pointer[1]} doesn't exist.")


def save_failed(*flaws: tuple[str, str]) -> RefusalError:
    details = [{"parameter": name, "message": message} for name, message in flaws]
    return RefusalError(400, "save_failed", "Failed to save instance.", details=details)


@dataclass(frozen=True)
class Param:
    """A parameter; ``default`` is what a record holds when it is left out of a creation, or cleared."""

    name: str
    default: Any = None

    def read(self, raw: Any, *, external: bool) -> Any:
        """Return the value; ``None`` clears."""
        return None if raw is None or raw == "" else self.decode(raw, external=external)

    def decode(self, raw: Any, *, external: bool) -> Any:
        raise NotImplementedError

    def flaw(self, value: Any) -> str | None:
        """Return what is wrong with a value of the right type."""
        return None


@dataclass(frozen=True)
class Text(Param):
    """A text; a JSON number is taken as its digits."""

    longest: int = 255

    def decode(self, raw: Any, *, external: bool) -> str:
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return json.dumps(raw)
        if not isinstance(raw, str):
            raise wrong_type(self.name)
        return raw

    def flaw(self, value: str) -> str | None:
        if len(value) > self.longest:
            return f"must not be longer than {self.longest} characters"
        return "must not hold a NUL character or a lone surrogate" if "\0" in value else None


class Reference(Text):
    """A text that can stand in a path."""

    def flaw(self, value: str) -> str | None:
        if CONTROL.search(value):
            return "must not hold a control character"
        if value.endswith("/"):
            return "must not end with a slash"
        return "must not be a dot or two dots alone" if value in {".", ".."} else super().flaw(value)


class Colour(Text):
    """A colour as browsers write it."""

    def flaw(self, value: str) -> str | None:
        return super().flaw(value) or (None if COLOUR.fullmatch(value) else "must be written as #RRGGBB")


class Truth(Param):
    """A boolean."""

    def decode(self, raw: Any, *, external: bool) -> bool:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw.lower() in {"true", "false"}:
            return raw.lower() == "true"
        raise no_truth(self.name)


@dataclass(frozen=True)
class Whole(Param):
    """A whole number within limits."""

    least: int = 0
    most: int = 2**31 - 1

    def decode(self, raw: Any, *, external: bool) -> int:
        if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and WHOLE.fullmatch(raw):
            return int(raw)
        raise wrong_type(self.name)

    def flaw(self, value: int) -> str | None:
        if value < self.least:
            return f"must not be less than {self.least}"
        return f"must not be more than {self.most}" if value > self.most else None


@dataclass(frozen=True)
class Number(Param):
    """A decimal number within limits."""

    least: str | None = None
    most: str | None = None
    digits: int = 12
    decimals: int = 3

    def decode(self, raw: Any, *, external: bool) -> Decimal:
        text = json.dumps(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else raw
        if not isinstance(text, str) or not NUMBER.fullmatch(text):
            raise wrong_type(self.name)
        try:
            return Decimal(text)
        except InvalidOperation:
            raise wrong_type(self.name) from None

    def flaw(self, value: Decimal) -> str | None:
        if value and value.adjusted() >= self.digits:
            return f"must not have more than {self.digits} digits before the decimal point"
        rest = value * 10**self.decimals
        if rest != rest.to_integral_value():
            return f"must not have more than {self.decimals} decimals"
        if self.least is not None and value < Decimal(self.least):
            return f"must not be less than {self.least}"
        return f"must not be more than {self.most}" if self.most is not None and value > Decimal(self.most) else None


@dataclass(frozen=True)
class Word(Text):
    """One of several words, each of which may be written in several ways."""

    words: Mapping[str, str] = field(default_factory=dict)

    def decode(self, raw: Any, *, external: bool) -> str:
        return self.words.get(super().decode(raw, external=external), "?")

    def flaw(self, value: str) -> str | None:
        return "must be one of the documented values" if value == "?" else None


@dataclass(frozen=True)
class Link(Param):
    """A link to a record of a table, under the noun that it is called by."""

    table: str = ""
    noun: str = ""
    always_id: bool = False

    def decode(self, raw: Any, *, external: bool) -> Any:
        found = pointer(raw, external=external and not self.always_id)
        if found is None:
            raise wrong_type(self.name)
        return found


class Links(Link):
    """A list of links, also as a text, also in the documented spelling that is no JSON."""

    def decode(self, raw: Any, *, external: bool) -> list[Pointer]:
        elements = raw
        if isinstance(raw, str):
            try:
                elements = json.loads(raw.replace("=", ":"))
            except ValueError:
                elements = None
        found = [pointer(element, external=external) for element in elements] if isinstance(elements, list) else [None]
        if None in found:
            raise wrong_type(f"{self.noun} id")
        return [one for one in found if one is not None]


def pointer(raw: Any, *, external: bool) -> Pointer | None:
    """Return the link that a value stands for: a number is an id, a text whatever is in force."""
    if isinstance(raw, dict):
        inner = raw.get("id", raw.get("reference"))
        return None if isinstance(inner, dict) else pointer(inner, external=external or "id" not in raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return ("id", raw) if raw >= 0 else None
    if isinstance(raw, str) and external:
        return ("reference", raw)
    return ("id", int(raw)) if isinstance(raw, str) and raw.isdecimal() and raw.isascii() else None
