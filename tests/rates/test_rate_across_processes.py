"""The rate of an account is exact over all processes of the real server; it knows no statement that counts."""

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection

from django.db import connection

from organizations.credentials import api_key_create
from tests.concurrency.racing import COMMITTING, one_large_race
from tests.worlds import World

pytestmark = COMMITTING

HOST = "127.0.0.1"
WORKERS = 4
READY_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def database_url() -> str:
    """Return the address of the database of this very test, which the server shares."""
    values = connection.settings_dict
    user = f"{values['USER']}:{values['PASSWORD']}".rstrip(":")
    return f"postgres://{user}@{values['HOST'] or '127.0.0.1'}:{values['PORT'] or 5432}/{values['NAME']}"


@contextmanager
def server(**environment: str) -> Iterator[int]:
    """Run the production server with several processes, and yield its port."""
    port = free_port()
    options = ["--interface", "wsgi", "--http", "1", "--no-ws", "--workers", str(WORKERS), "--blocking-threads", "4"]
    # A worker that is told to stop before it listens does not hear it.
    options += ["--workers-kill-timeout", "5"]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "--port", str(port), "customers_api.wsgi:application"],
        env={**{name: value for name, value in os.environ.items() if not name.startswith("HTTP_")}, **environment},
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(READY_SECONDS)


def wait_for(port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection((HOST, port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)


def test_of_400_calls_by_32_clients_to_4_processes_100_pass(world: World) -> None:
    headers = {"Authorization": f"Bearer {api_key_create(user=world.editor)[1]}"}

    def call(_: int) -> tuple[int, bool]:
        # A connection for each call: the system deals them out to the processes.
        with closing(HTTPConnection(HOST, port, timeout=READY_SECONDS)) as client:
            client.request("GET", "/api/v2/company", headers=headers)
            response = client.getresponse()
            return response.status, "Retry-After" in response.headers

    with one_large_race(), server(DATABASE_URL=database_url(), V2_RATE="100/minute") as port:
        began = time.monotonic()
        with ThreadPoolExecutor(32) as pool:
            answers = Counter(pool.map(call, range(400)))
        took = time.monotonic() - began
    assert took < 60, "the window ended in between: this machine is too slow to tell"
    assert answers == {(200, False): 100, (429, True): 300}
