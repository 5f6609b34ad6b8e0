"""Runs the production server with several processes on the database of the test; it knows nothing of what is asked."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

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
