"""Words with their spelling in plain Latin letters, as addresses on the internet have them; it knows no language."""

import re
import unicodedata
from typing import NamedTuple

_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "\u0131": "i", "đ": "d", "œ": "oe", "þ": "th", "ð": "d"}
)
_OTHERS = re.compile(r"[^a-z0-9]+")


class Word(NamedTuple):
    """A word as it is written, and in plain letters."""

    text: str
    plain: str


def plain(text: str) -> str:
    """Return a text in lower-case Latin letters, digits and hyphens."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_UNDECOMPOSED))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _OTHERS.sub("-", letters.replace("'", "")).strip("-")


def word(entry: str) -> Word:
    """Return the word of a table's entry, which tells the Latin spelling behind ``=`` where the letters are others."""
    text, _, latin = entry.partition("=")
    return Word(text, plain(latin or text))
