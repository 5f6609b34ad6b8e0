"""A gate before a server that treats clients badly: refuses for a while, hangs up, loses answers.

It knows HTTP, and no request's meaning. What it has let pass, and in which state, is kept for whoever wants to know.
"""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

HOST = "127.0.0.1"
PATIENCE = 60
# What becomes of the first requests, one after the other; all later ones pass.
REFUSED, BUSY, RUNNING, HUNG_UP, LOST = "503", "429", "409", "hung up", "answer lost"
# Taken in and never answered; answered so slowly that nobody should wait for the end of the body, or of the head.
SILENT, DRIPPED, HEAD_DRIPPED = "silent", "dripped", "head dripped"
DRIPS, SECONDS_BETWEEN_DRIPS = b" " * 600, 0.05
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(DRIPS)
# What comes at once, and what drips.
SLOW = {SILENT: (b"", b""), DRIPPED: (HEAD, DRIPS), HEAD_DRIPPED: (b"", HEAD.replace(b":", b":" + DRIPS))}
TROUBLE = (REFUSED, HUNG_UP, LOST, BUSY, RUNNING)
# What a proxy before the server says by itself: in HTML, with a date, or without a word about the time.
BAD_GATEWAY, TIMED_OUT, DATED = "502", "504", "503, with a date"
BEHIND_A_PROXY = (BAD_GATEWAY, TIMED_OUT, DATED)
DEFECT, CLOSED, WORDLESS = "500", "503, for a day", "403, without a word"
RETRY_AFTER = {REFUSED: "1", BUSY: "0", RUNNING: "0", TIMED_OUT: "soon", CLOSED: "86400"}
SECONDS_TO_THE_DATE = 2.5
HTML = {BAD_GATEWAY, TIMED_OUT, DATED, DEFECT, CLOSED}
TOLD = b'{"error": "try_again", "error_description": "Try again."}'
PAGE = b"<html><title>Something is wrong</title></html>"
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


@dataclass(frozen=True)
class Seen:
    """A request that came to the gate: when, which write it was, by what credential, and what became of it."""

    moment: float
    method: str
    path: str
    key: str | None
    credential: str | None
    outcome: str


@dataclass
class Gate:
    """What the gate stands before, and what it has seen."""

    port_behind: int
    trouble: tuple[str, ...]
    seen: list[Seen] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def next_outcome(self, method: str, path: str, key: str | None, credential: str | None) -> str:
        """Decide what becomes of a request, and keep it."""
        with self.lock:
            number = len(self.seen)
            outcome = self.trouble[number] if number < len(self.trouble) else "passed"
            self.seen.append(Seen(time.monotonic(), method, path, key, credential, outcome))
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
        key, credential = self.headers.get("Idempotency-Key"), self.headers.get("Authorization")
        outcome = self.server.gate.next_outcome(self.command, self.path, key, credential)
        if outcome[:3].isdigit():
            return self.refuse(outcome)
        if outcome in SLOW:
            return self.keep_waiting(*SLOW[outcome])
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

    def refuse(self, outcome: str) -> None:
        """Say that the request was not done, in JSON as the server would or in HTML as a proxy would."""
        date = formatdate(time.time() + SECONDS_TO_THE_DATE, usegmt=True)
        wait = date if outcome == DATED else RETRY_AFTER.get(outcome)
        headers = [("Content-Type", "text/html" if outcome in HTML else "application/json")]
        headers += [] if wait is None else [("Retry-After", wait)]
        content = b"" if outcome == WORDLESS else PAGE if outcome in HTML else TOLD
        self.answer(int(outcome[:3]), headers, content)

    def answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def keep_waiting(self, at_once: bytes, slowly: bytes) -> None:
        """Send no answer, or one byte after the other, until the client has had enough."""
        self.close_connection = True
        self.connection.settimeout(PATIENCE)
        # A client may end the connection while a byte is on its way.
        with suppress(ConnectionError):
            self.wfile.write(at_once)
            for byte in slowly:
                self.wfile.write(bytes([byte]))
                time.sleep(SECONDS_BETWEEN_DRIPS)
            self.connection.recv(1)

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
