"""Makes values for parameters: sound ones, those at a boundary, and rubbish; it knows types, and no request.

What a sound value is follows from the declaration of the parameter: a type that is not known here is an error.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from customers_api.api.parameters import (
    Boolean,
    Choice,
    Double,
    Integer,
    LinkList,
    LinkTo,
    NumericLinkTo,
    Parameter,
    PictureFile,
    Text,
)
from customers_api.api.resources import Resource
from tests.pictures import sample
from tests.torture.generator_operations import TARGETS
from tests.torture.generator_strings import NESTED, NUMBERS, TEXTS
from tests.torture.generator_world import Known

LETTERS = "aZ9 éß漢🏬\u202e\u0301_%*\\'\"<>{}"
COUNTRIES = ("FR", "usa", "Deutschland", "Allemagne", "germany", "Atlantis", "fr ")
CURRENCIES = ("EUR", "USD", "usd", "GBP", "XXX", "ABC", "")
DUE_DATES = ("1", "2", "daysAfterInvoiceDate", 1, "3")
BOOLEANS = (True, False, "true", "FALSE", "yes", 1)
DATES = (
    "2020-01-01T00:00:00Z",
    "2030-12-31T23:59:59.123456789+02:00",
    "2016-08-1Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
)
PICTURES = tuple(sample(form, 8, 6) for form in ("PNG", "JPEG", "GIF", "BMP"))
BAD_PICTURES = (b"", b"GIF89a", PICTURES[0][:40], PICTURES[1][:-9], b"<svg onload=alert(1)>", b"\x00" * 3000)
# Called for what a parameter is named after: its type alone does not tell what is sound.
POOLS: Mapping[str, Sequence[Any]] = {
    "billingCountry": COUNTRIES,
    "country": COUNTRIES,
    "currency": CURRENCIES,
    "customerRiskColor": ("#00ff7F", "#GG0000", "red"),
}
CODES = ("JPY", "CHF", "NOK", "EUR", "USD", "usd", "XTS", "EURO")
PATHS_BY_NOUN = {target.resource.noun: target.group for target in TARGETS if target.resource} | {
    "parent customer": "customers"
}


def rubbish(rng: Random) -> Any:
    """Return any value at all."""
    return rng.choice(rng.choice((TEXTS, NUMBERS, NESTED)))


def text(rng: Random, longest: int = 255) -> str:
    """Return a text, often as long as it may be, or by one too long."""
    length = rng.choice((1, 3, 8, 8, 20, longest, longest + 1)) if rng.random() < 0.3 else rng.randint(1, 12)
    return "".join(rng.choice(LETTERS) for _ in range(length))


def known_text(known: Known, rng: Random, longest: int = 255) -> str:
    """Return a text, now and then one that some record holds."""
    return rng.choice(known.words) if rng.random() < 0.15 else text(rng, longest)


def digits(rng: Random) -> Any:
    """Return a number or the text of one."""
    number = rng.choice((0, 1, 7, 30, 89.999999999, Decimal("0.125"), 12345, -5, 10**9))
    return str(number) if rng.random() < 0.5 else float(number) if isinstance(number, Decimal) else number


def some_id(rng: Random, known: Sequence[int]) -> int:
    """Return the id of a record, mostly of one that is there."""
    return rng.choice(known) if rng.random() < 0.85 and known else rng.choice((0, 10**9, 2**63 - 1, 2**63, 10**40))


def link(parameter: LinkTo, known: Known, rng: Random) -> Any:
    """Return a link to a record by id, by reference, or as an object."""
    path = PATHS_BY_NOUN[parameter.noun]
    by_id, by_reference = some_id(rng, known.ids[path]), rng.choice([*known.references.get(path, ()), "absent"])
    if isinstance(parameter, NumericLinkTo):
        return rng.choice((by_id, str(by_id), {"id": by_id}))
    return rng.choice((by_id, str(by_id), {"id": by_id}, by_reference, {"reference": by_reference}))


def link_list(parameter: LinkTo, known: Known, rng: Random) -> Any:
    """Return a list of links, also as the text of one in JSON or in the documents' spelling."""
    elements = [link(parameter, known, rng) for _ in range(rng.randint(0, 3))]
    written = json.dumps(elements)
    return rng.choice((elements, written, written.replace('":', '"=')))


def sound(parameter: Parameter, resource: Resource, known: Known, rng: Random) -> Any:
    """Return a value of the parameter's type."""
    if parameter.name == "reference":
        return reference(known, rng, resource)
    if parameter.name in POOLS:
        return rng.choice(POOLS[parameter.name])
    kind = next((kind for kind in MAKERS if isinstance(parameter, kind)), None)
    assert kind is not None, f"say in MAKERS what a sound value of the type of {parameter} is"
    return MAKERS[kind](parameter, known, rng)


def reference(known: Known, rng: Random, resource: Resource) -> str:
    """Return a reference, new or taken."""
    if resource.path == "currencies":
        return rng.choice(CODES)
    return rng.choice([*known.references[resource.path], "new", "new/2", "näu", f"r{rng.random()}", text(rng)])


# The first type that fits counts.
MAKERS: Mapping[type[Parameter], Callable[[Any, Known, Random], Any]] = {
    LinkList: link_list,
    LinkTo: link,
    PictureFile: lambda _, __, rng: rng.choice((*PICTURES, *BAD_PICTURES)),
    Choice: lambda _, __, rng: rng.choice(DUE_DATES),
    Text: lambda _, known, rng: known_text(known, rng),
    Integer: lambda _, __, rng: digits(rng),
    Double: lambda _, __, rng: digits(rng),
    Boolean: lambda _, __, rng: rng.choice(BOOLEANS),
}
