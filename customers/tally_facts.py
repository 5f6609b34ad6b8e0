"""What is told of each customer, in words that are counted: here in Python, on PostgreSQL also in its triggers.

A fact is a word, or a kind and a key with a colon between them. Where a list can be filtered by it, ``conditions`` says
the same. It knows columns, no page and nobody who asks.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC
from decimal import Decimal
from math import floor
from typing import Any

from customers.conditions import ADDRESSES
from customers.models import Customer
from customers_api.core.tenancy import TenantQuerySet

ALL = "all"
ON_HOLD = "on_hold"
INACTIVE = "inactive"
WITHOUT_EMAIL = "without_email"
WITHOUT_ADDRESS = "without_address"
OVER_LIMIT = "over_limit"
MONTH, CATEGORY, SEGMENTATION, COUNTRY, CELL = "month", "category", "segmentation", "country", "cell"
# The key of a country that is kept as it was written, because no code is known for it.
OTHER = "other"
# So many degrees wide and high is a cell of the map.
CELL_DEGREES = 2

COLUMNS = (
    *("date_created", "category_id", "segmentation_id", "on_hold", "is_active", "email", "balance", "credit_limit"),
    *("country", "billing_country", "latitude", "longitude", "billing_latitude", "billing_longitude"),
    *ADDRESSES,
)
CODE = re.compile("[A-Z][A-Z]")
_BATCH = 2000


def facts_of(customer: dict[str, Any]) -> Iterator[str]:
    """Yield what holds for a customer, given by its columns."""
    yield ALL
    created = customer["date_created"].astimezone(UTC)
    yield f"{MONTH}:{created.year:04}-{created.month:02}"
    yield f"{CATEGORY}:{customer['category_id']}"
    yield f"{SEGMENTATION}:{customer['segmentation_id'] or ''}"
    yield f"{COUNTRY}:{country_key(customer['country'] or customer['billing_country'] or '')}"
    cell = cell_of(customer["latitude"], customer["longitude"]) or cell_of(
        customer["billing_latitude"], customer["billing_longitude"]
    )
    if cell is not None:
        yield f"{CELL}:{cell}"
    yield from flags_of(customer)


def flags_of(customer: dict[str, Any]) -> Iterator[str]:
    """Yield the facts without a key."""
    balance, limit = customer["balance"], customer["credit_limit"]
    if not customer["is_active"]:
        yield INACTIVE
    if customer["on_hold"]:
        yield ON_HOLD
    if not customer["email"]:
        yield WITHOUT_EMAIL
    if not any(customer[column] for column in ADDRESSES):
        yield WITHOUT_ADDRESS
    if balance is not None and limit is not None and balance > limit:
        yield OVER_LIMIT


def country_key(text: str) -> str:
    """Return a country's code, or one word for all texts that are none."""
    return text if not text or CODE.fullmatch(text) else OTHER


def cell_of(latitude: Decimal | None, longitude: Decimal | None) -> str | None:
    """Return the cell of a place: how many cells it lies north and east of where the equator meets Greenwich."""
    if latitude is None or longitude is None:
        return None
    return f"{floor(latitude / CELL_DEGREES)},{floor(longitude / CELL_DEGREES)}"


def counted(customers: TenantQuerySet[Customer]) -> Counter[str]:
    """Count the facts of customers by looking at each."""
    rows: Iterable[dict[str, Any]] = customers.values(*COLUMNS).iterator(_BATCH)
    return Counter(fact for row in rows for fact in facts_of(row))
