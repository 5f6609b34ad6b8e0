"""Codes and numbers by their pattern: phones, postal codes, tax numbers. It knows no country.

``#`` is a digit, ``@`` a letter, ``[01-20]`` a number as wide as the first of the two; all else stands for itself.
"""

import re
from collections.abc import Sequence

from customers.generation.chance import Random

# Letters that are in the postal codes of Britain, Canada, Ireland and the Netherlands alike.
LETTERS = "AEHNPRTX"
_PART = re.compile(r"#+|@|\[(\d+)-(\d+)\]")


class Pattern:
    """A text in which numbers and letters are drawn."""

    __slots__ = ("_form", "_sources")

    def __init__(self, text: str) -> None:
        self._sources: list[tuple[Sequence[object], int]] = []
        form, end = "", 0
        for match in _PART.finditer(text):
            form += text[end : match.start()].replace("%", "%%") + self._part(match)
            end = match.end()
        self._form = form + text[end:].replace("%", "%%")

    def _part(self, match: "re.Match[str]") -> str:
        """Take in what is to be drawn, and return how it is written."""
        text = match[0]
        if text == "@":
            self._sources.append((LETTERS, len(LETTERS)))
            return "%s"
        low, high, width = (
            (int(match[1]), int(match[2]), len(match[1])) if match[1] else (0, 10 ** len(text) - 1, len(text))
        )
        self._sources.append((range(low, high + 1), high - low + 1))
        return f"%0{width}d"

    def draw(self, random: Random) -> str:
        """Return a text of the pattern."""
        return self._form % tuple([source[int(random() * size)] for source, size in self._sources])
