"""Reads the dates of the wire: ISO 8601 with a zone; it knows no parameter."""

import re
from datetime import UTC, datetime, timedelta, timezone

# A plus sign in a query that was not encoded arrives as a blank.
ISO_DATETIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:(Z)|([ +-])(\d\d)(?::?([0-5]\d))?)\Z", re.ASCII
)


def read_datetime(text: str) -> datetime | None:
    """Return the moment in UTC, to the microsecond, or ``None`` when the text is no such date."""
    match = ISO_DATETIME.match(text)
    if match is None:
        return None
    *date_and_time, fraction, zulu, sign, hours, minutes = match.groups()
    year, month, day, hour, minute, second = (int(part) for part in date_and_time)
    micros = int((fraction or "0").ljust(6, "0")[:6])
    try:
        if zulu:
            return datetime(year, month, day, hour, minute, second, micros, tzinfo=UTC)
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        zone = timezone(-offset if sign == "-" else offset)
        return datetime(year, month, day, hour, minute, second, micros, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
