"""Knows the time as a number that every database keeps and compares alike; it must not know what is timed."""

import time


def milliseconds() -> int:
    """Return the milliseconds since the beginning of 1970."""
    return time.time_ns() // 1_000_000
