"""How the production server and the service behind it take bodies: in chunks, too large ones, and those cut off."""

import http.client
import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests.live.serving import ON_SQLITE, Server, parsed
from tests.pictures import sample

pytestmark = ON_SQLITE

API = "/api/v1.0"
MEBIBYTE = 1024 * 1024
TOO_LARGE = (413, {"error": "request_too_large", "error_description": "The body of the request is too large."})
MALFORMED = (400, {"error": "malformed_request", "error_description": "The body of the request could not be read."})
KINDS = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data; boundary=b0undary",
}


def content(kind: str, reference: str, name: str = "Chunked & Söhne") -> bytes:
    """Return a customer as a body of one of the kinds."""
    fields = {"reference": reference, "name": name}
    if kind == "json":
        return json.dumps(fields).encode()
    if kind == "form":
        return urlencode(fields).encode()
    start = '--b0undary\r\nContent-Disposition: form-data; name="{}"'
    texts = "".join(f"{start.format(key)}\r\n\r\n{value}\r\n" for key, value in fields.items())
    file = start.format("imageFile") + '; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    return (texts + file).encode() + sample("PNG") + b"\r\n--b0undary--\r\n"


def in_pieces(body: bytes, size: int) -> Iterator[bytes]:
    return (body[start : start + size] for start in range(0, len(body), size))


def chunk(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(body), body)


@pytest.mark.parametrize("size", [1, 7, 4096])
@pytest.mark.parametrize("kind", KINDS)
def test_a_body_in_chunks_is_read_like_any_other(server: Server, kind: str, size: int) -> None:
    reference = f"CHUNKED-{kind}-{size}"
    body = in_pieces(content(kind, reference), size)
    reply = server.call("POST", f"{API}/customers", body, **{"Content-Type": KINDS[kind]})
    assert (reply.status, reply.body["reference"], reply.body["name"]) == (201, reference, "Chunked & Söhne")
    assert (reply.body["logo"] is None) == (kind != "multipart")


def test_chunks_without_content_are_an_empty_form(server: Server) -> None:
    for kind in KINDS.values():
        reply = server.call("POST", f"{API}/customers", iter(()), **{"Content-Type": kind})
        text = "reference parameter is missing"
        assert reply.pair == (400, {"error": "missing_param", "error_description": text})


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_body_over_ten_mebibytes_is_refused_and_the_client_hears_it(
    server: Server, kind: str, *, chunked: bool
) -> None:
    name = "x" * (10 * MEBIBYTE + 1)
    body = content(kind, "LARGE", name)
    sent = in_pieces(body, MEBIBYTE) if chunked else body
    reply = server.call("POST", f"{API}/customers", sent, **{"Content-Type": KINDS[kind]})
    assert reply.pair == TOO_LARGE
    assert server.call("GET", f"{API}/customers/reference/LARGE").status == 404


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_just_below_ten_mebibytes_is_read(server: Server, *, chunked: bool) -> None:
    body = content("json", "LONG", "").replace(b'""', b'"' + b"x" * (10 * MEBIBYTE - 33) + b'"')
    assert 10 * MEBIBYTE - 16 < len(body) <= 10 * MEBIBYTE
    sent = in_pieces(body, MEBIBYTE) if chunked else body
    reply = server.call("POST", f"{API}/customers", sent, **{"Content-Type": KINDS["json"]})
    assert (reply.status, reply.body["error"]) == (400, "save_failed")
    assert reply.body["details"] == [{"parameter": "name", "message": "must not be longer than 255 characters"}]


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("path", ["/admin/customers/import/", "/admin/customers/customer/add/"])
def test_people_hear_of_a_file_over_ten_mebibytes_on_a_page(server: Server, path: str, *, chunked: bool) -> None:
    body = content("multipart", "LARGE").replace(sample("PNG"), b"x" * 11 * MEBIBYTE)
    sent = in_pieces(body, MEBIBYTE) if chunked else body
    headers = {"Content-Type": KINDS["multipart"], "Cookie": f"csrftoken={'c' * 32}", "Authorization": ""}
    reply = server.call("POST", path, sent, **headers)
    assert (reply.status, reply.headers["content-type"]) == (413, "text/html; charset=utf-8")
    assert b"<h1>This is too large</h1>" in reply.body
    assert (b"manage.py import_customers" in reply.body) == path.endswith("import/")


