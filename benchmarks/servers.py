"""Knows on which PostgreSQL is measured: the one that BENCH_POSTGRES_URL names, or a new one that goes in the end."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.postgres_cluster import Cluster, ClusterError, running_cluster

# All sides together keep some forty connections, and all rows fit into the memory that PostgreSQL is given.
SETTINGS = {"max_connections": 100, "shared_buffers": "512MB"}


def take_away_when_stopped() -> None:
    """Let SIGTERM end this process as Ctrl+C does: what it has made is taken away first."""

    def stop(*_: object) -> None:
        sys.exit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)


@contextmanager
def server() -> Iterator[str]:
    """Give the address of the server."""
    take_away_when_stopped()
    named = os.environ.get("BENCH_POSTGRES_URL")
    if named:
        yield named
        return
    try:
        with running_cluster(Cluster, SETTINGS) as cluster:
            yield cluster.database_url
    except ClusterError as error:
        raise SystemExit(f"{error} Name another server by BENCH_POSTGRES_URL.") from error
