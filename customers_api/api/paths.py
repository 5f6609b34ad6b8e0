"""Knows whether the path of a request is text, and its address no longer than allowed.

It must not know an address, nor how a dialect says what is wrong with one.

Only the server's own bytes tell: Django percent-encodes the bytes that are no UTF-8 and takes the result for the path,
which another client may have meant.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

from customers_api.core.problems import Problem, ProblemCode

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


def refuse_oversized(request: HttpRequest) -> None:
    """Raise when the address is too long or its query has too many parameters, before anybody takes it apart.

    The path counts as the bytes that its percent-encoding stands for, the query as it was sent.
    """
    query = request.META.get("QUERY_STRING", "")
    if len(request.META.get("PATH_INFO", "")) + len(query) > settings.MAX_URL_LENGTH:
        raise Problem(ProblemCode.URL_TOO_LONG, limit=settings.MAX_URL_LENGTH)
    if query.count("&") >= settings.MAX_QUERY_PARAMETERS:
        raise Problem(ProblemCode.TOO_MANY_PARAMETERS, limit=settings.MAX_QUERY_PARAMETERS)
