"""How many wrong passwords one address may send, whatever the names; it knows no password and no HTTP.

A check of a password is made to be slow: 80 ms of a processor and 100 MB. The lock of a pair (``lockout``) does not
bound that: whoever takes a new name for each guess meets no lock. A wrong key or token needs no such bound, it costs
one look-up, and counting it would cost more.

Addresses are counted in a fixed number of rows, so that no flood of them fills a table. Who shares a row with a
guesser is one network in 65,536, and nobody without the secret key can choose which.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

from organizations.lockout import network_of
from organizations.rates import is_used_up, parse_rate, seconds_to_wait

# Hexadecimal digits.
BUCKET_LENGTH = 4


def bucket_of(address: str) -> str:
    """Return the key under which the wrong passwords of an address are counted."""
    digest = salted_hmac("organizations.guessing", network_of(address), algorithm="sha256").hexdigest()
    return f"wrong passwords: {digest[:BUCKET_LENGTH]}"


def may_guess(address: str) -> bool:
    """Tell whether a password from this address is looked at now."""
    rate = settings.WRONG_PASSWORD_RATE
    return rate is None or not is_used_up(key=bucket_of(address), rate=parse_rate(rate))


def note_wrong_password(address: str) -> None:
    """Count a wrong password."""
    rate = settings.WRONG_PASSWORD_RATE
    if rate is not None:
        seconds_to_wait(key=bucket_of(address), rate=parse_rate(rate))
