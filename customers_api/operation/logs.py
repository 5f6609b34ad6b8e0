"""Knows what a line of the log looks like, whoever writes it: one object of JSON, or a text for people.

It must not know Django's settings: the server's own process writes such lines before there are any. No line holds a
body, a key or a password: extra attributes of records are left out (they may hold the request, and with it the whole
environment), and so are the values that a database repeats in its errors and whatever looks like a credential.
"""

import logging
import os
import re
import traceback
from types import TracebackType
from typing import Any

import orjson
import structlog
from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.typing import EventDict, Processor

FORMATS = ("json", "line")
# The usual one first.
LEVELS = ("INFO", "DEBUG", "WARNING", "ERROR", "CRITICAL")
LONGEST_MESSAGE = 300
FRONT = ("time", "level", "logger", "event")
END = ("request_id", "user", "organization", "rate_limited")
# What Django writes about a form without a token: the reason, and the address.
FORGED = "Forbidden (%s): %s"
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]

_CREDENTIALS = (
    (re.compile(r"\bck_[\w-]+"), "ck_…"),
    (re.compile(r"\b(Bearer|Basic)\s+[^\s'\",]+", re.I), r"\1 …"),
    (re.compile(r"://[^\s/@:]*:[^\s/@]*@"), "://…@"),
    (re.compile(r"(password|passwd|secret|token|api_?key)(['\"]?\s*[=:]\s*['\"]?)[^\s'\",&]+", re.I), r"\1\2…"),
)


def without_credentials(text: str) -> str:
    """Return a text without what looks like a key, a token or a password."""
    for pattern, replacement in _CREDENTIALS:
        text = pattern.sub(replacement, text)
    return text


def message_of(error: BaseException) -> str:
    """Return the first line of an exception's message, without the values that a database quotes at its end."""
    first = (str(error).splitlines() or [""])[0][:LONGEST_MESSAGE]
    is_of_database = any(kind.__module__.split(".")[0] in {"psycopg2", "sqlite3"} for kind in type(error).__mro__)
    is_of_database = is_of_database or type(error).__module__ == "django.db.utils"
    return first.partition(': "')[0] if is_of_database else first


def traceback_of(error: BaseException) -> str:
    """Return the places an exception passed, those of its causes first, and never the value of a variable."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        places = "".join(traceback.format_tb(current.__traceback__))
        kind = type(current)
        parts.append(f"{places}{kind.__module__}.{kind.__qualname__}: {message_of(current)}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n\nThen:\n\n".join(reversed(parts))


def add_exception(_: Any, __: str, event: EventDict) -> EventDict:
    """Replace the exception of a record by its text."""
    information = event.pop("exc_info", None)
    if isinstance(information, tuple) and information[1] is not None:
        event["exception"] = without_credentials(traceback_of(information[1]))
    event.pop("stack_info", None)
    return event


def clean(_: Any, __: str, event: EventDict) -> EventDict:
    """Take credentials out of texts that other libraries have written."""
    event["event"] = without_credentials(str(event["event"]))
    return event


def arrange(_: Any, __: str, event: EventDict) -> EventDict:
    """Put what every line has in front, and who called at the end: what structlog remembers comes in any order."""
    front = {name: event.pop(name) for name in FRONT if name in event}
    end = {name: event.pop(name) for name in END if name in event}
    return {**front, **event, **end}


def to_json(_: Any, __: str, event: EventDict) -> str:
    """Return a line of JSON."""
    return orjson.dumps(event, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def to_line(_: Any, __: str, event: EventDict) -> str:
    """Return a line for people; what could break it is escaped, but for tracebacks."""
    trace = event.pop("exception", None)
    text = " ".join(str(event.pop(name, "")) for name in ("time", "level", "logger", "event"))
    pairs = "".join(f" {name}={value}" for name, value in event.items())
    line = (text + pairs).replace("\r", "\\r").replace("\n", "\\n")
    return f"{line}\n{trace}" if trace else line


class Line(dict[str, Any]):
    """The fields of a line of ours, which need no cleaning."""


class Formatter(structlog.stdlib.ProcessorFormatter):
    """Writes records of all libraries; lines of ours without the copies that structlog makes for other formatters."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a line."""
        message: object = record.msg
        if not isinstance(message, Line):
            return super().format(record)
        event: Any = {**message}
        for step in self.processors[1:]:
            event = step(None, "", event)
        return str(event)


def formatter(*, style: str) -> logging.Formatter:
    """Return the formatter of all handlers."""
    always: list[Processor] = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, merge_contextvars]
    return Formatter(
        foreign_pre_chain=[*always, clean],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            add_exception,
            arrange,
            to_line if style == "line" else to_json,
        ],
    )


def formatter_of_server() -> logging.Formatter:
    """Return the formatter for the server's own processes, which know the environment alone."""
    return formatter(style=os.environ.get("LOG_FORMAT", "json").strip())


def without_address(record: logging.LogRecord) -> bool:
    """Take the addresses out of a line about a forged form, the sender's too: ids and queries may stand in them."""
    if record.msg == FORGED and isinstance(record.args, tuple):
        reason = str(record.args[0])
        quotes = reason.endswith(" does not match any trusted origins.")
        record.msg, record.args = "Forbidden (%s)", (reason.partition(" - ")[0] if quotes else reason,)
    return True


def configuration(*, style: str, level: str) -> dict[str, Any]:
    """Return the configuration of the standard library's loggers: everything to standard error, in one form."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"service": {"()": formatter, "style": style}},
        "filters": {"without_address": {"()": lambda: without_address}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "service"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # It writes addresses as they came, and its crashes are written once more by the service itself.
            "django.request": {"level": "CRITICAL"},
            "django.security.csrf": {"filters": ["without_address"]},
            "_granian": {"handlers": [], "propagate": True},
        },
    }


def tell_less() -> None:
    """Let records not ask for what no line says, half of their making: the place in the code, the thread, the process.

    For a process that serves; these are the standard library's own switches.
    """
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class StructuredLogger:
    """A logger whose lines hold fields, those of the running request beside."""

    def __init__(self, name: str) -> None:
        self.logger = logging.getLogger(name)

    def write(self, level: int, event: str, fields: dict[str, Any]) -> None:
        """Write a line, where its level is wanted."""
        logger = self.logger
        if logger.isEnabledFor(level):
            names = {"level": logging.getLevelName(level).lower(), "logger": logger.name, "event": event}
            line = Line(names | fields | get_contextvars())
            logger.handle(logger.makeRecord(logger.name, level, "", 0, line, (), None))
