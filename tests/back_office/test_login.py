"""Who enters the back office, who is kept out of it and for how long, and what ends a session.

Seen to fail: with Django's own `ModelBackend`, the lock-out; with the theme's own form, the text; with Django's own
`create_superuser`, the password rules of `createsuperuser`.
"""

from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.fixtures import Settings

from organizations.lockout import FREE_TRIES
from organizations.models import User
from tests.clients import Caller
from tests.oauth.clients import person_at
from tests.worlds import World

PASSWORD = "a-long-password"
WAIT = "After ten wrong passwords even the right one is refused for a while, up to a quarter of an hour: wait"
LOGIN = "/admin/login/"
# Short, known to everybody, digits alone, like the name.
WEAK = ("short-1", "password123", "8412975063", "clerk-of-acme")


@pytest.fixture
def boss(world: World) -> User:
    user: User = User.objects.create_superuser("boss", "boss@example.com", PASSWORD, organization=world.organization)
    return user


def enter(client: Client, password: str = PASSWORD, name: str = "boss", page: str = LOGIN) -> Any:
    """Fill in the form as a browser does: with the token of the page."""
    client.get(page)
    token = client.cookies["csrftoken"].value
    sent = {"username": name, "password": password, "csrfmiddlewaretoken": token, "next": "/admin/"}
    return client.post(page, sent)


def at(address: str) -> Client:
    return Client(enforce_csrf_checks=True, REMOTE_ADDR=address)


@pytest.mark.parametrize("page", [LOGIN, "/oauth/login/"])
def test_after_ten_wrong_passwords_the_right_one_is_refused_and_the_page_says_what_to_do(boss: User, page: str) -> None:
    caller = Caller.of(boss)
    client = at("192.0.2.1")
    for _ in range(FREE_TRIES):
        assert WAIT in enter(client, "wrong", page=page).content.decode()
    refused = enter(client, page=page)
    assert (refused.status_code, WAIT in refused.content.decode()) == (200, True)
    assert client.get("/admin/").status_code == 302
    # Neither the user's keys are locked, nor the user at another address.
    assert caller.get("/api/v1.0/customers").status == 200
    assert enter(at("192.0.2.2"), page=page)["Location"] == "/admin/"


def test_another_user_at_the_same_address_enters(boss: User, world: World) -> None:
    User.objects.create_superuser("second", "", PASSWORD, organization=world.organization)
    client = at("192.0.2.1")
    for _ in range(FREE_TRIES):
        enter(client, "wrong")
    assert enter(client).status_code == 200
    assert enter(client, name="second").status_code == 302


def test_the_page_tells_nobody_which_names_exist(boss: User) -> None:
    texts = []
    for name in ("boss", "nobody"):
        client = at("192.0.2.1")
        answers = [enter(client, "wrong", name).content.decode() for _ in range(FREE_TRIES + 1)]
        texts.append([text.replace(name, "-").count(WAIT) for text in answers])
    assert texts[0] == texts[1] == [1] * (FREE_TRIES + 1)


def test_a_form_without_the_token_of_its_page_does_nothing(boss: User) -> None:
    client = at("192.0.2.1")
    assert client.post(LOGIN, {"username": "boss", "password": PASSWORD}).status_code == 403
    office = Client(enforce_csrf_checks=True)
    office.force_login(boss)
    for address in ("/admin/logout/", f"/admin/organizations/user/{boss.pk}/password/", "/admin/password_change/"):
        assert office.post(address, {"password1": "x", "password2": "x"}).status_code == 403, address
    assert office.get("/admin/").status_code == 200


