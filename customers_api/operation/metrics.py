"""Knows what is counted of requests, and how the counts of several processes become one page.

It must not know who may see it. The names of routes are bounded by ``routes``; nothing that a client sends is a label.
Where ``PROMETHEUS_MULTIPROC_DIR`` is set, each process keeps its counts in a file there, and any answers for all.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# First of all: the library looks at the environment while it is imported, and the settings read .env into it.
import customers_api.settings  # noqa: F401

# isort: split
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client import generate_latest as generate
from prometheus_client import values as library
from prometheus_client.multiprocess import MultiProcessCollector

from customers_api.operation.metrics_directory import DIRECTORY

CONTENT_TYPE = CONTENT_TYPE_LATEST
DIALECTS = ("v1", "v2", "rws", "none")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
STATEMENTS = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 100, 1000)
SERVER_ERROR = 500


class Process:
    """The number of this process, which the library asks for at every count, and the system only after a fork."""

    def __init__(self) -> None:
        self.look()
        os.register_at_fork(after_in_child=self.look)

    def look(self) -> None:
        """Ask the system."""
        self.number = os.getpid()

    def __call__(self) -> int:
        """Return the number."""
        return self.number


if os.environ.get(DIRECTORY):
    library.ValueClass = library.MultiProcessValue(Process())  # type: ignore[no-untyped-call]  # it has no type

REQUESTS = Counter("customers_api_requests", "Requests answered.", ["dialect", "route", "method", "status"])
LATENCY = Histogram(
    "customers_api_request_seconds",
    "Seconds from the arrival of a whole request to its answer.",
    ["dialect", "route", "method"],
    buckets=SECONDS,
)
WAITING = Histogram("customers_api_wait_seconds", "Seconds that requests waited for a free thread.", buckets=SECONDS)
SENT = Histogram(
    "customers_api_request_statements",
    "Statements sent to the database for one request.",
    ["dialect", "route"],
    buckets=STATEMENTS,
)
SERVER_ERRORS = Counter("customers_api_server_errors", "Requests answered 5xx.", ["dialect"])
RATE_LIMITED = Counter("customers_api_rate_limited", "Requests refused for their rate.", ["dialect"])
IN_FLIGHT = Gauge(
    "customers_api_requests_in_flight",
    "Requests whose head is there and whose answer is not.",
    multiprocess_mode="livesum",
)

# An alert on a counter that begins with its first failure would miss that one.
for _dialect in DIALECTS:
    SERVER_ERRORS.labels(_dialect)
    RATE_LIMITED.labels(_dialect)
# A process may be given the number of one that died in the middle of its work, and so its file.
IN_FLIGHT.set(0)


@dataclass(frozen=True, slots=True)
class Served:
    """What is told of a request that was answered; ``waited`` is part of ``seconds``."""

    dialect: str
    route: str
    method: str
    status: int
    seconds: float
    waited: float
    statements: int
    rate_limited: bool


# The library checks names and takes a lock to find them, each time; routes, methods and statuses are few.
_requests = cache(REQUESTS.labels)
_latency = cache(LATENCY.labels)
_sent = cache(SENT.labels)


def observe(served: Served) -> None:
    """Count a request."""
    dialect, route, method = served.dialect, served.route, served.method
    _requests(dialect, route, method, str(served.status)).inc()
    _latency(dialect, route, method).observe(served.seconds)
    WAITING.observe(served.waited)
    _sent(dialect, route).observe(served.statements)
    if served.status >= SERVER_ERROR:
        SERVER_ERRORS.labels(dialect).inc()
    if served.rate_limited:
        RATE_LIMITED.labels(dialect).inc()


def page() -> bytes:
    """Return all counts as Prometheus reads them: those of all processes, or where they share no folder, of this."""
    directory = os.environ.get(DIRECTORY)
    if not directory:
        return generate(REGISTRY)
    forget_the_dead(Path(directory))
    registry = CollectorRegistry()
    MultiProcessCollector(registry, directory)  # type: ignore[no-untyped-call]  # the library has no type for it
    return generate(registry)


def forget_the_dead(directory: Path) -> None:
    """Remove what processes that are no more said of themselves; what they have counted stays."""
    for file in directory.glob("gauge_live*.db"):
        if not is_alive(int(file.stem.rpartition("_")[2])):
            # Another process may be at it too.
            file.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Tell whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
