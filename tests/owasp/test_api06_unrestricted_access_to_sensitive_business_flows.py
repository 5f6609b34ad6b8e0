"""API6:2023: flows that harm when they are run too often, twice, or around their rule: creating, naming, deleting.

Seen to fail: with names compared as they are sent, a second Acme was made by a capital letter.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from pytest_django.fixtures import Settings

from customers.models import Customer
from tests.accounts import Account, basic
from tests.clients import Caller
from tests.owasp.attacks import RWS, V1, V2

TRICKS = ("Acme", "ACME", " Acme ", "acme", "\tAcme\n", "A\u0063me", "Acme\u00a0", "ＡCME"[1:].join(("A", "")))


def count(account: Account) -> int:
    return Customer.objects.for_organization(account.first.organization).count()


@pytest.mark.parametrize("name", TRICKS, ids=ascii)
def test_a_name_that_must_be_unique_is_not_taken_twice_by_another_spelling(account: Account, name: str) -> None:
    company = account.first.organization.pk
    assert account.first.api.json(V2, {"company": company, "name": "Acme"}).status == 201
    login = basic(account.first.editor)
    replies = [
        account.first.api.json(V2, {"company": company, "name": name}),
        login.json(RWS, {"name": name, "accountName": "First"}),
    ]
    assert [reply.status for reply in replies] == [400, 400]
    assert count(account) == 1


def test_a_name_is_taken_in_all_organizations_of_the_account(account: Account) -> None:
    whole = Caller.of(account.whole)
    bodies = [{"company": world.organization.pk, "name": "Acme"} for world in (account.first, account.second)]
    assert [whole.json(V2, body).status for body in bodies] == [201, 400]


def test_creating_by_the_thousand_stops_at_the_rate_of_the_account(account: Account, settings: Settings) -> None:
    """Not at that of a key: whoever makes more keys creates no more."""
    settings.V2_RATE = "10/minute"
    company = account.first.organization.pk
    statuses = [
        Caller.of(account.first.editor).json(V2, {"company": company, "name": f"Spam {n}"}).status for n in range(14)
    ]
    assert (statuses, count(account)) == ([201] * 10 + [429] * 4, 10)


def test_dialect_v2_has_a_rate_unless_told_otherwise() -> None:
    from django.conf import settings  # noqa: PLC0415 (the name is the fixture's elsewhere)

    assert settings.V2_RATE == "100/minute"


def test_a_creation_that_is_sent_again_happens_once(account: Account) -> None:
    company = account.first.organization.pk
    for address, body in ((V1, {"reference": "O-1", "name": "Once"}), (V2, {"company": company, "name": "Twice"})):
        before = count(account)
        replies = [account.first.api.json(address, body, **{"Idempotency-Key": f"k{address}"}) for _ in range(3)]
        assert {reply.status for reply in replies} == {201}
        assert len({reply.body["id"] for reply in replies}) == 1
        assert count(account) == before + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="in memory, SQLite has one connection")
def test_one_name_at_once_from_all_dialects_makes_one_customer(account: Account) -> None:
    company = account.first.organization.pk
    bearer, login = account.first.api, basic(account.first.editor)
    # The clients are made before: each keeps cookies of its own.
    calls: list[Any] = [(bearer, V2, {"company": company, "name": "Rush"}), (login, RWS, {"name": "RUSH"})] * 4

    def send(call: Any) -> int:
        caller, address, body = call
        try:
            body = {**body, "accountName": "First"} if address == RWS else body
            return int(caller.json(address, body).status)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        statuses = list(pool.map(send, calls))
    assert (sum(status in {200, 201} for status in statuses), count(account)) == (1, 1), statuses


def test_an_organization_that_is_being_erased_takes_no_new_customers_by_the_door_that_promises_it(
    account: Account,
) -> None:
    account.first.organization.being_erased = True
    account.first.organization.save()
    reply = basic(account.first.editor).json(RWS, {"name": "Late", "accountName": "First"})
    assert (reply.status, reply.body["errorCode"], count(account)) == (400, "10000603", 0)


@pytest.mark.parametrize(
    ("path", "reference", "name"),
    [("customerCategories", "root", "Root"), ("paymentTypes", "cash", "Cash"), ("currencies", "EUR", "Euro")],
)
def test_what_others_stand_on_is_not_deleted_around_its_rule(
    account: Account, path: str, reference: str, name: str
) -> None:
    address = f"/api/v1.0/{path}"
    key = account.first.api.get(f"{address}/reference/{reference}").body["id"]
    account.first.api.json(f"{address}/{key}", {"name": "Other", "isActive": False, "reference": "other"}, "PATCH")
    for target in (f"{address}/{key}", f"{address}/reference/{reference}", f"{address}/reference/other"):
        assert account.first.api.delete(target).status in {400, 404}
    assert account.first.api.get(f"{address}/{key}").status == 200
