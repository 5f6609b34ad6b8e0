"""Gives tests of faults the production server behind a proxy to PostgreSQL; it knows nothing of what they break."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.proxy import Proxy, proxy_to
from tests.live.serving import Server, manage, serving
from tests.torture.conftest import demo_on_postgres as demo_on_postgres  # noqa: PLC0414 (a fixture)
from tests.torture.servers import Prepared

# Short, so that tests need not wait; docs/operations.md tells what they do.
TIMEOUTS = {"CONNECT_TIMEOUT": "1", "STATEMENT_TIMEOUT": "1", "LOCK_TIMEOUT": "1", "IDLE_TRANSACTION_TIMEOUT": "2"}


@dataclass(frozen=True)
class Reached:
    """A server, the way on which it reaches its database, and a program that may ask it for tokens."""

    server: Server
    proxy: Proxy
    client_id: str
    client_secret: str


@contextmanager
def reaching(prepared: Prepared, folder: Path, workers: int = 1) -> Iterator[Reached]:
    """Start a server with two threads in each process, so that both are soon known to have met a fault."""
    with prepared.copy(folder) as database_url, proxy_to(database_url) as proxy:
        client = manage(folder, "create_oauth_client", "sync", "--user", "api", database_url=database_url).split()
        variables = {"THREADS": "2", "V2_RATE": "999999999/second", "V1_RATE": "999999999/second", **TIMEOUTS}
        options = {"--workers": str(workers)}
        with serving(folder, options, database_url=proxy.url(database_url), variables=variables) as server:
            yield Reached(server, proxy, *client)


@pytest.fixture(scope="session")
def shared_server(demo_on_postgres: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reached]:
    """A server that the tests of a process share, whatever their order: `make test` shuffles them."""
    with reaching(demo_on_postgres, tmp_path_factory.mktemp("reached") / "data") as reached:
        yield reached


@pytest.fixture
def reached(shared_server: Reached) -> Iterator[Reached]:
    """The shared server, its way to the database open before and after the test."""
    shared_server.proxy.forward()
    yield shared_server
    shared_server.proxy.forward()
