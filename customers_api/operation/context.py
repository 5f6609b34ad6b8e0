"""Knows what every line of the log says beside its text while a request runs; it must not know where the lines go.

Django runs in a few threads that never end, and each has one context: what a request has left in it would be taken for
the next one's. So a context begins empty, and is emptied again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

if TYPE_CHECKING:
    from organizations.models import User

RATE_LIMITED = "rate_limited"


@contextmanager
def of_request(request_id: str) -> Iterator[None]:
    """Give all lines the id of a request, and nothing of the one before."""
    clear_contextvars()
    bind_contextvars(request_id=request_id)
    try:
        yield
    finally:
        clear_contextvars()


def remember_caller(user: "User") -> None:
    """Give the lines that follow the ids of the user and the organization: names may be personal data."""
    bind_contextvars(user=user.pk, organization=user.organization_id)


def remember_rate_limited() -> None:
    """Note that the request was refused because its caller asks too often: its status does not tell."""
    bind_contextvars(**{RATE_LIMITED: True})


def was_rate_limited() -> bool:
    """Tell whether the running request was refused for its rate."""
    return RATE_LIMITED in get_contextvars()
