"""Knows by which id a request is found again in the logs of all who handled it; it must not know who calls."""

import random
import re

HEADER = "X-Request-Id"
META_KEY = "HTTP_X_REQUEST_ID"
# What is copied into headers and logs as it is: no blank, quote or control character, no comma (two headers in one).
_SAFE = re.compile(r"[A-Za-z0-9._~:/+=@-]{1,128}", re.ASCII)


def request_id_of(sent: str | None) -> str:
    """Return the id that came with a request, or a new one where there is none that is safe to repeat."""
    if sent is not None and _SAFE.fullmatch(sent):
        return sent
    # Nobody is kept out by it, and to ask the system for random bytes would hand the interpreter to another thread.
    return f"{random.getrandbits(128):032x}"
