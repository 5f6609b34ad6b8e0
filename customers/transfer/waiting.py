"""Rows of a file that wait for others of it, on disk, so that any number of them needs little memory.

It knows which row waits for which; what is written, and why a row is refused, is decided elsewhere.
"""

import json
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from customers.planning import detaches
from customers.transfer.errors import RowError
from customers_api.core.drafts import Incoming
from customers_api.core.problems import Problem
from customers_api.core.references import ByReference
from customers_api.core.text import is_storable

SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE waiting (
        number INTEGER PRIMARY KEY, reference TEXT NOT NULL, parent TEXT, state INTEGER NOT NULL, content BLOB NOT NULL
    );
    CREATE INDEX by_reference ON waiting (reference, number);
    CREATE INDEX by_parent ON waiting (parent);
    CREATE INDEX by_state ON waiting (state, number);
"""
ADD = """
    INSERT INTO waiting SELECT ?1, ?2, ?3,
    CASE WHEN EXISTS (SELECT 1 FROM waiting WHERE reference = ?2) THEN 0 ELSE ?4 END, ?5
"""
# The rows of one reference are written in their order: the first of them goes, and the next one becomes the first.
PROMOTE = """
    UPDATE waiting SET state = 1 WHERE state = 0 AND number IN (
        SELECT MIN(number) FROM waiting WHERE reference IN (SELECT value FROM json_each(?)) GROUP BY reference
    )
"""


class State(IntEnum):
    """Why a row is in the room; the statements above know the first two by their numbers."""

    BEHIND = 0  # another row of the same reference stands before it
    LOOK = 1  # something has changed for it, or nobody has looked yet
    PARENT = 2  # its parent waits too
    REFUSED = 3  # its parent stands below it, until other rows have moved


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of a file: its number, the customer's reference, and what is sent for it.

    One that could not be read has its ``fault`` alone.
    """

    number: int
    reference: str
    incoming: Incoming
    fault: RowError | Problem | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether the row may be written; what stands in its way otherwise needs no look at other rows."""
        return self.fault is None and self.incoming.problem is None and is_storable(self.reference)

    @property
    def parent(self) -> str | None:
        """The reference of the parent that the customer gets, if it gets one: "no sub-customer" wins over it."""
        values = self.incoming.values
        pointer = values.get("parent")
        if not isinstance(pointer, ByReference) or detaches(values):
            return None
        return pointer.value if is_storable(pointer.value) else None


class WaitingRoom:
    """Rows that cannot be written yet. It lies in a temporary file without a name, which ends with the process."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.executescript(SCHEMA)

    def close(self) -> None:
        """Forget all rows."""
        self._store.close()

    def add(self, rows: Iterable[ImportRow], state: State = State.LOOK) -> None:
        """Let rows wait; a row whose reference waits already stands behind that one."""
        self._store.execute("BEGIN")
        for row in rows:
            content = pickle.dumps(dict(row.incoming.values), pickle.HIGHEST_PROTOCOL)
            self._store.execute(ADD, (row.number, row.reference, row.parent, state, content))
        self._store.execute("COMMIT")

    def holds(self, references: Iterable[str]) -> set[str]:
        """Return those references whose rows wait."""
        statement = "SELECT DISTINCT reference FROM waiting WHERE reference IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._store.execute(statement, (json.dumps(list(references)),))}

    def take(self, state: State, count: int) -> list[ImportRow]:
        """Return the first rows of a state, which stay until they leave."""
        statement = "SELECT number, reference, content FROM waiting WHERE state = ? ORDER BY number LIMIT ?"
        return [read_row(*columns) for columns in self._store.execute(statement, (state, count))]

    def put(self, rows: Iterable[tuple[ImportRow, State]]) -> None:
        """Give rows another state."""
        numbers = [(state, row.number) for row, state in rows]
        self._store.execute("BEGIN")
        self._store.executemany("UPDATE waiting SET state = ? WHERE number = ?", numbers)
        self._store.execute("COMMIT")

    def leave(self, rows: Sequence[ImportRow]) -> None:
        """Let rows go, written or not: those that waited for them have to be looked at again."""
        references = json.dumps([row.reference for row in rows])
        self._store.execute("BEGIN")
        self._store.executemany("DELETE FROM waiting WHERE number = ?", [(row.number,) for row in rows])
        self._store.execute(PROMOTE, (references,))
        self._store.execute(
            "UPDATE waiting SET state = 1 WHERE state = 2 AND parent IN (SELECT value FROM json_each(?))",
            (references,),
        )
        self._store.execute("COMMIT")

    def look_again(self) -> bool:
        """Have all refused rows looked at again; tell whether there are any."""
        done = self._store.execute("UPDATE waiting SET state = ? WHERE state = ?", (State.LOOK, State.REFUSED))
        return done.rowcount > 0

    def closing_rows(self, count: int) -> list[ImportRow]:
        """Return the last row of each circle of parents, looking from ``count`` rows: each waits for the next one."""
        seen: set[int] = set()
        found: set[int] = set()
        starts = "SELECT number, parent FROM waiting WHERE state = ? ORDER BY number LIMIT ?"
        for start in self._store.execute(starts, (State.PARENT, count)).fetchall():
            walk: dict[int, None] = {}
            for number in self._walk(*start):
                if number in walk:
                    numbers = list(walk)
                    found.add(max(numbers[numbers.index(number) :]))
                if number in seen or number in walk:
                    break
                walk[number] = None
            seen |= walk.keys()
        statement = "SELECT number, reference, content FROM waiting WHERE number = ?"
        return [read_row(*self._store.execute(statement, (number,)).fetchone()) for number in sorted(found)]

    def _walk(self, number: int, parent: str) -> Iterator[int]:
        """Yield a row, the row of its parent, and so on."""
        step: Any = (number, parent)
        statement = "SELECT number, parent FROM waiting WHERE reference = ? ORDER BY number LIMIT 1"
        while step is not None:
            yield step[0]
            step = self._store.execute(statement, (step[1],)).fetchone()


def read_row(number: int, reference: str, content: bytes) -> ImportRow:
    """Return a row as it was added."""
    # Written by this process a moment ago, into a file that nobody else can open.
    return ImportRow(number, reference, Incoming(pickle.loads(content)))  # noqa: S301
