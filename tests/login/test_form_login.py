"""The documented form login, as its clients use it and as others would misuse it."""

import json
import logging
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.login.people import LOGIN, PASSWORD, browser, fields, logged_in, person
from tests.worlds import World

SUCCESS = "http://testserver/login/ajaxSuccess"
FAILURE = "http://testserver/login/authfail?ajax=true"
QUERY = f"{LOGIN}?j_username=marie&j_password=correct%20horse%207%20battery&ajax=true"
FORM = "application/x-www-form-urlencoded"
NOBODY = {
    "error": "no_credentials",
    "error_description": "Valid credentials are required to access this resource.",
}


@pytest.fixture(autouse=True)
def marie(world: World) -> None:
    person(world.organization)


def outcome(response: Any) -> tuple[int, str]:
    return response.status_code, response["Location"]


def set_cookies(response: Any) -> list[str]:
    return [morsel.OutputString() for morsel in response.cookies.values()]


def test_a_form_becomes_a_session() -> None:
    response = browser().post(LOGIN, "j_username=marie&j_password=correct+horse+7+battery&ajax=true", FORM)
    assert outcome(response) == (302, SUCCESS)
    token = Session.objects.get().session_key
    assert set_cookies(response)[0] == f"JSESSIONID={token}; Path=/; HttpOnly; SameSite=Lax"
    assert (response.content, "Content-Type" in response) == (b"", False)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("path", "body", "content_type"),
    [
        (QUERY, b"", ""),
        (QUERY, encode_multipart(BOUNDARY, fields()), MULTIPART_CONTENT),
        (LOGIN, encode_multipart(BOUNDARY, fields()), MULTIPART_CONTENT),
        (f"{LOGIN}?ajax=true", b"j_username=marie&j_password=correct+horse+7+battery", FORM),
        (f"{LOGIN}/", json.dumps(fields()).encode(), "application/json"),
        (LOGIN, b"j_username=MARIE%40Example.com&j_password=correct+horse+7+battery", FORM),
    ],
)
def test_the_fields_are_found_wherever_clients_put_them(method: str, path: str, body: bytes, content_type: str) -> None:
    assert outcome(browser().generic(method, path, body, content_type)) == (302, SUCCESS)


@pytest.mark.parametrize(
    "given",
    [
        fields(password="wrong"),
        fields(name="nobody"),
        fields(name=""),
        fields(password=""),
        {"j_username": "marie"},
        {"j_password": PASSWORD},
        {},
        fields(name="marie\x00"),
        fields(password=PASSWORD + "\x00"),
        {"j_username": ["marie"], "j_password": {"a": 1}},
        fields(name="\ud800"),
    ],
)
def test_what_is_wrong_leads_to_an_answer_without_a_token(given: dict[str, Any]) -> None:
    client = browser()
    response = client.post(LOGIN, json.dumps(given), "application/json")
    assert outcome(response) == (302, FAILURE)
    assert set_cookies(response) == []
    answer = client.get(response["Location"])
    assert (answer.status_code, answer.json()) == (200, NOBODY)
    assert not Session.objects.exists()


def test_a_user_who_was_switched_off_cannot_log_in(world: World) -> None:
    user = person(world.organization, "gone")
    user.is_active = False
    user.save()
    assert outcome(browser().post(LOGIN, fields("gone"))) == (302, FAILURE)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_redirect_leads_to_what_later_calls_need(world: World, method: str) -> None:
    client, token = logged_in()
    response = client.generic(method, "/login/ajaxSuccess")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    # As text: the order of the keys counts.
    assert response.content.decode() == (
        f'{{"success":true,"token":"{token}","user":{{"firstName":"Marie","lastName":"Martin",'
        '"email":"marie@example.com","companyName":"here","companyCity":null,"companyCountry":null,'
        '"isGeoLocationActivated":true,"enableAssignRegionToCustomer":true,"role":["ROLE_USER"],"enabled":true,'
        f'"organizationLogo":null,"uploadDirectory":"here-{world.organization.upload_token}",'
        '"currency":{"name":"Euro","symbol":"€","symbolLocation":"left","digitNumber":2}}}'
    )


@pytest.mark.parametrize("path", ["/login/ajaxSuccess", "/login/ajaxSuccess/"])
def test_nobody_is_told_anything_without_a_session(path: str) -> None:
    response = browser().get(path)
    assert (response.status_code, response.json()) == (401, NOBODY)


def test_a_listing_follows_with_the_cookie_and_an_empty_object_for_a_body() -> None:
    client, _ = logged_in()
    response = client.generic("GET", "/api/v1.0/customers", b"{}", "application/json")
    assert (response.status_code, response.json()["paging"]["total"]) == (200, 0)


def test_a_session_id_that_the_client_brings_is_never_taken() -> None:
    client = browser()
    client.cookies["JSESSIONID"] = "a" * 32
    client.post(LOGIN, fields())
    assert client.cookies["JSESSIONID"].value != "a" * 32
    assert not Session.objects.filter(session_key="a" * 32).exists()


def test_each_log_in_makes_a_new_id_and_ends_the_session_before() -> None:
    client, first = logged_in()
    client.post(LOGIN, fields())
    second = client.cookies["JSESSIONID"].value
    assert [session.session_key for session in Session.objects.all()] == [second]
    assert second != first
    old = browser()
    old.cookies["JSESSIONID"] = first
    assert old.get("/login/ajaxSuccess").status_code == 401


def test_a_wrong_password_leaves_the_session_that_there_is() -> None:
    client, token = logged_in()
    client.post(LOGIN, fields(password="wrong"))
    assert client.get("/login/ajaxSuccess").json()["token"] == token


@pytest.mark.parametrize("path", [LOGIN, "/login/ajaxSuccess", "/login/authfail"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused_in_json(path: str, method: str) -> None:
    response = browser().generic(method, path)
    assert (response.status_code, response.json()["error"]) == (405, "method_not_allowed")


def test_a_client_that_asks_for_html_gets_json() -> None:
    client = browser(Accept="text/html")
    assert outcome(client.post(LOGIN, fields())) == (302, SUCCESS)
    assert client.get(SUCCESS)["Content-Type"] == "application/json"
    assert client.get("/login/authfail")["Content-Type"] == "application/json"


def test_a_stale_credential_does_not_keep_anybody_out() -> None:
    client = Client(headers={"Authorization": "Bearer stale"})
    assert outcome(client.post(LOGIN, fields())) == (302, SUCCESS)


@pytest.mark.parametrize("body", [b"not json", b'{"j_username": "marie"', b"[1]"])
def test_a_body_that_cannot_be_read_is_answered_in_json(body: bytes) -> None:
    response = browser().post(LOGIN, body, "application/json")
    assert (response.status_code, response.json()["error"]) == (400, "malformed_request")


def test_the_password_appears_in_no_log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.DEBUG)
    client = browser()
    for wrong in (QUERY, QUERY.replace("battery", "wrong")):
        client.get(wrong)
        client.post(wrong, fields(password="wrong correct horse"))
        client.put(wrong, b"x", "text/plain")
    monkeypatch.setattr("organizations.api.login.authenticate", fail)
    assert client.get(QUERY).status_code == 500
    assert client.post(LOGIN, fields()).status_code == 500
    assert "A request ended in a crash." in caplog.text
    assert "horse" not in caplog.text


def fail(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("the crash of a test")
