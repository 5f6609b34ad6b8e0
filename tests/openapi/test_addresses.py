"""The descriptions, the page to try them on, and the greeting: everybody may see them, and nobody learns more there."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django.fixtures import Settings

from customers_api import __version__
from customers_api.api.headers import HEADERS
from customers_api.openapi import static_files
from customers_api.openapi.generator import description
from customers_api.operation import readiness
from tests.clients import Caller

ROOT = Path(__file__).resolve().parents[2]
DIALECTS = pytest.mark.parametrize("dialect", ["v1", "v2", "rws"])
# What a browser says that it wants.
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# Where the page to try operations on has people sent back to.
BACK = "/api/docs/oauth2-redirect.html"
UNKNOWN = {"error": "not_found", "error_description": "The requested address doesn't exist."}


@pytest.fixture(autouse=True)
def no_look_of_another_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_newest", readiness._Newest())


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_list_tells_where_each_dialect_is_described(slash: str) -> None:
    expected = {"v1": "/api/schema/v1", "v2": "/api/schema/v2", "rws": "/api/schema/rws"}
    assert Caller().get(f"/api/schema{slash}").pair == (200, expected)


@DIALECTS
@pytest.mark.parametrize("slash", ["", "/"])
def test_a_description_is_json_or_yaml_as_one_asks(dialect: str, slash: str) -> None:
    path = f"/api/schema/{dialect}{slash}"
    plain, asked = Caller().get(path), Caller().get(path, Accept="application/yaml")
    assert (plain.status, plain.body, plain.headers["Content-Type"]) == (200, description(dialect), "application/json")
    assert (asked.status, asked.headers["Content-Type"]) == (200, "application/yaml")
    assert yaml.safe_load(asked.body) == description(dialect)
    assert Caller().get(f"{path}?format=yaml").body == asked.body
    assert Caller().get(f"{path}?format=json", Accept="application/yaml").body == plain.body
    assert plain.headers["Vary"] == "Accept"


@DIALECTS
def test_who_has_the_description_is_not_sent_it_again(dialect: str) -> None:
    path = f"/api/schema/{dialect}"
    tag = Caller().get(path).headers["ETag"]
    again = Caller().get(path, **{"If-None-Match": tag})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert Caller().get(path, Accept="application/yaml").headers["ETag"] != tag


@pytest.mark.parametrize("path", ["/api/schema", "/api/schema/v1", "/api/docs/", BACK, "/"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_they_are_read_only(path: str, method: str) -> None:
    reply = Caller().raw(path, b"", "application/json", method)
    assert (reply.status, reply.body["error"], reply.headers["Allow"]) == (405, "method_not_allowed", "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    ["/api/schema/v9", "/api/schema/v1.0", "/api/schemas", "/api/docs/v1", f"{BACK}x", f"{BACK}/", "/index.html", "/x"],
)
def test_what_is_not_there_is_answered_as_ever(path: str) -> None:
    assert Caller().get(path, Accept=BROWSER).pair == (404, UNKNOWN)


def test_another_format_is_refused() -> None:
    reply = Caller().get("/api/schema/v1?format=xml")
    text = "The value xml of the parameter format is not valid for this request."
    assert reply.pair == (400, {"error": "invalid_param", "error_description": text})


def test_the_page_to_try_operations_on_loads_its_own_files_and_asks_this_host_alone() -> None:
    response: Any = Client().get("/api/docs/")
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert {name: response.get(name) for name in HEADERS} == dict(HEADERS)
    text = response.content.decode()
    assert "http:" not in text
    assert "https:" not in text
    assert [text.count(f'href="/api/schema/{name}"') for name in ("v1", "v2", "rws")] == [1, 1, 1]


def test_the_page_that_people_are_sent_back_to_runs_one_script_and_passes_its_address_on_to_nobody() -> None:
    response: Any = Client().get(f"{BACK}?code=a&state=%22%3E%3Cscript%3E")
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    # The code stands in the address, which a browser else sends along when it asks for the script.
    assert {name: response.get(name) for name in HEADERS} == {**HEADERS, "Referrer-Policy": "no-referrer"}
    assert response["Cache-Control"] == "no-store"
    assert response.content == Client().get(BACK).content
    assert re.findall("<script[^>]*>", response.content.decode()) == [
        '<script src="/static/swagger-ui/oauth2-redirect.js">'
    ]


def test_no_validator_of_another_host_is_asked_about_the_description() -> None:
    """Swagger UI asks its maker's, but for hosts that it takes for a developer's own: no browser test sees it."""
    script = finders.find("openapi/docs.js")
    assert isinstance(script, str)
    assert "validatorUrl: null" in Path(script).read_text(encoding="utf-8")


def test_of_swagger_ui_the_page_and_nothing_else_is_served() -> None:
    found = {name for finder in finders.get_finders() for name, _ in finder.list([])}
    assert not {name for name in found if "redoc" in name or ("swagger-ui" in name and name.endswith(".map"))}
    assert all(finders.find(f"swagger-ui/{name}") for name in static_files.NAMES)
    assert finders.find("swagger-ui/oauth2-redirect.html") is None
    assert [finders.find(f"swagger-ui/{name}") for name in ("../x", "/etc/passwd", "")] == [None] * 3


def greeting(health: str, host: str = "http://testserver") -> dict[str, object]:
    return {
        "service": "Customers",
        "version": __version__,
        "health": health,
        "addresses": {
            "documentation": "/api/docs/",
            "schema": "/api/schema/",
            "backOffice": "/admin/",
            "alive": "/livez",
            "ready": "/readyz",
        },
        "example": f'curl -H "Authorization: Bearer $KEY" "{host}/api/v1.0/customers?max=2"',
    }


@pytest.mark.django_db
@pytest.mark.parametrize("accept", [{}, {"Accept": "*/*"}, {"Accept": "application/json"}, {"Accept": "image/png"}])
def test_a_program_is_greeted_in_json(accept: dict[str, str]) -> None:
    reply = Caller().get("/", **accept)
    assert (reply.pair, reply.headers["Content-Type"]) == ((200, greeting("ready")), "application/json")


@pytest.mark.django_db
def test_a_browser_is_greeted_by_a_page(settings: Settings) -> None:
    settings.BASE_URL = "https://customers.example.com"
    response: Any = Client().get("/", headers={"Accept": BROWSER})
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert response["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    text = response.content.decode()
    assert "https://customers.example.com/api/v1.0/customers?max=2" in text
    assert f"Version {__version__}, " in text
    assert [text.count(f'href="{path}"') for path in ("/api/docs/", "/api/schema/", "/admin/", "/readyz")] == [
        1,
        1,
        1,
        1,
    ]
    assert "<script" not in text


@pytest.mark.django_db
def test_the_greeting_tells_that_something_is_missing_and_not_what(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "checks", lambda: {"database": "failed", "migrations": "unknown", "media": "ok"})
    assert Caller().get("/").pair == (200, greeting("unready"))


@pytest.mark.django_db
def test_many_greetings_look_at_the_service_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    class Counted(readiness.Look):
        def run(self) -> None:
            looks.append(self)
            super().run()

    monkeypatch.setattr(readiness, "Look", Counted)
    monkeypatch.setattr(readiness, "GOOD_FOR", 60.0)
    replies = [Caller().get(path).status for path in ("/", "/readyz", "/", "/", "/readyz")]
    assert (replies, len(looks)) == ([200] * 5, 1)


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


def test_a_description_names_nobody_and_no_place_of_this_server(settings: Settings) -> None:
    text = json.dumps([description(name) for name in ("v1", "v2", "rws")])
    assert str(settings.BASE_DIR) not in text
    assert settings.SECRET_KEY not in text
    assert [each["servers"] for each in (description("v1"), description("v2"), description("rws"))] == [
        [{"url": "/"}]
    ] * 3
