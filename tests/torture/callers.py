"""Knows how many callers ask one server at once, each on a connection that it keeps; it must not know what they ask."""

import http.client
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Barrier, BrokenBarrierError
from typing import Any, TypeVar

from customers.demo import server as demo_server
from tests.clients import Reply
from tests.live.serving import PATIENCE, Server, reply

LONGEST_WAIT = 3600
TAG = re.compile(r'"([0-9]+)-[0-9a-f]{16}"')

T = TypeVar("T")


class Line:
    """One caller's connection, on which one request follows the other."""

    def __init__(self, server: Server) -> None:
        self.credentials = server.credentials
        self.connection = http.client.HTTPConnection(demo_server.HOST, server.port, timeout=PATIENCE)

    def call(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Reply:
        """Send a request."""
        self.connection.request(method, path, body, {**self.credentials, **headers})
        return reply(self.connection.getresponse())

    def json(self, method: str, path: str, value: Any, **headers: str) -> Reply:
        """Send JSON."""
        return self.call(method, path, json.dumps(value), **{"Content-Type": "application/json", **headers})

    def close(self) -> None:
        """Hang up."""
        self.connection.close()


@contextmanager
def line_of(server: Server) -> Iterator[Line]:
    """Yield a connection that is closed in the end."""
    line = Line(server)
    try:
        yield line
    finally:
        line.close()


class Clock:
    """How long something took, and how many times a second that is."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Add the time that passes."""
        begin = time.monotonic()
        try:
            yield
        finally:
            self.seconds += time.monotonic() - begin

    def rate(self, number: int) -> str:
        """Return so many of something as a sentence about time."""
        return f"{self.seconds:,.1f} s, {number / self.seconds:,.0f} a second"


def all_at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """Run the works in as many threads, begun at one moment; return what they return, in their order."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        barrier.wait(PATIENCE)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(run, work) for work in works]
        wait(futures, LONGEST_WAIT)
    # A thread that failed leaves the others waiting at their barriers: its reason is the one to tell.
    for future in sorted(futures, key=lambda each: isinstance(each.exception(), BrokenBarrierError)):
        future.result()
    return [future.result() for future in futures]


def version_in(answer: Reply) -> int:
    """Return the version of the record that an answer shows, from its entity tag."""
    match = TAG.fullmatch(answer.headers["etag"])
    assert match, answer.headers
    return int(match[1])
