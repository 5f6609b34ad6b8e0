"""Knows that texts are UTF-8, whatever charset a client claims; it must not know a body, nor who reads it.

Django looks at the charset of a request before any of our code runs, and takes the query apart by it: a charset that
is none (``hex``), or more parameters than it takes, would end the request where nobody can answer it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def with_plain_media_types(application: "WSGIApplication") -> "WSGIApplication":
    """Return the application, told content types without a charset."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = without_charset(environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return call


def without_charset(content_type: str) -> str:
    """Return a content type without its charset; of one that cannot be read only the type itself is left."""
    if ";" not in content_type:
        return content_type
    try:
        kind, parameters = parse_header_parameters(content_type)
    except (ValueError, LookupError):
        return content_type.partition(";")[0]
    if "charset" not in parameters:
        return content_type
    kept = (f'; {name}="{quoted(str(value))}"' for name, value in parameters.items() if name != "charset")
    return kind + "".join(kept)


def quoted(value: str) -> str:
    """Return what stands between the quotes of a parameter."""
    return value.replace("\\", "\\\\").replace('"', '\\"')
