"""How many wrong passwords one address may send, whatever the names; keys and sessions are not touched by it.

Seen to fail: without the look at the address, the password of the sixth name was still checked; without the
count, every one was.
"""

from base64 import b64encode
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client
from pytest_django.fixtures import Settings

from organizations import rates
from organizations.guessing import bucket_of
from organizations.models import RateWindow
from tests.clients import Caller, Reply, reply
from tests.login.people import LOGIN, PASSWORD, browser, fields, logged_in, person
from tests.worlds import World

pytestmark = pytest.mark.django_db
HERE, THERE = "192.0.2.1", "192.0.2.2"
PATH = "/api/v1.0/customers"
REFUSED = {
    PATH: {"error": "no_credentials", "error_description": "Valid credentials are required to access this resource."},
    "/rws/api/v1/customers/1": {"errorMessage": "Invalid credentials", "errorCode": "10000001"},
}


def call(name: str, password: str, *, address: str = HERE, path: str = PATH) -> Reply:
    header = "Basic " + b64encode(f"{name}:{password}".encode()).decode()
    return reply(
        Client(raise_request_exception=False, REMOTE_ADDR=address, headers={"Authorization": header}).get(path)
    )


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were looked at."""
    seen: list[str] = []

    def checking(password: str, *rest: Any) -> bool:
        seen.append(password)
        return check_password(password, *rest)

    def making(password: str) -> str:
        seen.append(password)
        return make_password(password)

    monkeypatch.setattr("organizations.credentials.check_password", checking)
    monkeypatch.setattr("organizations.credentials.make_password", making)
    return seen


def test_after_so_many_no_password_from_the_address_is_looked_at(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch, checks: list[str]
) -> None:
    assert settings.WRONG_PASSWORD_RATE == "100/minute"
    settings.WRONG_PASSWORD_RATE = "5/minute"
    now = 1_800_000_000_000
    monkeypatch.setattr(rates, "milliseconds", lambda: now)
    person(world.organization)
    assert call("marie", PASSWORD).status == 200
    for number in range(20):
        assert call(f"name {number}", "wrong").pair == (401, REFUSED[PATH])
    assert checks == [PASSWORD, *["wrong"] * 5]
    for path, body in REFUSED.items():
        assert call("marie", PASSWORD, path=path).pair == (401, body)
    assert browser(HERE).post(LOGIN, fields())["Location"] == "http://testserver/login/authfail?ajax=true"
    assert len(checks) == 6
    assert call("marie", PASSWORD, address=THERE).status == 200
    now += 60_000
    assert call("marie", PASSWORD).status == 200


def test_keys_tokens_and_sessions_from_the_address_go_on(world: World, settings: Settings) -> None:
    settings.WRONG_PASSWORD_RATE = "1/hour"
    person(world.organization)
    client, _ = logged_in()
    assert call("nobody", "wrong").status == 401
    assert call("marie", PASSWORD).status == 401
    assert client.get(PATH).status_code == 200
    assert Caller.of(world.editor).get(PATH).status == 200


def test_right_passwords_and_wrong_keys_do_not_count(world: World, settings: Settings) -> None:
    settings.WRONG_PASSWORD_RATE = "1/hour"
    person(world.organization)
    assert [call("marie", PASSWORD).status for _ in range(5)] == [200] * 5
    for wrong in ("Bearer ck_wrong", "Bearer wrong", "Basic " + b64encode(b"marie:ck_wrong").decode(), "Basic x"):
        assert Caller(wrong).get(PATH).status == 401
    assert not RateWindow.objects.exists()


def test_without_a_rate_nothing_is_counted(world: World, settings: Settings, checks: list[str]) -> None:
    settings.WRONG_PASSWORD_RATE = None
    assert [call(f"name {number}", "wrong").status for number in range(20)] == [401] * 20
    assert len(checks) == 20
    assert not RateWindow.objects.exists()


def test_addresses_without_number_fill_a_fixed_number_of_rows() -> None:
    keys = {bucket_of(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}") for number in range(20_000)}
    assert len(keys) <= 65_536
    assert bucket_of("2001:db8::1") == bucket_of("2001:db8::2") != bucket_of("2001:db8:0:1::1")
    assert max(map(len, keys)) <= 64
