"""Knows where the world lies: a database that is filled once, and a copy of it for each run.

The filled one stays on the server under a name that tells what it was made from, so that the next run begins at once.
It must not know what is measured.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2.sql import SQL, Identifier

from benchmarks.batches import on_server

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("*/migrations/*.py", "benchmarks/batches.py", "benchmarks/peers/world.py", "benchmarks/peers/*.sql")


@dataclass(frozen=True, slots=True)
class World:
    """Where a run finds its customers, and as whom it asks."""

    url: str
    api_key: str
    organization: int
    creator: int


def fingerprint() -> str:
    """Return what changes when the tables or their rows do."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def at(server: str, name: str) -> str:
    """Return the address of a database."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def exists(server: str, name: str) -> bool:
    """Tell whether there is a database of this name."""
    with closing(psycopg2.connect(server)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def filled(server: str) -> str:
    """Return the name of the filled database, which is made where it is missing."""
    name = f"bench_world_{fingerprint()}"
    if exists(server, name):
        return name
    print("Filling a database with customers; this is done once …", flush=True)
    unfinished = f"{name}_{os.getpid()}"
    on_server(server, SQL("CREATE DATABASE {}").format(Identifier(unfinished)))
    command = [sys.executable, "-m", "benchmarks.peers.world", at(server, unfinished)]
    try:
        subprocess.run(command, cwd=ROOT, check=True)
        on_server(server, SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(unfinished), Identifier(name)))
    finally:
        on_server(server, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(unfinished)))
    return name


@contextmanager
def own_world(server: str) -> Iterator[World]:
    """Copy the filled database for one run, and drop the copy afterwards."""
    template, name = filled(server), f"bench_run_{os.getpid()}"
    on_server(server, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
    try:
        yield world_at(at(server, name))
    finally:
        on_server(server, SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def world_at(url: str) -> World:
    """Return the world of a copy; its pages are read once, so that no side pays for the first look at them."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SELECT count(name) FROM peers.customer UNION ALL SELECT count(name) FROM customers_customer")
        cursor.execute("VACUUM ANALYZE")
    return world_of(url)


def world_of(url: str) -> World:
    """Return the world of a copy that is ready."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT api_key, organization, creator FROM peers.access")
        [access] = cursor.fetchall()
    return World(url, *access)


def forget(server: str) -> None:
    """Drop the filled database."""
    name = f"bench_world_{fingerprint()}"
    on_server(server, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
