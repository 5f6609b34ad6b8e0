"""Statements that belong together see one state of the database, and whoever writes need not wait for them.

PostgreSQL's half stands in ``tests/transfer/test_export.py``. Seen to fail: without a transaction (the second count saw
the other one's row), and with Django's own, which begins as a writer (the other one found the database locked).
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from customers_api.core import snapshots
from customers_api.core.snapshots import one_snapshot, short_snapshot


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with one row, in the mode in which the service keeps its own."""
    path = tmp_path / "db.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE things (name TEXT)")
        other.execute("INSERT INTO things VALUES ('first')")
    other.close()
    return path


@pytest.fixture
def connection(
    file: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[DatabaseWrapper]:
    """The service's connection, as it is on SQLite."""
    options: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    handler = ConnectionHandler({"default": options | {"OPTIONS": {"transaction_mode": "IMMEDIATE"}}})
    own = handler["default"]
    assert isinstance(own, DatabaseWrapper)
    monkeypatch.setattr(snapshots, "connection", own)
    with django_db_blocker.unblock():
        yield own
        own.close()


def count(connection: DatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        return int(cursor.execute("SELECT COUNT(*) FROM things").fetchone()[0])


def write(file: Path) -> None:
    other = sqlite3.connect(file, timeout=0)
    with other:
        other.execute("INSERT INTO things VALUES ('another')")
    other.close()


@pytest.mark.parametrize("snapshot", [one_snapshot, short_snapshot])
def test_on_sqlite_others_write_and_are_not_seen(file: Path, connection: DatabaseWrapper, snapshot: Any) -> None:
    with snapshot():
        assert count(connection) == 1
        write(file)
        assert count(connection) == 1
    assert count(connection) == 2


@pytest.mark.parametrize("snapshot", [one_snapshot, short_snapshot])
def test_on_sqlite_an_error_ends_the_snapshot_too(file: Path, connection: DatabaseWrapper, snapshot: Any) -> None:
    def fail() -> None:
        with snapshot():
            assert count(connection) == 1
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    write(file)
    assert count(connection) == 2
    connection.close()
    with snapshot():
        assert count(connection) == 2
        connection.close()
    assert count(connection) == 2
