"""Knows how the bytes of a request's body come in: whole or not at all, in chunks or by length, and never too many.

It must not know a media type, a resource, or the words of a dialect: what is wrong with a body is raised where it is
read, so that a request is judged in the documented order and nobody without credentials is waited for.
"""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

    Write = Callable[[bytes], object]

# An answer that is sent while the client still writes is lost to many clients: so much is read for them to hear it.
DISCARDED_PER_LIMIT = 4
PIECE = 64 * 1024


class Body(io.IOBase):
    """The body of a request; ``length`` is ``None`` for chunks, whose end only the server knows."""

    def __init__(self, source: "InputStream", *, length: int | None, limit: int) -> None:
        self._source = source
        self._length = length
        self._limit = limit
        self._count = 0
        self._ended = length == 0
        self._discarded = False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; fewer than wanted only at the end.

        The source is never asked without a size: it would put all that a client sends into memory.
        """
        left = (self._limit if self._length is None else self._length) - self._count
        wanted = left if size < 0 else min(size, left)
        if self._length is not None and self._length > self._limit:
            self._refuse()
        data = self._source.read(wanted) if wanted > 0 else b""
        self._count += len(data)
        self._ended = self._ended or len(data) < wanted or self._count == self._length
        if self._length is None:
            if self._count == self._limit and self._source.read(1):
                self._refuse()
        elif len(data) < wanted:
            # An OSError is what Django takes for a client that went away.
            raise OSError(f"the body ended after {self._count} of {self._length} bytes")
        return data

    @property
    def is_left(self) -> bool:
        """Whether some of it may not have been read."""
        return not self._ended

    def discard(self) -> None:
        """Read what is left, as far as it is read at all: the client hears the answer, and can use the connection."""
        if self._discarded:
            return
        self._discarded = True
        for _ in range(self._limit * DISCARDED_PER_LIMIT // PIECE):
            if self._ended:
                break
            left = PIECE if self._length is None else min(PIECE, self._length - self._count)
            data = self._source.read(left)
            self._count += len(data)
            self._ended = len(data) < left or self._count == self._length

    def _refuse(self) -> None:
        self.discard()
        raise RequestDataTooBig(f"the body has more than {self._limit} bytes")


def discard_body(environ: "WSGIEnvironment") -> None:
    """Read what is left of a request's body; only for callers that may be waited for."""
    body = environ.get("wsgi.input")
    if isinstance(body, Body):
        body.discard()


def with_whole_bodies(application: "WSGIApplication", *, limit: int) -> "WSGIApplication":
    """Return the application with a `Body` for the input of each request.

    A body that was not read would be taken for the next request, so the server closes the connection behind the
    answer: the client is told, or its next request is lost.
    """

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = whole_body(environ, limit=limit)
        if body is None:
            return application(environ, start_response)
        environ["wsgi.input"] = body

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> "Write":
            closing = [("Connection", "close")] if body.is_left else []
            return start_response(status, headers + closing, *error)

        return application(environ, start)

    return call


def whole_body(environ: "WSGIEnvironment", *, limit: int) -> Body | None:
    """Return the body of a request that has one, and see to it that Django reads it."""
    declared = environ.get("CONTENT_LENGTH") or ""
    if declared.isdecimal():
        return Body(environ["wsgi.input"], length=int(declared), limit=limit)
    if "chunked" not in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
        return None
    # Django takes a body without a length for an empty one, and reads no further than the length.
    environ["CONTENT_LENGTH"] = str(limit)
    return Body(environ["wsgi.input"], length=None, limit=limit)
