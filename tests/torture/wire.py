"""A wire to PostgreSQL that can be cut at any statement: before the server gets it, or after it has carried it out.

It knows how messages of PostgreSQL's protocol are told apart; it must not know what they say, nor who sends them.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from threading import Lock, Thread
from urllib.parse import urlsplit

HOST = "127.0.0.1"
# Message types: a statement (a simple query, the only kind that psycopg2 sends), and the server's "go on".
QUERY, READY = b"Q", b"Z"
PIECE = 65_536


class Cut(Enum):
    """At which side of a statement the connection ends."""

    BEFORE = "before"
    AFTER = "after"


@dataclass
class Wire:
    """Passes connections on to the server, and cuts one of them when it is told to."""

    host: str
    port: int
    listener: socket.socket
    lock: Lock = field(default_factory=Lock)
    remaining: int = 0
    cut: Cut = Cut.BEFORE
    statement: bytes | None = None
    passed: int = 0

    def arm(self, number: int, cut: Cut) -> None:
        """Cut the connection of the statement that comes so many from now: 1 is the next one."""
        with self.lock:
            self.remaining, self.cut, self.statement = number, cut, None

    def disarm(self) -> bytes | None:
        """Cut nothing any more; return the statement that was cut, or ``None`` where it did not come so far."""
        with self.lock:
            self.remaining = 0
            return self.statement

    def statements_of(self, work: Callable[[], object]) -> int:
        """Return how many statements a work sends."""
        before = self.passed
        work()
        return self.passed - before

    def is_the_one(self, message: bytes) -> bool:
        """Count a message; tell whether it is the statement to be cut."""
        with self.lock:
            if not message.startswith(QUERY):
                return False
            self.passed += 1
            if not self.remaining:
                return False
            self.remaining -= 1
            if self.remaining == 0:
                self.statement = message[5:].rstrip(b"\0")
            return self.remaining == 0

    def serve(self) -> None:
        """Take connections until the listener is closed."""
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                line = Line(self, client, socket.create_connection((self.host, self.port)))
                Thread(target=line.from_client, daemon=True).start()
                Thread(target=line.from_server, daemon=True).start()


@dataclass
class Line:
    """One connection."""

    wire: Wire
    client: socket.socket
    server: socket.socket
    # From now on the client hears nothing, and the connection ends once the server has done what it was told.
    muted: bool = False

    def from_client(self) -> None:
        """Pass on the client's messages, each one whole."""
        with suppress(OSError, EOFError):
            while True:
                message = self.next_message()
                if self.wire.is_the_one(message):
                    if self.wire.cut is Cut.BEFORE:
                        break
                    self.muted = True
                self.server.sendall(message)
        if not self.muted:
            self.end()

    def next_message(self) -> bytes:
        """Return the next message of the client; the first ones have no type, and begin with their length."""
        start = exactly(self.client, 1)
        head = start + exactly(self.client, 3 if start == b"\0" else 4)
        return head + exactly(self.client, int.from_bytes(head[-4:]) - 4)

    def from_server(self) -> None:
        """Pass on what the server says; when muted, wait for the end of its answer."""
        unheard = b""
        with suppress(OSError):
            while piece := self.server.recv(PIECE):
                if not self.muted:
                    self.client.sendall(piece)
                    continue
                unheard += piece
                if is_ready(unheard):
                    break
        self.end()

    def end(self) -> None:
        """End the connection on both sides."""
        for side in (self.client, self.server):
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()


def exactly(source: socket.socket, length: int) -> bytes:
    """Return so many bytes, or raise ``EOFError``."""
    content = b""
    while len(content) < length:
        piece = source.recv(length - len(content))
        if not piece:
            raise EOFError
        content += piece
    return content


def is_ready(answer: bytes) -> bool:
    """Tell whether the server's answer is whole: its last message says that the next statement may come."""
    place = 0
    while place + 5 <= len(answer):
        if answer[place : place + 1] == READY:
            return True
        place += 1 + int.from_bytes(answer[place + 1 : place + 5])
    return False


@contextmanager
def wired(database_url: str) -> Iterator[tuple[Wire, str]]:
    """Yield a wire to a database, and the address of the database at its other end."""
    parts = urlsplit(database_url)
    login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    with socket.create_server((HOST, 0)) as listener:
        wire = Wire(parts.hostname or HOST, parts.port or 5432, listener)
        Thread(target=wire.serve, daemon=True).start()
        yield wire, parts._replace(netloc=f"{login}{HOST}:{listener.getsockname()[1]}").geturl()
        # A thread that waits in it would not hear that it is closed.
        listener.shutdown(socket.SHUT_RDWR)
