"""Knows how a database of the tests begins: as a copy of one that was migrated once for the whole run.

TEST_TEMPLATE has the address of that one; scripts/run_tests.py makes it. Without it each database is migrated anew.
It must not know a table.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

# What Django calls the database of a single process.
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"
ADDRESS = urlsplit(os.environ.get("TEST_TEMPLATE", ""))


def template_name() -> str | None:
    """Return the name of the migrated database on PostgreSQL, where there is one."""
    return ADDRESS.path.strip("/") if ADDRESS.scheme == "postgres" else None


def template_file() -> Path | None:
    """Return the migrated file of SQLite, where there is one."""
    return Path(ADDRESS.path) if ADDRESS.scheme == "sqlite" else None


@contextmanager
def copied() -> Iterator[None]:
    """Let Django begin with a copy; its own migration of the copy then finds nothing to do."""
    file = template_file()
    with pytest.MonkeyPatch.context() as patch:
        if template_name():
            patch.setitem(connection.settings_dict["TEST"], "TEMPLATE", template_name())
        if file is None:
            yield
            return
        name = str(connection.settings_dict["TEST"]["NAME"] or IN_MEMORY)
        # Open for as long as the tests run: a database in memory lives as long as somebody is connected to it.
        with closing(sqlite3.connect(name, uri=True)) as keeper:
            patch.setattr(connection.creation, "_create_test_db", lambda *_, **__: filled(keeper, file, name))
            yield


def filled(copy: sqlite3.Connection, file: Path, name: str) -> str:
    """Fill the copy, in place of what makes an empty database; return its name, as that does."""
    with closing(sqlite3.connect(file)) as template:
        template.backup(copy)
    return name
