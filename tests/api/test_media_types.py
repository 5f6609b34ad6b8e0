"""Knows that a charset in a content type changes nothing, and never ends a request without an answer.

Seen to fail: without `with_plain_media_types` a charset that is none, and 1500 parameters beside ``charset=utf-8``,
left the application as exceptions (20 of these tests); generated requests had found it.
"""

import io
import json
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler

from customers_api.api.media_types import with_plain_media_types, without_charset

JSON = "application/json"
KEPT = (
    "",
    JSON,
    "Application/JSON; Version=1",
    "multipart/form-data; boundary=abc",
    'multipart/form-data; boundary="a b;\\"c"',
    "nonsense;;;",
)
CHANGED = (
    ("application/json; charset=utf-8", JSON),
    ("application/json;CharSet=UTF-16", JSON),
    ('application/json; charset="hex"', JSON),
    ("application/json; charset*=utf-8''he%78", JSON),
    ("application/json; x*=nope''%41", JSON),
    ('multipart/form-data; boundary="a\\"b"; charset=x', 'multipart/form-data; boundary="a\\"b"'),
    ("multipart/form-data; charset=x; boundary=abc; charset=y", 'multipart/form-data; boundary="abc"'),
)
HOSTILE = (
    "application/json; charset=utf-8",
    "application/json; charset=hex",
    "application/json; charset=undefined",
    "application/json; charset=rot13",
    "text/plain; charset*=utf-8''he%78",
    "application/json; x*=nope''%41",
    'a/b; charset="a\x00"',
)


@pytest.mark.parametrize("content_type", KEPT)
def test_what_names_no_charset_stays_as_it_is(content_type: str) -> None:
    assert without_charset(content_type) == content_type


@pytest.mark.parametrize(("content_type", "expected"), CHANGED)
def test_a_charset_is_left_out_and_the_rest_means_the_same(content_type: str, expected: str) -> None:
    assert without_charset(content_type) == expected
    assert without_charset(expected) == expected


def called(content_type: str, query: str) -> tuple[str, Any]:
    """Call the application as a server does; return the status and the body."""
    environ: dict[str, Any] = {"PATH_INFO": "/api/v1.0/nowhere", "QUERY_STRING": query, "CONTENT_TYPE": content_type}
    setup_testing_defaults(environ)
    environ |= {"wsgi.input": io.BytesIO(), "HTTP_HOST": "localhost"}
    started: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
        started.append(status)
        return lambda _: None

    answer = with_plain_media_types(WSGIHandler())(environ, start)
    return started[0], json.loads(b"".join(answer))


@pytest.mark.parametrize("query", ["a=1", "a&" * 1500, "a=%80"])
@pytest.mark.parametrize("content_type", HOSTILE)
@pytest.mark.django_db
def test_whatever_charset_is_claimed_the_request_is_answered_in_json(content_type: str, query: str) -> None:
    status, body = called(content_type, query)
    assert status in {"400 Bad Request", "404 Not Found"}
    assert list(body) == ["error", "error_description"]
