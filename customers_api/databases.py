"""Knows how long this service waits for PostgreSQL, as the driver's and the server's options; it knows no statement.

SQLite needs none of it: it is a file, and its one wait, for another writer, stands in the settings.
"""

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from customers_api.core.silence import is_quiet, never_wait_for_ever

# A machine that is gone answers no TCP: after so many milliseconds the kernel ends a connection that sent to it, and
# asks an idle one whether it lives. They hold for commands too, which may run for hours, but not wait for nobody.
ENDS: dict[str, Any] = {
    "connect_timeout": 10,
    "tcp_user_timeout": 5000,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
# So much longer than the database gives a statement does the service wait to hear that it was ended.
GRACE = 2


def no_endless_connections(options: Any) -> dict[str, Any]:
    """Return the driver's options for any process; what DATABASE_URL says counts more."""
    return {**ENDS, **(options or {})}


def limit_waiting() -> None:
    """Limit how long a request waits for PostgreSQL; for a process that serves, before it serves."""
    config = connections.settings[DEFAULT_DB_ALIAS]
    if config["ENGINE"] != "django.db.backends.postgresql":
        return
    options = config["OPTIONS"]
    # What DATABASE_URL says comes last, and so it counts.
    options["options"] = " ".join([*timeouts(), options.get("options", "")]).strip()
    never_wait_for_ever(connecting=settings.CONNECT_TIMEOUT, answering=settings.STATEMENT_TIMEOUT + GRACE)


def timeouts() -> list[str]:
    """Return the limits that PostgreSQL itself keeps, as it takes them with a new connection."""
    limits = {
        "statement_timeout": settings.STATEMENT_TIMEOUT,
        "lock_timeout": settings.LOCK_TIMEOUT,
        "idle_in_transaction_session_timeout": settings.IDLE_TRANSACTION_TIMEOUT,
    }
    return [f"-c {name}={seconds}s" for name, seconds in limits.items()]


def spare_health_checks(**_: object) -> None:
    """Take a connection that has said nothing since the last request for a good one, before a request.

    Django would ask by a statement of its own, each time. It still does where there is something to be read.
    """
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql" and connection.connection is not None:
            wrapper: Any = connection
            wrapper.health_check_done = is_quiet(wrapper.connection)
