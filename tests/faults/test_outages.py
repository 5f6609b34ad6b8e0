"""What each error of a database driver becomes: 503 where another try may succeed, 500 where it is a defect.

Seen to fail: with the classes of Django alone (`OperationalError`, `InterfaceError`), as it was before, a read-only
database and a lost connection told as `DatabaseError` were 500, an index that is too large was 503 for ever.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg2
import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, Error, connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import DatabaseErrorWrapper, InterfaceError, OperationalError
from psycopg2 import errors

from customers_api.api.errors import problem_from
from customers_api.core.outages import is_ended_for_another, is_outage
from customers_api.core.problems import ProblemCode
from tests.concurrency.racing import ON_POSTGRESQL

AWAY, DEFECT = ProblemCode.UNAVAILABLE, ProblemCode.SERVER_ERROR

POSTGRESQL = {
    "08000": AWAY,  # connection_exception
    "08003": AWAY,  # connection_does_not_exist
    "08006": AWAY,  # connection_failure
    "40001": AWAY,  # serialization_failure, after five tries
    "40P01": AWAY,  # deadlock_detected, after five tries
    "25006": AWAY,  # read_only_sql_transaction
    "25P03": AWAY,  # idle_in_transaction_session_timeout
    "53000": AWAY,  # insufficient_resources
    "53100": AWAY,  # disk_full
    "53200": AWAY,  # out_of_memory
    "53300": AWAY,  # too_many_connections
    "55P03": AWAY,  # lock_not_available
    "57014": AWAY,  # query_canceled
    "57P01": AWAY,  # admin_shutdown
    "57P02": AWAY,  # crash_shutdown
    "57P03": AWAY,  # cannot_connect_now
    "57P05": AWAY,  # idle_session_timeout
    "58030": AWAY,  # io_error
    "22003": DEFECT,  # numeric_value_out_of_range
    "23503": DEFECT,  # foreign_key_violation
    "25P02": DEFECT,  # in_failed_sql_transaction
    "42501": DEFECT,  # insufficient_privilege
    "42703": DEFECT,  # undefined_column
    "42P01": DEFECT,  # undefined_table
    "54000": DEFECT,  # program_limit_exceeded, which psycopg2 takes for an OperationalError
    "55000": DEFECT,  # object_not_in_prerequisite_state, the same
    "XX001": DEFECT,  # data_corrupted
}
WITHOUT_A_CODE = {
    psycopg2.OperationalError: AWAY,
    psycopg2.InterfaceError: AWAY,
    psycopg2.DatabaseError: AWAY,
    psycopg2.ProgrammingError: DEFECT,
    psycopg2.InternalError: DEFECT,
}
SQLITE = {
    "SQLITE_BUSY": AWAY,
    "SQLITE_BUSY_SNAPSHOT": AWAY,
    "SQLITE_CANTOPEN": AWAY,
    "SQLITE_FULL": AWAY,
    "SQLITE_IOERR_WRITE": AWAY,
    "SQLITE_LOCKED": AWAY,
    "SQLITE_READONLY": AWAY,
    "SQLITE_CONSTRAINT_UNIQUE": DEFECT,
    "SQLITE_CORRUPT": DEFECT,
    "SQLITE_ERROR": DEFECT,  # a table or column that is not there, which sqlite3 takes for an OperationalError
    "SQLITE_NOTADB": DEFECT,
}


def as_django_raises(error: Exception, driver: Any) -> Error:
    """Return what Django makes of an error of a driver."""
    with pytest.raises(Error) as raised, DatabaseErrorWrapper(SimpleNamespace(Database=driver)):
        raise error
    return raised.value


@pytest.mark.parametrize(("state", "expected"), POSTGRESQL.items())
def test_the_code_of_postgresql_decides(state: str, expected: ProblemCode) -> None:
    error: Any = errors.lookup(state)("said by the server")
    error.__setstate__({"pgcode": state})
    assert problem_from(as_django_raises(error, psycopg2)).code is expected


@pytest.mark.parametrize(("kind", "expected"), WITHOUT_A_CODE.items())
def test_without_a_code_the_connection_is_lost_or_the_service_is_wrong(kind: Any, expected: ProblemCode) -> None:
    error = as_django_raises(kind("server closed the connection unexpectedly"), psycopg2)
    assert problem_from(error).code is expected


@pytest.mark.parametrize(("name", "expected"), SQLITE.items())
def test_the_code_of_sqlite_decides(name: str, expected: ProblemCode) -> None:
    error: Any = (sqlite3.OperationalError if expected is AWAY else sqlite3.DatabaseError)("said by SQLite")
    error.sqlite_errorcode = getattr(sqlite3, name)
    assert problem_from(as_django_raises(error, sqlite3)).code is expected


def test_what_no_database_said_is_no_outage() -> None:
    assert [is_outage(error) for error in (None, OSError("disk"), ValueError(), KeyError())] == [False] * 4
    assert is_outage(OperationalError("of a connection that was never made"))
    assert is_outage(InterfaceError("connection already closed"))


def test_only_transactions_that_were_ended_for_another_are_done_again() -> None:
    again = []
    for state in POSTGRESQL:
        error: Any = errors.lookup(state)("said by the server")
        error.__setstate__({"pgcode": state})
        if is_ended_for_another(as_django_raises(error, psycopg2)):
            again.append(state)
    assert again == ["40001", "40P01"]


def said_by(statement: str, *before: str) -> ProblemCode:
    """Run statements in a transaction of their own, and return what the error of the last becomes."""

    def run() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for line in (*before, statement):
                cursor.execute(line)

    with pytest.raises(DatabaseError) as raised:
        run()
    return problem_from(raised.value).code


@ON_POSTGRESQL
@pytest.mark.django_db
def test_the_server_says_so_itself() -> None:
    assert said_by("SELECT pg_sleep(5)", "SET LOCAL statement_timeout = '50ms'") is AWAY
    assert said_by("DELETE FROM organizations_failedlogin", "SET LOCAL transaction_read_only = on") is AWAY
    assert said_by("SELECT 1 FROM nowhere") is DEFECT


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite's own")
@pytest.mark.django_db
def test_a_missing_table_is_a_defect_of_the_installation() -> None:
    assert said_by("SELECT 1 FROM nowhere") is DEFECT


@pytest.fixture
def file_of_sqlite(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A database of SQLite's with one table, on which nobody waits."""
    settings = {**connections.settings[DEFAULT_DB_ALIAS], "NAME": tmp_path / "own.sqlite3", "CONN_MAX_AGE": 0}
    settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 0.05}
    database = DatabaseWrapper(settings, alias="own")
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE things (text TEXT)")
    yield database
    database.close()


