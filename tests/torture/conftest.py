"""Gives tortures the production server on a PostgreSQL database of their own; it knows nothing of what is tortured."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.live.conftest import own_server, prepared
from tests.live.serving import Server
from tests.torture.servers import Prepared, served

__all__ = ["demo_on_postgres", "hurt_server", "own_server", "prepared", "torture_server"]


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


@pytest.fixture
def torture_server(demo_on_postgres: Prepared, tmp_path: Path) -> Iterator[Server]:
    """A server with several workers that one test may do anything to.

    Tests that ask for it are marked `ON_POSTGRESQL` (tests/concurrency/racing.py): on SQLite they skip.
    """
    with served(demo_on_postgres, tmp_path / "data") as server:
        yield server


@pytest.fixture
def hurt_server(request: pytest.FixtureRequest) -> Server:
    """A server that one test may do anything to, on the database that the tests run on: a file, or PostgreSQL."""
    server: Server = request.getfixturevalue("own_server" if connection.vendor == "sqlite" else "torture_server")
    return server
