"""Knows what a text may hold: how letters' case is ignored, what a database keeps, what a reference in a path may be.

It must not know which field a text belongs to, who sent it, or HTTP.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST_REFERENCE = 255

_SURROGATE = re.compile("[\ud800-\udfff]")
# Unicode's category Cc, whole.
_CONTROL_CHARACTER = re.compile("[\x00-\x1f\x7f-\x9f]")


def fold(value: str) -> str:
    """Return the text in which letters' case is ignored.

    Here and not in the database: PostgreSQL folds by its cluster's locale, SQLite folds ASCII letters only. Fold what
    was sent, never what is folded: the rare accent behind a ligature would be composed anew. Check the length first:
    Python orders a long run of combining marks in quadratic time.
    """
    return value.lower() if value.isascii() else _folded(value)


# A text is folded for several columns of one row, and its neighbours hold the same towns and countries.
@lru_cache(maxsize=1024)
def _folded(value: str) -> str:
    return unicodedata.normalize("NFC", value).casefold()


def matching_key(value: str) -> str:
    """Return what is compared of a name that must be unique: blanks around it and letters' case do not count."""
    return fold(value.strip())


def is_storable(value: str) -> bool:
    """Tell whether both databases keep the text: PostgreSQL has no NUL, and UTF-8 has no lone surrogates."""
    return "\x00" not in value and (value.isascii() or not _has_surrogate(value))


def reference_flaw(value: str) -> str | None:
    """Return a word for why a reference cannot stand in the path of a URL, or ``None``.

    Browsers and HTTP libraries resolve ``.`` and ``..`` before they send, also percent-encoded, and a slash at the end
    is no part of a name: such a record could be written and never be addressed.
    """
    if len(value) > LONGEST_REFERENCE:
        return "too_long"
    if _has_surrogate(value):
        return "surrogate"
    if _CONTROL_CHARACTER.search(value):
        return "control_character"
    if value.endswith("/"):
        return "trailing_slash"
    return "dot" if value in {".", ".."} else None


def _has_surrogate(value: str) -> bool:
    # Most texts are ASCII, which a string knows of itself without being read.
    return not value.isascii() and _SURROGATE.search(value) is not None
