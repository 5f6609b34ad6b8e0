"""Gives tortures the production server on a PostgreSQL database of their own; it knows nothing of what is tortured."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.concurrency.racing import one_large_race
from tests.live.conftest import own_server, prepared
from tests.live.serving import Server
from tests.torture.figures import FULL
from tests.torture.servers import Prepared, served

__all__ = ["demo_on_postgres", "own_server", "prepared"]


@pytest.fixture(scope="session")
def demo_on_postgres(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Prepared]:
    """The demo world as a template, with keys of users of two organizations; all processes of a run share it."""
    base = tmp_path_factory.getbasetemp()
    # pytest-xdist tells each of its processes which run they belong to.
    workerinput = getattr(request.config, "workerinput", None)
    run = str(workerinput["testrunuid"])[:12] if workerinput else str(os.getpid())
    prepared = Prepared((base.parent if workerinput else base) / "torture", run)
    yield prepared
    with prepared.locked():
        prepared.take_away()


@pytest.fixture(scope="session")
def lasting_server(demo_on_postgres: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tortures of a process share when they are short; each takes longer to start than to do."""
    with served(demo_on_postgres, tmp_path_factory.mktemp("torture") / "data") as server:
        yield server


@pytest.fixture
def fresh_server(demo_on_postgres: Prepared, tmp_path: Path) -> Iterator[Server]:
    """A server with several workers that one test may do anything to."""
    with one_large_race(), served(demo_on_postgres, tmp_path / "data") as server:
        yield server


@pytest.fixture
def torture_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server with several workers; other tests may have written to it, what it is asked for it must go on doing.

    Tests that ask for it are marked `ON_POSTGRESQL` (tests/concurrency/racing.py): on SQLite they skip.
    """
    if FULL:
        yield request.getfixturevalue("fresh_server")
        return
    server: Server = request.getfixturevalue("lasting_server")
    with one_large_race():
        yield server


@pytest.fixture
def hurt_server(request: pytest.FixtureRequest) -> Server:
    """A server that one test may do anything to, on the database that the tests run on: a file, or PostgreSQL."""
    server: Server = request.getfixturevalue("own_server" if connection.vendor == "sqlite" else "fresh_server")
    return server


@pytest.fixture
def written_server(request: pytest.FixtureRequest) -> Server:
    """A server that a test writes to and leaves as able as it was, on the database that the tests run on."""
    server: Server = request.getfixturevalue("own_server" if connection.vendor == "sqlite" else "torture_server")
    return server
