"""A way to PostgreSQL that can be closed, cut or made to swallow everything; it knows bytes and no statement.

It must not know who asks for what.
"""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

HOST = "127.0.0.1"
PIECE = 65_536
# A connection that is closed like this ends with a reset, as when the machine behind it was switched off and on.
RESET = struct.pack("ii", 1, 0)


@dataclass
class Watch:
    """The text of a statement at which connections are cut."""

    text: bytes
    # Whether the server still gets the statement; its answer is lost.
    is_passed_on: bool
    seen: int = 0


@dataclass
class Proxy:
    """A listening socket in front of a server, and all that passes through it."""

    target: tuple[str, int]
    port: int = 0
    watch: Watch | None = None
    _listener: socket.socket | None = None
    _open: threading.Event = field(default_factory=threading.Event)
    _pairs: list[tuple[socket.socket, socket.socket]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, url: str) -> str:
        """Return the address of a database by way of this proxy."""
        parts = urlsplit(url)
        user = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{user}@{HOST}:{self.port}").geturl()

    def forward(self) -> None:
        """Let everything through, new connections too."""
        self.watch = None
        self._open.set()
        if self._listener is None:
            self._listener = socket.create_server((HOST, self.port))
            self.port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def refuse(self) -> None:
        """Cut all connections and refuse new ones, as when the server was stopped."""
        listener, self._listener = self._listener, None
        if listener is not None:
            # Closing alone would leave the thread that accepts, and with it the port, as they are.
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.cut()

    def cut(self) -> None:
        """Cut all connections; new ones are welcome."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            close(*pair)

    def wait_for_ends(self, seconds: float) -> None:
        """Wait until the server's ends of all connections were passed on."""
        last = time.monotonic() + seconds
        while any(client.fileno() >= 0 for client, _ in self._pairs):
            assert time.monotonic() < last, "the server has ended no connection"
            time.sleep(0.01)

    def swallow(self) -> None:
        """Take all bytes and connections and answer nothing, as a black hole does."""
        self._open.clear()

    def cut_at(self, text: bytes, *, is_passed_on: bool) -> Watch:
        """Cut each connection on which this text passes, before the server gets it or when it has answered."""
        self.watch = Watch(text, is_passed_on)
        return self.watch

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client = listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        self._open.wait()
        server = socket.create_connection(self.target)
        with self._lock:
            self._pairs.append((client, server))
        doomed = threading.Event()
        threading.Thread(target=self._pass, args=[server, client, lambda _: not doomed.is_set()], daemon=True).start()
        self._pass(client, server, lambda data: self._may_pass(data, doomed))

    def _may_pass(self, data: bytes, doomed: threading.Event) -> bool:
        """Tell whether the server gets a statement; one whose answer is to be lost dooms its connection."""
        watch = self.watch
        if watch is None or watch.text not in data:
            return True
        watch.seen += 1
        if watch.is_passed_on:
            doomed.set()
        return watch.is_passed_on

    def _pass(self, source: socket.socket, sink: socket.socket, may_pass: Callable[[bytes], bool]) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(PIECE):
                self._open.wait()
                if not may_pass(data):
                    break
                sink.sendall(data)
        close(source, sink)


def close(*ends: socket.socket) -> None:
    """End connections at once."""
    for end in ends:
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            # Closing alone does not wake the thread that reads.
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def proxy_to(url: str) -> Iterator[Proxy]:
    """Stand in front of the server of an address."""
    parts = urlsplit(url)
    proxy = Proxy((parts.hostname or HOST, parts.port or 5432))
    proxy.forward()
    try:
        yield proxy
    finally:
        proxy.forward()
        proxy.refuse()
