"""Knows that who waits for a client and who talks to the database must not be the same thread.

The server takes a thread for each request as soon as its head is there, and a slow upload holds it. Each thread in
which Django runs keeps a database connection, so those are few; the server's own may be many. It must not know what a
request is about.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Answer = tuple[str, list[tuple[str, str]], bytes]


def with_few_threads(application: "WSGIApplication", *, count: int) -> "WSGIApplication":
    """Return the application, run in so many threads that never end, whatever thread it is called from."""
    pool = ThreadPoolExecutor(count, thread_name_prefix="request")

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        status, headers, body = pool.submit(answer, application, environ).result()
        start_response(status, headers)
        return [body]

    return call


def answer(application: "WSGIApplication", environ: "WSGIEnvironment") -> Answer:
    """Run the application to the end of its answer, and let it clean up in the thread in which it ran."""
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        started.append((status, headers))

    response = application(environ, start_response)
    try:
        body = b"".join(response)
    finally:
        if hasattr(response, "close"):
            response.close()
    status, headers = started[-1]
    return status, headers, body
