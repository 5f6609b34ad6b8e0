"""Knows under which name a request is counted: the pattern of its address, never the address.

So the names are as many as there are patterns, whatever clients ask for, and no id or reference stands in them. It
must not know an address itself.
"""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.admindocs.views import simplify_regex
from django.http import HttpRequest
from django.http.response import HttpResponseBase

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
OTHER = "other"
UNKNOWN = "unknown"
NO_DIALECT = "none"


def route_of(request: HttpRequest, response: HttpResponseBase) -> str:
    """Return the pattern of the address; what was answered before there was one has a name of its own."""
    match = request.resolver_match
    if match is not None:
        return readable(match.route)
    named = getattr(response, "route", None)
    if isinstance(named, str):
        return named
    static = urlsplit(settings.STATIC_URL).path
    is_file = request.path_info.startswith(static) and response.status_code in {200, 206, 304}
    return static.rstrip("/") if is_file else UNKNOWN


@cache
def readable(pattern: str) -> str:
    """Return the pattern as people write it; the empty one matches what no other does."""
    return (simplify_regex(pattern).rstrip("/") or "/") if pattern else UNKNOWN


def dialect_of(request: HttpRequest) -> str:
    """Return the name of the dialect that the view speaks."""
    view = getattr(request.resolver_match, "func", None)
    kind = getattr(view, "cls", None) or getattr(view, "view_class", None)
    return str(getattr(getattr(kind, "dialect", None), "name", NO_DIALECT))


def method_of(request: HttpRequest) -> str:
    """Return the method; clients may make up as many as they like."""
    return request.method if request.method in METHODS else OTHER
