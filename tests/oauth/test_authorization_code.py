"""People lend their rights to a program: they log in, are asked, and the program gets tokens for its code and proof."""

from typing import Any

import pytest
from django.test import Client
from oauth2_provider.models import get_access_token_model, get_grant_model, get_refresh_token_model

from organizations.models import User
from tests.clients import Caller
from tests.login.people import PASSWORD, person
from tests.oauth.clients import CALLBACK, App, allow, answered, bearer, person_at
from tests.worlds import World

PATH = "/api/v1.0/customers"


@pytest.fixture
def app(world: World) -> App:
    return App.for_people(world.editor)


@pytest.fixture
def marie(world: World) -> User:
    return person(world.organization)


def tokens(app: App, user: User) -> dict[str, Any]:
    answer = app.exchange(app.code(user))
    assert answer.status == 200, answer.body
    body: dict[str, Any] = answer.body
    return body


def test_a_person_logs_in_is_asked_and_the_program_calls_for_them(app: App, marie: User) -> None:
    client = Client()
    asked = app.authorization()
    first: Any = client.get(asked)
    assert (first.status_code, first["Location"].partition("?")[0]) == (302, "/oauth/login/")
    page: Any = client.get(first["Location"])
    assert (page.status_code, "Log in" in page.content.decode()) == (200, True)
    back: Any = client.post(first["Location"], {"username": "marie", "password": PASSWORD, "next": asked})
    assert (back.status_code, back["Location"]) == (302, asked)
    answer = answered(allow(client, back["Location"]))
    assert answer.keys() == {"code", "state", "iss"}
    assert (answer["state"], answer["iss"]) == ("s-1", "http://testserver")
    got = app.exchange(answer["code"])
    assert (got.status, got.body["token_type"], got.body["expires_in"]) == (200, "Bearer", 3600)
    made = bearer(got.body["access_token"]).json(PATH, {"reference": "c-1", "name": "One"})
    assert made.body["createdBy"]["userId"] == marie.pk


@pytest.mark.usefixtures("marie")
def test_a_wrong_password_is_told_on_the_page_and_counts_like_any_other(app: App) -> None:
    client = Client()
    for _ in range(10):
        page: Any = client.post("/oauth/login/", {"username": "marie", "password": "wrong"})
        assert (page.status_code, "do not belong together" in page.content.decode()) == (200, True)
    assert client.post("/oauth/login/", {"username": "marie", "password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("marie")
def test_a_log_in_does_not_lead_to_another_host() -> None:
    fields = {"username": "marie", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert Client().post("/oauth/login/", fields)["Location"] == "/admin/"


def test_the_pages_are_in_nobodys_frame_and_show_names_as_text(app: App, marie: User) -> None:
    page: Any = person_at(marie).get(app.authorization())
    text = page.content.decode()
    assert "A &amp; B &lt;app&gt;" in text
    assert "marie of here" in text
    assert page["X-Frame-Options"] == "DENY"
    # Their other headers: tests/headers.
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_page_of_another_site_cannot_press_the_button(app: App, marie: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(marie)
    assert allow(client, app.authorization()).status_code == 403
    assert not get_grant_model().objects.exists()


def test_a_person_may_refuse(app: App, marie: User) -> None:
    answer = answered(allow(person_at(marie), app.authorization(), allow=""))
    assert (answer["error"], answer["state"]) == ("access_denied", "s-1")


def test_people_of_another_organization_cannot_lend_their_rights(app: App, elsewhere: World) -> None:
    answer = answered(allow(person_at(elsewhere.editor), app.authorization()))
    assert answer["error"] == "access_denied"
    assert not get_grant_model().objects.exists()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_challenge_method": "magic"}, "invalid_request"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"response_type": "token"}, "unauthorized_client"),
    ],
)
def test_what_is_wrong_is_told_to_the_program(app: App, marie: User, changes: dict[str, str], error: str) -> None:
    response: Any = person_at(marie).get(app.authorization(**changes))
    assert response["Location"].startswith(CALLBACK)
    assert f"error={error}" in response["Location"]


@pytest.mark.parametrize("changes", [{"code_challenge": ""}, {"code_challenge_method": "plain"}])
def test_a_code_without_a_proof_or_with_one_in_clear_is_not_given(
    app: App, marie: User, changes: dict[str, str]
) -> None:
    answer = answered(allow(person_at(marie), app.authorization(**changes)))
    assert answer["error"] == "invalid_request"
    assert not get_grant_model().objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"nonce": "n" * 256}, {"code_challenge": "c" * 129}, {"nonce": "n\x00"}, {"client_id": "\x00"}, {"scope": "\x00"}],
)
def test_what_no_database_keeps_is_refused_before_it_is_asked(app: App, marie: User, changes: dict[str, str]) -> None:
    client = person_at(marie)
    answer = {
        "error": "invalid_request",
        "error_description": "A parameter is too long, or holds what no parameter has.",
    }
    asked: Any = client.get(app.authorization(**changes))
    assert (asked.status_code, asked.json()) == (400, answer)
    page: Any = client.get(app.authorization())
    hidden = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    pressed: Any = client.post("/oauth/authorize/", {**hidden, **changes, "allow": "Allow"})
    assert (pressed.status_code, pressed.json()) == (400, answer)


