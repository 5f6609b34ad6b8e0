"""A program of an organization gets access tokens of its own, and calls with them like its user."""

import base64
from typing import Any

import pytest
from django.test import Client
from oauth2_provider.models import get_access_token_model, get_application_model

from organizations.models import Role
from tests.clients import Caller, reply
from tests.oauth.clients import TOKEN, App, bearer
from tests.worlds import World

PATH = "/api/v1.0/customers"
FORM = "application/x-www-form-urlencoded"
NOBODY = (
    401,
    {"error": "no_credentials", "error_description": "Valid credentials are required to access this resource."},
)


@pytest.fixture
def app(world: World) -> App:
    return App.of(world.editor)


@pytest.mark.parametrize("path", ["/oauth/token/", "/oauth/token"])
def test_credentials_become_an_access_token(app: App, path: str) -> None:
    answer = app.ask(path, grant_type="client_credentials")
    token = answer.body.pop("access_token")
    assert answer.pair == (200, {"expires_in": 3600, "token_type": "Bearer", "scope": "read write"})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert bearer(token).get(PATH).status == 200


def test_credentials_may_come_as_basic(app: App) -> None:
    pair = base64.b64encode(f"{app.client_id}:{app.secret}".encode()).decode()
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Basic {pair}"})
    answer = reply(client.post(TOKEN, "grant_type=client_credentials", FORM))
    assert bearer(answer.body["access_token"]).get(PATH).status == 200


def test_the_call_is_the_users_of_the_client(app: App, world: World) -> None:
    made = bearer(app.token()).json(PATH, {"reference": "c-1", "name": "One"})
    assert (made.status, made.body["createdBy"]["userId"]) == (201, world.editor.pk)


def test_it_sees_its_own_organization_alone(app: App, elsewhere: World) -> None:
    made = elsewhere.api.json(PATH, {"reference": "c-1", "name": "One"})
    assert bearer(app.token()).get(f"{PATH}/{made.body['id']}").status == 404
    assert bearer(App.of(elsewhere.editor).token()).get(f"{PATH}/{made.body['id']}").status == 200


def test_nothing_of_the_secret_or_the_token_is_stored_in_clear(app: App) -> None:
    token = app.token()
    stored = str(list(get_access_token_model().objects.values()) + list(get_application_model().objects.values()))
    assert token not in stored
    assert app.secret not in stored
    assert get_application_model().objects.get().client_secret.startswith("argon2$")


GRANTS = "The grant types are client_credentials, authorization_code, refresh_token."
ODD = "A parameter holds a character that no parameter has."


@pytest.mark.parametrize(
    ("fields", "status", "error", "description"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", None),
        ({"client_id": "nobody"}, 401, "invalid_client", None),
        ({"client_id": "", "client_secret": ""}, 401, "invalid_client", None),
        ({"scope": "everything"}, 400, "invalid_scope", None),
        ({"resource": "nonsense"}, 400, "invalid_target", None),
        (
            {"grant_type": "authorization_code", "code": "x", "redirect_uri": "https://app.example/"},
            400,
            "unauthorized_client",
            None,
        ),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, 400, "invalid_grant", None),
        ({"grant_type": "password", "username": "a", "password": "b"}, 400, "unsupported_grant_type", GRANTS),
        ({"grant_type": "urn:ietf:params:oauth:grant-type:device_code"}, 400, "unsupported_grant_type", GRANTS),
        ({"grant_type": ""}, 400, "unsupported_grant_type", GRANTS),
        ({"grant_type": "authorization_code", "code": "a\x00b"}, 400, "invalid_request", ODD),
        ({"client_id": "a\x00b"}, 400, "invalid_request", ODD),
    ],
)
def test_what_is_wrong_is_told_in_the_protocols_words(
    app: App, fields: dict[str, str], status: int, error: str, description: str | None
) -> None:
    answer = app.ask(**{"grant_type": "client_credentials", **fields})
    assert (answer.status, answer.body["error"]) == (status, error)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers.get("WWW-Authenticate") == ('Basic realm="oauth"' if status == 401 else None)
    if description is not None:
        assert answer.body["error_description"] == description


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/oauth/token/", "/oauth/revoke_token/"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_refused_in_json(path: str, method: str) -> None:
    response: Any = Client(enforce_csrf_checks=True).generic(method, path)
    assert (response.status_code, response.json()) == (
        405,
        {"error": "invalid_request", "error_description": "This address takes POST only."},
    )
    assert response["Allow"] == "POST"


