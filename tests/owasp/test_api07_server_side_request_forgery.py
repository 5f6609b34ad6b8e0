"""API7:2023: addresses that the service might be made to call. It calls none: this is held up as a fact.

Every attempt of the process to open a connection or to look up a name fails the test.
Seen to fail: with a `urlopen` of the picture's address where the parameter is read, attempts were noticed.
"""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.accounts import Account, basic, basic_header
from tests.clients import Caller
from tests.oauth.clients import App, person_at
from tests.operations import record_ids
from tests.owasp.attacks import RWS, V1, V2
from tests.pictures import sample

Attempts = list[tuple[Any, ...]]


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Attempts]:
    """What the process tried to reach; the database's driver has connections of its own, made in C."""
    made: Attempts = []

    def refuse(*arguments: Any, **options: Any) -> None:
        made.append(arguments)
        raise OSError("the tests reach nothing")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "create_connection", "gethostbyname", "gethostbyaddr", "getnameinfo", "getfqdn"):
        monkeypatch.setattr(socket, name, refuse)
    yield made
    assert made == []


@pytest.fixture
def bait() -> Iterator[str]:
    """The address of a socket that listens; whoever connects to it is noticed."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(TimeoutError):
            listener.accept()


def addresses(bait: str) -> list[str]:
    metadata = ["http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "gopher://127.0.0.1:25/_x"]
    local = ["http://[::1]:5432/", "http://localhost/admin/", "dict://127.0.0.1:6379/info", "//evil.example/x.png"]
    return [f"{bait}/logo.png", bait.replace("http", "ftp"), *metadata, *local]


def texts(address: str) -> dict[str, Any]:
    """Return an address for every parameter of any dialect that is a text."""
    names = ("name", "website", "email", "comment", "phone", "city", "logo", "barcode", "general_description", "href")
    return dict.fromkeys(names, address) | {"reference": address[:50] + "x", "callback": address, "webhook": address}


@pytest.mark.usefixtures("attempts")
def test_no_address_in_a_customer_is_ever_called(account: Account, bait: str) -> None:
    ids = record_ids(account)
    login, company = basic(account.first.editor), account.first.organization.pk
    for address in addresses(bait):
        account.first.api.json(f"{V1}/{ids['customers']}", texts(address), "PATCH")
        account.first.api.json(V2, {**texts(address), "company": company})
        login.json(RWS, {**texts(address), "accountName": "First", "shippingAddress": {"addressLine1": address}})
        for query in (f"?name={address}", f"?q={address}", f"?url={address}"):
            account.first.api.get(f"{V1}{query}")


@pytest.mark.usefixtures("attempts")
@pytest.mark.parametrize(("path", "name"), [("customers", "imageFile"), ("customerCategories", "image")])
def test_a_picture_named_by_its_address_is_not_fetched(account: Account, bait: str, path: str, name: str) -> None:
    ids = record_ids(account)
    place = f"/api/v1.0/{path}/{ids[path]}"
    data = f"data:image/png;base64,{sample('PNG').hex()}"
    for address in (*addresses(bait), data, "/etc/passwd", "../../x.png"):
        for reply in (
            account.first.api.json(place, {name: address}, "PATCH"),
            account.first.api.form(place, {name: address}),
        ):
            assert (reply.status, reply.body["error"]) == (400, "invalid_param_type"), address


@pytest.mark.usefixtures("attempts")
def test_a_picture_that_names_others_makes_nobody_look_for_them(account: Account, bait: str) -> None:
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{bait}/x.png'/></svg>".encode()
    xmp = f"<x:xmpmeta><rdf:li>{bait}</rdf:li></x:xmpmeta>".encode()
    for number, data in enumerate(
        (svg, sample("PNG", xmp=xmp), b"%!PS\n(" + bait.encode() + b") run", svg + sample("GIF"))
    ):
        body = f'--b\r\nContent-Disposition: form-data; name="imageFile"; filename="{bait}/x.png"\r\n\r\n'.encode()
        body += data + b'\r\n--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nn\r\n--b--\r\n'
        reply = account.first.api.raw(f"{V1}/reference/S{number}", body, "multipart/form-data; boundary=b")
        assert reply.status in {201, 400}


@pytest.mark.usefixtures("attempts")
def test_no_header_makes_the_service_call_somebody(account: Account, bait: str) -> None:
    names = (
        "X-Forwarded-Host",
        "X-Forwarded-For",
        "Forwarded",
        "Referer",
        "Origin",
        "X-Original-URL",
        "X-Callback-URL",
    )
    for name in names:
        for address in (bait, bait.removeprefix("http://")):
            reply = account.first.api.get(f"{V1}?max=1", **{name: address})
            assert (reply.status, bait.removeprefix("http://") in str(reply.body)) == (200, False)


@pytest.mark.usefixtures("attempts")
def test_the_address_of_an_oauth_client_is_not_called_and_no_other_is_sent_to(account: Account, bait: str) -> None:
    app = App.for_people(account.first.editor)
    browser = person_at(account.first.editor)
    for address in (bait, f"{bait}/back", "https://app.example.evil/back", "https://app.example/back/../x"):
        page: Any = browser.get(app.authorization(redirect_uri=address))
        assert (page.status_code, page.headers.get("Location")) == (400, None)
    for field in ("jwks_uri", "request_uri", "client_assertion", "sector_identifier_uri"):
        app.ask(grant_type="client_credentials", **{field: bait})
    assert Caller(basic_header(account.first.editor, bait)).get(V1).status == 401
