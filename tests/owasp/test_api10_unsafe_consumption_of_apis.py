"""API10:2023: what the service takes over from others: proxies, browsers that come back, libraries, its own store.

Seen to fail: with every peer taken for a trusted proxy.
"""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from organizations.models import FailedLogin
from tests.accounts import Account
from tests.clients import Caller
from tests.login.people import LOGIN, browser, fields, person
from tests.oauth.clients import App, allow, answered, person_at
from tests.owasp.attacks import V1, V2
from tests.test_layers import PACKAGES, ROOT

CALLING = {"requests", "httpx", "aiohttp", "urllib3", "http.client", "urllib.request", "ftplib", "smtplib", "telnetlib"}
CALLING |= {"xmlrpc", "poplib", "imaplib", "paramiko", "boto3", "pickle", "marshal", "shelve", "yaml"}
# The demo server asks its own port whether it listens; processes of one machine bind names, and send nothing.
OWN_PORT = {"customers/demo/server.py", "customers_api/core/processors.py"}
# Rows of an import wait in a temporary file without a name, which only the process that has written it can open.
OWN_SCRATCH = {"customers/transfer/waiting.py"}


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_module_of_the_service_can_call_another_service() -> None:
    """Nor read what runs when it is read."""
    guilty = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            open_to_it = {"socket"} if name in OWN_PORT else {"pickle"} if name in OWN_SCRATCH else set()
            found = imports_of(path) & (CALLING | {"socket"}) - open_to_it
            guilty.update({name: found} if found else {})
    assert guilty == {}


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "10.9.8.7"},
        {"X-Forwarded-For": "127.0.0.1, 10.9.8.7"},
        {"X-Real-IP": "10.9.8.7"},
        {"Forwarded": "for=10.9.8.7;proto=https;host=evil.example"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Port": "444"},
        {"X-Forwarded-Prefix": "/evil"},
    ],
    ids=str,
)
def test_a_client_cannot_speak_as_a_proxy(account: Account, header: dict[str, str]) -> None:
    plain, forged = account.first.api.get(f"{V1}?max=1"), account.first.api.get(f"{V1}?max=1", **header)
    assert forged.pair == plain.pair
    login: Any = browser(**header).post(LOGIN, fields("nobody", "x"))
    assert login["Location"] == "http://testserver/login/authfail?ajax=true"


def test_guessing_from_many_made_up_addresses_is_guessing_from_one(account: Account) -> None:
    person(account.first.organization)
    for number in range(6):
        browser(**{"X-Forwarded-For": f"10.0.0.{number}", "X-Real-IP": f"10.0.1.{number}"}).post(
            LOGIN, fields(password="wrong")
        )
    assert [row.failures for row in FailedLogin.objects.all()] == [6]


@pytest.mark.parametrize("changed", ["code", "redirect_uri", "code_verifier"])
def test_a_code_that_comes_back_must_be_the_one_that_was_given(account: Account, changed: str) -> None:
    app = App.for_people(account.first.editor)
    code = app.code(account.first.editor)
    forged = {"code": code + "x", "redirect_uri": "https://app.example/other", "code_verifier": "w" * 64}[changed]
    reply = app.exchange(**{"code": code, changed: forged})
    assert (reply.status, "access_token" in json.dumps(reply.body)) == (400, False)


def test_the_code_of_one_client_is_worth_nothing_to_another(account: Account) -> None:
    code = App.for_people(account.first.editor).code(account.first.editor)
    thief = App.for_people(account.outside.editor)
    assert thief.exchange(code).status == 400


def test_a_client_of_another_organization_gets_no_code(account: Account) -> None:
    app = App.for_people(account.outside.editor)
    back = answered(allow(person_at(account.first.editor), app.authorization()))
    assert (back["error"], "code" in back) == ("access_denied", False)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=HYPERLINK(1)", "{{7*7}}", "${7*7}", "%0d%0aSet-Cookie: x=y"]
)
def test_what_was_stored_goes_out_as_data_whoever_wrote_it(account: Account, text: str) -> None:
    created = account.first.api.json(V1, {"reference": "x", "name": text, "comment": text, "website": text})
    for address in (f"{V1}/{created.body['id']}", f"{V1}?q=x", f"{V2}/{created.body['id']}"):
        reply = account.first.api.get(address)
        assert reply.headers["Content-Type"].startswith("application/json")
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert text in json.loads(json.dumps(reply.body["data"][0] if "data" in reply.body else reply.body)).values()


@pytest.mark.parametrize("value", ["x\r\nSet-Cookie: a=b", "x\nX-Evil: 1", "\x00", "é" * 300, "a" * 5_000, "<script>"])
def test_an_id_that_a_caller_gives_to_a_request_breaks_no_header(account: Account, value: str) -> None:
    reply = Caller().get(V1, **{"X-Request-Id": value})
    assert reply.status == 401
    assert not {"X-Evil", "Set-Cookie"} & set(reply.headers)
    given = reply.headers.get("X-Request-Id", "")
    assert (len(given) <= 200, given.isascii(), "<" in given, "\n" in given) == (True, True, False, False)


@pytest.mark.django_db
def test_a_person_is_sent_on_after_the_log_in_to_this_service_alone() -> None:
    for target in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"):
        page: Any = Client().get("/oauth/login/", {"next": target})
        assert "evil.example" not in page.headers.get("Location", "")
        assert f'value="{target}"' not in page.content.decode()
