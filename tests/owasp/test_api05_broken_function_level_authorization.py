"""API5:2023: operations that a caller's role, token or door does not allow, asked for directly and in disguise.

Seen to fail: with the check of role and scope left out, a reader wrote in all three dialects.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from organizations.credentials import api_key_create
from organizations.models import Role, User
from tests.accounts import Account
from tests.clients import Caller
from tests.login.people import logged_in, person
from tests.oauth.clients import App
from tests.operations import record_ids
from tests.owasp.attacks import V1, WRITES, authorization, call, everything, is_rws

OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-Method")


def test_a_reader_writes_nothing_in_any_dialect(account: Account) -> None:
    ids = record_ids(account)
    before = everything(account.first.organization)
    for operation in WRITES:
        reply = call(operation, ids, authorization(account.first.reader, operation))
        assert reply.status == (400 if is_rws(operation) else 401 if "/v2/" in operation.path else 403), operation
    assert everything(account.first.organization) == before


def test_a_token_that_may_read_writes_nothing(account: Account) -> None:
    ids = record_ids(account)
    before = everything(account.first.organization)
    token = App.of(account.first.editor).token(scope="read")
    assert Caller(f"Bearer {token}").get(V1).status == 200
    for operation in WRITES:
        assert call(operation, ids, f"Bearer {token}").status in {401, 403}, operation
    assert everything(account.first.organization) == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reading_method_in_disguise_does_not_write(account: Account, method: str) -> None:
    ids = record_ids(account)
    before = everything(account.first.organization)
    address = f"{V1}/{ids['customers']}"
    for header in OVERRIDES:
        for override in ("DELETE", "PATCH"):
            reply = account.first.api.json(address, {"name": "x"}, method, **{header: override})
            assert reply.status == 200
    for query in ("_method=DELETE", "method=delete", "action=destroy", "name=x"):
        account.first.api.raw(f"{address}?{query}", b"_method=DELETE", "application/x-www-form-urlencoded", method)
    assert everything(account.first.organization) == before


@pytest.mark.parametrize("method", ["delete", "Delete", "DELETE ", "PURGE", "LINK", "TRACE", "CONNECT", "PROPFIND"])
def test_a_reader_writes_by_no_spelling_of_a_method(account: Account, method: str) -> None:
    ids = record_ids(account)
    before = everything(account.first.organization)
    reply = account.first.reading_api.raw(f"{V1}/{ids['customers']}", b"{}", "application/json", method)
    assert reply.status in {403, 404, 405}
    assert everything(account.first.organization) == before


def test_a_reader_in_disguise_stays_a_reader(account: Account) -> None:
    ids = record_ids(account)
    before = everything(account.first.organization)
    for header in (*OVERRIDES, "X-Role", "X-Admin", "X-Forwarded-User", "X-Remote-User", "Remote-User"):
        reply = account.first.reading_api.json(
            f"{V1}/{ids['customers']}", {"name": "x"}, "POST", **{header: "administrator"}
        )
        assert reply.status == 403
    assert everything(account.first.organization) == before


def back_office() -> list[str]:
    """Return the addresses of the back office that need no argument."""
    names = ["index", "password_change", "jsi18n", "app_list"]
    for model in admin.site._registry:
        start = f"{model._meta.app_label}_{model._meta.model_name}"
        names += [f"{start}_changelist", f"{start}_add"]
    found = []
    for name in names:
        try:
            found.append(reverse(f"admin:{name}"))
        except NoReverseMatch:
            continue
    assert len(found) > 6
    return found


@pytest.mark.parametrize("role", Role.values)
def test_the_back_office_is_for_superusers_alone(account: Account, role: str) -> None:
    person(account.first.organization, role=Role(role))
    client, _ = logged_in()
    for address in back_office():
        for method in ("get", "post"):
            response = getattr(client, method)(address)
            assert response.status_code in {302, 403}, address
            if response.status_code == 302:
                assert response["Location"].startswith("/admin/login/"), address


def test_a_key_of_a_superuser_opens_no_page_of_the_back_office(account: Account) -> None:
    user: User = person(account.first.organization, role=Role.ADMINISTRATOR)
    user.is_staff = user.is_superuser = True
    user.save()
    client = Client(headers={"Authorization": f"Bearer {api_key_create(user=user)[1]}"})
    for address in back_office():
        response: Any = client.get(address)
        assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize("path", ["applications/", "applications/register/", "authorized_tokens/", "introspect/"])
def test_pages_of_the_oauth_library_that_manage_clients_are_not_there(account: Account, path: str) -> None:
    person(account.first.organization, role=Role.ADMINISTRATOR)
    client, _ = logged_in()
    assert {client.get(f"/oauth/{path}").status_code, client.post(f"/oauth/{path}").status_code} == {404}
