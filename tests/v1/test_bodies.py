"""The three kinds of bodies in dialect v1, good ones and broken ones; it must not know the rules of a resource."""

import json
from urllib.parse import quote

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.v1.contracts import BASE, WRITES, Body, error, save_failed, unknown, wrong_type
from tests.v1.test_pictures import upload
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"
JSON, FORM, MULTIPART = "application/json", "application/x-www-form-urlencoded", MULTIPART_CONTENT
MALFORMED = error(400, "malformed_request", "The body of the request could not be read.")
TOO_LARGE = error(413, "request_too_large", "The body of the request is too large.")
LIMIT = 10 * 1024 * 1024
SENT: Body = {"reference": "C-é/1", "name": "Marie's & Co = 100 % +1 €", "creditLimit": "5000.5", "onHold": "true"}
DEEP = b'{"x": ' * 100_000


def encoded(kind: str, fields: Body) -> bytes:
    """Return fields as a body of the kind."""
    if kind == JSON:
        return json.dumps(fields).encode()
    if kind == FORM:
        return "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in fields.items()).encode()
    return encode_multipart(BOUNDARY, fields)


def part(name: bytes, content: bytes, *more: bytes) -> bytes:
    """Return a multipart body with one field, as bytes that no careful client would send."""
    head = b'--x\r\nContent-Disposition: form-data; name="' + name + b'"\r\n' + b"".join(more) + b"\r\n"
    return head + content + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    "kind", [JSON, f"{JSON}; charset=utf-8", "Application/JSON", FORM, f"{FORM};charset=UTF-8", MULTIPART]
)
@pytest.mark.parametrize("method", WRITES)
def test_all_three_kinds_say_the_same(world: World, kind: str, method: str) -> None:
    body = encoded(next(known for known in (JSON, FORM, MULTIPART) if kind.lower().startswith(known[:19])), SENT)
    created = world.api.raw(CUSTOMERS, body, kind)
    shown = {name: created.body.get(name) for name in SENT}
    assert (created.status, shown) == (201, {**SENT, "creditLimit": 5000.5, "onHold": True})
    for where in (str(created.body["id"]), f"reference/{quote('C-é/1', safe='')}"):
        assert world.api.raw(f"{CUSTOMERS}/{where}", body, kind, method).pair == (200, created.body)


@pytest.mark.parametrize("kind", [JSON, FORM, MULTIPART, "multipart/form-data", "text/plain", "", "nonsense"])
def test_an_empty_body_is_an_empty_form(world: World, kind: str) -> None:
    refused = world.api.raw(CUSTOMERS, b"", kind)
    assert refused.pair == error(400, "missing_param", "reference parameter is missing")
    body = world.api.json(CUSTOMERS, SENT).body
    assert [world.api.raw(f"{CUSTOMERS}/{body['id']}", b"", kind, method).pair for method in WRITES] == [
        (200, body)
    ] * 3


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", JSON),
        (b" ", JSON),
        (b"name=x", JSON),
        (b'{"name": NaN}', JSON),
        (b'{"name": Infinity}', JSON),
        (b"{'name': 'x'}", JSON),
        (b'{"name": "x"} x', JSON),
        (b'{"name": "\xff"}', JSON),
        (b'{"name": "\xed\xa0\x80"}', JSON),
        ('{"name": "x"}'.encode("utf-16"), JSON),
        (DEEP, JSON),
        (b'{"creditLimit": 1e99999999999999999999}', JSON),
        (b"name=%FF", FORM),
        (b"name=\xff", FORM),
        (b"name=%ED%A0%80", FORM),
        (b"&".join(b"a%d=1" % number for number in range(1001)), FORM),
        (b"x", MULTIPART),
        (part(b"name", b"x"), "multipart/form-data"),
        (part(b"name", b"\xff"), "multipart/form-data; boundary=x"),
        (part(b"name", b"x"), f"multipart/form-data; boundary={'x' * 300}"),
    ],
    ids=range(20),
)
def test_a_body_that_cannot_be_read_is_malformed(world: World, body: bytes, kind: str) -> None:
    before = world.api.json(CUSTOMERS, SENT).body
    here, away = f"{CUSTOMERS}/{before['id']}", f"{CUSTOMERS}/987654321"
    assert world.api.raw(CUSTOMERS, body, kind).pair == MALFORMED
    assert world.api.raw(f"{CUSTOMERS}/reference/new", body, kind).pair == MALFORMED
    for method in WRITES:
        assert world.api.raw(here, body, kind, method).pair == MALFORMED
        assert world.api.raw(away, body, kind, method).pair == unknown("customer", "id", 987654321)
    assert world.api.get(CUSTOMERS).body["data"] == [before]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'\xef\xbb\xbf{"reference": "A", "name": "A"}', JSON),
        (b'{"reference": "B", "reference": "A", "name": "A"}', JSON),
        (b"reference=B&reference=A&name=A", FORM),
        (b"reference=A&name=A&&x&=y&z=", FORM),
        (b"name=A&reference=\x41", FORM),
    ],
    ids=range(5),
)
def test_odd_bodies_that_can_be_read(world: World, body: bytes, kind: str) -> None:
    reply = world.api.raw(CUSTOMERS, body, kind)
    assert (reply.status, reply.body.get("reference"), reply.body.get("name")) == (201, "A", "A")


