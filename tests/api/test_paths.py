"""Knows which paths lead nowhere and that an API client is told so in JSON; it must not know a resource."""

import io
import logging
from typing import Any, NoReturn
from wsgiref.util import setup_testing_defaults

import pytest
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import path
from django.urls.resolvers import ResolverMatch
from pytest_django.fixtures import Settings

from customers_api.api.errors import HostileRequestMiddleware
from customers_api.api.paths import with_marked_paths
from organizations.credentials import api_key_create
from tests.clients import Caller
from tests.worlds import World

NOWHERE = (404, {"error": "not_found", "error_description": "The requested address doesn't exist."})
CRASH = (500, {"error": "server_error", "error_description": "Oops! Something went wrong..."})
PATHS = (
    "/index",
    "/api",
    "/api/v1.0",
    "/api/v1.0/",
    "/api/v1.0/customer",
    "/api/v1.0/Customers",
    "/api/v1.0/customers//",
    "/api/v1.0/customers/1/contacts",
    "/api/v1.0/contacts/reference/C-1",
    "/api/v9.0/customers",
    "/api/v1x0/customers",
    "/%3Cscript%3E",
    "/api/v1.0/%F0%9F%8F%AC",
)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("where", PATHS)
@pytest.mark.django_db
def test_an_unknown_path_is_told_so_in_json(settings: Settings, where: str, method: str, *, debug: bool) -> None:
    settings.DEBUG = debug
    reply = Caller().raw(where, b"{", "application/json", method)
    assert (reply.pair, reply.headers["Content-Type"]) == (NOWHERE, "application/json")


@pytest.mark.parametrize("debug", [False, True])
def test_a_bad_host_is_told_so_in_json(settings: Settings, *, debug: bool) -> None:
    settings.DEBUG = debug
    reply = Caller().get("/api/v1.0/customers", Host="evil.example")
    text = "The host of the request is not served here."
    assert reply.pair == (400, {"error": "malformed_request", "error_description": text})


def crash(request: object) -> NoReturn:
    raise ZeroDivisionError("the inside")


class CrashingAddresses:
    """A table of addresses."""

    urlpatterns = [path("crash", crash)]


@pytest.mark.parametrize("debug", [False, True])
def test_a_crash_tells_nothing_of_the_inside(
    settings: Settings, caplog: pytest.LogCaptureFixture, *, debug: bool
) -> None:
    settings.DEBUG = debug
    settings.ROOT_URLCONF = CrashingAddresses
    with caplog.at_level(logging.ERROR, "customers_api.errors"):
        reply = Caller().get("/crash")
    assert (reply.pair, reply.headers["Content-Type"]) == (CRASH, "application/json")
    assert "ZeroDivisionError: the inside" in caplog.text


def test_the_back_office_may_show_its_crashes() -> None:
    request = RequestFactory().get("/admin/")
    request.resolver_match = ResolverMatch(crash, (), {}, app_names=["admin"])
    middleware = HostileRequestMiddleware(lambda request: pytest.fail("nothing is called"))
    assert middleware.process_exception(request, ValueError()) is None


def in_this_thread(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Stand for Django's application, which would run in a thread of its own and see nothing of the test's world."""
    response: Any = ClientHandler()(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", [])
    return [response.content]


def answer_of_the_server(raw_path: bytes, **more: str) -> tuple[str, bytes]:
    """Call what stands in front of Django as a server does: with the bytes of the path, each as one letter."""
    environ: dict[str, Any] = {"PATH_INFO": raw_path.decode("latin-1"), "wsgi.input": io.BytesIO(), **more}
    setup_testing_defaults(environ)
    seen: list[str] = []

    def start_response(status: str, headers: object, exc_info: object = None) -> Any:
        seen.append(status)

    body = b"".join(with_marked_paths(in_this_thread)(environ, start_response))
    return seen[0], body


@pytest.mark.parametrize("last", [b"\xff", b"a\xc3", b"\xed\xa0\x80", b"%FF\xff", b"\xc3\xa9\xe9"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_path_that_is_not_utf_8_leads_nowhere(world: World, last: bytes, method: str) -> None:
    key = f"Bearer {api_key_create(user=world.editor)[1]}"
    where = b"/api/v1.0/customers/reference/" + last
    status, body = answer_of_the_server(where, REQUEST_METHOD=method, HTTP_AUTHORIZATION=key)
    assert (status, body) == (
        "404 Not Found",
        b'{"error":"not_found","error_description":"The requested address doesn\'t exist."}',
    )


@pytest.mark.parametrize("last", ["é", "%FF", "%ED%A0%80", "名/前"])
def test_a_path_that_looks_odd_is_a_reference_all_the_same(world: World, last: str) -> None:
    key = f"Bearer {api_key_create(user=world.editor)[1]}"
    where = f"/api/v1.0/customers/reference/{last}".encode()
    status, body = answer_of_the_server(where, REQUEST_METHOD="GET", HTTP_AUTHORIZATION=key)
    assert status == "404 Not Found"
    assert f"The customer with the reference {last} doesn't exist." in body.decode()
