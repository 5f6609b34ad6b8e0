"""Every answer carries the id under which its request stands in the log.

Seen to fail: with the middleware moved behind the one that judges hosts, a bad host was answered without an id; with
any text taken for an id, one with a line break ended as a crash.
"""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.clients import Caller
from tests.worlds import World

NEW = re.compile(r"[0-9a-f]{32}\Z")
PATHS = [
    "/api/v1.0/customers",
    "/api/v2/customer",
    "/rws/api/v1/customers",
    "/nothing",
    "/livez",
    "/metrics",
    "/static/x",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_an_id_that_was_sent_comes_back_on_every_answer(path: str) -> None:
    assert Caller().get(path, **{"X-Request-Id": "their-id_1.2:3"}).headers["X-Request-Id"] == "their-id_1.2:3"


@pytest.mark.parametrize("sent", ["", "a b", "a,b", "é", "a" * 129, 'a"b', "a\tb", "<a>", "a\nb"])
def test_an_id_that_is_not_safe_to_repeat_is_replaced(sent: str) -> None:
    reply = Caller().get("/nothing", **{"X-Request-Id": sent})
    assert (reply.status, bool(NEW.match(reply.headers["X-Request-Id"]))) == (404, True)


def test_the_longest_id_is_kept() -> None:
    assert Caller().get("/nothing", **{"X-Request-Id": "a" * 128}).headers["X-Request-Id"] == "a" * 128


def test_requests_without_an_id_get_different_ones() -> None:
    first, second = (Caller().get("/nothing").headers["X-Request-Id"] for _ in range(2))
    assert NEW.match(first)
    assert first != second


def test_a_bad_host_and_a_redirect_have_an_id_too(settings: Settings) -> None:
    headers = {"X-Request-Id": "mine", "Host": "evil.example"}
    client = Client(raise_request_exception=False)
    bad_host = client.get("/api/v1.0/customers", headers=headers)
    assert (bad_host.status_code, bad_host.headers["X-Request-Id"]) == (400, "mine")
    settings.SECURE_SSL_REDIRECT = True
    redirected = Client().get("/api/v1.0/customers", headers={"X-Request-Id": "mine"})
    assert (redirected.status_code, redirected.headers["X-Request-Id"]) == (301, "mine")


@pytest.mark.django_db
def test_a_crash_has_an_id_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("customers_api.api.viewsets.read_list_query", lambda *_: 1 / 0)
    reply = world.api.get("/api/v1.0/customers", **{"X-Request-Id": "mine"})
    assert (reply.status, reply.headers["X-Request-Id"]) == (500, "mine")
