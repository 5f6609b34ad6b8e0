"""Killed, interrupted, or left by its database or its reader, an import keeps nothing or whole batches, and says which.

Seen to fail: with `stop` outside of a transaction, with the numbers counted before the commit, with `KeyboardInterrupt`
left out of the endings, and with the broken pipe not caught.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tests.concurrency.racing import ON_POSTGRESQL
from tests.faults.proxy import proxy_to
from tests.live.conftest import prepared as prepared  # noqa: PLC0414 (a fixture)
from tests.live.serving import PATIENCE, ROOT, environment
from tests.torture.conftest import demo_on_postgres as demo_on_postgres  # noqa: PLC0414 (a fixture)
from tests.torture.servers import for_libpq
from tests.transfer.importing import numbers
from tests.transfer.small_batches import SIZE

ROWS = 600
START = "Importing into entity1 as admin.\n"
KILLS = 2
# What two imports of one file store alike.
STORED = """
    SELECT customer.reference, customer.name, customer.city, customer.version, parent.reference,
        (SELECT count(*) FROM customers_customerpaymenttype link WHERE link.customer_id = customer.id)
    FROM customers_customer customer LEFT JOIN customers_customer parent ON parent.id = customer.parent_id
    WHERE customer.organization_id = 1 AND customer.reference LIKE 'R%' ORDER BY 1
"""


@dataclass
class Place:
    """A database with the demo world, and the file that is imported into it."""

    folder: Path
    database_url: str
    file: Path

    def start(self, *options: str, database_url: str | None = None, **streams: Any) -> "subprocess.Popen[str]":
        """Start the import in a process of its own."""
        command = [sys.executable, "-m", "tests.transfer.small_batches", "import_customers", str(self.file)]
        variables = environment(self.folder, database_url or self.database_url)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        return subprocess.Popen(
            [*command, "--organization", "entity1", *options],
            cwd=ROOT,
            env=variables,
            text=True,
            # Those who run tests may have told their processes not to hear it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
            **pipes,
        )

    def run(self, *options: str, **more: Any) -> tuple[int, str, str]:
        """Import; return the status and what was written."""
        process = self.start(*options, **more)
        output, hints = process.communicate(timeout=PATIENCE)
        return process.returncode, output, hints

    def stored(self) -> list[tuple[Any, ...]]:
        """Return what is stored of the rows of the file."""
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.database_url.removeprefix("sqlite:///"))) as file:
                return list(file.execute(STORED))
        with closing(psycopg2.connect(for_libpq(self.database_url))) as other, other.cursor() as cursor:
            cursor.execute(STORED)
            return list(cursor)


@contextmanager
def new_place(request: pytest.FixtureRequest, folder: Path) -> Iterator[Place]:
    """Copy the demo world of the database that the tests run on."""
    file = folder.with_suffix(".csv")
    file.write_text("\n".join(["reference,name,city,parentCustomer,paymentTypes", *lines()]), encoding="utf-8")
    if connection.vendor == "sqlite":
        shutil.copytree(request.getfixturevalue("prepared"), folder)
        yield Place(folder, f"sqlite:///{folder}/db.sqlite3", file)
        return
    with request.getfixturevalue("demo_on_postgres").copy(folder) as url:
        yield Place(folder, url, file)


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield reference, name and parent; each tenth row is a sub-customer of one that stands far from it."""
    for number in range(ROWS):
        yield f"R{number}", f"Name {number}", f"R{(number + ROWS // 2) % ROWS + 5}" if number % 10 == 0 else ""


def lines() -> Iterator[str]:
    """Yield the lines of the file."""
    for reference, name, parent in rows():
        yield f"{reference},{name},Nice,{parent},cash"


def expected() -> list[tuple[Any, ...]]:
    """Return what is stored of the whole file."""
    return sorted((reference, name, "Nice", 1, parent or None, 1) for reference, name, parent in rows())


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with new_place(request, tmp_path / "data") as made:
        yield made


def begun(process: "subprocess.Popen[str]") -> None:
    """Wait until the import begins."""
    assert process.stdout is not None
    assert process.stdout.readline() == START