def test_an_endless_upload_is_answered_before_it_ends(server: Server) -> None:
    head = server.head("POST", f"{API}/customers", **{"Content-Type": KINDS["json"], "Content-Length": str(10**12)})
    assert parsed(server.raw(head, *in_pieces(b" " * 40 * MEBIBYTE, MEBIBYTE))) == TOO_LARGE


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_that_is_cut_off_before_its_length_stores_nothing(server: Server, kind: str) -> None:
    reference = f"CUT-{kind}"
    body = content(kind, reference)
    length = {"Content-Type": KINDS[kind], "Content-Length": str(len(body))}
    for kept in (len(body) - 1, len(body) // 2, 1, 0):
        head = server.head("POST", f"{API}/customers", **length)
        answer = server.raw(head, body[:kept], closing=True)
        assert not answer or parsed(answer) == MALFORMED
        assert server.call("GET", f"{API}/customers/reference/{reference}").status == 404


@pytest.mark.parametrize("end", [b"", b"zz\r\n", b"5\r\nab"])
@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_chunks_that_break_off_store_nothing(server: Server, kind: str, end: bytes) -> None:
    reference = f"BROKEN-{kind}"
    body = content(kind, reference)
    for kept in (len(body) - 20, len(body) // 2):
        head = server.head("POST", f"{API}/customers", **{"Content-Type": KINDS[kind], "Transfer-Encoding": "chunked"})
        answer = server.raw(head, chunk(body[:kept]), end, closing=True)
        assert not answer or parsed(answer) == MALFORMED
        assert server.call("GET", f"{API}/customers/reference/{reference}").status == 404


@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_a_named_write_whose_chunks_broke_off_is_done_when_it_is_sent_again(server: Server, kind: str) -> None:
    reference = f"AGAIN-{kind}"
    body = content(kind, reference)
    key = {"Content-Type": KINDS[kind], "Idempotency-Key": reference}
    head = server.head("POST", f"{API}/customers", **key, **{"Transfer-Encoding": "chunked"})
    answer = server.raw(head, chunk(body[:-20]), closing=True)
    assert not answer or parsed(answer) == MALFORMED
    reply = server.call("POST", f"{API}/customers", in_pieces(body, 7), **key)
    assert (reply.status, reply.body["reference"]) == (201, reference)


def test_a_body_that_nobody_reads_is_not_taken_for_the_next_request(server: Server) -> None:
    hidden = server.head("GET", f"{API}/customers/reference/NC-5")
    last = server.head("GET", f"{API}/customers/reference/NC-6")
    length = {"Connection": "keep-alive", "Content-Length": str(len(hidden))}
    for method, path in (("POST", f"{API}/nothing"), ("GET", f"{API}/customers/257"), ("DELETE", f"{API}/customers/1")):
        answer = server.raw(server.head(method, path, **length) + hidden + last)
        assert b'"reference":"NC-5"' not in answer
        # A server may also close the connection behind such a body.
        assert answer.count(b"HTTP/1.1 ") == 1 + answer.count(b'"reference":"NC-6"')


def test_a_connection_goes_on_after_an_answer_that_needed_no_body(server: Server) -> None:
    large = b'{"name": "' + b"x" * 5 * MEBIBYTE + b'"}'
    early = (
        ("PUT", f"{API}/customers", 405),
        ("POST", f"{API}/customers/abc", 400),
        ("GET", f"{API}/customers/257", 200),
    )
    client = http.client.HTTPConnection("127.0.0.1", server.port)
    for body in (b"{}", large):
        for method, path, status in early * 5:
            client.request(method, path, body, {**server.credentials, "Content-Type": KINDS["json"]})
            answer = client.getresponse()
            answer.read()
            assert (answer.status, answer.getheader("Connection")) == (status, None)
    client.close()


@pytest.mark.parametrize("path", [f"{API}/customers", f"{API}/nothing", "/nothing"])
def test_a_connection_goes_on_after_a_refusal_of_credentials_too(server: Server, path: str) -> None:
    for size in (1, 100_000, 5 * MEBIBYTE):
        reply = server.call("POST", path, b"x" * size, **{"Content-Type": KINDS["json"], "Authorization": "Bearer no"})
        assert (reply.status, reply.headers.get("connection")) == (401 if path.endswith("customers") else 404, None)


def test_a_client_is_told_of_a_connection_that_is_closed_behind_an_unread_body(server: Server) -> None:
    reply = server.call("POST", f"{API}/customers", b"x" * 11 * MEBIBYTE, **{"Content-Type": KINDS["json"]})
    assert (reply.pair, reply.headers["connection"]) == (TOO_LARGE, "close")
