"""Knows the currencies of ISO 4217 (its list from pycountry; names, symbols and digits from Unicode's CLDR by babel).

It must not know which of them an organization uses, nor any exchange rate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pycountry
from babel.core import Locale, get_global
from babel.numbers import get_currency_precision

CODE_LENGTH = 3


@dataclass(frozen=True, slots=True)
class IsoCurrency:
    """A currency: its code in upper case, its English name, its symbol in English texts, its usual decimals."""

    code: str
    name: str
    symbol: str
    digits: int


def find_currency(code: str) -> IsoCurrency | None:
    """Return the currency of a code, whose case does not count; other blanks or letters around it do.

    National funds codes (CLF, CHW) are currencies: contracts are written in them. Codes of no country are currencies
    where they are some country's tender (XAF, XOF, XPF, XCD, XCG). Thus metals, bond units, special drawing rights,
    the code for tests and the code for none are unknown here, as are withdrawn currencies (FRF).
    """
    # `upper` makes "SS" of "ß".
    return _by_code().get(code.upper()) if len(code) == CODE_LENGTH and code.isascii() else None


@cache
def _by_code() -> Mapping[str, IsoCurrency]:
    english = Locale("en")
    return {
        code: IsoCurrency(
            code,
            name=english.currencies.get(code, entry.name),
            symbol=english.currency_symbols.get(code, code),
            digits=get_currency_precision(code),
        )
        for entry in pycountry.currencies
        if not (code := entry.alpha_3).startswith("X") or code in _tender()
    }


@cache
def _tender() -> frozenset[str]:
    """Return the codes that are or were some country's legal tender; ISO's list holds none that only were."""
    histories = get_global("territory_currencies").values()
    return frozenset(code for history in histories for code, _, _, is_tender in history if is_tender)
