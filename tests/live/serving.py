"""Knows how to start the production server on a port of its own, with a database file of its own, and to talk to it.

It must not know what is asked of the server.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from customers.demo import server as demo_server
from tests.clients import Reply

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
WORKERS = 2
ON_SQLITE = pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="the server has a database file of its own: on PostgreSQL it would be asked the same once more",
)


@dataclass
class Server:
    """A running server, and how to call it."""

    process: "subprocess.Popen[bytes]"
    port: int
    key: str
    folder: Path

    @property
    def credentials(self) -> dict[str, str]:
        """The headers of the demo world's caller."""
        return {"Authorization": f"Bearer {self.key}"}

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """Send a request on a connection of its own; a body that is iterated goes out in chunks."""
        client = http.client.HTTPConnection(demo_server.HOST, self.port, timeout=PATIENCE)
        try:
            client.request(method, path, body, {**self.credentials, **headers}, encode_chunked=is_iterated(body))
            return reply(client.getresponse())
        finally:
            client.close()

    def json(self, method: str, path: str, value: Any) -> Reply:
        """Send JSON."""
        return self.call(method, path, json.dumps(value), **{"Content-Type": "application/json"})

    def raw(self, *parts: bytes, closing: bool = False) -> bytes:
        """Send bytes as they are, and return what comes back until the server closes."""
        with socket.create_connection((demo_server.HOST, self.port), timeout=PATIENCE) as client:
            for part in parts:
                client.sendall(part)
            if closing:
                client.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: received(client), b""))

    def head(self, method: str, path: str, **headers: str) -> bytes:
        """Return the head of a request for `raw`."""
        lines = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", **self.credentials, **headers}
        text = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
        return f"{method} {path} HTTP/1.1\r\n{text}\r\n".encode()

    def stop(self) -> int:
        """Tell the server to stop, and return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


def is_iterated(body: object) -> bool:
    """Tell whether a body goes out in chunks."""
    return body is not None and not isinstance(body, str | bytes)


def received(client: socket.socket) -> bytes:
    """Return the next bytes; a server may also end a connection by a reset."""
    try:
        return client.recv(65_536)
    except ConnectionResetError:
        return b""


def reply(response: http.client.HTTPResponse) -> Reply:
    """Return an answer; a body that is no JSON comes back as bytes."""
    content, headers = response.read(), dict(response.getheaders())
    try:
        return Reply(response.status, json.loads(content), headers)
    except ValueError:
        return Reply(response.status, content, headers)


def parsed(answer: bytes) -> tuple[int, Any]:
    """Return the status and the JSON of an answer that came back as bytes."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/json" in head.lower(), answer[:500]
    return int(head.split()[1]), json.loads(body)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a server whose data lie in a folder."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.live.server_settings",
        "SECRET_KEY": "of-a-server-that-lives-as-long-as-its-tests-0123456789",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "MEDIA_ROOT": f"{folder}/media",
        "STATIC_ROOT": f"{folder}/static",
        "DEMO_PASSWORD": "known-to-the-tests",
    }


def manage(folder: Path, *arguments: str) -> str:
    """Run a command of manage.py on the data of a folder; return what it prints."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), check=True, capture_output=True, text=True, timeout=PATIENCE * 2
    )
    return done.stdout.strip()


def prepare(folder: Path) -> None:
    """Make the database with the demo world, a key of its caller, and the static files."""
    folder.mkdir()
    manage(folder, "migrate", "--verbosity=0")
    manage(folder, "seed_demo")
    manage(folder, "collectstatic", "--no-input", "--verbosity=0")
    (folder / "key").write_text(manage(folder, "create_api_key", "api"), encoding="ascii")


@contextmanager
def serving(folder: Path, options: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start the server on the data of a folder, and stop it in the end; options replace those of production."""
    with socket.socket() as probe:
        probe.bind((demo_server.HOST, 0))
        port = int(probe.getsockname()[1])
    command = demo_server.command(port)
    for name, value in {"--workers": str(WORKERS), **(options or {})}.items():
        command[command.index(name) + 1] = value
    process = subprocess.Popen(command, cwd=ROOT, env=environment(folder), stderr=subprocess.DEVNULL)
    try:
        wait_until_ready(process, port)
        yield Server(process, port, (folder / "key").read_text(encoding="ascii"), folder)
    finally:
        end(process)


def wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until every worker listens: one that is told to stop earlier does not hear it."""
    last = time.monotonic() + PATIENCE
    while not (demo_server.listens(port) and demo_server.listening_workers(port) >= WORKERS):
        assert process.poll() is None, "the server ended"
        assert time.monotonic() < last, "the server does not listen"
        time.sleep(0.05)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Stop a server, by force when it does not listen."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE / 2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE)