def padded(kind: str, size: int) -> bytes:
    """Return a good body of exactly this size."""
    fields = {"reference": "big", "name": "Big", "padding": ""}
    short = encoded(kind, fields)
    return encoded(kind, {**fields, "padding": "x" * (size - len(short))})


@pytest.mark.parametrize("kind", [JSON, FORM, MULTIPART])
def test_ten_mebibytes_are_the_limit(world: World, kind: str) -> None:
    assert world.api.raw(CUSTOMERS, padded(kind, LIMIT + 1), kind).pair == TOO_LARGE
    assert world.api.raw(f"{CUSTOMERS}/987654321", padded(kind, LIMIT + 1), kind, "PUT").status == 404
    assert world.api.raw(CUSTOMERS, padded(kind, LIMIT), kind).status == 201


def test_a_file_beyond_the_limit_is_refused_too(world: World) -> None:
    fields = {"reference": "big", "name": "Big", "imageFile": upload(b"x" * LIMIT)}
    assert world.api.form(CUSTOMERS, fields).pair == TOO_LARGE
    assert world.api.form(CUSTOMERS, {**fields, "imageFile": "", "other": upload(b"x" * LIMIT)}).pair == TOO_LARGE


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/jsonx", "application/vnd.api+json", "json"]
)
def test_another_content_type_is_not_supported(world: World, kind: str) -> None:
    refused = error(415, "unsupported_media_type", f"The content type {kind} is not supported.")
    assert world.api.raw(CUSTOMERS, b'{"reference": "A", "name": "A"}', kind).pair == refused


def test_a_get_with_a_body_is_read_as_if_there_was_none(world: World) -> None:
    body = world.api.json(CUSTOMERS, SENT).body
    for kind, content in ((JSON, b"{}"), (JSON, b"{"), ("text/xml", b"<a/>"), (FORM, b"max=x"), (MULTIPART, b"x")):
        for method in ("GET", "HEAD"):
            reply = world.api.raw(f"{CUSTOMERS}/{body['id']}", content, kind, method)
            assert reply.status == 200
        assert world.api.raw(CUSTOMERS, content, kind, "GET").body["data"] == [body]


@pytest.mark.parametrize("name", ["billingCountry", "currency", "categoryId", "parentCustomer", "userId"])
@pytest.mark.parametrize(("text", "told"), [("\ud800", "\\ud800"), ("a\udfff", "a\\udfff"), ("\x00", "\x00")])
def test_what_cannot_be_stored_is_unknown_and_can_be_told(world: World, name: str, text: str, told: str) -> None:
    reply = world.api.json(CUSTOMERS, {"reference": "A", "name": "A", name: text, "useExternalId": True})
    assert (reply.status, reply.body.get("error")) == (404, "not_found")
    assert reply.body["error_description"].endswith(f" {told} doesn't exist.")


def test_a_file_is_no_text_and_a_text_no_file(world: World) -> None:
    fields = {"reference": "A", "name": upload(b"Acme", "name.txt")}
    assert world.api.form(CUSTOMERS, fields).pair == wrong_type("name")
    assert world.api.form(CUSTOMERS, {"reference": "A", "name": "A", "imageFile": "x"}).pair == wrong_type("imageFile")


def test_null_and_empty_are_not_the_text_null(world: World) -> None:
    body = world.api.form(CUSTOMERS, {"reference": "A", "name": "null", "email": "null"}).body
    assert (body["name"], body["email"]) == ("null", "null")
    assert world.api.json(f"{CUSTOMERS}/{body['id']}", {"email": None}).body["email"] is None
    long = world.api.json(f"{CUSTOMERS}/{body['id']}", {"email": "x" * 256})
    assert long.pair == save_failed(("email", "must not be longer than 255 characters"))
