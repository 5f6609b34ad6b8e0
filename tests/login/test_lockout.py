"""Guessing is slowed down for one user from one address, whichever door the guesses come through.

Seen to fail: with no pair ever locked, six of these tests; with the address left out of the pair, others were slowed
down too; with every right password accepted, one that was checked while the lock came still counted.
"""

import base64
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from organizations import lockout
from organizations.credentials import api_key_create, user_of_password
from organizations.lockout import FREE_TRIES, Pair, network_of
from organizations.models import FailedLogin, User
from tests.login.people import LOGIN, PASSWORD, browser, fields, person
from tests.worlds import World

PATH = "/api/v1.0/customers"
SECOND = 1000
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE


@pytest.fixture(autouse=True)
def quick_hashes(settings: Settings) -> None:
    """Hundreds of guesses would take a minute."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def marie(world: World) -> User:
    return person(world.organization)


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_800_000_000_000
        monkeypatch.setattr(lockout, "milliseconds", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def guess(password: str = "wrong", *, name: str = "marie", address: str = "192.0.2.1") -> bool:
    return user_of_password(name, password, address=address) is not None


def basic(name: str, secret: str, address: str = "192.0.2.1") -> int:
    pair = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return browser(address, Authorization=f"Basic {pair}").get(PATH).status_code


@pytest.mark.usefixtures("marie", "clock")
def test_nine_wrong_passwords_are_forgiven_by_the_right_one() -> None:
    for _ in range(3):
        assert not any(guess() for _ in range(FREE_TRIES - 1))
        assert guess(PASSWORD)
    assert not FailedLogin.objects.exists()


@pytest.mark.usefixtures("marie")
def test_after_ten_wrong_passwords_the_right_one_is_wrong_too_for_two_seconds(clock: Clock) -> None:
    assert not any(guess() for _ in range(FREE_TRIES))
    assert not guess(PASSWORD)
    clock.now += 2 * SECOND - 1
    assert not guess(PASSWORD)
    clock.now += 1
    assert guess(PASSWORD)


@pytest.mark.usefixtures("marie")
def test_each_further_wrong_password_locks_for_twice_as_long_up_to_a_quarter_of_an_hour(clock: Clock) -> None:
    for _ in range(FREE_TRIES - 1):
        guess()
    for expected in [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]:
        guess()
        assert FailedLogin.objects.get().locked_until - clock.now == expected * SECOND
        clock.now += expected * SECOND - 1
        assert not guess(PASSWORD)
        clock.now += 1


@pytest.mark.usefixtures("marie")
def test_what_is_tried_while_it_is_locked_does_not_make_it_longer(clock: Clock) -> None:
    for _ in range(FREE_TRIES):
        guess()
    for _ in range(50):
        clock.now += 1
        assert not guess()
    Pair.of(pair_name(), "192.0.2.1").note_failure()
    clock.now += 2 * SECOND - 50
    assert guess(PASSWORD)


@pytest.mark.usefixtures("clock")
def test_others_are_not_slowed_down(world: World, marie: User) -> None:
    person(world.organization, "paul")
    for _ in range(FREE_TRIES):
        guess()
    assert not guess(PASSWORD)
    assert guess(PASSWORD, address="192.0.2.2")
    assert guess(PASSWORD, name="paul")
    assert basic("marie", api_key_create(user=marie)[1]) == 200


@pytest.mark.usefixtures("marie", "clock")
def test_name_and_e_mail_address_are_one_user() -> None:
    for index in range(FREE_TRIES):
        guess(name=("marie", "marie@example.com", "MARIE@EXAMPLE.COM")[index % 3])
    assert not guess(PASSWORD)
    assert FailedLogin.objects.get().failures == FREE_TRIES


@pytest.mark.usefixtures("marie", "clock")
def test_form_login_basic_and_back_office_count_together() -> None:
    client = browser()
    for index in range(FREE_TRIES):
        [wrong_form, wrong_basic, wrong_back_office][index % 3](client)
    assert FailedLogin.objects.get().failures == FREE_TRIES
    assert basic("marie", PASSWORD) == 401
    assert client.post(LOGIN, fields())["Location"].endswith("/login/authfail?ajax=true")
    assert basic("marie", PASSWORD, address="192.0.2.2") == 200


def wrong_form(client: Any) -> None:
    assert client.post(LOGIN, fields(password="wrong")).status_code == 302


def wrong_basic(client: Any) -> None:
    assert basic("marie", "wrong") == 401


def wrong_back_office(client: Any) -> None:
    # A browser would bring the token of the page along.
    client = Client(REMOTE_ADDR="192.0.2.1")
    assert client.post("/admin/login/", {"username": "marie", "password": "wrong"}).status_code == 200


@pytest.mark.django_db
def test_a_name_that_nobody_bears_is_locked_alike(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr("organizations.credentials.make_password", hashed.append)
    for _ in range(FREE_TRIES + 5):
        assert not guess(name="nobody")
    assert len(hashed) == FREE_TRIES
    assert FailedLogin.objects.get().locked_until == clock.now + 2 * SECOND


@pytest.mark.usefixtures("marie")
def test_a_day_later_wrong_passwords_are_forgotten_and_their_rows_removed(clock: Clock) -> None:
    for _ in range(FREE_TRIES + 3):
        guess()
    guess(name="nobody")
    clock.now += DAY
    guess()
    assert list(FailedLogin.objects.values_list("failures", "locked_until")) == [(1, 0)]


@pytest.mark.usefixtures("marie", "clock")
def test_neither_names_nor_addresses_are_stored() -> None:
    guess()
    guess(name="my secret in the wrong field")
    stored = str(list(FailedLogin.objects.values()))
    assert "marie" not in stored
    assert "secret" not in stored
    assert "192.0.2" not in stored


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8:0:0:ffff::2", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("", ""),
        ("no address", ""),
    ],
)
def test_a_client_is_known_by_what_it_cannot_change_at_will(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.usefixtures("marie", "clock")
def test_a_lock_that_comes_while_a_right_password_is_checked_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many guesses at one moment, only as many are told the truth as came before the lock."""
    pair = Pair.of(pair_name(), "192.0.2.1")

    def others_guess_meanwhile(password: str, encoded: str) -> bool:
        for _ in range(FREE_TRIES):
            pair.note_failure()
        return True

    monkeypatch.setattr("organizations.credentials.check_password", others_guess_meanwhile)
    assert not guess(PASSWORD)


def pair_name() -> str:
    return f"user {User.accounts.get(username='marie').pk}"


@pytest.mark.usefixtures("marie", "clock")
def test_right_passwords_at_the_same_moment_are_all_right(monkeypatch: pytest.MonkeyPatch) -> None:
    guess()

    def another_succeeds_meanwhile(password: str, encoded: str) -> bool:
        return Pair.of(pair_name(), "192.0.2.1").accept()

    monkeypatch.setattr("organizations.credentials.check_password", another_succeeds_meanwhile)
    assert guess(PASSWORD)


@pytest.mark.django_db
def test_the_first_bearer_of_an_e_mail_address_logs_in_by_it(world: World, elsewhere: World) -> None:
    first = person(world.organization)
    thief = person(elsewhere.organization, "thief")
    User.accounts.filter(pk=thief.pk).update(email=first.email)
    assert user_of_password(first.email, PASSWORD, address="") == first
