"""Knows what happens to a request before one of Django's few threads takes it: it is counted, and probes pass by.

It must not know what a request is about. When all of Django's threads wait for a database that does not answer, a
probe must not wait behind them: it runs in the server's own thread, and asks no database from there.
"""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from customers_api.operation.metrics import IN_FLIGHT
from customers_api.operation.probes import PATHS

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# When the whole request was there; no header can have this name.
ARRIVED = "customers_api.arrived"


def with_probes_aside(pooled: "WSGIApplication", direct: "WSGIApplication") -> "WSGIApplication":
    """Return the application in its threads, but for probes; note when a request came to their door."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ[ARRIVED] = time.perf_counter()
        chosen = direct if environ.get("PATH_INFO") in PATHS else pooled
        return chosen(environ, start_response)

    return call


def with_count_in_flight(application: "WSGIApplication") -> "WSGIApplication":
    """Return the application, whose unanswered requests are counted; answers must come back whole."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with IN_FLIGHT.track_inprogress():
            return application(environ, start_response)

    return call
