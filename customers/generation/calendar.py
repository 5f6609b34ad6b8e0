"""When customers came and when they were last changed: ten years, more of them each year, mostly in office hours."""

from datetime import datetime, timedelta

from customers.generation import shares
from customers.generation.chance import Random, bell, happens

DAYS = 3652
# Of so many customers as came in the first day, the last one brings nine times as many.
_STEADY = 0.2
_SATURDAY = 5
_OPENING, _HOURS = 7 * 3600, 11 * 3600
_DAY = 24 * 3600


def created_at(position: float, until: datetime, random: Random) -> datetime:
    """Return when the customer at a position, from 0 to 1 in the order of numbers, came."""
    growth = 1 - _STEADY
    elapsed = ((_STEADY**2 + 4 * growth * position) ** 0.5 - _STEADY) / (2 * growth)
    day = until - timedelta(days=DAYS - int(elapsed * DAYS))
    if day.weekday() >= _SATURDAY and happens(shares.IN_OFFICE_HOURS, random) and elapsed > 1 / DAYS:
        day -= timedelta(days=day.weekday() - _SATURDAY + 1)
    is_at_work = happens(shares.IN_OFFICE_HOURS, random)
    second = _OPENING + (random() + random()) / 2 * _HOURS if is_at_work else random() * _DAY
    return day + timedelta(seconds=int(second), microseconds=int(random() * 1_000_000))


def updated_at(created: datetime, until: datetime, random: Random) -> tuple[datetime, int]:
    """Return when a customer was last changed, and its version; many were not changed at all."""
    if happens(shares.NEVER_CHANGED, random):
        return created, 1
    elapsed = (until - created).total_seconds() * random() ** 0.5
    return created + timedelta(microseconds=1 + int(elapsed * 999_999)), 2 + int(abs(bell(random)) * 3)
