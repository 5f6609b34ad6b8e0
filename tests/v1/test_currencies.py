"""Currencies in dialect v1; it knows their keys and rules, and nothing of how they are kept."""

from typing import Any, ClassVar

import pytest

from paymenttypes.models import Currency
from tests.v1.contracts import BASE, Body, error, missing, no_boolean, save_failed, wrong_type
from tests.v1.contracts_of_references import ReferenceContract
from tests.v1.contracts_of_values import BadTypes
from tests.worlds import World

pytestmark = pytest.mark.django_db
CURRENCIES = f"{BASE}/currencies"
SYMBOLS = {"GBP": "£", "USD": "$", "CHF": "CHF"}
NO_CODE = save_failed(("reference", "must be written as an ISO 4217 code"))
MUST_STAY = error(400, "delete_not_authorized", "This currency must not be deleted")


class TestCurrencies(ReferenceContract):
    path = "currencies"
    noun = "currency"
    model = Currency
    references = ("GBP", "USD", "CHF")
    required = ("reference",)
    change: ClassVar[Body] = {"name": "Another", "exchangeRate": 1.5}
    texts: ClassVar[dict[str, int]] = {"name": 255, "symbol": 16}
    bad_types: ClassVar[BadTypes] = (
        ("symbol", ([], {}, True), wrong_type),
        ("digits", ("two", "2.5", 2.5, True, [], {}, "٢"), wrong_type),
        ("exchangeRate", ("abc", "1,5", "NaN", "Infinity", "-inf", "0x1", "1_0", True, [], {}, "٣"), wrong_type),
        ("isActive", ("yes", 1, []), no_boolean),
    )

    def sent(self, world: World, reference: str) -> Body:
        return {"reference": reference, "name": "Money", "exchangeRate": 0.85}

    def answer(self, world: World, record: int, sent: Body) -> Body:
        return {
            "id": record,
            "reference": sent["reference"],
            "name": "Money",
            "symbol": SYMBOLS[sent["reference"]],
            "digits": 2,
            "exchangeRate": 0.85,
            "isDefault": False,
            "isActive": True,
        }

    def use(self, world: World, record: int) -> None:
        sent = {"reference": "C-1", "name": "Customer", "currency": self.references[0]}
        assert world.api.json(f"{BASE}/customers", sent).status == 201


@pytest.mark.parametrize(
    "code", ["gbp", "Gbp", "XXX", "XAU", "FRF", "EURO", "E", "€", "ﬁ", " GBP", "GBP/", "..", "G\x00P"]
)
def test_a_reference_is_an_iso_code_in_capitals(world: World, code: str) -> None:
    assert world.api.json(CURRENCIES, {"reference": code, "name": "x", "exchangeRate": 1}).pair == NO_CODE
    assert world.api.json(f"{CURRENCIES}/{world.euro.pk}", {"reference": code}).pair == NO_CODE


def test_what_is_left_out_comes_from_the_standard(world: World) -> None:
    body = world.api.json(CURRENCIES, {"reference": "JPY"}).body
    shown = {name: body[name] for name in ("name", "symbol", "digits", "exchangeRate", "isActive")}
    assert shown == {"name": "Japanese Yen", "symbol": "¥", "digits": 0, "exchangeRate": None, "isActive": True}
    own = world.api.json(f"{CURRENCIES}/{body['id']}", {"name": "Yen", "symbol": "Y", "digits": 1}).body
    assert (own["name"], own["symbol"], own["digits"]) == ("Yen", "Y", 1)
    again = world.api.json(f"{CURRENCIES}/{body['id']}", {"symbol": "", "digits": None}).body
    assert (again["symbol"], again["digits"]) == ("¥", 0)
    assert world.api.json(f"{CURRENCIES}/{body['id']}", {"name": ""}).pair == missing("name")


@pytest.mark.parametrize(
    ("rate", "message"),
    [
        (0, "must not be less than 0.00000001"),
        ("-1.5", "must not be less than 0.00000001"),
        ("0.00000000", "must not be less than 0.00000001"),
        ("1.000000001", "must not have more than 8 decimals"),
        ("12345678", "must not have more than 7 digits before the decimal point"),
        ("1e999999", "must not have more than 7 digits before the decimal point"),
        (10**300, "must not have more than 7 digits before the decimal point"),
    ],
)
def test_an_exchange_rate_is_above_zero_and_fits(world: World, rate: object, message: str) -> None:
    refused = save_failed(("exchangeRate", message))
    assert world.api.json(CURRENCIES, {"reference": "USD", "name": "x", "exchangeRate": rate}).pair == refused


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        ("1.08", b"1.08"),
        ("1.080", b"1.08"),
        ("+2", b"2"),
        ("1e3", b"1000"),
        (".5", b"0.5"),
        ("5.", b"5"),
        ("0.00000001", b"0.00000001"),
        ("1234567.12345678", b"1234567.12345678"),
        ("100", b"100"),
    ],
)
def test_an_exchange_rate_is_printed_as_the_shortest_number(world: World, rate: str, printed: bytes) -> None:
    sent = f"reference=USD&name=x&exchangeRate={rate.replace('+', '%2B')}".encode()
    body = world.api.client.post(CURRENCIES, sent, "application/x-www-form-urlencoded").content
    assert b'"exchangeRate":' + printed + b"," in body


@pytest.mark.parametrize("empty", [None, ""])
def test_a_currency_without_a_rate_is_not_configured(world: World, empty: object) -> None:
    created = world.api.json(CURRENCIES, {"reference": "USD", "name": "x", "exchangeRate": 2}).body
    cleared = world.api.json(f"{CURRENCIES}/{created['id']}", {"exchangeRate": empty})
    assert (cleared.status, cleared.body["exchangeRate"]) == (200, None)
    sent = {"reference": "C", "name": "C", "currency": "USD"}
    refused = error(404, "not_found", "The currency with name USD is not configured.")
    assert world.api.json(f"{BASE}/customers", sent).pair == refused


def test_the_default_currency_stays_as_it_is(world: World) -> None:
    address = f"{CURRENCIES}/{world.euro.pk}"
    shown: Any = world.api.get(address).body
    assert (shown["isDefault"], shown["exchangeRate"]) == (True, 1)
    for changes in ({"exchangeRate": 2}, {"exchangeRate": None}, {"isActive": False}, {"reference": "USD"}):
        (name,) = changes
        assert world.api.json(address, changes).pair == save_failed((name, "must not be changed"))
    assert world.api.delete(address).pair == MUST_STAY
    assert world.api.json(address, {"name": "Our euro", "exchangeRate": "1.0"}).body["name"] == "Our euro"
