"""A gate before a server that treats clients badly: refuses for a while, hangs up, loses answers.

It knows HTTP, and no request's meaning. What it has let pass, and in which state, is kept for whoever wants to know.
"""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

HOST = "127.0.0.1"
PATIENCE = 60
# What becomes of the first requests, one after the other; all later ones pass.
REFUSED, BUSY, RUNNING, HUNG_UP, LOST = "503", "429", "409", "hung up", "answer lost"
TROUBLE = (REFUSED, HUNG_UP, LOST, BUSY, RUNNING)
RETRY_AFTER = {REFUSED: 1, BUSY: 0, RUNNING: 0}
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


@dataclass(frozen=True)
class Seen:
    """A request that came to the gate: when, which write it was, and what became of it."""

    moment: float
    method: str
    key: str | None
    outcome: str


@dataclass
class Gate:
    """What the gate stands before, and what it has seen."""

    port_behind: int
    trouble: tuple[str, ...]
    seen: list[Seen] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def next_outcome(self, method: str, key: str | None) -> str:
        """Decide what becomes of a request, and keep it."""
        with self.lock:
            number = len(self.seen)
            outcome = self.trouble[number] if number < len(self.trouble) else "passed"
            self.seen.append(Seen(time.monotonic(), method, key, outcome))
            return outcome


class GateServer(ThreadingHTTPServer):
    """A server that knows its gate."""

    gate: Gate


class Handler(BaseHTTPRequestHandler):
    """Does with a request what the gate decides."""

    protocol_version = "HTTP/1.1"
    server: GateServer

    def treat(self) -> None:
        """Answer a request, or do not."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        outcome = self.server.gate.next_outcome(self.command, self.headers.get("Idempotency-Key"))
        if outcome in RETRY_AFTER:
            return self.refuse(outcome)
        if outcome == HUNG_UP:
            return self.hang_up()
        status, headers, content = self.forwarded(body)
        return self.hang_up() if outcome == LOST else self.answer(status, headers, content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = treat  # noqa: N815

    def forwarded(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """Send the request on, as it came, and return the answer."""
        connection = http.client.HTTPConnection(HOST, self.server.gate.port_behind, timeout=PATIENCE)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
            connection.request(self.command, self.path, body or None, headers)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            connection.close()

    def refuse(self, status: str) -> None:
        """Say that the request can be sent again, and when."""
        headers = [("Retry-After", str(RETRY_AFTER[status])), ("Content-Type", "application/json")]
        self.answer(int(status), headers, b'{"error": "try_again", "error_description": "Try again."}')

    def answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def hang_up(self) -> None:
        """End the connection without a word."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Write no line for a request."""


@contextmanager
def gate_before(port: int, trouble: tuple[str, ...] = TROUBLE) -> Iterator[tuple[str, Gate]]:
    """Open a gate before a server; return its address and what it keeps."""
    server = GateServer((HOST, 0), Handler)
    server.gate = Gate(port, trouble)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}", server.gate
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