@pytest.mark.parametrize(
    "changes",
    [{"redirect_uri": "https://elsewhere.example/"}, {"redirect_uri": f"{CALLBACK}/x"}, {"client_id": "nobody"}],
)
def test_nobody_is_sent_to_an_address_that_is_not_the_programs(app: App, marie: User, changes: dict[str, str]) -> None:
    response: Any = person_at(marie).get(app.authorization(**changes))
    assert (response.status_code, "cannot be answered" in response.content.decode()) == (400, True)
    assert "Location" not in response


def test_a_code_is_good_once(app: App, marie: User) -> None:
    code = app.code(marie)
    assert app.exchange(code).status == 200
    assert app.exchange(code).pair == (400, {"error": "invalid_grant"})


@pytest.mark.parametrize("changes", [{"code_verifier": "w" * 64}, {"redirect_uri": "https://app.example/other"}])
def test_a_code_is_good_with_its_proof_and_address_alone(app: App, marie: User, changes: dict[str, str]) -> None:
    answer = app.exchange(app.code(marie), **changes)
    assert (answer.status, answer.body["error"]) in {(400, "invalid_grant"), (400, "invalid_request")}
    assert not get_access_token_model().objects.exists()


def test_a_code_expires(app: App, marie: User) -> None:
    code = app.code(marie)
    grants = get_grant_model().objects.all()
    assert (grants.get().expires - grants.get().created).total_seconds() < 61
    grants.update(expires=grants.get().created)
    assert app.exchange(code).pair == (400, {"error": "invalid_grant"})


def test_a_code_is_good_for_its_own_program_alone(app: App, marie: User, world: World) -> None:
    code = app.code(marie)
    assert App.for_people(world.editor).exchange(code).body["error"] == "invalid_grant"
    assert App(app.client_id, "wrong").exchange(code).body["error"] == "invalid_client"


def test_neither_token_is_stored_in_clear(app: App, marie: User) -> None:
    given = tokens(app, marie)
    rows = list(get_access_token_model().objects.values()) + list(get_refresh_token_model().objects.values())
    assert given["access_token"] not in str(rows)
    assert given["refresh_token"] not in str(rows)


def test_a_refresh_token_is_good_once_and_its_second_use_ends_all_that_came_of_it(app: App, marie: User) -> None:
    first = tokens(app, marie)
    second = app.ask(grant_type="refresh_token", refresh_token=first["refresh_token"]).body
    assert bearer(first["access_token"]).get(PATH).status == 401
    assert bearer(second["access_token"]).get(PATH).status == 200
    again = app.ask(grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert again.pair == (400, {"error": "invalid_grant"})
    assert bearer(second["access_token"]).get(PATH).status == 401


def test_a_revoked_refresh_token_takes_its_access_token_along(app: App, marie: User) -> None:
    given = tokens(app, marie)
    assert app.ask("/oauth/revoke_token/", token=given["refresh_token"]).status == 200
    assert bearer(given["access_token"]).get(PATH).status == 401
    answer = app.ask(grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert answer.pair == (400, {"error": "invalid_grant"})


def test_a_person_who_was_switched_off_is_nobody(app: App, marie: User) -> None:
    given = tokens(app, marie)
    marie.is_active = False
    marie.save()
    assert bearer(given["access_token"]).get(PATH).status == 401
    answer = app.ask(grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert answer.pair == (400, {"error": "invalid_grant"})


def test_a_program_whose_user_was_switched_off_gets_nothing(app: App, marie: User, world: World) -> None:
    given = tokens(app, marie)
    world.editor.is_active = False
    world.editor.save()
    assert Caller(f"Bearer {given['access_token']}").get(PATH).status == 401
    assert app.ask(grant_type="refresh_token", refresh_token=given["refresh_token"]).status == 401
