"""Knows how to start the production server on a port and a database of its own, and to talk to it.

The database is a file in the server's folder, or any other that is named by its address. It must not know what is asked
of the server.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from customers.demo import server as demo_server
from tests.clients import Reply
from tests.templates import template_file

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
# What the server writes to standard error, beside its data.
LOG = "server.log"
DATABASE = "db.sqlite3"
WORKERS = 2
# The user of the demo world whose key a server has at first.
CALLER = "api"
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
    database_url: str

    def acting_as(self, username: str) -> "Server":
        """Return the same server, called by another user that `prepare` has made a key for."""
        return replace(self, key=key_of(self.folder, username))

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


def environment(folder: Path, database_url: str | None = None) -> dict[str, str]:
    """Return the environment of a server whose data lie in a folder, but for a database that lies elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.live.server_settings",
        "SECRET_KEY": "of-a-server-that-lives-as-long-as-its-tests-0123456789",
        "DATABASE_URL": database_url or f"sqlite:///{folder}/{DATABASE}",
        "MEDIA_ROOT": f"{folder}/media",
        "STATIC_ROOT": f"{folder}/static",
        "DEMO_PASSWORD": "known-to-the-tests",
    }


def manage(folder: Path, *arguments: str, database_url: str | None = None) -> str:
    """Run a command of manage.py on the data of a folder; return what it prints."""
    return run(folder, "manage.py", *arguments, database_url=database_url)


def run(folder: Path, *arguments: str, database_url: str | None = None) -> str:
    """Run a Python program on the data of a folder; return what it prints."""
    command = [sys.executable, *arguments]
    variables = environment(folder, database_url)
    done = subprocess.run(
        command, cwd=ROOT, env=variables, check=True, capture_output=True, text=True, timeout=PATIENCE * 2
    )
    return done.stdout.strip()


def prepare(folder: Path, *usernames: str, database_url: str | None = None) -> None:
    """Make the demo world in the database, the static files, and a key of its caller and of each other user named."""
    folder.mkdir()
    template = template_file()
    if template and database_url is None:
        shutil.copy(template, folder / DATABASE)
    names = (CALLER, *usernames)
    keys = run(folder, "-m", "tests.live.preparing", *names, database_url=database_url).splitlines()
    for username, key in zip(names, keys, strict=True):
        key_file(folder, username).write_text(key, encoding="ascii")


def key_file(folder: Path, username: str) -> Path:
    """Return where a user's key lies; the caller's is simply called key."""
    return folder / ("key" if username == CALLER else f"key-{username}")


def key_of(folder: Path, username: str) -> str:
    """Return a user's key."""
    return key_file(folder, username).read_text(encoding="ascii")


@contextmanager
def serving(
    folder: Path,
    options: Mapping[str, str] | None = None,
    *,
    database_url: str | None = None,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Start the server on the data of a folder, and stop it in the end.

    Options replace those of production; variables stand beside those of its environment.
    """
    with socket.socket() as probe:
        probe.bind((demo_server.HOST, 0))
        port = int(probe.getsockname()[1])
    command = demo_server.command(port)
    chosen = {"--workers": str(WORKERS), **(options or {})}
    for name, value in chosen.items():
        command[command.index(name) + 1] = value
    known = environment(folder, database_url)
    with (folder / LOG).open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**known, **(variables or {})}, stderr=log)
    try:
        wait_until_ready(process, port, int(chosen["--workers"]))
        yield Server(process, port, key_of(folder, CALLER), folder, known["DATABASE_URL"])
    finally:
        end(process)


def wait_until_ready(process: "subprocess.Popen[bytes]", port: int, workers: int = WORKERS) -> None:
    """Wait until every worker listens: one that is told to stop earlier does not hear it."""
    last = time.monotonic() + PATIENCE
    while not (demo_server.listens(port) and demo_server.listening_workers(port) >= workers):
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
