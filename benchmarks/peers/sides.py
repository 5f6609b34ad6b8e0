"""Who is measured, and how each is started: two worker processes, each with a port of its own.

It must not know what is asked of them.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.client import Load, Measured, figures, plain, send, together
from benchmarks.peers.database import ROOT, World

WORKERS = 2
# As many as there are connections to each worker: a thread more would only wait.
THREADS = 4
PATIENCE = 60
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
LOGS = ROOT / "build" / "bench"
SECRET_KEY = "only-for-the-benchmark-" + "0123456789abcdef" * 3


@dataclass(frozen=True, slots=True)
class Side:
    """One way to serve: its name, what it is made of, and the command that starts one worker on a port.

    A side that is ``spoken_to`` serves nothing: it is told what to do by lines.
    """

    name: str
    title: str
    command: Callable[[int], Sequence[str]]
    environment: Callable[[World, Path], Mapping[str, str]]
    spoken_to: bool = False


def ours(port: int) -> list[str]:
    """Start the service as docs/operations.md says, with one worker."""
    options = {
        "--interface": "wsgi",
        "--http": "1",
        "--host": "127.0.0.1",
        "--port": port,
        "--workers": 1,
        "--blocking-threads": 256,
        "--workers-kill-timeout": 30,
        "--log-config": "customers_api/operation/server_logs.json",
    }
    pairs = [str(part) for pair in options.items() for part in pair]
    server = [sys.executable, "-m", "granian", *pairs, "--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "customers_api.operation.launch", *server, "customers_api.wsgi:application"]


def with_uvicorn(application: str) -> Callable[[int], list[str]]:
    """Return how an ASGI application is started, without a log of its requests."""

    def command(port: int) -> list[str]:
        fast = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
        return [str(PEERS_PYTHON), "-m", "uvicorn", "--port", str(port), *fast, application]

    return command


def with_granian(application: str) -> Callable[[int], list[str]]:
    """Return how an ASGI application is started by the faster server, without a log of its requests."""

    def command(port: int) -> list[str]:
        fast = [
            "--interface",
            "asgi",
            "--http",
            "1",
            "--no-ws",
            "--loop",
            "uvloop",
            "--workers",
            "1",
            "--no-access-log",
        ]
        return [str(PEERS_PYTHON), "-m", "granian", "--host", "127.0.0.1", "--port", str(port), *fast, application]

    return command


def with_gunicorn(application: str) -> Callable[[int], list[str]]:
    """Return how a WSGI application is started."""

    def command(port: int) -> list[str]:
        threads = ["--worker-class", "gthread", "--workers", "1", "--threads", str(THREADS), "--keep-alive", "75"]
        return [str(PEERS_PYTHON), "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *threads, application]

    return command


def the_limit(port: int) -> list[str]:
    """Start a process that does the service's statements in a loop."""
    return [sys.executable, "-m", "benchmarks.peers.limit"]


def that_does_nothing(port: int) -> list[str]:
    """Start a server of fixed answers."""
    return [str(PEERS_PYTHON), "-m", "benchmarks.peers.trivial", str(port)]


def as_an_operator(world: World, folder: Path) -> dict[str, str]:
    """Return the environment of the service."""
    return {
        "DATABASE_URL": world.url,
        "SECRET_KEY": SECRET_KEY,
        "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics"),
        "DJANGO_SETTINGS_MODULE": "customers_api.settings",
    }


def bare(world: World, folder: Path) -> dict[str, str]:
    """Return the environment of a peer, which knows one organization and lets everybody in."""
    return {
        "BENCH_DATABASE_URL": world.url,
        "BENCH_ORGANIZATION": str(world.organization),
        "BENCH_CREATOR": str(world.creator),
    }


SIDES = {
    side.name: side
    for side in (
        Side("ours", "this service", ours, as_an_operator),
        Side("drf", "Django REST framework", with_gunicorn("benchmarks.peers.drf.wsgi:application"), bare),
        Side("fastapi", "FastAPI, SQLAlchemy", with_uvicorn("benchmarks.peers.fastapi_orm.app:application"), bare),
        Side(
            "litestar",
            "Litestar, msgspec, SQL by hand",
            with_granian("benchmarks.peers.litestar_sql.app:application"),
            bare,
        ),
        Side("limit", "the service's statements in a loop", the_limit, as_an_operator, spoken_to=True),
    )
}


TRIVIAL = Side(
    "trivial",
    "a server that does nothing",
    that_does_nothing,
    bare,
)


@dataclass(frozen=True, slots=True)
class Running:
    """A side whose workers answer."""

    side: Side
    ports: Sequence[int]
    processes: Sequence["subprocess.Popen[str]"]

    def send(self, load: Load, authorization: str, seconds: int) -> Measured:
        """Send to all workers at once."""
        if not self.side.spoken_to:
            return send(load, self.ports, authorization, seconds)
        for process in self.processes:
            print(load.name, seconds, file=process.stdin, flush=True)
        return together([figures(process.stdout.readline()) for process in self.processes if process.stdout])


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(side: Side, world: World) -> Iterator[Running]:
    """Start the workers of a side, wait until they listen, and stop them in the end."""
    ports = [free_port() for _ in range(WORKERS)]
    processes = [started(side, world, port) for port in ports]
    try:
        for port, process in zip(ports, processes, strict=True):
            if not side.spoken_to:
                wait_for(side, port, process)
        yield Running(side, ports, processes)
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(PATIENCE)


def started(side: Side, world: World, port: int) -> "subprocess.Popen[str]":
    """Start one worker; what it says goes to a file, as an operator's logs do."""
    if not PEERS_PYTHON.exists():
        raise SystemExit("The peers are not installed: make .venv-bench")
    folder = LOGS / f"{side.name}-{port}"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**plain(os.environ), **side.environment(world, folder)}
    with (folder / "log").open("wb") as log:
        spoken, told = (subprocess.PIPE, subprocess.PIPE) if side.spoken_to else (subprocess.DEVNULL, log)
        return subprocess.Popen(
            side.command(port), cwd=ROOT, env=environment, stdin=spoken, stdout=told, stderr=log, text=True
        )


def wait_for(side: Side, port: int, process: "subprocess.Popen[str]") -> None:
    """Wait until a worker listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    said = (LOGS / f"{side.name}-{port}" / "log").read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"{side.title} did not start: {said}")
