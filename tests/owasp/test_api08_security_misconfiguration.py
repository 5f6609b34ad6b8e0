"""API8:2023: what a careless configuration would tell, allow or run.

Seen to fail: without the look at where a POST with a cookie comes from, the form of another site made a customer.
"""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.accounts import Account
from tests.clients import Caller, Reply
from tests.login.people import logged_in, person
from tests.operations import record_ids
from tests.owasp.attacks import OPERATIONS, RWS, V1, V2, authorization, call

CHATTY = ("Server", "X-Powered-By", "X-AspNet-Version", "X-Runtime", "Via", "X-Debug-Token")
LEAKS = ("Traceback", "/work", "site-packages", "django", "sqlite", "psycopg", "SELECT ", "INSERT ", ".py")
HIDDEN = (
    "/.env",
    "/.git/config",
    "/.git/HEAD",
    "/manage.py",
    "/customers_api/settings.py",
    "/db.sqlite3",
    "/Dockerfile",
    "/requirements.txt",
    "/media/",
    "/media",
    "/static/../.env",
    "/static/%2e%2e/manage.py",
    "/server-status",
    "/actuator",
    "/actuator/env",
    "/phpinfo.php",
    "/debug",
    "/__debug__/",
    "/console",
    "/swagger.json",
    "/graphql",
    "/wp-login.php",
    "/api/",
    "/api/v1.0/",
    "/.well-known/security.txt",
)


def test_every_answer_is_json_and_says_nothing_of_what_runs_it(account: Account) -> None:
    ids = record_ids(account)
    for operation in OPERATIONS:
        credential = authorization(account.first.editor, operation)
        replies = [call(operation, ids, None, Origin="https://evil.example")]
        with transaction.atomic():
            replies.append(call(operation, ids, credential, Origin="https://evil.example"))
            transaction.set_rollback(True)
        for reply in replies:
            look_at(reply)


def look_at(reply: Reply) -> None:
    """Look at the headers of an answer."""
    assert reply.headers["Content-Type"].startswith("application/json")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert not {name.lower() for name in reply.headers} & {name.lower() for name in CHATTY}
    assert not [name for name in reply.headers if name.lower().startswith("access-control-")]
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize("path", HIDDEN)
def test_what_lies_beside_the_program_is_not_served(account: Account, path: str) -> None:
    for caller in (Caller(), account.first.api):
        reply = caller.get(path)
        assert (reply.status, reply.body["error"]) == (404, "not_found")


def test_no_other_site_may_read_or_write_in_a_browser(account: Account) -> None:
    person(account.first.organization)
    client, _ = logged_in()
    origin = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    before = client.get(f"{V1}?fields=id").json()["paging"]["total"]
    for address in (V1, V2, RWS, "/oauth/token/", "/j_spring_security_check"):
        preflight: Any = client.options(address, headers=origin)
        assert not [name for name in preflight.headers if name.lower().startswith("access-control-")]
    for kind in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=b", ""):
        forged: Any = client.post(V1, data=b"reference=x&name=x", content_type=kind, headers=origin)
        assert forged.status_code in {400, 403, 415}, kind
    assert client.get(f"{V1}?fields=id").json()["paging"]["total"] == before


@pytest.mark.parametrize("kind", ["application/xml", "text/xml", "application/yaml", "application/x-python-serialize"])
def test_formats_that_run_or_fetch_something_are_not_read(account: Account, kind: str) -> None:
    bodies = (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
        b"!!python/object/apply:os.system ['id']",
        b"cos\nsystem\n(S'id'\ntR.",
    )
    for body in bodies:
        for address in (V1, V2):
            assert account.first.api.raw(address, body, kind).status == 415


@pytest.mark.parametrize("address", [V1, "/api/v2/company", "/nothing", "/oauth/token/", "/admin/login/"])
def test_a_forged_host_is_believed_by_nobody(account: Account, address: str) -> None:
    for host in ("evil.example", "testserver.evil.example", "testserver@evil.example", "localhost:80@evil.example"):
        reply = account.first.api.get(address, host=host)
        assert (reply.status, "evil" in json.dumps(reply.body)) == (400, False)


@pytest.mark.parametrize("path", ["{V1}", "{V1}/{customers}", "{V2}?company={company}", "{V2}/{customers}"])
def test_a_crash_tells_nothing_of_the_inside(account: Account, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    ids = record_ids(account)

    def crash(*arguments: Any, **options: Any) -> Any:
        raise RuntimeError("SELECT secret FROM customers", __file__)

    for name in ("rows", "part", "one"):
        monkeypatch.setattr(f"customers_api.core.reading.ReadModel.{name}", crash)
    reply = account.first.api.get(path.format(V1=V1, V2=V2, **ids))
    assert reply.status == 500
    assert [leak for leak in LEAKS if leak in json.dumps(reply.body)] == []


def test_what_is_switched_on_for_developers_is_off() -> None:
    assert (settings.DEBUG, settings.SILENCED_SYSTEM_CHECKS) == (False, [])
    assert "django.contrib.admindocs" not in settings.INSTALLED_APPS
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.X_FRAME_OPTIONS == "DENY"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/oauth/login/"])
def test_pages_for_people_cannot_be_framed_and_their_forms_not_forged(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    page: Any = client.get(path)
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers.get("Content-Security-Policy", "frame-ancestors 'none'")
    forged: Any = client.post(path, {"username": "x", "password": "x"}, headers={"Origin": "https://evil.example"})
    assert forged.status_code == 403