@pytest.mark.django_db
def test_a_body_that_is_no_form_is_refused_in_json() -> None:
    for body, content_type in [(b'{"grant_type": "client_credentials"}', "application/json"), (b"\xff=\xff", FORM)]:
        answer = reply(Client(raise_request_exception=False, enforce_csrf_checks=True).post(TOKEN, body, content_type))
        assert (answer.status, answer.body["error"]) == (400, "unsupported_grant_type")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/oauth/token/", "/oauth/revoke_token/"])
@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=é"])
def test_a_form_that_cannot_be_read_is_no_crash(path: str, content_type: str) -> None:
    """Seen to fail: with `MultiPartParserError` taken out of `MachineView.dispatch`, a 500."""
    answer = reply(Client(raise_request_exception=False).post(path, b"x", content_type))
    body = {"error": "invalid_request", "error_description": "The body of the request could not be read."}
    assert answer.pair == (400, body)


@pytest.mark.django_db
def test_a_form_that_cannot_be_read_is_no_crash_of_a_page() -> None:
    """Seen to fail: with `MultiPartParserError` taken out of the table of exceptions, a 500."""
    visitor = Client(raise_request_exception=False)
    answer = reply(visitor.post("/oauth/login/", b"x", "multipart/form-data"))
    text = "The body of the request could not be read."
    assert answer.pair == (400, {"error": "malformed_request", "error_description": text})
    # People are told on a page.
    page = visitor.post("/admin/login/", b"x", "multipart/form-data")
    assert (page.status_code, page.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "<h1>This could not be read</h1>" in page.content.decode()


def test_a_token_that_may_only_read_does_not_write(app: App) -> None:
    reading = bearer(app.token(scope="read"))
    assert reading.get(PATH).status == 200
    assert reading.json(PATH, {"reference": "c-1", "name": "One"}).pair == (
        403,
        {"error": "access_denied", "error_description": "You are not allowed to do this."},
    )


def test_a_token_of_a_reader_does_not_write_whatever_it_says(world: World) -> None:
    reading = bearer(App.of(world.reader).token(scope="read write"))
    assert reading.json(PATH, {"reference": "c-1", "name": "One"}).status == 403


def test_an_expired_token_is_nobody(app: App) -> None:
    token = app.token()
    rows = get_access_token_model().objects.all()
    rows.update(expires=rows.get().created)
    assert bearer(token).get(PATH).pair == NOBODY


@pytest.mark.parametrize("path", ["/oauth/revoke_token/", "/oauth/revoke_token"])
def test_a_revoked_token_is_nobody(app: App, path: str) -> None:
    token = app.token()
    assert app.ask(path, token=token).pair == (200, b"")
    assert bearer(token).get(PATH).pair == NOBODY


def test_nobody_revokes_the_token_of_another_client(app: App, elsewhere: World) -> None:
    token = app.token()
    assert App.of(elsewhere.editor).ask("/oauth/revoke_token/", token=token).status == 200
    assert App(app.client_id, "wrong").ask("/oauth/revoke_token/", token=token).status == 401
    assert bearer(token).get(PATH).status == 200


def test_a_user_who_was_switched_off_takes_the_client_along(app: App, world: World) -> None:
    token = app.token()
    world.editor.is_active = False
    world.editor.save()
    assert bearer(token).get(PATH).pair == NOBODY
    assert app.ask(grant_type="client_credentials").pair[0] == 401
    world.editor.is_active = True
    world.editor.role = Role.READER
    world.editor.save()
    assert bearer(token).json(PATH, {"reference": "c-1", "name": "One"}).status == 403


def test_a_client_that_belongs_to_nobody_is_nobody(app: App) -> None:
    token = app.token()
    get_application_model().objects.update(user=None)
    assert bearer(token).get(PATH).pair == NOBODY
    assert app.ask(grant_type="client_credentials").status == 401


def test_a_client_that_was_removed_takes_its_tokens_along(app: App) -> None:
    token = app.token()
    get_application_model().objects.all().delete()
    assert bearer(token).get(PATH).pair == NOBODY


def test_a_token_for_one_address_is_nobody_at_another(app: App) -> None:
    token = app.token(resource=f"http://testserver{PATH}")
    assert bearer(token).get(f"{PATH}/reference/none").status == 404
    assert bearer(token).get("/api/v1.0/regions").pair == NOBODY


@pytest.mark.parametrize("token", ["x", "é", "a b", "\u00ff" * 50, "x" * 5000, "ck_wrong", ""])
def test_a_token_that_was_never_given_is_nobody(world: World, token: str) -> None:
    assert Caller(f"Bearer {token}").get(PATH).pair == NOBODY
