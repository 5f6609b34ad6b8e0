"""Simultaneous creations of one name make one customer, whichever dialect and organization of the account they use."""

from typing import Any

import pytest

from customers.models import Customer
from tests.accounts import Account, basic, new_account
from tests.clients import Caller, Reply
from tests.concurrency.racing import COMMITTING, Work, race
from tests.v2.answers import detail

pytestmark = COMMITTING

V2_TAKEN = (400, detail("name: already used"))
RWS_TAKEN = (400, {"errorMessage": "Duplicate customer name.", "errorCode": "10000602"})


@pytest.fixture
def account(transactional_db: None) -> Account:
    """Two organizations of one account."""
    return new_account()


def in_v2(account: Account, company: int, name: str) -> Work:
    caller = Caller.of(account.whole)
    return lambda: caller.json("/api/v2/customer", {"company": company, "name": name})


def in_rws(account: Account, company: str, name: str) -> Work:
    caller = basic(account.whole)
    return lambda: caller.json("/rws/api/v1/customers", {"accountName": company, "name": name})


def outcomes(replies: list[Reply]) -> tuple[int, list[Any]]:
    """Return how many created, and what the others were told."""
    created = [reply for reply in replies if reply.status in {200, 201}]
    return len(created), [reply.pair for reply in replies if reply not in created]


def customers_of(account: Account) -> int:
    ids = [account.first.organization.pk, account.second.organization.pk]
    return Customer.objects.for_organizations(ids).count()


@pytest.mark.parametrize("count", [2, 16])
def test_creations_in_v2_make_one_customer(account: Account, count: int) -> None:
    works = [in_v2(account, account.first.organization.pk, "Acme") for _ in range(count)]
    assert outcomes(race(*works)) == (1, [V2_TAKEN] * (count - 1))
    assert customers_of(account) == 1


@pytest.mark.parametrize("count", [2, 16])
def test_creations_in_rws_make_one_customer(account: Account, count: int) -> None:
    works = [in_rws(account, "First", "Acme") for _ in range(count)]
    assert outcomes(race(*works)) == (1, [RWS_TAKEN] * (count - 1))
    assert customers_of(account) == 1


@pytest.mark.parametrize("count", [2, 16])
def test_creations_across_organizations_dialects_and_cases_make_one_customer(account: Account, count: int) -> None:
    kinds = [
        lambda: in_v2(account, account.first.organization.pk, "Acme"),
        lambda: in_rws(account, "Second", " ACME "),
        lambda: in_rws(account, "First", "acme"),
        lambda: in_v2(account, account.second.organization.pk, "aCME"),
    ]
    created, told = outcomes(race(*[kinds[number % 4]() for number in range(count)]))
    assert (created, customers_of(account)) == (1, 1)
    assert all(pair in (V2_TAKEN, RWS_TAKEN) for pair in told)


def test_two_customers_that_take_one_new_name_at_once_do_not_both_get_it(account: Account) -> None:
    caller = Caller.of(account.whole)
    company = account.first.organization.pk
    ids = [caller.json("/api/v2/customer", {"company": company, "name": name}).body["id"] for name in "AB"]

    def renaming(key: int) -> Work:
        own = Caller.of(account.whole)
        return lambda: own.json(f"/api/v2/customer/{key}", {"name": "New"}, "PUT")

    assert outcomes(race(*[renaming(key) for key in ids])) == (1, [V2_TAKEN])


def test_creations_of_different_names_do_not_meet(account: Account) -> None:
    works = [in_v2(account, account.first.organization.pk, f"Acme {number}") for number in range(16)]
    assert outcomes(race(*works)) == (16, [])
    references = Customer.objects.for_organization(account.first.organization).values_list("pk", "reference")
    assert sorted(references) == sorted((key, f"V2-{key}") for key, _ in references)
