"""Texts that a spreadsheet would run as formulas, and the apostrophe that stops it; it knows no file.

A spreadsheet takes what begins with ``= + - @``, a tab or a carriage return for a formula, some of them also behind
blanks or in their full-width form. Such a text gets an apostrophe in front, and so does one with apostrophes before
such a text, so that each comes back as it was. All others stay as they are: ``'s-Hertogenbosch``.
"""

import re

APOSTROPHE = "'"
# Blanks, control characters and those that nobody sees.
UNSEEN = r"\s\x00-\x20\x7f-\xa0\xad\u115f\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
# The signs, and every letter whose compatible form is one of them.
SIGNS = "=+\\-@\u207a-\u207c\u208a-\u208c\u2212\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
# How most texts begin; a look at one letter is faster than one at a pattern.
HARMLESS = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789{["#')
_RUNS = rf"(?:[{UNSEEN}]*[{SIGNS}]|[\t\r\n])"
_IS_RUN = re.compile(_RUNS)
_TO_ESCAPE = re.compile(f"{APOSTROPHE}*{_RUNS}")
_ESCAPED = re.compile(f"{APOSTROPHE}+{_RUNS}")


def is_run(text: str) -> bool:
    """Tell whether a spreadsheet might take a text for a formula if it were typed in."""
    return text[:1] not in HARMLESS and _IS_RUN.match(text) is not None


def escaped(text: str) -> str:
    """Return a text as it stands in a cell."""
    if text[:1] in HARMLESS or not _TO_ESCAPE.match(text):
        return text
    return APOSTROPHE + text


def unescaped(cell: str) -> str:
    """Return the text that a cell was made of."""
    return cell[1:] if _ESCAPED.match(cell) else cell
