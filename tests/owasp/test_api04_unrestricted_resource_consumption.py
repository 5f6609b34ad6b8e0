"""API4:2023: requests that cost the caller little and the service much.

Seen to fail: with the page's size taken as sent, the first test was answered more than a thousand records.
"""

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from customers.models import Customer
from tests.accounts import Account, basic
from tests.clients import Caller
from tests.owasp.attacks import RWS, V1, V2

MIB = 1024 * 1024


@pytest.fixture
def crowd(account: Account) -> int:
    """So many customers that no page holds them."""
    world = account.first
    Customer.objects.bulk_create(
        Customer(
            organization=world.organization,
            reference=f"C-{n}",
            name="a" * 200,
            category=world.root,
            currency=world.euro,
        )
        for n in range(1_050)
    )
    return 1_050


@pytest.mark.parametrize("size", ["1001", "99999999999", str(2**63), "9" * 100])
def test_no_page_holds_more_than_a_thousand(account: Account, crowd: int, size: str) -> None:
    reply = account.first.api.get(f"{V1}?max={size}&fields=id")
    assert (reply.body["paging"]["max"], len(reply.body["data"]), reply.body["paging"]["total"]) == (1000, 1000, crowd)
    reply = account.first.api.get(f"{V2}?company={account.first.organization.pk}&limit={size}")
    assert reply.status == 400 or len(reply.body) <= 1000


@pytest.mark.parametrize("offset", [str(10**6), str(2**63), "9" * 90])
def test_a_page_far_behind_the_end_costs_one_count(account: Account, crowd: int, offset: str) -> None:
    with CaptureQueriesContext(connection) as statements:
        reply = account.first.api.get(f"{V1}?offset={offset}")
    assert (reply.status, reply.body["data"], reply.body["paging"]["total"]) == (200, [], crowd)
    assert len(statements) <= 3


@pytest.mark.parametrize("pattern", ["*a" * 100, "*" * 400, "%25" * 100, "_" * 100 + "*", "a*" * 100 + "b"])
def test_a_pattern_of_many_asterisks_is_searched_or_refused(account: Account, crowd: int, pattern: str) -> None:
    for name in ("name", "q", "reference", "categoryReference"):
        assert account.first.api.get(f"{V1}?{name}={pattern}&max=1&fields=id").status in {200, 400}


def test_bodies_have_a_largest_size(account: Account) -> None:
    padding = b" " * configured.MAX_BODY_BYTES
    for caller, address in ((account.first.api, V1), (account.first.api, V2), (basic(account.first.editor), RWS)):
        reply = caller.raw(address, b'{"name": "x"}' + padding, "application/json")
        assert reply.status in {400, 413}
    assert not Customer.objects.for_organization(account.first.organization).exists()


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"name":' * 50_000,
        b'{"name": "x", "paymentTypes": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"creditLimit": 1e999999999, "name": "x", "reference": "x"}',
        b'{"creditLimit": ' + b"9" * 500_000 + b', "name": "x", "reference": "x"}',
        b'{"creditLimit": 1E-999999999, "name": "x", "reference": "x"}',
        b'{"reference": "x", "name": "x", "paymentTypes": [' + b"1," * 200_000 + b"1]}",
        b'{"reference": "x", "name": "' + "é".encode() * MIB + b'"}',
        b'{"reference": "x", "name": "' + "a\u0301".encode() * (MIB // 2) + b'"}',
    ],
    ids=range(9),
)
def test_json_that_explodes_is_refused(account: Account, body: bytes) -> None:
    assert account.first.api.raw(V1, body, "application/json").status in {400, 413}
    assert account.first.api.raw(V2, body, "application/json").status == 400
    assert basic(account.first.editor).raw(RWS, body, "application/json").status == 400


def test_forms_have_a_largest_number_of_fields(account: Account) -> None:
    fields = "&".join(f"f{n}=1" for n in range(configured.DATA_UPLOAD_MAX_NUMBER_FIELDS + 5)).encode()
    reply = account.first.api.raw(V1, fields, "application/x-www-form-urlencoded")
    assert reply.status in {400, 413}


def test_a_query_has_a_largest_number_of_parameters(account: Account) -> None:
    query = "&".join(f"f{n}=1" for n in range(configured.MAX_QUERY_PARAMETERS + 5))
    assert account.first.api.get(f"{V1}?{query}").status in {400, 414}
    assert account.first.api.get(f"{V1}?name={'a' * configured.MAX_URL_LENGTH}").status in {400, 414}


@pytest.mark.parametrize("dialect", ["V1", "V2", "RWS"])
def test_each_dialect_counts_calls_and_stops_at_its_rate(account: Account, settings: Settings, dialect: str) -> None:
    setattr(settings, f"{dialect}_RATE", "4/minute")
    address = {"V1": V1, "V2": "/api/v2/company", "RWS": f"{RWS}/1"}[dialect]
    # A second key, and a colleague, count together: whoever wants more calls gets none by making keys.
    user, colleague = account.first.editor, account.first.reader
    callers = [basic(user), basic(user), basic(colleague)] if dialect == "RWS" else [Caller.of(user)] * 2
    replies = [callers[number % len(callers)].get(address) for number in range(6)]
    assert [reply.status == 429 for reply in replies] == [False] * 4 + [True] * 2
    assert all(1 <= int(reply.headers["Retry-After"]) <= 60 for reply in replies[4:])


def test_long_keys_of_writes_are_refused_and_not_kept(account: Account) -> None:
    reply = account.first.api.json(V1, {"reference": "x", "name": "x"}, **{"Idempotency-Key": "k" * 256})
    assert reply.status == 400
    assert not Customer.objects.for_organization(account.first.organization).exists()
