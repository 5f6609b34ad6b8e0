"""API9:2023: addresses and versions that nobody remembers. docs/security.md lists all; it is compared both ways.

Seen to fail: with one line less in the document.
"""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from customers_api.operation.probes import PATHS
from tests.accounts import Account
from tests.clients import Caller

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "security.md"
LINE = re.compile(r"^\| `(/[^`]*)` \| (.+) \|$", re.MULTILINE)
LISTED = dict(LINE.findall(DOCUMENT.read_text(encoding="utf-8")))
# What is answered to every address that nothing else knows.
CATCH_ALL = ""
SERVED_BY_MIDDLEWARE = {*PATHS, "/static/"}


def readable(pattern: str) -> str:
    """Return a pattern of the resolver as people write addresses."""
    named = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern)
    whole = re.sub(r"<\w+:(\w+)>", r"<\1>", named).removeprefix("^").removesuffix(r"\Z").removesuffix("/?")
    return "/" + whole.replace(r"\.", ".")


def test_every_address_is_in_the_inventory_and_nothing_else_is() -> None:
    patterns = {str(pattern.pattern) for pattern in get_resolver().url_patterns}
    found = {readable(pattern) for pattern in patterns - {CATCH_ALL}}
    assert found | SERVED_BY_MIDDLEWARE == set(LISTED)


@pytest.mark.parametrize("address", [address for address, who in LISTED.items() if who == "a credential"])
def test_whatever_demands_a_credential_is_closed_without_one(account: Account, address: str) -> None:
    path = address.replace("<id>", "1").replace("<reference>", "x")
    for version in ("v1.0", "v1", "v2.1") if path.startswith("/api/<") else ("v1",):
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"):
            reply = Caller().raw(path.replace("<version>", version), b"{}", "application/json", method)
            assert reply.status == 401, (method, path)


@pytest.mark.parametrize("address", [address for address, who in LISTED.items() if who.startswith("a client's")])
def test_what_demands_a_client_is_closed_without_one(account: Account, address: str) -> None:
    assert Caller().form(address, {"grant_type": "client_credentials", "token": "x"}).status == 401


def test_the_open_doors_are_these_and_no_others() -> None:
    """A new one is a decision, and not an oversight."""
    opened = {address for address, who in LISTED.items() if who.startswith(("everybody", "whoever"))}
    pictures = {"/<folder>/photoCustomer/<name>", "/<folder>/photoCustomerCategory/<name>"}
    people = {"/j_spring_security_check", "/login/authfail", "/oauth/login"}
    newcomers = {"/", "/api/schema", "/api/schema/<dialect>", "/api/docs", "/api/docs/oauth2-redirect.html"}
    assert opened == {*pictures, *people, *newcomers, "/livez", "/readyz", "/static/"}


@pytest.mark.parametrize("version", ["v0", "v1.1", "v1.0.0", "v2.0", "v3", "V1.0", "v1.0-beta", "latest", "test", "v2"])
def test_other_versions_of_dialect_v1_are_unknown_addresses(account: Account, version: str) -> None:
    for path in ("customers", "customers/1", "users", "customerCategories/reference/root"):
        assert account.first.api.get(f"/api/{version}/{path}").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/users",
        "/api/v2/customers",
        "/api/v1.0/customer",
        "/api/v1.0/apiKeys",
        "/api/v1.0/organizations",
        "/api/v1.0/export",
        "/api/v3/customer",
        "/rws/api/v1/contacts",
        "/rws/api/v1",
        "/rws/v1/customers",
        "/oauth/applications/",
        "/oauth/.well-known/openid-configuration",
        "/oauth/introspect/",
        "/oauth/device-authorization/",
        "/oauth/userinfo/",
        "/oauth/register/",
        "/accounts/login/",
        "/api-auth/login/",
        "/admin/doc/",
    ],
)
def test_what_a_neighbour_or_a_library_would_have_is_not_there(account: Account, path: str) -> None:
    for method in ("GET", "POST"):
        status = account.first.api.raw(path, b"{}", "application/json", method).status
        assert status in ({302, 403, 404} if path.startswith("/admin") else {404}), method


def test_all_spellings_of_a_version_hold_to_the_same_rules(account: Account) -> None:
    key = account.first.api.json("/api/v1.0/customers", {"reference": "x", "name": "x"}).body["id"]
    for version in ("v1.0", "v1", "v2.1"):
        assert account.outside.api.get(f"/api/{version}/customers/{key}").status == 404
        assert account.first.reading_api.delete(f"/api/{version}/customers/{key}").status == 403
        assert Caller().get(f"/api/{version}/customers/{key}").status == 401
