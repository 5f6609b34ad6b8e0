"""Slows down the guessing of passwords, for one user from one address; it knows no password and no HTTP.

After ten wrong passwords the pair is locked for two seconds, after each further one for twice as long, up to a quarter
of an hour. While it is locked every password is wrong, the right one too, and nobody is made to wait for the answer.
Verdicts count in the order in which the database notes them: of any number of guesses at the same moment, no more than
the free ones are told whether they were right.
"""

import ipaddress
from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac

from customers_api.core.clock import milliseconds
from organizations.models import FailedLogin

FREE_TRIES = 10
FIRST_LOCK = 2_000
DOUBLINGS = 8
LONGEST_LOCK = 900_000
FORGOTTEN_AFTER = 86_400_000

# What comes in while the pair is locked was not judged, and does not count.
NOTE_FAILURE = """
    INSERT INTO organizations_failedlogin AS stored (key, failures, locked_until, forgotten_at)
    VALUES (%(key)s, 1, 0, %(forgotten_at)s)
    ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN stored.forgotten_at <= %(now)s THEN 1 ELSE stored.failures + 1 END,
        locked_until = CASE
            WHEN stored.forgotten_at <= %(now)s OR stored.failures + 1 < %(free)s THEN 0
            WHEN stored.failures + 1 - %(free)s > %(doublings)s THEN %(now)s + %(longest)s
            ELSE %(now)s + (%(first)s << (stored.failures + 1 - %(free)s)) END,
        forgotten_at = %(forgotten_at)s
    WHERE stored.locked_until <= %(now)s
    RETURNING failures
"""


def network_of(address: str) -> str:
    """Return what one client cannot change at will: an IPv4 address, or the network of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed), 64), strict=False))
    return str(parsed)


@dataclass(frozen=True, slots=True)
class Pair:
    """One user, or one name that nobody bears, from one address."""

    key: str

    @classmethod
    def of(cls, who: str, address: str) -> "Pair":
        """Return the pair; what is stored of it tells neither the name nor the address."""
        value = f"{network_of(address)} {who}"
        return cls(salted_hmac("organizations.lockout", value, algorithm="sha256").hexdigest())

    @property
    def is_locked(self) -> bool:
        """Tell whether passwords are refused unseen."""
        return FailedLogin.objects.filter(key=self.key, locked_until__gt=milliseconds()).exists()

    def note_failure(self) -> None:
        """Count a wrong password, and lock the pair when it was one too many."""
        now = milliseconds()
        values: dict[str, str | int] = {
            "key": self.key,
            "now": now,
            "forgotten_at": now + FORGOTTEN_AFTER,
            "free": FREE_TRIES,
            "first": FIRST_LOCK,
            "doublings": DOUBLINGS,
            "longest": LONGEST_LOCK,
        }
        with connection.cursor() as cursor:
            cursor.execute(NOTE_FAILURE, values)
            noted = cursor.fetchone()
        if noted == (1,):
            # A new row pays for the removal of old ones.
            FailedLogin.objects.filter(forgotten_at__lte=now).delete()

    def accept(self) -> bool:
        """Note a right password; return whether it counts, which it does not once the pair has been locked."""
        rows = FailedLogin.objects.filter(key=self.key)
        if not rows.exists():
            return True
        now = milliseconds()
        rows.filter(locked_until__lte=now).delete()
        return not rows.filter(locked_until__gt=now).exists()
