"""Every operation of dialect v2 by every kind of caller."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.accounts import Account, basic_header, expired_key, revoked_key
from tests.clients import Caller, Reply
from tests.v2.answers import EMPTY, detail

PATH = "/api/v2/customer"
NO_TOKEN = (401, detail("Authentication credentials were not provided."))
WRONG = (401, detail("Invalid token."))
DENIED = (401, detail("You do not have permission to perform this action."))
GONE = (404, detail("Not found."))
UNKNOWN_COMPANY = (400, detail("company: not found"))

Operation = Callable[[Caller, int, int], Reply]

READS: dict[str, Operation] = {
    "list": lambda caller, company, key: caller.get(f"{PATH}?company={company}"),
    "show": lambda caller, company, key: caller.get(f"{PATH}/{key}"),
    "companies": lambda caller, company, key: caller.get("/api/v2/company"),
    "company": lambda caller, company, key: caller.get(f"/api/v2/company/{company}"),
    "countries": lambda caller, company, key: caller.get("/api/v2/country"),
    "country": lambda caller, company, key: caller.get("/api/v2/country/250"),
    "categories": lambda caller, company, key: caller.get(f"/api/v2/category?company={company}"),
    "category": lambda caller, company, key: caller.get("/api/v2/category/1"),
    "templates": lambda caller, company, key: caller.get(f"/api/v2/custom-field-template?company={company}"),
    "template": lambda caller, company, key: caller.get("/api/v2/custom-field-template/999999"),
}
WRITES: dict[str, Operation] = {
    "create": lambda caller, company, key: caller.json(PATH, {"company": company, "name": "New"}),
    "replace": lambda caller, company, key: caller.json(f"{PATH}/{key}", {"name": "Replaced"}, "PUT"),
    "delete": lambda caller, company, key: caller.delete(f"{PATH}/{key}"),
}
OPERATIONS = {**READS, **WRITES}


@pytest.fixture
def acme(account: Account) -> int:
    """A customer of the first organization."""
    key: int = account.first.api.json(PATH, {"company": account.first.organization.pk, "name": "Acme"}).body["id"]
    return key


def callers_of(account: Account) -> dict[str, Caller]:
    """Return everybody who has no credential that works."""
    user = account.first.editor
    return {
        "none": Caller(),
        "wrong": Caller("Bearer ck_" + "x" * 43),
        "no key at all": Caller("Bearer x"),
        "empty": Caller("Bearer "),
        "expired": Caller(f"Bearer {expired_key(user)}"),
        "revoked": Caller(f"Bearer {revoked_key(user)}"),
        "basic": Caller(basic_header(user, "x")),
    }


@pytest.mark.parametrize("operation", OPERATIONS)
def test_nobody_gets_in_without_a_credential_that_works(account: Account, acme: int, operation: str) -> None:
    for name, caller in callers_of(account).items():
        reply = OPERATIONS[operation](caller, account.first.organization.pk, acme)
        assert reply.pair == (NO_TOKEN if name in {"none", "basic"} else WRONG), name
        assert reply.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_of_somebody_who_left_does_not_work(account: Account, acme: int) -> None:
    account.first.editor.is_active = False
    account.first.editor.save()
    assert account.first.api.get(f"{PATH}/{acme}").pair == WRONG


@pytest.mark.parametrize("operation", WRITES)
def test_a_reader_does_not_write(account: Account, acme: int, operation: str) -> None:
    reply = WRITES[operation](account.first.reading_api, account.first.organization.pk, acme)
    assert (reply.pair, reply.headers["WWW-Authenticate"]) == (DENIED, "Bearer")


@pytest.mark.parametrize("operation", READS)
def test_a_reader_reads_what_an_editor_reads(account: Account, acme: int, operation: str) -> None:
    company = account.first.organization.pk
    read = READS[operation]
    assert read(account.first.reading_api, company, acme).pair == read(account.first.api, company, acme).pair


CREATED: dict[str, Any] = {**EMPTY, "name": "New"}
REPLACED: dict[str, Any] = {**EMPTY, "name": "Replaced"}


@pytest.mark.parametrize("operation", WRITES)
@pytest.mark.parametrize("who", ["editor", "whole"])
def test_an_editor_writes_in_the_own_organization(account: Account, acme: int, operation: str, who: str) -> None:
    caller = account.first.api if who == "editor" else Caller.of(account.whole)
    reply = WRITES[operation](caller, account.first.organization.pk, acme)
    expected: dict[str, tuple[int, Any]] = {
        "create": (201, {**CREATED, "id": reply.body.get("id")}),
        "replace": (200, {**REPLACED, "id": acme}),
        "delete": (200, {}),
    }
    assert reply.pair == expected[operation]


FOREIGN: dict[str, tuple[int, Any]] = {
    "list": UNKNOWN_COMPANY,
    "show": GONE,
    "company": GONE,
    "categories": UNKNOWN_COMPANY,
    "templates": UNKNOWN_COMPANY,
    "create": UNKNOWN_COMPANY,
    "replace": GONE,
    "delete": GONE,
}


@pytest.mark.parametrize("operation", FOREIGN)
def test_another_organization_is_answered_as_one_that_does_not_exist(
    account: Account, acme: int, operation: str
) -> None:
    stranger = account.outside.api
    foreign = OPERATIONS[operation](stranger, account.first.organization.pk, acme)
    missing = OPERATIONS[operation](stranger, 999_999, 999_999)
    assert foreign.pair == missing.pair == FOREIGN[operation]
    # In the account, but without the right to all of it.
    assert OPERATIONS[operation](account.second.api, account.first.organization.pk, acme).pair == FOREIGN[operation]
    assert account.first.api.get(f"{PATH}/{acme}").body["name"] == "Acme"


def test_the_right_to_the_whole_account_ends_with_the_account_group(account: Account) -> None:
    second = account.second.organization
    caller = Caller.of(account.whole)
    assert caller.get(f"{PATH}?company={second.pk}").pair == (200, [])
    second.account_group = None
    second.save()
    assert caller.get(f"{PATH}?company={second.pk}").pair == UNKNOWN_COMPANY


def test_a_session_id_works_as_a_bearer_token_and_a_cookie_alone_does_not(account: Account, acme: int) -> None:
    caller = Caller()
    caller.client.force_login(account.first.editor)
    assert caller.get(f"{PATH}/{acme}").pair == NO_TOKEN
    session = caller.client.session.session_key
    assert caller.get(f"{PATH}/{acme}", authorization=f"Bearer {session}").status == 200
