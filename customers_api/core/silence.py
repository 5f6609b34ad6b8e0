"""Ends what waits for a PostgreSQL server that says nothing; it knows connections, and no statement.

PostgreSQL ends its own statements (`statement_timeout`), and the kernel ends connections to a machine that is gone
(TCP). Neither helps against a server, or a proxy, that takes the bytes and never answers. For that the driver waits
through the function below, which knows when it has waited enough; the driver then gives the connection up.
"""

import select
import time
from dataclasses import dataclass

import psycopg2
from psycopg2 import extensions

EVENTS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}
# The status of a connection that is still being made.
CONNECTING = extensions.STATUS_SETUP
# How long nobody tries to connect after a try that led to nothing: else each request of a queue would wait for its own.
PAUSE = 2.0


class SilentServerError(psycopg2.OperationalError):
    """The server did not answer in time."""


@dataclass
class Patience:
    """How many seconds a connection and a statement may take, and how long no connection is tried."""

    connecting: float
    answering: float
    _paused_until: float = 0.0

    def wait(self, connection: extensions.connection) -> None:
        """Wait until the driver is done with what it does, or raise ``SilentServerError``."""
        if connection.status != CONNECTING:
            finish(connection, self.answering)
            return
        if time.monotonic() < self._paused_until:
            raise SilentServerError("the database was not reached a moment ago: no new connection is tried yet")
        try:
            finish(connection, self.connecting)
        except SilentServerError:
            self._paused_until = time.monotonic() + PAUSE
            raise


def finish(connection: extensions.connection, seconds: float) -> None:
    """Let the driver read and write until it is done."""
    end = time.monotonic() + seconds
    while (state := connection.poll()) != extensions.POLL_OK:
        poller = select.poll()
        poller.register(connection.fileno(), EVENTS[state])
        left = end - time.monotonic()
        if left <= 0 or not poller.poll(left * 1000):
            raise SilentServerError(f"the database did not answer within {seconds:g} seconds")


def is_quiet(connection: extensions.connection) -> bool:
    """Tell whether the server has said nothing since its last answer, at no cost to it.

    Whoever ends a connection says so: a server that stops or restarts, a proxy, the kernel that heard nothing for too
    long. It stands there to be read before anybody asks.
    """
    if connection.closed:
        return False
    poller = select.poll()
    poller.register(connection.fileno(), select.POLLIN)
    return not poller.poll(0)


def never_wait_for_ever(*, connecting: float, answering: float) -> None:
    """Limit all waiting of this process for PostgreSQL. COPY is not possible any more: for servers alone."""
    extensions.set_wait_callback(Patience(connecting, answering).wait)
