"""Knows how clients begin a request and do not go on; it must not know who else calls the server meanwhile."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle, islice
from threading import Event, Thread

from customers.demo import server as demo_server
from tests.live.serving import Server

CUSTOMERS = "/api/v1.0/customers"
# Longer than any test trickles.
LENGTH = "100000"
JSON = {"Content-Type": "application/json", "Content-Length": LENGTH}
# Between two bytes of one client.
PAUSE_SECONDS = 0.2
# So small that most of a list stays with the server.
UNREAD_BUFFER = 4096


@dataclass(frozen=True)
class Kind:
    """How far a client comes, and the byte that it then sends from time to time, if any."""

    name: str
    start: bytes
    byte: bytes = b""


def kinds(server: Server) -> list[Kind]:
    """Return the ways to be slow."""
    in_chunks = {"Transfer-Encoding": "chunked"}
    unread = server.head("GET", f"{CUSTOMERS}?max=1000", Connection="keep-alive")
    return [
        Kind("head sent partly", server.head("GET", CUSTOMERS)[:-4]),
        Kind("head byte by byte", server.head("GET", CUSTOMERS)[:-4], b"a"),
        Kind("body sent partly", server.head("POST", CUSTOMERS, **JSON) + b'{"name": "'),
        Kind("body byte by byte", server.head("POST", CUSTOMERS, **JSON) + b'{"name": "', b"a"),
        Kind("body of a stranger", server.head("POST", CUSTOMERS, Authorization="Bearer wrong", **JSON) + b"{"),
        Kind("chunk sent partly", server.head("POST", CUSTOMERS, **in_chunks) + b"5\r\nname="),
        Kind("nothing sent", b""),
        Kind("answer not read", unread * 4),
    ]


@contextmanager
def hanging(server: Server, count: int) -> Iterator[None]:
    """Keep so many slow clients connected, of all kinds in turn."""
    done = Event()
    with ExitStack() as stack:
        clients = []
        for kind in islice(cycle(kinds(server)), count):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, UNREAD_BUFFER)
            client.connect((demo_server.HOST, server.port))
            client.sendall(kind.start)
            clients.append((client, kind.byte))
        trickling = Thread(target=trickle, args=(clients, done))
        trickling.start()
        try:
            yield
        finally:
            done.set()
            trickling.join()


def trickle(clients: list[tuple[socket.socket, bytes]], done: Event) -> None:
    """Let the clients go on byte by byte; one that the server has hung up on is not slow any more."""
    while not done.wait(PAUSE_SECONDS):
        for client, byte in clients:
            with suppress(ConnectionError):
                client.sendall(byte)
