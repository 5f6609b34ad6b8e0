"""Starts the production server for the tests that ask a real one; it knows nothing of what they ask."""

import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.serving import Server, prepare, serving


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder with the demo world, which is made by the first of all test processes and copied by everyone."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    with (shared / "live.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "live" / "key").exists():
            shutil.rmtree(shared / "live", ignore_errors=True)
            prepare(shared / "live")
    return shared / "live"


@pytest.fixture(scope="session")
def server(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests of this process share; they leave it running."""
    folder = shutil.copytree(prepared, tmp_path_factory.mktemp("server") / "data")
    with serving(folder) as running:
        yield running


@pytest.fixture
def own_server(prepared: Path, tmp_path: Path) -> Iterator[Server]:
    """A server that a test may stop or hurt."""
    with serving(shutil.copytree(prepared, tmp_path / "data")) as running:
        yield running
