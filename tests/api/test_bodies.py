"""Knows how a server hands over a body (by length, in chunks, cut off, without end) and what Django may see of it.

It must not know a server: `tests/live` asks a real one the same.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast
from wsgiref.handlers import SimpleHandler

import pytest
from django.core.exceptions import RequestDataTooBig

from customers_api.api.bodies import KEPT_IN_MEMORY, PIECE, with_whole_bodies
from tests.pictures import sample
from tests.worlds import World

LIMIT = 1000
MALFORMED = {"error": "malformed_request", "error_description": "The body of the request could not be read."}


class Source:
    """What the server gives; it must never be asked for everything at once."""

    def __init__(self, content: bytes, *, breaks: bool = False) -> None:
        self.stream = io.BytesIO(content)
        self.breaks = breaks
        self.taken = 0

    def read(self, size: int) -> bytes:
        assert 0 < size <= PIECE
        data = self.stream.read(size)
        if self.breaks and len(data) < size:
            raise OSError("broken chunk")
        self.taken += len(data)
        return data


@dataclass
class Seen:
    """What the application behind is given of a body."""

    length: str | None
    read: bytes | Exception


def seen(source: Source, headers: dict[str, str], limit: int = LIMIT) -> Seen:
    found = Seen("not called", b"")

    def application(environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        found.length = environ.get("CONTENT_LENGTH")
        try:
            found.read = environ["wsgi.input"].read()
        except (OSError, RequestDataTooBig) as error:
            found.read = error
        return [b"answer"]

    environ = {"wsgi.input": source, **headers}
    answer = with_whole_bodies(application, limit=limit)(environ, cast("Any", None))
    assert list(answer) == [b"answer"]
    return found


def by_length(length: int) -> dict[str, str]:
    return {"CONTENT_LENGTH": str(length)}


CHUNKED = {"HTTP_TRANSFER_ENCODING": "Chunked"}


@pytest.mark.parametrize("count", [0, 1, PIECE - 1, PIECE, PIECE + 1, KEPT_IN_MEMORY + 1, 10 * PIECE])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_is_there_whole_with_its_length(count: int, *, chunked: bool) -> None:
    content = bytes(index % 251 for index in range(count))
    headers = CHUNKED if chunked else by_length(count)
    assert seen(Source(content), headers, limit=10 * PIECE) == Seen(str(count), content)


def test_what_follows_a_body_of_a_length_is_not_touched() -> None:
    source = Source(b"name=Acme" + b"GET / HTTP/1.1")
    assert seen(source, by_length(9)) == Seen("9", b"name=Acme")
    assert source.taken == 9


def test_a_body_shorter_than_its_length_is_an_error_and_not_a_short_body() -> None:
    error = seen(Source(b"name=Acme"), by_length(20)).read
    assert (type(error), str(error)) == (OSError, "the body ended after 9 of 20 bytes")


def test_chunks_that_the_server_finds_broken_are_an_error() -> None:
    error = seen(Source(b"name=Acme", breaks=True), CHUNKED).read
    assert (type(error), str(error)) == (OSError, "broken chunk")


@pytest.mark.parametrize("length", [LIMIT + 1, 10**30])
def test_a_body_whose_length_is_too_large_is_refused(length: int) -> None:
    assert type(seen(Source(b"x" * 2000), by_length(length)).read) is RequestDataTooBig


@pytest.mark.parametrize("limit", [LIMIT, PIECE, 3 * PIECE + 7])
def test_chunks_beyond_the_limit_are_refused(limit: int) -> None:
    assert seen(Source(b"x" * limit), CHUNKED, limit=limit) == Seen(str(limit), b"x" * limit)
    assert type(seen(Source(b"x" * (limit + 1)), CHUNKED, limit=limit).read) is RequestDataTooBig


@pytest.mark.parametrize("headers", [CHUNKED, by_length(10**12)])
def test_an_endless_body_is_read_for_a_while_and_not_for_ever(headers: dict[str, str]) -> None:
    source = Source(b"x" * 10_000_000)
    assert type(seen(source, headers, limit=200_000).read) is RequestDataTooBig
    assert 200_000 < source.taken < 1_100_000


@pytest.mark.parametrize(
    ("length", "more"), [(3, []), (4, [("Connection", "close")]), (LIMIT + 1, [("Connection", "close")])]
)
def test_a_client_is_told_when_the_connection_ends_behind_its_body(length: int, more: list[tuple[str, str]]) -> None:
    found: list[tuple[str, str]] = []

    def application(environ: object, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return []

    environ = {"wsgi.input": Source(b"abc"), "SERVER_SOFTWARE": "Granian", **by_length(length)}
    with_whole_bodies(application, limit=LIMIT)(environ, cast("Any", lambda status, headers: found.extend(headers)))
    assert found == [("Content-Type", "text/plain"), *more]


@pytest.mark.parametrize("length", [4, LIMIT + 1])
def test_a_server_that_forbids_applications_to_end_connections_answers_too(length: int) -> None:
    def application(environ: object, start_response: Any) -> Iterable[bytes]:
        start_response("413 Too Large", [("Content-Type", "text/plain")])
        return [b"too large"]

    answer, errors = io.BytesIO(), io.StringIO()
    handler = SimpleHandler(io.BytesIO(b"abc"), answer, errors, {"SERVER_PROTOCOL": "HTTP/1.1", **by_length(length)})
    handler.run(with_whole_bodies(cast("Any", application), limit=LIMIT))
    line, _, rest = answer.getvalue().partition(b"\r\n")
    expected = b"Content-Type: text/plain\r\nContent-Length: 9\r\n\r\ntoo large"
    assert (line, rest.partition(b"GMT\r\n")[2], errors.getvalue()) == (b"HTTP/1.0 413 Too Large", expected, "")


def test_a_request_without_a_body_is_left_as_it_is() -> None:
    environ, given = {"wsgi.input": Source(b"x"), "REQUEST_METHOD": "GET"}, list[dict[str, Any]]()

    def application(environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        given.append(dict(environ))
        return []

    with_whole_bodies(application, limit=LIMIT)(environ, cast("Any", None))
    assert given == [environ]


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_form_with_files_that_was_cut_off_is_refused_and_stores_nothing(world: World, cut: int) -> None:
    boundary = "----abc"
    parts = [
        (b'Content-Disposition: form-data; name="reference"', b"R-1"),
        (b'Content-Disposition: form-data; name="name"', b"Acme"),
        (b'Content-Disposition: form-data; name="comment"; filename="a.png"\r\nContent-Type: image/png', sample("PNG")),
    ]
    content = b"".join(b"--%s\r\n%s\r\n\r\n%s\r\n" % (boundary.encode(), *part) for part in parts)
    content += f"--{boundary}--".encode()
    reply = world.api.raw("/api/v1.0/customers", content[:-cut], f"multipart/form-data; boundary={boundary}")
    assert reply.pair == (400, MALFORMED)
    assert world.api.get("/api/v1.0/customers").body["data"] == []


@pytest.mark.parametrize("ending", ["", "\r\n", "\r\nan epilogue"])
def test_a_form_with_files_may_end_as_the_standard_allows(world: World, ending: str) -> None:
    fields = {"reference": "R-1", "name": "Acme"}
    text = "".join(f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{fields[key]}\r\n' for key in fields)
    content = f"{text}--b--{ending}".encode()
    assert world.api.raw("/api/v1.0/customers", content, 'multipart/form-data; boundary="b"').status == 201
