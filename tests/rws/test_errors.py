"""Every row of the documented error table of dialect rws that a body leads to."""

from typing import Any

import pytest

from customers_api.api.rws import ERASED, INVALID, MISSING, TABLE, row_of_flaw
from customers_api.core.problems import Flaw, FlawRule, ProblemCode
from tests.accounts import Account, basic
from tests.clients import Caller
from tests.rws.answers import DOCUMENTED, OTHERS, PATH, error

SHORTEST: dict[str, Any] = {"name": "Acme", "accountName": "First"}
BIG = "x" * 1000
SECRETS = {"securityQuestion": "Q", "securityAnswer": "A"}


def contact(**fields: Any) -> dict[str, Any]:
    return {"contacts": [{"name": "fine"}, fields]}


def addresses(**fields: Any) -> list[dict[str, Any]]:
    return [
        {"billingAddress": fields},
        {"shippingAddress": fields},
        {"shippingAddress": fields, "shipToBillAddress": 1},
    ]


# What a body must hold (besides a name and an account) for each code; each code has at least one.
WRONG: dict[str, list[dict[str, Any]]] = {
    "10000004": [{"accountName": 5}, {"accountName": True}, {"accountName": ["First"]}, {"accountName": {"id": 1}}],
    "10000581": [{"name": None}, {"name": ""}],
    "10000582": [{"name": " "}, {"name": "\t\n "}, {"name": "x" * 61}, {"name": 5}, {"name": ["x"]}, {"name": "a\0"}],
    "10000584": [{"securityQuestion": "Q"}, {**SECRETS, "securityAnswer": ""}, {"securityQuestion": BIG}],
    "10000585": [{"securityAnswer": "A"}, {**SECRETS, "securityQuestion": None}, {"securityAnswer": BIG}],
    "10000586": [{**SECRETS, "securityQuestion": "x" * 101}, {**SECRETS, "securityQuestion": 5}],
    "10000587": [{**SECRETS, "securityAnswer": "x" * 101}, {**SECRETS, "securityAnswer": 5}],
    "10000588": [
        {"contacts": [{}] * 5},
        {"contacts": "x"},
        {"contacts": {"name": "x"}},
        {"contacts": [{"name": 5}] * 5},
    ],
    "10000589": [contact(name="x" * 41), contact(name=5), {"contacts": ["x"]}],
    "10000590": [contact(title="x" * 41), contact(title=5)],
    "10000591": [contact(phone="1" * 26), contact(phone=5)],
    "10000592": [contact(mobile="1" * 41), contact(mobile=5)],
    "10000593": [contact(email="x" * 321), contact(email=5)],
    "10000594": [*addresses(addressLine1="x" * 41), *addresses(addressLine1=5), {"billingAddress": "x"}],
    "10000595": addresses(addressLine2="x" * 41),
    "10000596": addresses(city="x" * 41),
    "10000597": addresses(state="x" * 41),
    "10000598": [*addresses(country="x" * 151), *addresses(country=840)],
    "10000599": addresses(postalCode="x" * 16),
    "10000023": [{"shipToBillAddress": "maybe"}, {"shipToBillAddress": 1}, {"shipToBillAddress": []}],
    "20000003": [
        {"accountName": "Nobody"},
        {"accountName": "Second"},
        {"accountName": "Outside"},
        {"accountName": "\0"},
    ],
}
CASES = [(code, wrong) for code, bodies in WRONG.items() for wrong in bodies]


@pytest.mark.parametrize(("code", "wrong"), CASES)
def test_a_wrong_body_is_answered_with_its_row_on_creation_and_on_replacement(
    api: Caller, code: str, wrong: dict[str, Any]
) -> None:
    assert api.json(PATH, {**SHORTEST, **wrong}).pair == error(code)
    key = api.json(PATH, SHORTEST).body["customerId"]
    before = api.get(f"{PATH}/{key}").body
    assert api.json(f"{PATH}/{key}", {**SHORTEST, **wrong}, "PUT").pair == error(code)
    assert api.get(f"{PATH}/{key}").body == before


