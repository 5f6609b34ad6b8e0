"""Knows how the bytes of a request's body come in: whole or not at all, in chunks or by length, and never too many.

It must not know a media type, a resource, or the words of a dialect: what is wrong with a body is raised where it is
read, so that a request is judged in the documented order and nobody without credentials is waited for.
"""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig

if TYPE_CHECKING:
    from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

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
        if self._length is None:
            if self._count == self._limit and self._source.read(1):
                self._refuse()
        elif len(data) < wanted:
            # An OSError is what Django takes for a client that went away.
            raise OSError(f"the body ended after {self._count} of {self._length} bytes")
        return data

    def _refuse(self) -> None:
        for _ in range(self._limit * DISCARDED_PER_LIMIT // PIECE):
            if len(self._source.read(PIECE)) < PIECE:
                break
        raise RequestDataTooBig(f"the body has more than {self._limit} bytes")


def with_whole_bodies(application: "WSGIApplication", *, limit: int) -> "WSGIApplication":
    """Return the application with a `Body` for the input of each request."""

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        declared = environ.get("CONTENT_LENGTH") or ""
        if declared.isdecimal():
            environ["wsgi.input"] = Body(environ["wsgi.input"], length=int(declared), limit=limit)
        elif "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            environ["wsgi.input"] = Body(environ["wsgi.input"], length=None, limit=limit)
            # Django takes a body without a length for an empty one, and reads no further than the length.
            environ["CONTENT_LENGTH"] = str(limit)
        return application(environ, start_response)

    return call
