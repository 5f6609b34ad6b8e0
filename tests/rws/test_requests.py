"""What is wrong with a request as such in dialect rws: who calls, the version, the path, the body's kind."""

from typing import Any

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from tests.accounts import Account, basic, basic_header, expired_key, revoked_key
from tests.clients import Caller
from tests.rws.answers import PATH, error

SHORTEST: dict[str, Any] = {"name": "Acme", "accountName": "First"}


@pytest.mark.parametrize("version", ["v2", "v0", "v11", "1", "V1", "v1.0", "x", "%20v1"])
def test_another_version_is_refused_once_the_caller_is_known(api: Caller, account: Account, version: str) -> None:
    for path in (f"/rws/api/{version}/customers", f"/rws/api/{version}/customers/1"):
        for method in ("POST", "GET", "PUT", "DELETE"):
            assert api.json(path, {}, method).pair == error("10000024")
        assert Caller().get(path).status == 401
        assert basic(account.first.reader).json(path, {}).pair == error("10000024")


def test_a_caller_without_a_credential_learns_that_one_is_needed(account: Account) -> None:
    expected = {"errorMessage": "Full authentication is required to access this resource"}
    for caller in (Caller(), Caller("Bearer x"), account.first.api):
        for path in (PATH, f"{PATH}/1"):
            for method in ("GET", "POST", "PUT", "DELETE"):
                reply = caller.json(path, {}, method)
                assert reply.pair == (401, expected)
                assert reply.headers["WWW-Authenticate"] == 'Basic realm="customers"'


def test_a_wrong_credential_is_told_from_none(account: Account) -> None:
    user, other = account.first.editor, account.first.reader
    headers = [
        basic_header(user, "ck_" + "x" * 43),
        basic_header(user, ""),
        basic_header(user, "password"),
        basic_header(user, expired_key(user)),
        basic_header(user, revoked_key(user)),
        basic_header(other, str(account.first.api.client.defaults["HTTP_AUTHORIZATION"]).removeprefix("Bearer ")),
        "Basic",
        "Basic x",
        "Basic eA==",
    ]
    for header in headers:
        reply = Caller(header).get(f"{PATH}/1")
        assert reply.pair == error("10000001"), header
        assert reply.headers["WWW-Authenticate"] == 'Basic realm="customers"'


def test_the_password_of_a_user_works_like_a_key(account: Account) -> None:
    account.first.editor.set_password("correct horse battery")
    account.first.editor.save()
    assert basic(account.first.editor, "correct horse battery").json(PATH, SHORTEST).status == 200


def test_a_reader_reads_and_does_not_write(api: Caller, account: Account) -> None:
    key = api.json(PATH, SHORTEST).body["customerId"]
    reader = basic(account.first.reader)
    assert reader.get(f"{PATH}/{key}").pair == api.get(f"{PATH}/{key}").pair
    assert reader.json(PATH, {**SHORTEST, "name": "New"}).pair == error("10000030")
    assert reader.json(f"{PATH}/{key}", {"name": "New"}, "PUT").pair == error("10000030")


def test_head_answers_like_get_without_a_body(api: Caller) -> None:
    address = f"{PATH}/{api.json(PATH, SHORTEST).body['customerId']}"
    shown, head = api.get(address), api.raw(address, b"", "", "HEAD")
    assert (head.status, head.body, head.headers["Content-Type"]) == (200, b"", shown.headers["Content-Type"])


def test_an_unknown_path_another_method_and_another_content_type_have_no_code(api: Caller) -> None:
    for path in ("/rws", "/rws/api/v1", "/rws/api/v1/accounts", f"{PATH}/1/2", "/rws/api/customers"):
        assert api.get(path).pair == (404, {"errorMessage": "Not found"})
    for path, method in ((PATH, "GET"), (PATH, "PUT"), (f"{PATH}/1", "DELETE"), (f"{PATH}/1", "POST")):
        expected = {"errorMessage": f"Request method '{method}' not supported"}
        assert api.json(path, {}, method).pair == (405, expected)
    for content_type in ("application/x-www-form-urlencoded", "text/plain"):
        expected = {"errorMessage": f"Content type '{content_type}' not supported"}
        assert api.raw(PATH, b"name=x", content_type).pair == (415, expected)
    refused = api.get(f"{PATH}/1", accept="text/html")
    assert refused.pair == (406, {"errorMessage": "Could not find acceptable representation"})


def test_a_body_that_is_too_large_and_a_host_that_is_not_served_have_no_code(api: Caller, settings: Settings) -> None:
    assert api.get(f"{PATH}/1", host="evil.example").pair == (400, {"errorMessage": "Invalid host"})
    settings.MAX_BODY_BYTES = 100
    too_large = api.raw(PATH, b" " * 101, "application/json")
    assert too_large.pair == (413, {"errorMessage": "The body is too large"})


def test_there_is_no_limit_unless_one_is_set(api: Caller, settings: Settings) -> None:
    assert settings.RWS_RATE is None
    settings.RWS_RATE = "2/minute"
    assert [api.get(f"{PATH}/1").status for _ in range(2)] == [404, 404]
    reply = api.get(f"{PATH}/1")
    assert reply.pair == error("40000029")
    assert 1 <= int(reply.headers["Retry-After"]) <= 60


def test_a_crash_tells_nothing_of_the_inside(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> Any:
        raise RuntimeError("secret")

    monkeypatch.setattr("customers.api.rws.read_customer", crash)
    assert api.get(f"{PATH}/1").pair == error("30000001")


def test_a_database_that_is_away_is_worth_another_try(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr("customers.api.rws.read_customer", away)
    reply = api.get(f"{PATH}/1")
    assert reply.pair == (503, {"errorMessage": "Service temporarily unavailable"})
    assert int(reply.headers["Retry-After"]) > 0
