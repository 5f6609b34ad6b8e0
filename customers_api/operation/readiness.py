"""Knows what the service needs before it can serve: a database that answers, its migrations, a folder for pictures.

It must not know why something is missing in the answer: that stands in the log. A database that hangs must not hang
the probe, so the looking is done in a thread of its own, with a connection of its own, by one thread at a time.
"""

import logging
import tempfile
import threading
import time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

logger = logging.getLogger("customers_api.readiness")

OK, FAILED, UNKNOWN = "ok", "failed", "unknown"
# How long a probe waits; how long its answer is good for others; when a thread that hangs is given up.
PATIENCE = 3.0
GOOD_FOR = 1.0
GIVEN_UP_AFTER = 30.0


class NotReadyError(Exception):
    """Something that the service needs is not there."""


def media_is_writable() -> None:
    """Raise unless a picture could be stored; an object store tells only when it is used."""
    if not isinstance(default_storage, FileSystemStorage):
        return
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x")


def database_answers() -> None:
    """Raise unless the database answers a statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def migrations_are_applied() -> None:
    """Raise when a migration of this program has not run: one statement, the files are read once."""
    recorder = MigrationRecorder(connection)
    applied = set(recorder.applied_migrations())
    missing = [names[0] for names in needed_migrations() if not (set(names) <= applied or names[0] in applied)]
    if missing:
        raise NotReadyError(f"{len(missing)} migrations have not run, the first is {'.'.join(sorted(missing)[0])}")


@cache
def needed_migrations() -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return each migration of the program, followed by those that it stands for."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return tuple((key, *(tuple(name) for name in loader.get_migration(*key).replaces)) for key in loader.graph.nodes)


CHECKS = {"media": media_is_writable, "database": database_answers, "migrations": migrations_are_applied}
# In the order of the answer.
NAMES = ("database", "migrations", "media")


class Look:
    """One look at everything, in a thread of its own."""

    def __init__(self) -> None:
        self.states = dict.fromkeys(NAMES, UNKNOWN)
        self.checks = dict(CHECKS)
        self.began = time.monotonic()
        self.ended: float | None = None
        self.done = threading.Event()
        # A daemon: one that hangs must not keep the process from ending.
        threading.Thread(target=self.run, name="readiness", daemon=True).start()

    def run(self) -> None:
        """Check one thing after the other; what is under way has failed until it has passed."""
        try:
            for name in self.checks:
                if name != "migrations" or self.states["database"] == OK:
                    self.check(name)
        finally:
            connection.close()
            self.ended = time.monotonic()
            self.done.set()

    def check(self, name: str) -> None:
        """Check one thing."""
        self.states[name] = FAILED
        try:
            self.checks[name]()
        except (OSError, Error, NotReadyError) as error:
            logger.warning("Not ready: %s (%s)", name, type(error).__name__, exc_info=error)
        else:
            self.states[name] = OK

    def is_useful(self) -> bool:
        """Tell whether its answer is not there yet, or still good."""
        now = time.monotonic()
        return now - self.began < GIVEN_UP_AFTER if self.ended is None else now - self.ended < GOOD_FOR


class _Newest:
    """The newest look of this process, which all probes share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.look: Look | None = None

    def get(self) -> Look:
        with self.lock:
            if self.look is None or not self.look.is_useful():
                self.look = Look()
            return self.look


_newest = _Newest()


def checks() -> dict[str, str]:
    """Return the state of everything, within a bounded time."""
    look = _newest.get()
    look.done.wait(max(0.0, look.began + PATIENCE - time.monotonic()))
    return dict(look.states)
