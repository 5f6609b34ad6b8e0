"""Knows how to give a torture a PostgreSQL database of its own and the production server on it.

Making the demo world takes seconds and copying a database a tenth of one: all processes of a run copy one template.
It must not know what is tortured.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from psycopg2.sql import SQL, Composed, Identifier

from tests.live.serving import Server, prepare, serving
from tests.templates import template_name
from tests.torture.cluster import MortalCluster
from tests.torture.figures import size

WORKERS = str(size(2, 4))
# So many that writes wait for each other in each process, and few enough for PostgreSQL's connections.
THREADS = str(size(4, 8))
# Of another organization than the caller of the demo world.
STRANGER = "stranger"
MAINTENANCE = "postgres"
# What PostgreSQL copies where nothing is named.
EMPTY = "template1"
NUMBERS = count(1)


@dataclass(frozen=True)
class Prepared:
    """A database with the demo world, and the folder with its files and keys; neither is ever served itself."""

    folder: Path
    run: str

    @property
    def database(self) -> str:
        """Return the name, which differs from run to run."""
        return database_name(self.run)

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """Copy all of it for one torture; yield the address of the database, which goes in the end."""
        own = database_name(f"{os.getpid()}_{next(NUMBERS)}")
        with self.locked():
            self.make_where_missing()
            shutil.copytree(self.folder, folder)
            create(own, self.database)
        try:
            yield address(own)
        finally:
            drop(own)

    def copy_into(self, cluster: MortalCluster, folder: Path) -> None:
        """Copy all of it to another server, or make it there where PostgreSQL's programs are too old for this one."""
        with self.locked():
            self.make_where_missing()
            if cluster.take_over(for_libpq(address(self.database))):
                shutil.copytree(self.folder, folder)
                return
        prepare(folder, STRANGER, database_url=cluster.database_url)

    def make_where_missing(self) -> None:
        """Make it for the first torture, and for one that comes after another process has ended and dropped it."""
        if exists(self.database) and (self.folder / f"key-{STRANGER}").exists():
            return
        self.take_away()
        create(self.database, template_name() or EMPTY)
        prepare(self.folder, STRANGER, database_url=address(self.database))

    def take_away(self) -> None:
        """Drop the database and the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        drop(self.database)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep the other processes of the run away."""
        with self.folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def served(
    prepared: Prepared,
    folder: Path,
    options: Mapping[str, str] | None = None,
    *,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Start the server with several workers on a copy of the demo world.

    It takes many of PostgreSQL's connections: whoever lets many ask it does so within `one_large_race`.
    """
    with (
        prepared.copy(folder) as database_url,
        serving(
            folder,
            {"--workers": WORKERS, **(options or {})},
            database_url=database_url,
            # Dialect v2 is limited unless told otherwise; what is tortured here are not its rates.
            variables={"V2_RATE": "999999999/second", "THREADS": THREADS, **(variables or {})},
        ) as server,
    ):
        yield server


def rows(server: Server, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask the server's database, past the server."""
    with closing(psycopg2.connect(for_libpq(server.database_url))) as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def database_name(suffix: str) -> str:
    """Return a name that begins like those of the tests' databases: what cleans up after them finds it too."""
    return f"test_{urlsplit(os.environ['DATABASE_URL']).path.strip('/')}_torture_{suffix}"


def address(database: str) -> str:
    """Return the address of a database on the server that the tests run on."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def for_libpq(url: str) -> str:
    """Return an address by the one name of the scheme that PostgreSQL's own library knows."""
    return f"postgresql://{url.partition('://')[2]}"


def execute(statement: Composed) -> None:
    """Run a statement that no transaction may hold."""
    with closing(psycopg2.connect(for_libpq(address(MAINTENANCE)))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def exists(database: str) -> bool:
    """Tell whether there is a database of this name."""
    with closing(psycopg2.connect(for_libpq(address(MAINTENANCE)))) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


def create(database: str, template: str) -> None:
    """Create a database as a copy of another one."""
    execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(database), Identifier(template)))


def drop(database: str) -> None:
    """Drop a database, whoever is still connected to it."""
    execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database)))
