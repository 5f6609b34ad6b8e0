"""Knows whether the path of a request is text at all; it must not know an address, nor how a dialect says so.

Only the server's own bytes tell: Django percent-encodes the bytes that are no UTF-8 and takes the result for the path,
which another client may have meant.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_MARK = "customers_api.path_is_no_text"


def with_marked_paths(application: "WSGIApplication") -> "WSGIApplication":
    """Return the application, told which paths are not UTF-8."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        try:
            environ.get("PATH_INFO", "").encode("latin-1").decode()
        except UnicodeError:
            environ[_MARK] = True
        return application(environ, start_response)

    return call


def is_text(request: HttpRequest) -> bool:
    """Tell whether the path of a request was UTF-8."""
    return _MARK not in request.META
