"""Every answer tells browsers what they must not do with it, whoever gives it: view, middleware, static file or crash.

Seen to fail: with `SecurityHeadersMiddleware` behind `HostileRequestMiddleware`, for the bad host; with
the back office's policy for all, 13 of these tests. Without the two headers of their own: the change of a password and
answers of middlewares could be kept by caches, and an overlong address over TLS had no `Strict-Transport-Security`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from customers_api.api.headers import API_POLICY, BACK_OFFICE_POLICY, HEADERS
from organizations.models import User
from tests.pictures import sample
from tests.worlds import World

PAGE = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
PICTURE = "default-src 'none'; sandbox"


def browser(**headers: str) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True, headers=headers)


ANSWERS: dict[str, tuple[Callable[[World], Any], int, str]] = {
    "a list": (lambda world: world.api.client.get("/api/v1.0/customers"), 200, API_POLICY),
    "a problem of v1": (lambda world: browser().get("/api/v1.0/customers"), 401, API_POLICY),
    "a problem of v2": (lambda world: browser().get("/api/v2/customer"), 401, API_POLICY),
    "a problem of rws": (lambda world: browser().get("/rws/api/v1/customers/1"), 401, API_POLICY),
    "an unknown path": (lambda world: browser().get("/<script>"), 404, API_POLICY),
    "a bad host": (lambda world: browser(Host="evil.example").get("/"), 400, API_POLICY),
    "a broken path": (lambda world: browser().get("/%ff"), 404, API_POLICY),
    "a method that there is not": (lambda world: world.api.client.put("/api/v1.0/users"), 405, API_POLICY),
    "the form login": (lambda world: browser().post("/j_spring_security_check"), 302, API_POLICY),
    "a token that is refused": (lambda world: browser().post("/oauth/token/"), 400, API_POLICY),
    "the page that asks, to a stranger": (lambda world: browser().get("/oauth/authorize/"), 302, PAGE),
    "the log-in of people": (lambda world: browser().get("/oauth/login/"), 200, PAGE),
    "a forged form": (lambda world: browser().post("/oauth/login/"), 403, API_POLICY),
    "the log-in of the back office": (lambda world: browser().get("/admin/login/"), 200, BACK_OFFICE_POLICY),
    "the way there": (lambda world: browser().get("/admin/"), 302, BACK_OFFICE_POLICY),
    "its texts for scripts": (lambda world: browser().get("/admin/jsi18n/"), 302, BACK_OFFICE_POLICY),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_carries_the_headers(world: World, name: str) -> None:
    ask, status, policy = ANSWERS[name]
    response = ask(world)
    assert (response.status_code, response["Content-Security-Policy"]) == (status, policy)
    assert {header: response.get(header) for header in HEADERS} == dict(HEADERS)
    assert not {"Server", "X-Powered-By", "Via"} & set(response.headers)
    assert {"no-store", "no-cache"} & set(response["Cache-Control"].split(", "))


def test_what_they_are() -> None:
    features = HEADERS["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()"} < set(features)
    assert {name: value for name, value in HEADERS.items() if name != "Permissions-Policy"} == {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    for policy in (API_POLICY, PAGE, PICTURE):
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "script-src" not in policy


def test_a_crash_carries_them_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("customers_api.api.viewsets.ReadViewSet.records", lambda view: 1 / 0)
    response = world.api.client.get("/api/v1.0/customers")
    assert (response.status_code, response["Content-Security-Policy"]) == (500, API_POLICY)
    assert {header: response.get(header) for header in HEADERS} == dict(HEADERS)


@pytest.mark.parametrize(
    "path", ["", "password_change/", "nothing/", "organizations/user/", "organizations/user/1/change/"]
)
def test_no_cache_keeps_a_page_of_the_back_office(world: World, path: str) -> None:
    browser = Client()
    browser.force_login(User.objects.create_superuser("boss", "", None, organization=world.organization))
    assert "no-store" in browser.get(f"/admin/{path}")["Cache-Control"]


HSTS = "max-age=31536000; includeSubDomains; preload"


@pytest.mark.parametrize("path", ["/nothing", "/admin/login/", "/%ff", "/" + "x" * 9000, "/api/v1.0/customers"])
def test_over_tls_and_only_there_every_answer_asks_for_tls(path: str, settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    settings.SECURE_HSTS_PRELOAD = True
    answers = [browser().get(path, secure=is_secure) for is_secure in (True, False)]
    assert [answer.get("Strict-Transport-Security") for answer in answers] == [HSTS, None]


def test_the_middleware_stands_around_all_others() -> None:
    assert settings.MIDDLEWARE[0] == "customers_api.api.headers.SecurityHeadersMiddleware"


@pytest.mark.django_db  # the end of a request looks after the connections
def test_a_static_file_carries_them(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "x.css").write_text("p {}")
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = tmp_path, True
    response: Any = browser().get("/static/x.css")
    assert b"".join(response) == b"p {}"
    response.close()
    assert (response.status_code, response["Content-Security-Policy"]) == (200, API_POLICY)
    assert {header: response.get(header) for header in HEADERS} == dict(HEADERS)


def test_a_picture_may_be_shown_by_pages_of_others_and_be_nothing_else(world: World) -> None:
    sent = {"reference": "c", "name": "C", "imageFile": SimpleUploadedFile("l.png", sample("PNG"))}
    body = world.api.form("/api/v1.0/customers", sent).body
    response = browser().get(body["logo"].removeprefix("http://testserver"))
    assert (response.status_code, response["Content-Security-Policy"]) == (200, PICTURE)
    assert {header: response.get(header) for header in HEADERS} == {
        **HEADERS,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
