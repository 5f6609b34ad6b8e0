"""What is wrong with a request as such, in dialect v2: one text, and no status that the service does not know."""

from typing import Any

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from customers_api.api.v2 import MESSAGES, TABLE, V2_DIALECT
from customers_api.core.problems import FlawRule, ProblemCode
from tests.accounts import Account
from tests.clients import Caller
from tests.v2.answers import detail

PATH = "/api/v2/customer"
KNOWN = {400, 401, 404, 405, 415, 429}


def test_every_problem_and_every_flaw_has_words() -> None:
    assert set(TABLE) == set(ProblemCode)
    assert set(MESSAGES) == set(FlawRule)


def test_no_problem_has_a_status_that_the_service_does_not_know() -> None:
    unknown = {code: status for code, (status, _) in TABLE.items() if status not in {*KNOWN, 500, 503}}
    # Only for clients that send If-Match.
    assert unknown == {ProblemCode.PRECONDITION_FAILED: 412}


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]
)
def test_bodies_are_json(api: Caller, content_type: str) -> None:
    reply = api.raw(PATH, b"company=1&name=x", content_type)
    media_type = content_type
    assert reply.pair == (415, detail(f'Unsupported media type "{media_type}" in request.'))


@pytest.mark.parametrize("body", [b"{", b"{'company': 1}", b'{"company": NaN}', b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_json_is_refused(api: Caller, body: bytes) -> None:
    assert api.raw(PATH, body, "application/json").pair == (400, detail("JSON parse error."))


@pytest.mark.parametrize("body", [b"[]", b"5", b'"x"', b"null", b"true"])
def test_a_body_that_is_no_object_is_refused(api: Caller, body: bytes) -> None:
    assert api.raw(PATH, body, "application/json").pair == (400, detail("The body must be a JSON object."))


def test_an_empty_body_lacks_the_company(api: Caller) -> None:
    assert api.raw(PATH, b"", "application/json").pair == (400, detail("company is required"))


def test_a_body_that_is_too_large_is_refused(api: Caller, settings: Settings) -> None:
    settings.MAX_BODY_BYTES = 100
    assert api.raw(PATH, b" " * 101, "application/json").pair == (400, detail("The body is too large."))


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_an_address_does_not_know_is_refused(api: Caller, method: str) -> None:
    reply = api.json(PATH, {}, method)
    assert reply.pair == (405, detail(f'Method "{method}" not allowed.'))
    assert reply.headers["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("path", ["", "/", "/customers", "/customer/1/2", "/customer//", "/oauth"])
def test_an_unknown_path_is_not_found(api: Caller, path: str) -> None:
    assert api.get(f"/api/v2{path}").pair == (404, detail("Not found."))


def test_an_answer_is_json_or_nothing(api: Caller) -> None:
    reply = api.get("/api/v2/country/250", accept="text/html")
    assert reply.pair == (400, detail("Accept: must leave room for application/json"))
    assert api.get("/api/v2/country/250", accept="text/html, */*;q=0.1").status == 200


def test_a_host_that_is_not_served_is_refused(api: Caller) -> None:
    assert api.get("/api/v2/country", host="evil.example").pair == (400, detail("Host: not served here"))


def test_the_hundred_and_first_request_of_an_account_has_to_wait(api: Caller, settings: Settings) -> None:
    settings.V2_RATE = "3/minute"
    replies = [api.get("/api/v2/country/250") for _ in range(4)]
    assert [reply.status for reply in replies] == [200, 200, 200, 429]
    wait = replies[3].headers["Retry-After"]
    assert replies[3].body == detail(f"Request was throttled. Expected available in {wait} seconds.")
    assert 1 <= int(wait) <= 60


def test_a_crash_tells_nothing_of_the_inside(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> Any:
        raise RuntimeError("secret")

    monkeypatch.setattr("customers.api.v2_lookups.country_by_numeric", crash)
    assert api.get("/api/v2/country/250").pair == (500, detail("A server error occurred."))


def test_a_database_that_is_away_is_worth_another_try(
    api: Caller, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr("customers.api.v2_lookups.country_by_numeric", away)
    reply = api.get("/api/v2/country/250")
    assert reply.pair == (503, detail("Service temporarily unavailable, try again later."))
    assert int(reply.headers["Retry-After"]) > 0


def test_the_dialect_has_the_rate_of_its_setting(settings: Settings) -> None:
    settings.V2_RATE = "7/hour"
    assert V2_DIALECT.rate == "7/hour"
