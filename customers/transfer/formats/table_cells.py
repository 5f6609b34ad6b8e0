"""Values as the texts of a table: empty for nothing, JSON for lists and objects; it knows no column and no file."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import NoneType
from typing import Any

from customers_api.api.rendering import dump_json


def number_text(number: Decimal) -> str:
    """Return the shortest form of a decimal, from its digits and never through a float."""
    text = f"{number:f}"
    shortest = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shortest == "-0" else shortest


def json_text(value: Any) -> str:
    """Return a list or an object as JSON; an empty one is nothing."""
    return dump_json(value).decode() if value else ""


TEXTS: Mapping[type, Callable[[Any], str]] = {
    NoneType: lambda _: "",
    str: str,
    bool: lambda value: "true" if value else "false",
    int: str,
    Decimal: number_text,
    list: json_text,
    tuple: json_text,
    dict: json_text,
}