def signalled(process: "subprocess.Popen[str]", number: int, seconds: float) -> tuple[int, str, str]:
    """Send a signal so long after the import has begun; return how it ended."""
    begun(process)
    time.sleep(seconds)
    process.send_signal(number)
    output, hints = process.communicate(timeout=PATIENCE)
    return process.returncode, output, hints


def test_killed_at_any_moment_stop_has_kept_nothing(
    place: Place, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """One that is killed in its last moments may have been done; half of it is never kept."""
    with new_place(request, tmp_path / "undisturbed") as undisturbed:
        process = undisturbed.start()
        begun(process)
        begin = time.monotonic()
        assert process.stdout is not None
        assert process.stdout.readline() == f"{numbers(created=ROWS)}\n"
        seconds = time.monotonic() - begin
        assert process.communicate(timeout=PATIENCE) == ("", "")
        assert undisturbed.stored() == expected()
    ends = []
    for kill in range(KILLS):
        signalled(place.start(), signal.SIGKILL, seconds * (kill + random.random()) / KILLS)
        ends.append(place.stored())
        if ends[-1]:
            break
    assert ends[0] == []
    assert ends[-1] in ([], expected())


def test_killed_at_any_moment_a_second_run_with_skip_finishes_the_work(place: Place) -> None:
    kept: list[tuple[Any, ...]] = []
    for kill in range(KILLS):
        process = place.start("--on-error", "skip")
        begun(process)
        enough = ROWS * (kill + random.random()) / (KILLS + 1)
        while len(place.stored()) <= enough:
            assert process.poll() is None
            time.sleep(0.002)
        process.kill()
        process.communicate(timeout=PATIENCE)
        kept = place.stored()
        assert len(kept) > enough
        assert set(kept) <= set(expected())
    left = numbers(created=ROWS - len(kept), unchanged=len(kept))
    assert place.run("--on-error", "skip") == (0, f"{START}{left}\n", "")
    assert place.stored() == expected()


@pytest.mark.parametrize(("on_error", "sent"), [("skip", signal.SIGINT), ("stop", signal.SIGTERM)])
def test_interrupted_it_ends_with_one_line_and_the_numbers_of_what_is_kept(
    place: Place, on_error: str, sent: signal.Signals
) -> None:
    """The moment is any: also that in which the database commits."""
    status, output, hints = signalled(place.start("--on-error", on_error), sent, random.random() / 5)
    kept = place.stored()
    end = "Nothing was kept." if on_error == "stop" else "The rows counted are kept."
    assert (status, output) == (128 + sent, f"{numbers(created=len(kept))}\n")
    assert hints == f"CommandError: Interrupted. {end}\n"
    assert len(kept) < ROWS
    assert on_error == "skip" or not kept


def test_a_reader_who_goes_away_is_no_reason_to_stop(place: Place) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    status, _, hints = place.run("--on-error", "skip", stdout=writing)
    os.close(writing)
    assert (status, hints) == (0, f"{numbers(created=ROWS)}\n")
    assert len(place.stored()) == ROWS


@ON_POSTGRESQL
def test_a_database_that_goes_away_is_told_with_the_numbers_of_what_is_kept(place: Place) -> None:
    """The third batch never arrives, or its COMMIT is not heard."""
    with proxy_to(place.database_url) as proxy:
        url = proxy.url(place.database_url)
        proxy.cut_at(f"R{2 * SIZE + 3}".encode(), is_passed_on=False)
        status, output, hints = place.run(database_url=url)
        assert (status, output, place.stored()) == (1, f"{START}{numbers()}\n", [])
        assert hints.startswith("CommandError: The database cannot be used any more (")
        assert hints.endswith("). Nothing was kept.\n")
        status, output, hints = place.run("--on-error", "skip", database_url=url)
        kept = len(place.stored())
        assert (status, output) == (1, f"{START}{numbers(created=kept)}\n")
        assert 0 < kept <= 2 * SIZE
        assert hints.endswith(
            "The rows counted are kept; of those that were on their way, all are or none is. Import the file again.\n"
        )
        proxy.forward()
        left = numbers(created=ROWS - kept, unchanged=kept)
        assert place.run("--on-error", "skip", database_url=url)[:2] == (0, f"{START}{left}\n")
