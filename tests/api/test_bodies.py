"""Knows how a server hands over a body (by length, in chunks, cut off, without end) and what Django may see of it.

It must not know a server: `tests/live` asks a real one the same.
"""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

import pytest
from django.core.exceptions import RequestDataTooBig

from customers_api.api.bodies import Body, with_whole_bodies
from tests.pictures import sample
from tests.worlds import World

if TYPE_CHECKING:
    from wsgiref.types import InputStream

LIMIT = 1000
MALFORMED = {"error": "malformed_request", "error_description": "The body of the request could not be read."}


class Source:
    """What the server gives; it must never be asked for everything at once."""

    def __init__(self, content: bytes) -> None:
        self.stream = io.BytesIO(content)
        self.taken = 0

    def read(self, size: int) -> bytes:
        assert size > 0
        data = self.stream.read(size)
        self.taken += len(data)
        return data


def body(content: bytes, *, length: int | None, limit: int = LIMIT) -> Body:
    return Body(cast("InputStream", Source(content)), length=length, limit=limit)


@pytest.mark.parametrize("size", [1, 7, 64, LIMIT, LIMIT + 1, -1])
@pytest.mark.parametrize("count", [1, 63, LIMIT - 1, LIMIT])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_is_read_whole_in_pieces_of_any_size(size: int, count: int, *, chunked: bool) -> None:
    content = bytes(index % 251 for index in range(count))
    stream = body(content, length=None if chunked else count)
    pieces = iter(lambda: stream.read(size), b"")
    assert b"".join(pieces) == content
    assert stream.read(size) == b""


@pytest.mark.parametrize("size", [1, 400, -1])
def test_a_body_shorter_than_its_length_is_an_error_and_not_a_short_body(size: int) -> None:
    stream = body(b"name=Acme", length=20)
    with pytest.raises(OSError, match="9 of 20"):
        list(iter(lambda: stream.read(size), b""))


@pytest.mark.parametrize("length", [LIMIT + 1, 10**30])
def test_a_body_whose_length_is_too_large_is_refused_before_any_of_it_is_kept(length: int) -> None:
    with pytest.raises(RequestDataTooBig):
        body(b"x" * 2000, length=length).read(1)


@pytest.mark.parametrize("size", [1, 400, LIMIT + 1, -1])
def test_chunks_beyond_the_limit_are_refused(size: int) -> None:
    stream = body(b"x" * (LIMIT + 1), length=None)
    with pytest.raises(RequestDataTooBig):
        list(iter(lambda: stream.read(size), b""))


def test_an_endless_body_is_read_for_a_while_and_not_for_ever() -> None:
    source = Source(b"x" * 10_000_000)
    with pytest.raises(RequestDataTooBig):
        Body(cast("InputStream", source), length=None, limit=200_000).read()
    assert source.taken < 1_100_000


@pytest.mark.parametrize("taken", [0, 1, 70_000, 100_000])
@pytest.mark.parametrize("chunked", [False, True])
def test_what_is_left_of_a_body_can_be_read_to_its_end_and_no_further(taken: int, *, chunked: bool) -> None:
    source = Source(b"x" * 100_000 + (b"" if chunked else b"the next request"))
    stream = Body(cast("InputStream", source), length=None if chunked else 100_000, limit=200_000)
    assert len(stream.read(taken)) == taken
    assert stream.is_left == (chunked or taken < 100_000)
    stream.discard()
    assert (stream.is_left, source.taken) == (False, 100_000)


def test_a_body_that_was_refused_is_not_read_for_a_second_time() -> None:
    source = Source(b"x" * 10_000_000)
    stream = Body(cast("InputStream", source), length=10_000_000, limit=200_000)
    with pytest.raises(RequestDataTooBig):
        stream.read()
    taken = source.taken
    stream.discard()
    assert (stream.is_left, source.taken) == (True, taken)


def headers_behind(count: int) -> list[tuple[str, str]]:
    """Return the headers of the answer when the application reads so much of a body of three bytes."""
    found: list[tuple[str, str]] = []

    def application(given: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        given["wsgi.input"].read(count)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return []

    environ = {"wsgi.input": Source(b"abc"), "CONTENT_LENGTH": "3"}
    with_whole_bodies(application, limit=LIMIT)(environ, cast("Any", lambda status, headers: found.extend(headers)))
    return found


def test_a_client_is_told_when_its_body_was_not_read() -> None:
    assert headers_behind(3) == [("Content-Type", "text/plain")]
    assert headers_behind(2) == [("Content-Type", "text/plain"), ("Connection", "close")]


def seen(environ: dict[str, Any]) -> dict[str, Any]:
    """Return the environment that Django would be given."""
    found: dict[str, Any] = {}

    def application(given: dict[str, Any], start_response: object) -> Iterable[bytes]:
        found.update(given)
        return []

    with_whole_bodies(application, limit=LIMIT)(environ, cast("Any", None))
    return found


def test_chunks_have_a_length_for_django_which_takes_a_body_without_one_for_an_empty_one() -> None:
    given = seen({"wsgi.input": Source(b"abc"), "HTTP_TRANSFER_ENCODING": "Chunked"})
    assert (given["CONTENT_LENGTH"], given["wsgi.input"].read(10)) == (str(LIMIT), b"abc")


def test_a_request_without_a_body_is_left_as_it_is() -> None:
    environ = {"wsgi.input": object(), "REQUEST_METHOD": "GET"}
    assert seen(dict(environ)) == environ


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
