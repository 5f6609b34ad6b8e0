"""Who may do what: every operation of every dialect, called by everybody; it knows no rule of a record.

The record belongs to the organization First. The caller of the whole group is at home in its sister organization.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

from customers_api.api.views import DialectView
from organizations.api.login import DoorView
from organizations.credentials import api_key_create
from organizations.models import User
from tests.accounts import Account, basic, expired_key, new_account, revoked_key
from tests.clients import Caller, Reply
from tests.operations import RWS_OPERATIONS, V1_OPERATIONS, V2_OPERATIONS, Operation, filled, record_ids

Outcome = tuple[int, Any]
Callers = Mapping[str, Caller]

STRANGERS = ("no credential", "wrong", "expired", "revoked")
READS = {"list", "show", "companies", "public", "public list"}


@pytest.fixture
def account(db: None) -> Account:
    return new_account()


def callers_of(account: Account, caller_with: Callable[[User, str], Caller]) -> Callers:
    """Return everybody; only the last four are somebody."""
    editor, second = account.first.editor, account.second.organization
    sister = User.objects.create(username="sister", organization=second, whole_group=True)
    known = {"reader": account.first.reader, "editor": editor, "whole group": sister, "other": account.outside.editor}
    return {
        "no credential": Caller(),
        "wrong": caller_with(editor, "ck_" + "wrong" * 9),
        "expired": caller_with(editor, expired_key(editor)),
        "revoked": caller_with(editor, revoked_key(editor)),
        **{who: caller_with(user, api_key_create(user=user)[1]) for who, user in known.items()},
    }


def outcomes(operation: Operation, callers: Callers, ids: Mapping[str, int]) -> dict[str, Outcome]:
    """Let everybody call, each as if nobody else had."""
    found = {}
    for who, caller in callers.items():
        with transaction.atomic():
            body = None if operation.body is None else filled(operation.body, ids)
            reply = caller.json(filled(operation.path, ids), body, operation.method)
            found[who] = outcome(operation, reply, ids)
            transaction.set_rollback(True)
    return found


def outcome(operation: Operation, reply: Reply, ids: Mapping[str, int]) -> Outcome:
    """Return the status with the whole error, or with what a success shows of the record."""
    if reply.status >= 400:
        return reply.pair
    rows = reply.body["data"] if isinstance(reply.body, dict) and "data" in reply.body else reply.body
    if operation.kind == "list":
        path = operation.path.rpartition("/")[2].partition("?")[0]
        names = {"customer": "customers", "category": "customerCategories", "custom-field-template": "template"}
        return reply.status, ids[names.get(path, path)] in [row["id"] for row in rows]
    if operation.kind == "companies":
        return reply.status, [row["name"] for row in rows]
    if operation.kind == "public list":
        return reply.status, len(rows) > 200
    return reply.status, {name: reply.body[name] for name in operation.shown}


def success(operation: Operation, status: int) -> Outcome:
    """Return the outcome for those who may."""
    if operation.kind in {"list", "public list"}:
        return status, True
    return status, dict(operation.shown)


def v1_error(status: int, code: str, text: str) -> Outcome:
    return status, {"error": code, "error_description": text}


def v1_expected(operation: Operation, ids: Mapping[str, int]) -> dict[str, Outcome]:
    stranger = v1_error(401, "no_credentials", "Valid credentials are required to access this resource.")
    status = 201 if operation.kind.startswith("create") else 200
    may = success(operation, status)
    denied = v1_error(403, "access_denied", "You are not allowed to do this.")
    # In dialect v1 nobody acts for another organization than their own.
    text = f"The {operation.noun} with the {filled_text(operation.key, ids)} doesn't exist."
    elsewhere: Outcome = v1_error(404, "not_found", text)
    if operation.kind == "list":
        elsewhere = (200, False)
    elif operation.kind in {"create", "upsert"}:
        elsewhere = success(operation, 201)
    return {
        **dict.fromkeys(STRANGERS, stranger),
        "reader": may if operation.kind in READS else denied,
        "editor": may,
        "whole group": elsewhere,
        "other": elsewhere,
    }


def filled_text(key: str, ids: Mapping[str, int]) -> str:
    return key.format_map(ids)


def v2_expected(operation: Operation, ids: Mapping[str, int]) -> dict[str, Outcome]:
    may = success(operation, 201 if operation.kind == "create" else 200)
    other: Outcome = (404, {"detail": "Not found."})
    if operation.kind in {"create", "list"}:
        other = (400, {"detail": "company: not found"})
    elif operation.kind.startswith("public"):
        other = may
    denied = (401, {"detail": "You do not have permission to perform this action."})
    expected = {
        **dict.fromkeys(STRANGERS, (401, {"detail": "Invalid token."})),
        "no credential": (401, {"detail": "Authentication credentials were not provided."}),
        "reader": may if operation.kind in READS else denied,
        "editor": may,
        "whole group": may,
        "other": other,
    }
    if operation.kind == "companies":
        names = {"reader": ["First"], "editor": ["First"], "whole group": ["First", "Second"], "other": ["Outside"]}
        expected.update({who: (200, companies) for who, companies in names.items()})
    return expected


def rws_error(status: int, text: str, code: str | None = None) -> Outcome:
    return status, {"errorMessage": text} | ({"errorCode": code} if code else {})


def rws_expected(operation: Operation, ids: Mapping[str, int]) -> dict[str, Outcome]:
    may = success(operation, 200)
    unknown = rws_error(404, "Resource not found - Invalid customerId.", "20000002")
    foreign = rws_error(404, "Resource not found - Invalid accountId.", "20000003")
    return {
        **dict.fromkeys(STRANGERS, rws_error(401, "Invalid credentials", "10000001")),
        "no credential": rws_error(401, "Full authentication is required to access this resource"),
        "reader": may if operation.kind in READS else rws_error(400, "Access denied.", "10000030"),
        "editor": may,
        "whole group": may,
        "other": foreign if operation.kind == "create" else unknown,
    }


def with_bearer(user: User, secret: str) -> Caller:
    return Caller(f"Bearer {secret}")


Expected = Callable[[Operation, Mapping[str, int]], dict[str, Outcome]]
TABLES: dict[str, tuple[Iterable[Operation], Callable[[User, str], Caller], Expected]] = {
    "v1": (V1_OPERATIONS, with_bearer, v1_expected),
    "v2": (V2_OPERATIONS, with_bearer, v2_expected),
    "rws": (RWS_OPERATIONS, basic, rws_expected),
}


@pytest.mark.parametrize("dialect", TABLES)
def test_everybody_may_do_what_the_table_says_and_nothing_else(account: Account, dialect: str) -> None:
    """One world serves all operations, since nobody sees what another caller did; to make it costs more than a call."""
    operations, caller_with, expected = TABLES[dialect]
    ids, callers = record_ids(account), callers_of(account, caller_with)
    found = {str(operation): outcomes(operation, callers, ids) for operation in operations}
    assert found == {str(operation): expected(operation, ids) for operation in operations}


def offered() -> Iterable[tuple[str, URLPattern]]:
    """Yield each method of each address that is called with a credential."""
    for pattern in get_resolver().url_patterns:
        view = getattr(pattern, "callback", None)
        kind = getattr(view, "cls", None) or getattr(view, "view_class", None)
        if isinstance(pattern, URLPattern) and isinstance(kind, type) and issubclass(kind, DialectView):
            # The methods of a viewset are told with the address, those of a view by its class.
            actions = getattr(view, "actions", None) or [name for name in kind.http_method_names if hasattr(kind, name)]
            if not issubclass(kind, DoorView):
                yield from ((name.upper(), pattern) for name in actions if name != "head")


def test_no_operation_is_left_out_of_the_table() -> None:
    resolver = get_resolver()
    tried = set()
    for operation in (*V1_OPERATIONS, *V2_OPERATIONS, *RWS_OPERATIONS):
        path = re.sub(r"\{\w+\}", "1", operation.path).partition("?")[0]
        tried.add((operation.method, resolver.resolve(path).route))
    assert {(method, str(pattern.pattern)) for method, pattern in offered()} - tried == set()
