"""Reads JSON that strangers send, within bounds; it knows neither a media type nor a resource.

The text is looked through before it is parsed: a parser puts all there is into memory, a hundred bytes for each empty
list, and goes down as deep as the text says.
"""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings

# Strings, brackets, and runs of anything else that is no blank and no punctuation: numbers, words, rubbish.
# Nothing is given back once it was taken, so no text takes longer than its length; a string may end with the text.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]|[^\s"\[\]{}:,]++', re.DOTALL)


class JsonBoundError(ValueError):
    """A text that breaks a bound; its one argument names which: ``depth``, ``values``, ``number``."""


def load_json(text: str) -> Any:
    """Return what a text says, decimals exactly; raise ``ValueError`` for what is no JSON, or too much of it."""
    refuse_unbounded(text)
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=refuse_constant)
    except (ArithmeticError, RecursionError) as error:
        raise ValueError(str(error)) from error


def refuse_unbounded(text: str) -> None:
    """Raise when there are too many levels, too many keys and values, or too many characters in a number."""
    depth = values = 0
    for token in _TOKEN.finditer(text):
        first = text[token.start()]
        if first in "]}":
            depth -= 1
            if depth < 0:
                # The parser gets no further either.
                return
            continue
        values += 1
        if values > settings.MAX_JSON_VALUES:
            raise JsonBoundError("values")
        if first in "[{":
            depth += 1
            if depth > settings.MAX_JSON_DEPTH:
                raise JsonBoundError("depth")
        elif first != '"' and token.end() - token.start() > settings.MAX_NUMBER_LENGTH:
            raise JsonBoundError("number")


def refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and the infinities, which are no JSON."""
    raise ValueError(f"{name} is no JSON")