def what_becomes_of(database: DatabaseWrapper, statement: str) -> ProblemCode:
    """Return what the error of a statement becomes."""
    with database.cursor() as cursor, pytest.raises(DatabaseError) as raised:
        cursor.execute(statement)
    return problem_from(raised.value).code


WRITE = "INSERT INTO things VALUES ('x')"


@pytest.mark.django_db
def test_a_file_of_sqlite_that_somebody_else_writes_to_is_away(file_of_sqlite: DatabaseWrapper) -> None:
    with closing(sqlite3.connect(file_of_sqlite.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert what_becomes_of(file_of_sqlite, WRITE) is AWAY


@pytest.mark.django_db
def test_a_file_of_sqlite_that_may_not_be_written_or_grow_is_away(file_of_sqlite: DatabaseWrapper) -> None:
    with file_of_sqlite.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        assert what_becomes_of(file_of_sqlite, WRITE) is AWAY
        cursor.execute("PRAGMA query_only = OFF")
        cursor.execute("PRAGMA max_page_count = 2")
    assert what_becomes_of(file_of_sqlite, "INSERT INTO things VALUES (hex(zeroblob(100000)))") is AWAY


@pytest.mark.django_db
def test_a_file_that_is_no_database_is_a_defect(file_of_sqlite: DatabaseWrapper) -> None:
    file_of_sqlite.close()
    Path(file_of_sqlite.settings_dict["NAME"]).write_bytes(b"no database at all" * 100)
    assert what_becomes_of(file_of_sqlite, WRITE) is DEFECT