FITTING: dict[str, Any] = {
    "name": "é" * 60,
    "securityQuestion": "é" * 100,
    "securityAnswer": "é" * 100,
    "contacts": [
        {"name": "é" * 40, "title": "é" * 40, "phone": "é" * 25, "mobile": "é" * 40, "email": "é" * 320},
        *[{}] * 3,
    ],
    "billingAddress": {
        "addressLine1": "é" * 40,
        "addressLine2": "é" * 40,
        "city": "é" * 40,
        "state": "é" * 40,
        "country": "é" * 150,
        "postalCode": "é" * 15,
    },
}


def test_the_longest_values_that_fit_are_taken(api: Caller) -> None:
    key = api.json(PATH, {**SHORTEST, **FITTING, "shippingAddress": FITTING["billingAddress"]}).body["customerId"]
    shown = api.get(f"{PATH}/{key}").body
    assert {**shown, "contacts": shown["contacts"][:1]} == {
        **FITTING,
        "accountName": "First",
        "customerId": key,
        "securityAnswer": "********",
        "shipToBillAddress": False,
        "contacts": FITTING["contacts"][:1],
        "shippingAddress": FITTING["billingAddress"],
    }


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b"5", b'"x"', b"[{}]", b"false"])
def test_a_body_without_details_is_refused(api: Caller, body: bytes) -> None:
    assert api.raw(PATH, body, "application/json").pair == error("10000580")
    key = api.json(PATH, SHORTEST).body["customerId"]
    assert api.raw(f"{PATH}/{key}", body, "application/json", "PUT").pair == error("10000580")


@pytest.mark.parametrize("body", [b"{", b"{'name': 1}", b'{"name": NaN}', b"\xff", b"name=x", b"[" * 100_000])
def test_a_body_that_is_no_json_is_refused(api: Caller, body: bytes) -> None:
    assert api.raw(PATH, body, "application/json").pair == error("10000023")


@pytest.mark.parametrize("missing", [{}, {"accountName": None}, {"accountName": ""}])
def test_an_account_is_required_for_a_creation(api: Caller, missing: dict[str, Any]) -> None:
    assert api.json(PATH, {"name": "Acme", **missing}).pair == error("10000583")


@pytest.mark.parametrize("name", ["Acme", " acme\n", "ACME"])
def test_a_name_is_taken_in_the_whole_account(api: Caller, account: Account, name: str) -> None:
    account.second.api.json("/api/v1.0/customers", {"reference": "R", "name": "Acme"})
    assert api.json(PATH, {**SHORTEST, "name": name}).pair == error("10000602")
    assert basic(account.outside.editor).json(PATH, {"name": name, "accountName": "Outside"}).status == 200


def test_an_account_that_is_being_erased_takes_no_customer(api: Caller, account: Account) -> None:
    account.first.organization.being_erased = True
    account.first.organization.save()
    assert api.json(PATH, SHORTEST).pair == error("10000603")


def test_every_row_of_the_documented_table_is_in_the_dialect_s_and_reached() -> None:
    rows = [*TABLE.values(), *MISSING.values(), *INVALID.values(), ERASED]
    ours = {row.code: (row.status, row.text) for row in rows if row.code is not None}
    from_requests = {"10000580", "10000024"}
    assert {**ours, **{code: DOCUMENTED[code] for code in from_requests}} == {**DOCUMENTED, **OTHERS}
    reached = {*WRONG, *from_requests, "10000583", "10000602", "10000603", *OTHERS}
    assert reached == {*DOCUMENTED, *OTHERS}


def test_every_problem_has_a_row_and_an_unforeseen_flaw_is_answered_too() -> None:
    assert set(TABLE) == set(ProblemCode)
    assert row_of_flaw([Flaw("fax", FlawRule.TOO_LONG)], "fax") == TABLE[ProblemCode.INVALID_VALUE]
