"""Knows which errors of a database mean that it cannot be used for now; it knows no statement and no HTTP.

The drivers' classes are too coarse for that: PostgreSQL's `OperationalError` is also an index that is too large, and
SQLite's is also a table that is not there. Both are defects, which another try does not mend. So the code decides.
"""

import sqlite3

import psycopg2
from django.db import DatabaseError, InterfaceError, OperationalError

# The transaction was ended in favour of another one: serialization failure, deadlock.
ENDED_FOR_ANOTHER = {"40001", "40P01"}
# Classes of PostgreSQL's codes: connections (08), resources such as memory, disk and connections (53), an operator's
# intervention, which holds statement timeouts, shutdowns and recovery (57), the machine's own errors (58).
CLASSES_OF_OUTAGES = {"08", "53", "57", "58"}
# A lock that did not come in time; a standby, or a server that was switched to reading; a transaction that was ended
# because it idled or took too long.
OUTAGES = ENDED_FOR_ANOTHER | {"55P03", "25006", "25P03", "25P04"}
SQLITE_OUTAGES = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
# The upper bits of SQLite's codes tell more exactly what the lower ones tell.
SQLITE_PRIMARY_CODE = 0xFF


def is_outage(error: BaseException | None) -> bool:
    """Tell whether the same request may well succeed later."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        # Errors of the module itself, not of the database, bear no code.
        return getattr(cause, "sqlite_errorcode", 0) & SQLITE_PRIMARY_CODE in SQLITE_OUTAGES
    state = state_of(error)
    if state is not None:
        return state in OUTAGES or state[:2] in CLASSES_OF_OUTAGES
    # No code came from the server: the connection was not made, or is lost, which psycopg2 tells in three classes.
    lost = type(cause) is psycopg2.DatabaseError
    return lost or isinstance(error, OperationalError | InterfaceError)


def is_ended_for_another(error: BaseException) -> bool:
    """Tell whether the database ended the transaction in favour of another one, so that it may be done again."""
    return state_of(error) in ENDED_FOR_ANOTHER


def state_of(error: BaseException) -> str | None:
    """Return PostgreSQL's code of an error, or ``None`` where the server has told none."""
    state: str | None = getattr(error.__cause__, "pgcode", None)
    return state
