r"""Knows wildcard search: ``*`` stands for any run of characters, everything else for itself, case ignored.

It must not know which columns are searched, nor how a pattern came here. Those columns hold folded text: ``Pattern``
folds what is searched for, never the column, so that an index on it can be used.
"""

import re
from dataclasses import dataclass
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup, Q, TextField
from django.db.models.sql.compiler import SQLCompiler

from customers_api.core.text import fold, is_storable

# The characters of a pattern without its asterisks. A searched value has at most 1,024 characters, and a letter
# decomposes into at most four code points and folds into at most three: no longer pattern can match. It also keeps
# the LIKE pattern below the 50,000 bytes beyond which SQLite raises: four bytes a character (or two and an escape),
# and one "%" beside each.
LONGEST_LITERALS = 4_096
TRIGRAM, SHORTEST_START = 3, 2
# Each word is a condition, and SQLite raises at a thousand of them.
MOST_WORDS = 50

_ORDINARY = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is searched for, folded: the literal parts between the runs of asterisks; one part where there is none.

    ``impossible`` patterns match no text that can be stored, and must not reach a database.
    """

    parts: tuple[str, ...]
    impossible: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a pattern; no text is wrong."""
        if len(text) - text.count("*") > LONGEST_LITERALS or not is_storable(text):
            return cls((), impossible=True)
        # No letter folds into an asterisk and no mark joins one, so the parts fold as the whole would.
        parts = tuple(map(fold, re.split(r"\*+", text)))
        return cls(parts, impossible=sum(map(len, parts)) > LONGEST_LITERALS)

    @property
    def literal(self) -> str | None:
        """The whole value that is searched for, where there is no asterisk."""
        return self.parts[0] if len(self.parts) == 1 else None

    def inside(self, before: str) -> "Pattern | None":
        """Return a pattern that matches each text which holds, behind ``before``, a text that this one matches.

        ``None`` where it would be of no use: an index by trigrams needs three letters, or two that begin a word.
        """
        first, *others = self.parts
        if len(first) < SHORTEST_START and all(len(part) < TRIGRAM for part in others):
            return None
        start = ("", f"{before}{first}") if first and before else (first,)
        return Pattern((*start, *others, "") if not others or others[-1] else (*start, *others))

    @property
    def like(self) -> str:
        r"""The same for SQL: ``LIKE … ESCAPE '\'``."""
        return "%".join(part.translate(_ORDINARY) for part in self.parts)

    def matches(self, value: str) -> bool:
        """Tell whether a text matches, as a database would."""
        if self.impossible:
            return False
        folded = fold(value)
        first, *middle = self.parts
        if not middle:
            return folded == first
        last = middle.pop()
        end = len(folded) - len(last)
        if not (folded.startswith(first) and folded.endswith(last)):
            return False
        position = len(first)
        for part in middle:
            # The earliest place leaves the most room for the parts that follow.
            found = folded.find(part, position)
            if found < 0:
                return False
            position = found + len(part)
        return position <= end


@CharField.register_lookup
@TextField.register_lookup
class Like(Lookup):
    """``field__like_pattern``: the column is LIKE a pattern whose escape is the backslash, on either database.

    Django's own lookups that become LIKE ignore case, each database in its way, or escape the pattern's "%".
    """

    lookup_name = "like_pattern"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Write the condition; SQLite has no escape unless it is told one."""
        column, column_params = self.process_lhs(compiler, connection)
        pattern, pattern_params = self.process_rhs(compiler, connection)
        return rf"{column} LIKE {pattern} ESCAPE '\'", (*column_params, *pattern_params)


@dataclass(frozen=True, slots=True)
class Joined:
    """A column that holds the folded text of another one among others, and has an index by trigrams.

    ``before`` is what stands before the text in there wherever there is one; nothing, where it begins the column.
    """

    field: str
    before: str = ""


def wildcard_q(field: str, text: str) -> Q:
    """Return the condition that a column of folded text matches a pattern; null never does."""
    pattern = Pattern.parse(text)
    return _nothing() if pattern.impossible else _matches(field, pattern)


def indexed_wildcard_q(field: str, text: str, joined: Joined) -> Q:
    """Return the same condition, and beside it what follows from it: what the index of a joined column can find."""
    pattern = Pattern.parse(text)
    if pattern.impossible:
        return _nothing()
    around = pattern.inside(joined.before)
    matches = _matches(field, pattern)
    return matches if around is None else matches & Q((f"{joined.field}__like_pattern", around.like))


def _matches(field: str, pattern: Pattern) -> Q:
    if pattern.literal is None:
        return Q((f"{field}__like_pattern", pattern.like))
    return Q((field, pattern.literal))


def words_q(field: str, text: str) -> Q:
    """Return the condition that each word, or part of a word, stands somewhere in a column of folded text.

    More different words than ``MOST_WORDS`` are not searched for, and nothing is found.
    """
    if len(text) > LONGEST_LITERALS or not is_storable(text):
        return _nothing()
    patterns = {Pattern(("", fold(word), "")).like for word in text.split()}
    if len(patterns) > MOST_WORDS:
        return _nothing()
    return Q(*((f"{field}__like_pattern", like) for like in sorted(patterns)))


def _nothing() -> Q:
    # Django knows that this is no row, and asks no database.
    return Q(pk__in=())
