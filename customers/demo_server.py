"""Becomes the production server on this machine; it knows granian's options, and nothing of what is served."""

import os
import socket
import sys
import time
from collections.abc import Mapping

from django.conf import settings

HOST = "127.0.0.1"
APPLICATION = "customers_api.wsgi:application"
THREADS = 8
FEWEST_WORKERS, MOST_WORKERS = 2, 4
READY_SECONDS = 60
STEP_SECONDS = 0.05
STANDARD_OUTPUT = 1


def flaw_of_port(port: int) -> str | None:
    """Return why the server could not listen on a port, or ``None``."""
    with socket.socket() as probe:
        # What a server that has just ended leaves behind is no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            return getattr(error, "strerror", None) or "there is no such port"
    return None


def serve(port: int, banner: str) -> None:
    """Turn this process into the server; the banner is printed once it answers."""
    print_when_it_answers(port, banner)
    # No shell, and no name from outside: this very interpreter starts the server that was installed beside it.
    os.execve(sys.executable, command(port), clean_environment(os.environ))  # noqa: S606


def command(port: int) -> list[str]:
    """Return the command line of the server.

    Threads: each keeps a database connection, so they are few, and kept (a thread that ends leaves its connection
    open). Kill timeout: how long a stop waits for requests; without it a stalled upload would hold it for ever.
    Respawn: without it one killed worker would end the service.
    """
    workers = max(FEWEST_WORKERS, min(MOST_WORKERS, os.cpu_count() or 1))
    options = {
        "--interface": "wsgi",
        "--http": "1",
        "--host": HOST,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": THREADS,
        "--blocking-threads-idle-timeout": 600,
        "--workers-kill-timeout": 30,
        "--working-dir": settings.BASE_DIR,
    }
    pairs = [str(part) for pair in options.items() for part in pair]
    return [sys.executable, "-m", "granian", *pairs, "--no-ws", "--respawn-failed-workers", APPLICATION]


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what would look like a header: granian shows it to the application."""
    return {name: value for name, value in environment.items() if not name.startswith("HTTP_")}


def print_when_it_answers(port: int, banner: str) -> None:
    """Leave the printing to a grandchild: the process that becomes the server has no children to wait for."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        if os.fork() == 0 and answers(port):
            os.write(STANDARD_OUTPUT, banner.encode())
    finally:
        os._exit(0)


def answers(port: int) -> bool:
    """Wait until somebody listens on the port; tell whether it came to that."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(STEP_SECONDS)
        else:
            return True
    return False
