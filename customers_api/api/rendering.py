"""Writes answers as JSON; it knows the formats of dates and numbers on the wire and no resource."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

# Dates: UTC, whole seconds, "Z".
OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS | orjson.OPT_NON_STR_KEYS


def shortest(number: Decimal) -> int | orjson.Fragment:
    """Return the shortest JSON number of a decimal, written from its digits and never through a float."""
    if number == number.to_integral_value():
        return int(number)
    return orjson.Fragment(format(number.normalize(), "f"))


def plain(value: object) -> object:
    """Return what orjson writes for a value that it does not know."""
    if isinstance(value, Decimal):
        return shortest(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")


def dump_json(value: object) -> bytes:
    """Return a value as JSON in UTF-8."""
    try:
        return orjson.dumps(value, default=plain, option=OPTIONS)
    except orjson.JSONEncodeError:
        # An error repeats what was sent, and JSON can send what UTF-8 cannot write.
        return orjson.dumps(writable(value), default=plain, option=OPTIONS)


def writable(value: object) -> object:
    """Return a value in which lone surrogates are spelled out: ``\\ud800``."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {name: writable(inner) for name, inner in value.items()}
    return [writable(inner) for inner in value] if isinstance(value, list | tuple) else value


class JsonRenderer(BaseRenderer):
    """The only renderer of the service."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        """Return the body of an answer."""
        return dump_json(data)
