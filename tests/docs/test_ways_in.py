"""Each dialect takes the credentials that docs/authentication.md says, and refuses all others with one answer."""

import re
from base64 import b64encode
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from customers.models import Customer
from organizations.credentials import api_key_create
from organizations.models import User
from tests.accounts import expired_key, revoked_key
from tests.clients import Caller, Reply, reply
from tests.docs.checks import DOCS
from tests.login.people import LOGIN, PASSWORD, fields, person
from tests.marks import NO_DATABASE
from tests.oauth.clients import App
from tests.worlds import World

PAGE = (DOCS / "authentication.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+?) \| (yes|no) \| (yes|no) \| (yes|no) \|$", re.M)
ADDRESSES = {"v1": "/api/v1.0/customers", "v2": "/api/v2/customer", "rws": "/rws/api/v1/customers"}
WORDS = {
    "v1": {"error": "no_credentials", "error_description": "Valid credentials are required to access this resource."},
    "v2": {"detail": "Invalid token."},
    "rws": {"errorMessage": "Invalid credentials", "errorCode": "10000001"},
}


def bearing(secret: str) -> Client:
    """Return a client that bears a key, a token or a session's id."""
    return Caller(f"Bearer {secret}").client


def basic(name: str, secret: str) -> Client:
    return Caller(f"Basic {b64encode(f'{name}:{secret}'.encode()).decode()}").client


def with_cookie(user: User, authorization: str | None = None) -> Client:
    """Return a client that has logged in by the form; ``{}`` in the header becomes the session's id."""
    client = Client(raise_request_exception=False)
    assert client.post(LOGIN, fields(user.username)).status_code == 302
    session = client.cookies["JSESSIONID"].value
    client.defaults |= {"HTTP_AUTHORIZATION": authorization.format(session)} if authorization else {}
    return client


def without_cookie(user: User) -> Client:
    return bearing(with_cookie(user).cookies["JSESSIONID"].value)


def locked(user: User) -> Client:
    """Return a client with the right password, after so many wrong ones that it has to wait."""
    wrong = basic(user.username, "wrong")
    assert {wrong.get(ADDRESSES["v1"]).status_code for _ in range(10)} == {401}
    return basic(user.username, PASSWORD)


TAKEN: dict[str, Callable[[User], Client]] = {
    "`Authorization: Bearer <API key>`": lambda user: bearing(api_key_create(user=user)[1]),
    "`Authorization: Bearer <access token>`": lambda user: bearing(App.of(user).token()),
    "`Authorization: Basic <user>:<API key>`": lambda user: basic(user.username, api_key_create(user=user)[1]),
    "`Authorization: Basic <user>:<password>`": lambda user: basic(user.username, PASSWORD),
    "the cookie `JSESSIONID`": with_cookie,
    "`Authorization: Bearer <session id>` beside that cookie": lambda user: with_cookie(user, "Bearer {}"),
}
# What is never taken, and in which dialects it is a credential at all.
REFUSED: dict[str, tuple[Callable[[User], Client], tuple[str, ...]]] = {
    "an expired key": (lambda user: bearing(expired_key(user)), ("v1", "v2")),
    "a revoked key": (lambda user: bearing(revoked_key(user)), ("v1", "v2")),
    "an expired key as a password": (lambda user: basic(user.username, expired_key(user)), ("v1", "rws")),
    "another's key": (lambda user: basic("paul", api_key_create(user=user)[1]), ("v1", "rws")),
    "a token for another address": (
        lambda user: bearing(App.of(user).token(resource="http://testserver/oauth/")),
        ("v1", "v2"),
    ),
    "the user's name in capitals": (lambda user: basic(user.username.upper(), PASSWORD), ("v1", "rws")),
    "the right password too soon": (locked, ("v1", "rws")),
    "a session without its cookie": (without_cookie, ("v1", "v2")),
    "a wrong key beside a good cookie": (lambda user: with_cookie(user, "Bearer ck_wrong"), ("v1", "v2")),
}


@pytest.fixture
def marie(world: World, settings: Settings) -> User:
    """A user with a password, which is checked fast here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return person(world.organization)


@pytest.fixture
def customer(world: World) -> int:
    """The id of the customer that is asked for."""
    columns = {"name": "C", "category": world.root, "currency": world.euro, "created_by": world.editor}
    return Customer.objects.create(organization=world.organization, reference="C", **columns).pk


def asked(client: Client, dialect: str, customer: int) -> Reply:
    return reply(client.get(f"{ADDRESSES[dialect]}/{customer}"))


@pytest.mark.django_db
@pytest.mark.parametrize("way", TAKEN)
def test_each_dialect_takes_what_the_table_says(marie: User, customer: int, way: str) -> None:
    _, *told = next(row for row in ROW.findall(PAGE) if row[0] == way)
    answered = {dialect: asked(TAKEN[way](marie), dialect, customer).status for dialect in ADDRESSES}
    assert answered == {dialect: 200 if word == "yes" else 401 for dialect, word in zip(ADDRESSES, told, strict=True)}


@NO_DATABASE
def test_every_row_of_the_table_is_tried() -> None:
    assert [row[0] for row in ROW.findall(PAGE)] == list(TAKEN)


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_all_others_are_refused_in_the_same_words(marie: User, customer: int, name: str) -> None:
    client, dialects = REFUSED[name]
    calls = {dialect: asked(client(marie), dialect, customer).pair for dialect in dialects}
    assert calls == {dialect: (401, WORDS[dialect]) for dialect in dialects}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["marie@example.com", "Marie@Example.COM"])
def test_an_e_mail_address_may_be_written_in_any_case(marie: User, customer: int, name: str) -> None:
    assert asked(basic(name, PASSWORD), "v1", customer).status == 200


@pytest.mark.django_db
def test_a_token_that_only_reads_is_refused_by_each_dialect_in_its_own_way(world: World) -> None:
    client = bearing(App.of(world.editor).token(scope="read"))
    replies = [reply(client.post(ADDRESSES[dialect], {}, "application/json")) for dialect in ("v1", "v2")]
    assert [item.pair for item in replies] == [
        (403, {"error": "access_denied", "error_description": "You are not allowed to do this."}),
        (401, {"detail": "You do not have permission to perform this action."}),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/logout", "/j_spring_security_logout", "/login/logout"])
def test_there_is_no_address_to_log_out_at(marie: User, path: str) -> None:
    assert with_cookie(marie).get(path).status_code == 404
