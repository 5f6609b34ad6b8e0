"""How many calls an account or a credential makes in a window of time, exactly over all processes; it knows no HTTP.

A window begins with the first call after the last one's end, so that a burst never meets the edge of a clock's minute.
Each of them is one row that is overwritten: there is nothing to clean up.
"""

from dataclasses import dataclass
from functools import cache
from math import ceil

from django.db import connection

from customers_api.core.clock import milliseconds
from organizations.models import RateWindow

MILLISECONDS = {"second": 1000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000}

# One statement, which locks the row and then reads what is newest: calls at the same moment are counted one by one.
# A window that lies in the future belongs to a clock that was set back, and has ended like one of the past.
COUNT = """
    INSERT INTO organizations_ratewindow AS stored (key, started, calls) VALUES (%(key)s, %(now)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        started = CASE WHEN abs(excluded.started - stored.started) >= %(length)s
            THEN excluded.started ELSE stored.started END,
        calls = CASE WHEN abs(excluded.started - stored.started) >= %(length)s
            THEN 1 ELSE stored.calls + 1 END
    RETURNING started, calls
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in a window of so many milliseconds."""

    calls: int
    length: int


@cache
def parse_rate(text: str) -> Rate:
    """Return the rate that a setting such as ``100/minute`` stands for."""
    calls, _, unit = text.partition("/")
    return Rate(int(calls), MILLISECONDS[unit])


def seconds_to_wait(*, key: str, rate: Rate) -> int | None:
    """Count a call, at once and for good; return ``None`` when it may pass, else whole seconds until one may again.

    Call it outside of a transaction: a rollback would take the count back.
    """
    now = milliseconds()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "now": now, "length": rate.length})
        started, calls = cursor.fetchone()
    left: int = started + rate.length - now
    return None if calls <= rate.calls else max(1, ceil(left / 1000))


def is_used_up(*, key: str, rate: Rate) -> bool:
    """Tell whether the next call would have to wait, without counting one."""
    window = RateWindow.objects.filter(key=key, calls__gte=rate.calls).first()
    return window is not None and abs(milliseconds() - window.started) < rate.length
