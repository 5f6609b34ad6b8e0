"""Counts the statements that a thread has sent to the database; it knows no statement's text.

A connection gets one counter, once: a context manager around each request would cost more than the counting.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

Execute = Callable[..., Any]


class _Counted(threading.local):
    number = 0


_counted = _Counted()


def begin() -> None:
    """Begin to count anew in this thread."""
    _counted.number = 0


def counted() -> int:
    """Return how many statements this thread has sent since."""
    return _counted.number


def count(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001
    """Run a statement and count it, a failing one too."""
    _counted.number += 1
    return execute(sql, params, many, context)


def watch(sender: object, connection: BaseDatabaseWrapper, **rest: object) -> None:
    """Let a new connection count; it stays there when it connects again.

    First of all wrappers: who wraps for a while takes away the last one in the end.
    """
    if count not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, count)
