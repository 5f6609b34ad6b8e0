"""Knows which codes are currencies and what these are called; it must not know what an organization has configured."""

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customers_api.core.iso_currencies import IsoCurrency, find_currency
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

# Nobody pays with them: units of account, metals, the code for tests, the code for none.
NO_MONEY = ["XAD", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"]


@pytest.mark.parametrize(
    ("code", "name", "symbol", "digits"),
    [
        ("EUR", "Euro", "€", 2),
        ("USD", "US Dollar", "$", 2),
        ("GBP", "British Pound", "£", 2),
        ("JPY", "Japanese Yen", "¥", 0),
        ("CHF", "Swiss Franc", "CHF", 2),
        ("TND", "Tunisian Dinar", "TND", 3),
        ("XOF", "West African CFA Franc", "F\u202fCFA", 0),
        ("CLF", "Chilean Unit of Account (UF)", "CLF", 4),
    ],
)
def test_known_currencies(code: str, name: str, symbol: str, digits: int) -> None:
    assert find_currency(code) == IsoCurrency(code, name, symbol, digits)


def test_every_code_of_iso_4217_that_is_money_is_found_in_any_case() -> None:
    codes = [entry.alpha_3 for entry in pycountry.currencies if entry.alpha_3 not in NO_MONEY]
    assert len(codes) > 150
    for code in codes:
        currency = find_currency(code)
        assert currency is not None
        assert currency is find_currency(code.lower()) is find_currency(code.title())
        assert currency.code == code
        assert currency.name
        assert currency.symbol
        assert 0 <= currency.digits <= 4


@pytest.mark.parametrize("code", NO_MONEY)
def test_codes_of_what_is_no_money_are_unknown(code: str) -> None:
    assert pycountry.currencies.get(alpha_3=code) is not None
    assert find_currency(code) is None


@pytest.mark.parametrize("code", ["FRF", "DEM", "HRK", "ITL"])
def test_withdrawn_currencies_are_unknown(code: str) -> None:
    assert find_currency(code) is None


@pytest.mark.parametrize(
    "code",
    [
        "",
        "E",
        "EU",
        "EURO",
        "GmBP",
        "€",
        "978",
        "Euro",
        " EUR",
        "EUR ",
        "AAA",
        "ｅur",
        "uſd",
        "uß",
        "EUR\x00",
        pytest.param("e" * 10_485_760, id="hostile"),
    ],
)
def test_what_is_no_code_is_unknown(code: str) -> None:
    assert find_currency(code) is None


@settings(deadline=None)
@given(st.text(max_size=4))
def test_any_text_is_answered(code: str) -> None:
    currency = find_currency(code)
    assert currency is None or currency.code == code.upper()
