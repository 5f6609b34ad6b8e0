"""One line for each request says what was done by whom, and never what was sent.

Seen to fail: with the raw path for the route, the reference stood in the log; without emptying the context, the second
request's line named the first one's user; with Django's own logger of requests left on, a refused one wrote its path;
so did the one of forged forms, until its lines lost theirs.
"""

import logging
from typing import Any

import pytest
from django.test import Client

from tests.clients import Caller
from tests.operation.conftest import Lines
from tests.worlds import World

pytestmark = pytest.mark.django_db
SECRETS = ("SECRET-REFERENCE", "SECRET-NAME", "SECRET-QUERY", "ck_")


def requests(lines: Lines) -> list[dict[str, Any]]:
    return [line for line in lines() if line["logger"] == "customers_api.requests"]


def test_a_line_tells_what_was_asked_by_whom_and_how_it_ended(world: World, lines: Lines) -> None:
    world.api.get("/api/v1.0/customers", **{"X-Request-Id": "mine"})
    [line] = requests(lines)
    assert line.pop("time").endswith("Z")
    assert line.pop("milliseconds") > 0
    assert line == {
        "level": "info",
        "logger": "customers_api.requests",
        "event": "request",
        "method": "GET",
        "route": "/api/<version>/customers",
        "dialect": "v1",
        "status": 200,
        "waited": 0.0,
        "statements": 3,
        "request_id": "mine",
        "user": world.editor.pk,
        "organization": world.organization.pk,
    }


@pytest.mark.parametrize(
    ("path", "route", "dialect"),
    [
        ("/api/v1.0/customers/256", "/api/<version>/customers/<id>", "v1"),
        ("/api/v1/regions/reference/a/b/", "/api/<version>/regions/reference/<reference>", "v1"),
        ("/api/v2/customer/", "/api/v2/customer", "v2"),
        ("/rws/api/v1/customers", "/rws/api/<version>/customers", "rws"),
        ("/admin/login/", "/admin/login", "none"),
        ("/nothing/at/all", "unknown", "none"),
        ("/api/v2/nothing", "unknown", "none"),
        ("/static/nothing.css", "unknown", "none"),
        ("/livez", "/livez", "none"),
    ],
)
def test_the_route_is_the_pattern_of_the_address(path: str, route: str, dialect: str, lines: Lines) -> None:
    logging.getLogger("customers_api.requests").setLevel(logging.DEBUG)
    try:
        Caller().get(path)
    finally:
        logging.getLogger("customers_api.requests").setLevel(logging.NOTSET)
    [line] = requests(lines)
    assert (line["route"], line["dialect"]) == (route, dialect)


def test_nothing_that_was_sent_stands_in_the_log(world: World, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/api/v1.0/customers/reference/SECRET-REFERENCE?name=SECRET-QUERY&token=SECRET-QUERY"
    world.api.json(path, {"name": "SECRET-NAME"})
    world.api.get(path)
    world.api.raw(path, b"SECRET-NAME", "application/json")
    world.api.get("/nothing/SECRET-REFERENCE")
    Caller("Bearer ck_SECRET-NAME").get(path)
    monkeypatch.setattr("customers_api.api.viewsets.select_keys", lambda *_: 1 / 0)
    world.api.get(path)
    assert [line["status"] for line in requests(lines)] == [201, 200, 400, 404, 401, 500]
    text = str(lines())
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_line_does_not_name_the_caller_of_the_request_before(world: World, lines: Lines) -> None:
    world.api.get("/api/v1.0/customers")
    Caller().get("/api/v1.0/customers")
    first, second = requests(lines)
    assert first["user"] == world.editor.pk
    assert ("user" in second, "organization" in second, second["status"]) == (False, False, 401)
    assert first["request_id"] != second["request_id"]


def test_a_crash_is_a_line_with_its_traceback_and_the_same_id(
    world: World, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers_api.api.viewsets.read_list_query", lambda *_: 1 / 0)
    assert world.api.get("/api/v1.0/customers", **{"X-Request-Id": "mine"}).status == 500
    crash, line = lines()
    assert (crash["level"], crash["logger"], crash["request_id"]) == ("error", "customers_api.errors", "mine")
    assert crash["user"] == world.editor.pk
    assert crash["exception"].endswith("builtins.ZeroDivisionError: division by zero")
    assert 'viewsets.py", line ' in crash["exception"]
    assert (line["status"], line["level"], line["request_id"]) == (500, "warning", "mine")


def test_probes_that_succeed_do_not_fill_the_log(lines: Lines) -> None:
    Caller().get("/livez")
    assert lines() == []


def test_who_is_logged_in_to_the_back_office_is_named(world: World, lines: Lines) -> None:
    caller = Caller()
    caller.client.force_login(world.editor)
    caller.get("/admin/")
    [line] = requests(lines)
    assert (line["route"], line["user"]) == ("/admin", world.editor.pk)


def test_a_forged_form_is_told_without_its_address(world: World, lines: Lines) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/admin/organizations/user/SECRET-REFERENCE/change/?q=SECRET-QUERY").status_code == 403
    written = lines()
    assert [(line["logger"], line["event"]) for line in written] == [
        ("django.security.csrf", "Forbidden (CSRF cookie not set.)"),
        ("customers_api.requests", "request"),
    ]
    assert "SECRET" not in str(written)


@pytest.mark.parametrize("header", ["Referer", "Origin"])
def test_nor_with_what_its_sender_claims(world: World, lines: Lines, header: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    sender = {header: "https://SECRET-NAME.example/SECRET-REFERENCE?SECRET-QUERY"}
    assert browser.post("/admin/login/", secure=True, headers=sender).status_code == 403
    assert lines()[0]["event"] == f"Forbidden ({header} checking failed)"
    assert "SECRET" not in str(lines())
