"""What is said of customers by a word: those without an address, over their limit, with coordinates.

Numbers that lead to a list and the list itself must mean the same. It knows columns, and no page.
"""

from datetime import UTC, datetime

from django.db.models import F, Q

ADDRESS = ("address", "address2", "postal_code", "city")
ADDRESSES = (*ADDRESS, *(f"billing_{name}" for name in ADDRESS))


def is_empty(*names: str) -> Q:
    """Return the condition that texts are all unset or empty."""
    return Q(*(Q(**{f"{name}__isnull": True}) | Q(**{name: ""}) for name in names))


WITHOUT_ADDRESS = is_empty(*ADDRESSES)
WITHOUT_EMAIL = is_empty("email")
OVER_LIMIT = Q(balance__gt=F("credit_limit"))
LOCATED = Q(latitude__isnull=False, longitude__isnull=False) | Q(
    billing_latitude__isnull=False, billing_longitude__isnull=False
)


def in_country(code: str) -> Q:
    """Return the condition that a customer is in a country: that of its shipping address, or else of its bills."""
    return Q(country=code) | (is_empty("country") & Q(billing_country=code))


def created_in_month(year: int, month: int) -> Q:
    """Return the condition that a customer was created in a month, by UTC."""
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return Q(date_created__gte=datetime(year, month, 1, tzinfo=UTC), date_created__lt=following)
