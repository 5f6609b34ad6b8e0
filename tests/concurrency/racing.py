"""Knows how to let several callers start at the same moment, each in a thread with a database connection of its own.

It must not know what they do.
"""

import fcntl
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from tests.clients import Caller, Reply

API = "/api/v1.0"
LONGEST_WAIT = 60
# So many connections are there even when several test processes race at once.
FEW = 10
ON_POSTGRESQL = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite's test database is in memory and has one writer; tests/live races on a file",
)
# Real commits: within the transaction of a test nobody would see what another thread has written.
COMMITTING = [pytest.mark.django_db(transaction=True), ON_POSTGRESQL]

Work = Callable[[], Reply]
Race = Callable[..., list[Reply]]


@contextmanager
def racers(count: int) -> Iterator[Race]:
    """Yield a function that runs as many works at once; threads and connections stay for the next round."""
    barrier = Barrier(count)

    def run(work: Callable[[], Any]) -> Any:
        connect()
        barrier.wait(LONGEST_WAIT)
        return work()

    def run_all(*works: Work) -> list[Reply]:
        assert len(works) == count
        return [future.result(LONGEST_WAIT) for future in [pool.submit(run, work) for work in works]]

    with one_large_race() if count > FEW else nullcontext(), ThreadPoolExecutor(count) as pool:
        try:
            yield run_all
        finally:
            for future in [pool.submit(run, connections.close_all) for _ in range(count)]:
                future.result(LONGEST_WAIT)


@contextmanager
def one_large_race() -> Iterator[None]:
    """Wait for other test processes on this machine: a server of PostgreSQL has 100 connections by default."""
    with Path(tempfile.gettempdir(), "customers_api_large_race").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def connect() -> None:
    """Open this thread's connection, and wait for one where the server has none left."""
    for _ in range(LONGEST_WAIT // 2):
        try:
            connection.ensure_connection()
        except OperationalError:
            time.sleep(1)
        else:
            return
    connection.ensure_connection()


def race(*works: Work) -> list[Reply]:
    """Run the works at once, one time."""
    with racers(len(works)) as run_all:
        return run_all(*works)


def elsewhere(work: Work) -> Reply:
    """Do a work to its end in another thread, as a second caller would while this one is in a transaction."""
    return race(work)[0]


def again(caller: Caller) -> Caller:
    """Return the same caller for another thread: a client of Django's is for one."""
    return Caller(str(caller.client.defaults["HTTP_AUTHORIZATION"]))


def sending(caller: Caller, path: str, value: dict[str, Any]) -> Work:
    """Return the work of sending JSON."""
    own = again(caller)
    return lambda: own.json(f"{API}/{path}", value)


def deleting(caller: Caller, path: str) -> Work:
    """Return the work of deleting."""
    own = again(caller)
    return lambda: own.delete(f"{API}/{path}")


def a_moment_later(work: Work, *, most: float = 0.006) -> Work:
    """Return the work begun after a random moment, so that rounds meet each other at ever new points."""

    def later() -> Reply:
        time.sleep(random.random() * most)
        return work()

    return later


def statuses(replies: Sequence[Reply]) -> list[int]:
    """Return the statuses in order of their numbers."""
    return sorted(reply.status for reply in replies)


def crashes(replies: Sequence[Reply]) -> list[Any]:
    """Return the answers that no caller should get."""
    return [reply.pair for reply in replies if reply.status >= 500]
