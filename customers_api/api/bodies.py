"""Knows how the bytes of a request's body come in: whole or not at all, in chunks or by length, and never too many.

It must not know a media type, a resource, or the words of a dialect: what is wrong with a body is raised where it is
read, so that a request is judged in the documented order.
"""

import io
import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, NoReturn

from django.core.exceptions import RequestDataTooBig

from customers_api.core.problems import Problem, ProblemCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

    Write = Callable[[bytes], object]

# Beyond this a body waits on the disk: hundreds of slow uploads must not fill the memory.
KEPT_IN_MEMORY = 256 * 1024
# It lets applications end a connection, and needs it. Others, as the one of `runserver`, read the rest themselves and
# refuse the header, which PEP 3333 leaves to servers.
ENDS_CONNECTIONS_WHEN_TOLD = "Granian"
# An answer that is sent while the client still writes is lost to many clients: so much is read for them to hear it.
DISCARDED_PER_LIMIT = 4
PIECE = 64 * 1024

logger = logging.getLogger(__name__)


class NoBody(io.IOBase):
    """Stands for a body that did not come in as it should: reading it raises what was wrong."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def read(self, size: int = -1) -> NoReturn:
        """Raise it."""
        raise self._error


def with_whole_bodies(application: "WSGIApplication", *, limit: int) -> "WSGIApplication":
    """Return the application, called when the body is there, or it is clear that it will not come."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        declared = environ.get("CONTENT_LENGTH") or ""
        length = int(declared) if declared.isdecimal() else None
        if length is None and not is_chunked(environ):
            return application(environ, start_response)
        with SpooledTemporaryFile(KEPT_IN_MEMORY) as body:
            error = receive(environ["wsgi.input"], body, length=length, limit=limit)
            if error is None:
                # Django takes a body without a length for an empty one.
                environ["CONTENT_LENGTH"], environ["wsgi.input"] = str(body.tell()), body
                body.seek(0)
            else:
                environ["CONTENT_LENGTH"], environ["wsgi.input"] = "1", NoBody(error)
                if environ.get("SERVER_SOFTWARE") == ENDS_CONNECTIONS_WHEN_TOLD:
                    start_response = closing(start_response)
            return list(application(environ, start_response))

    return call


def is_chunked(environ: Mapping[str, Any]) -> bool:
    """Tell whether the body came in chunks."""
    return "chunked" in str(environ.get("HTTP_TRANSFER_ENCODING", "")).lower()


def closing(start_response: "StartResponse") -> "StartResponse":
    """Tell the client that the connection ends: what is left of the body would be taken for the next request."""

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> "Write":
        return start_response(status, [*headers, ("Connection", "close")], *error)

    return start


def receive(source: "InputStream", body: IO[bytes], *, length: int | None, limit: int) -> Exception | None:
    """Write the body into a file; return what Django raises for one that is too large or was cut off.

    ``length`` is ``None`` for chunks, whose end only the server knows. The source is never asked without a size: the
    server would put all that a client sends into memory.
    """
    if (length or 0) > limit:
        return discard(source, limit)
    most = limit if length is None else length
    try:
        while body.tell() < most and (data := source.read(min(PIECE, most - body.tell()))):
            if not is_kept(body, data):
                discard(source, limit)
                return Problem(ProblemCode.UNAVAILABLE)
    except OSError as error:
        return error
    if length is None and body.tell() == limit and source.read(1):
        return discard(source, limit)
    if length is not None and body.tell() < length:
        # An OSError is what Django takes for a client that went away.
        return OSError(f"the body ended after {body.tell()} of {length} bytes")
    return None


def is_kept(body: IO[bytes], data: bytes) -> bool:
    """Write a piece of a body, and tell whether there was room for it."""
    try:
        body.write(data)
        # At once: what waits in a buffer would fail where nobody expects it, the last of it when the file is closed.
        body.flush()
    except OSError:
        logger.exception("A request's body could not be kept")
        with suppress(OSError):
            body.close()
        return False
    return True


def discard(source: "InputStream", limit: int) -> Exception:
    """Read some of what is too large, and return the error that it is."""
    for _ in range(limit * DISCARDED_PER_LIMIT // PIECE):
        if len(source.read(PIECE)) < PIECE:
            break
    return RequestDataTooBig(f"the body has more than {limit} bytes")
