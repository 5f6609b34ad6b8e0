"""Becomes the production server on this machine; it knows granian's options, and nothing of what is served."""

import os
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from customers_api.operation.metrics_directory import DIRECTORY, prepare

HOST = "127.0.0.1"
PORTS = range(1, 65_536)
APPLICATION = "customers_api.wsgi:application"
# So many clients may be slow at once in each process; the threads in which Django runs are others.
CLIENTS = 256
FEWEST_WORKERS, MOST_WORKERS = 2, 4
READY_SECONDS = 60
STEP_SECONDS = 0.05
KILL_SECONDS = 10
STANDARD_OUTPUT = 1
# Git ignores it; each port has a folder of its own below, so that two servers do not count together.
METRICS = ".metrics"
# The server's own lines look like the service's.
SERVER_LOGS = settings.BASE_DIR / "customers_api" / "operation" / "server_logs.json"
# Linux's table of sockets, and its word for one that listens.
SOCKETS = Path("/proc/net/tcp")
LISTENING = "0A"


def flaw_of_port(port: int) -> str | None:
    """Return why the server could not listen on a port, or ``None``."""
    if port not in PORTS:
        return "there is no such port"
    with socket.socket() as probe:
        # What a server that has just ended leaves behind is no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.strerror
    return None


def serve(port: int, banner: str) -> None:
    """Turn this process into the server; the banner is printed once all of it answers."""
    environment = {**people_or_programs(), **clean_environment(os.environ)}
    environment[DIRECTORY] = settings.PROMETHEUS_MULTIPROC_DIR or str(settings.BASE_DIR / METRICS / str(port))
    prepare(Path(environment[DIRECTORY]))
    print_when_ready(port, banner)
    # No shell, and no name from outside: this very interpreter starts the server that was installed beside it.
    os.execve(sys.executable, command(port), environment)  # noqa: S606


def people_or_programs() -> dict[str, str]:
    """Return the form of the log: lines for people where somebody looks on."""
    return {"LOG_FORMAT": "line"} if sys.stderr.isatty() else {}


def command(port: int) -> list[str]:
    """Return the command line of the server.

    Threads: each waits for one client. Kill timeout: how long a stop waits for requests; without it a stalled upload
    would hold it for ever. Respawn: without it one killed worker would end the service.
    """
    options = {
        "--interface": "wsgi",
        "--http": "1",
        "--host": HOST,
        "--port": port,
        "--workers": number_of_workers(),
        "--blocking-threads": CLIENTS,
        "--workers-kill-timeout": KILL_SECONDS,
        # It warns of so many threads: it takes them for those that work.
        "--log-level": "error",
        "--log-config": SERVER_LOGS,
        "--working-dir": settings.BASE_DIR,
    }
    pairs = [str(part) for pair in options.items() for part in pair]
    return [sys.executable, "-m", "granian", *pairs, "--no-ws", "--respawn-failed-workers", APPLICATION]


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what would look like a header: granian shows it to the application."""
    return {name: value for name, value in environment.items() if not name.startswith("HTTP_")}


def print_when_ready(port: int, banner: str) -> None:
    """Leave the printing to a grandchild: the process that becomes the server has no children to wait for."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        if os.fork() == 0 and is_ready(port):
            os.write(STANDARD_OUTPUT, banner.encode())
    finally:
        os._exit(0)


def is_ready(port: int) -> bool:
    """Wait until every worker listens on the port; tell whether it came to that."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if listens(port) and listening_workers(port) >= number_of_workers():
            return True
        time.sleep(STEP_SECONDS)
    return listens(port)


def listens(port: int) -> bool:
    """Tell whether somebody listens on the port."""
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def listening_workers(port: int) -> int:
    """Return how many sockets listen on the port: on Linux each worker has its own, elsewhere they share one.

    A worker that is told to stop before it listens does not hear it, and the server waits for it in vain.
    """
    try:
        rows = SOCKETS.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return number_of_workers()
    ends = [(row.split()[1].rpartition(":")[2], row.split()[3]) for row in rows]
    return ends.count((f"{port:04X}", LISTENING))


def number_of_workers() -> int:
    """Return how many processes serve."""
    return max(FEWEST_WORKERS, min(MOST_WORKERS, os.cpu_count() or 1))