def test_a_session_id_from_before_the_log_in_is_worth_nothing_after_it(boss: User, world: World) -> None:
    thief = person_at(User.objects.create_superuser("thief", "", PASSWORD, organization=world.organization))
    for planted in ("a" * 32, thief.cookies["JSESSIONID"].value):
        client = at("192.0.2.1")
        client.get("/oauth/login/")
        client.cookies["JSESSIONID"] = planted
        sent = {"username": "boss", "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
        assert client.post(LOGIN, sent).status_code == 302
        assert client.cookies["JSESSIONID"].value != planted
        assert not Session.objects.filter(session_key=planted).exists()
    assert thief.get("/admin/").status_code == 302


def test_who_logs_out_is_out(boss: User) -> None:
    client = at("192.0.2.1")
    enter(client)
    known = client.cookies["JSESSIONID"].value
    client.get("/admin/")
    token = client.cookies["csrftoken"].value
    assert client.post("/admin/logout/", {"csrfmiddlewaretoken": token}).status_code == 200
    assert not Session.objects.filter(session_key=known).exists()
    client.cookies["JSESSIONID"] = known
    assert client.get("/admin/").status_code == 302


def test_a_new_password_or_a_deactivation_ends_the_sessions(boss: User, world: World) -> None:
    other = User.objects.create_superuser("second", "", PASSWORD, organization=world.organization)
    office, theirs = person_at(boss), person_at(other)
    sent = {"password1": "correct-horse-9", "password2": "correct-horse-9", "usable_password": "true"}
    assert office.post(f"/admin/organizations/user/{other.pk}/password/", sent).status_code == 302
    assert theirs.get("/admin/").status_code == 302
    theirs = person_at(User.accounts.get(pk=other.pk))
    assert theirs.get("/admin/").status_code == 200
    User.accounts.filter(pk=other.pk).update(is_active=False)
    assert theirs.get("/admin/").status_code == 302
    assert office.get("/admin/").status_code == 200


def new_user(world: World, password: str) -> dict[str, Any]:
    return {
        "username": "clerk-of-acme",
        "organization": world.organization.pk,
        "role": "editor",
        "usable_password": "true",
        "password1": password,
        "password2": password,
    }


@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_password_is_taken_nowhere(boss: User, world: World, monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    user = User.objects.create(username="clerk-of-acme.", organization=world.organization)
    before, office = user.password, person_at(boss)
    assert office.post("/admin/organizations/user/add/", new_user(world, weak)).status_code == 200
    assert not User.accounts.filter(username="clerk-of-acme").exists()
    sent = {"password1": weak, "password2": weak, "usable_password": "true"}
    assert office.post(f"/admin/organizations/user/{user.pk}/password/", sent).status_code == 200
    monkeypatch.setattr("getpass.getpass", lambda prompt="": weak)
    with pytest.raises(CommandError, match="Aborting password change"):
        call_command("changepassword", "clerk-of-acme.", stdout=None, stderr=None)
    assert User.accounts.get(pk=user.pk).password == before
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", weak)
    with pytest.raises(CommandError, match="password"):
        call_command(
            "createsuperuser",
            interactive=False,
            username="clerk-of-acme",
            email="c@x.example",
            organization=world.organization.pk,
        )
    assert not User.accounts.filter(username="clerk-of-acme").exists()


def test_one_s_own_password_is_held_to_the_same_rules(boss: User) -> None:
    office = person_at(boss)
    for weak in ("short-1", "password123", "8412975063", "boss@example.com"):
        sent = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
        assert office.post("/admin/password_change/", sent).status_code == 200, weak
    boss.refresh_from_db()
    assert boss.check_password(PASSWORD)


def test_passwords_are_stored_with_argon2(settings: Settings, boss: User) -> None:
    assert identify_hasher(boss.password).algorithm == "argon2"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    boss.set_password(PASSWORD)
    assert boss.password.startswith("argon2$argon2id$")


def pages() -> list[str]:
    """Return every address of the back office, with 1 for whatever it names."""
    found: list[str] = []

    def walk(resolver: URLResolver, start: str) -> None:
        for pattern in resolver.url_patterns:
            here = start + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern, here)
            elif isinstance(pattern, URLPattern):
                found.append(here)

    [office] = [each for each in get_resolver().url_patterns if getattr(each, "app_name", None) == "admin"]
    assert isinstance(office, URLResolver)
    walk(office, "/admin/")
    return found


@pytest.mark.parametrize("name", ["reader", "editor"])
def test_users_of_the_api_enter_nothing(world: World, name: str) -> None:
    client = person_at(getattr(world, name))
    for page in pages():
        if "<" not in page and page not in {LOGIN, "/admin/logout/"}:
            assert client.get(page).status_code == 302, page
