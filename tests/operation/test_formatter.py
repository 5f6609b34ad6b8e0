"""Lines of all loggers have one form, and no value that a database or a library repeats in its messages.

Seen to fail: with the standard library's own text of exceptions, the refused value stood in the line; with extra
attributes added to the line, the environment of the process did.
"""

import json
import logging
import sys
from typing import Any

import psycopg2
import pytest
from django.db import DataError

from customers_api.operation.context import of_request
from customers_api.operation.logs import arrange, formatter
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE


def record(message: str, *arguments: object, **attributes: Any) -> logging.LogRecord:
    made = logging.LogRecord("some.library", logging.WARNING, "file.py", 1, message, arguments, None)
    vars(made).update(attributes)
    return made


def line(made: logging.LogRecord) -> dict[str, Any]:
    text = formatter(style="json").format(made)
    assert "\n" not in text
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def caught(error: Exception, cause: Exception | None = None) -> Any:
    try:
        raise error from cause
    except type(error):
        return sys.exc_info()


def test_a_line_of_the_standard_library_has_the_same_fields() -> None:
    with of_request("mine"):
        found = line(record("%s is\nold", "it"))
    assert found.pop("time").endswith("Z")
    assert found == {"level": "warning", "logger": "some.library", "event": "it is\nold", "request_id": "mine"}


def test_who_called_stands_at_the_end_in_one_order() -> None:
    """Seen to fail: what structlog remembers came in an order that each process chose for itself."""
    event = {"organization": 1, "rate_limited": True, "status": 200, "user": 2, "request_id": "mine", "event": "m"}
    assert list(arrange(None, "", event)) == ["event", "status", "request_id", "user", "organization", "rate_limited"]


def test_what_a_library_hangs_on_a_record_is_left_out() -> None:
    assert set(line(record("m", request={"SECRET_KEY": "s"}, status_code=500))) == {"time", "level", "logger", "event"}


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("authorization: basic dXNlcjpw", "authorization: basic …"),
        ("the key ck_12ab_34cd is old", "the key ck_… is old"),
        ("postgres://user:pass@host/db", "postgres://…@host/db"),
        ("j_password=hunter2&x=1", "j_password=…&x=1"),
        ('{"password": "hunter2"}', '{"password": "…"}'),
    ],
)
def test_what_looks_like_a_credential_is_cut(message: str, kept: str) -> None:
    assert line(record("%s", message))["event"] == kept


def test_a_database_error_is_told_without_the_value_that_it_repeats() -> None:
    cause = psycopg2.DataError('invalid input syntax for type date: "PRIVATE"\nDETAIL:  row (1, PRIVATE)')
    told = line(record("m", exc_info=caught(DataError(str(cause)), cause)))["exception"]
    assert "PRIVATE" not in told
    assert "\n\nThen:\n\n" in told
    assert told.endswith("django.db.utils.DataError: invalid input syntax for type date")


def test_a_line_for_people_is_one_line_whatever_is_in_it() -> None:
    with of_request("mine"):
        text = formatter(style="line").format(record("one\ntwo\r"))
    assert text.partition(" ")[2] == "warning some.library one\\ntwo\\r request_id=mine"


def test_a_line_for_people_is_followed_by_the_traceback() -> None:
    text = formatter(style="line").format(record("m", exc_info=caught(ValueError("bad"))))
    first, second, *_, last = text.splitlines()
    assert (first.endswith("warning some.library m"), second[:7], last) == (True, "  File ", "builtins.ValueError: bad")
