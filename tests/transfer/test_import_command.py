"""What `import_customers` prints, and with which status it ends.

Seen to fail: with a signal raised at once (numbers without the batch that was just committed), with the report not
escaped, with the bar drawn everywhere, and with refusals told before their batch was counted.
"""

import csv
import errno
import os
import signal
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from customers.batches import customer_upsert_batch
from customers.batching import Result, Row
from customers.models import Customer
from customers.transfer import importer
from customers.transfer.report import Report
from customers.transfer.telling import SHOWN
from customers_api.core.drafts import Caller
from organizations.models import User
from tests.commands.running import refusal
from tests.transfer.importing import caller, names, numbers
from tests.transfer.running_imports import HERE, START, Ended, ran
from tests.worlds import World


def read(report: Path) -> list[list[str]]:
    """Return the lines of a report."""
    with report.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


class Terminal(StringIO):
    """Standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.csv"
    path.write_text("reference,name,parentCustomer\nB,Two,A\nA,One,\n", encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text("reference,name,email\nA,One,\nB,,\nC,Three,\n=D,," + "x" * 256 + "\n", encoding="utf-8")
    return path


def test_it_says_into_what_and_as_whom_and_ends_with_the_numbers(world: World, good: Path) -> None:
    assert ran(good, *HERE) == Ended([START, numbers(created=2)], [], "", 0)
    assert ran(good, *HERE) == Ended([START, numbers(unchanged=2)], [], "", 0)
    assert names(world) == {"A": "One", "B": "Two"}


def test_a_pipe_is_read_like_a_file(world: World, good: Path, tmp_path: Path) -> None:
    """Seen to fail: with the place in the file asked for, which a pipe does not tell."""
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    writer = Thread(target=lambda: pipe.write_bytes(good.read_bytes()))
    writer.start()
    assert ran(pipe, *HERE) == Ended([START, numbers(created=2)], [], "", 0)
    writer.join()


def test_by_default_it_stops_and_keeps_nothing(world: World, bad: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    expected = Ended([START, numbers(failed=1)], [], "row 2, name: is missing. Nothing was kept.", 1)
    assert ran(bad, *HERE) == expected
    assert ran(bad, *HERE, "--on-error", "stop", "--report", report) == expected
    assert report.read_bytes() == b"row,column,reason\r\n2,name,is missing\r\n"
    assert names(world) == {}


def test_skip_keeps_the_rest_and_reports_the_refused(world: World, bad: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    hints = ["row 2, name: is missing", "row 4, name: is missing"]
    end = "Rows that were refused: 2. All others are kept."
    assert ran(bad, *HERE, "--on-error", "skip", "--report", report) == Ended(
        [START, numbers(created=2, failed=2)], hints, end, 1
    )
    assert read(report) == [["row", "column", "reason"], ["2", "name", "is missing"], ["4", "name", "is missing"]]
    assert names(world) == {"A": "One", "C": "Three"}


def test_a_dry_run_says_so_and_keeps_nothing(world: World, good: Path, bad: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    start = "Importing into here as here-editor, keeping nothing: this is a dry run."
    assert ran(good, *HERE, "--dry-run") == Ended([start, numbers(created=2)], [], "", 0)
    ended = ran(bad, *HERE, "--dry-run", "--on-error", "skip", "--report", report)
    assert (ended.output, ended.error) == (
        [start, numbers(created=2, failed=2)],
        "Rows that were refused: 2. Nothing was kept.",
    )
    assert len(report.read_text(encoding="utf-8").splitlines()) == 3
    assert ran(bad, *HERE, "--dry-run").error == "row 2, name: is missing. Nothing was kept."
    assert names(world) == {}


def test_ctrl_c_in_the_midst_of_a_batch_ends_the_import_behind_it(
    world: World, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers that were told between a commit and its count would be wrong."""
    # A run in the background ignores it, and shall after it as well.
    before = signal.getsignal(signal.SIGINT)
    good.write_text("reference,name\n" + "".join(f"R{n},R{n}\n" for n in range(6)), encoding="utf-8")

    def interrupted(caller: Caller, rows: Sequence[Row]) -> list[Result]:
        if rows[0].reference == "R2":
            os.kill(os.getpid(), signal.SIGINT)
        return customer_upsert_batch(caller=caller, rows=rows)

    monkeypatch.setattr(importer, "BATCH", 2)
    monkeypatch.setattr(importer, "customer_upsert_batch", interrupted)
    ended = ran(good, *HERE, "--on-error", "skip")
    assert ended == Ended([START, numbers(created=4)], [], "Interrupted. The rows counted are kept.", 130)
    assert len(names(world)) == 4
    assert signal.getsignal(signal.SIGINT) is before
    assert ran(good, *HERE) == Ended([START, numbers()], [], "Interrupted. Nothing was kept.", 130)


def test_a_bar_is_drawn_on_a_terminal_only(
    world: World, good: Path, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(good, *HERE)
    assert capsys.readouterr().err == ""
    with pytest.raises(CommandError):
        call_command(
            "import_customers", bad, *HERE, "--on-error=skip", stdout=StringIO(), stderr=Terminal(), no_color=True
        )
    drawn = capsys.readouterr().err
    assert "100% |" in drawn
    assert numbers(created=1, unchanged=1, failed=2) in drawn


def test_only_the_first_refused_rows_are_listed_and_all_are_in_the_report(world: World, tmp_path: Path) -> None:
    path, report = tmp_path / "many.csv", tmp_path / "report.csv"
    path.write_text("reference,name\n" + "".join(f"R{n},\n" for n in range(SHOWN + 30)), encoding="utf-8")
    hints = [f"row {n}, name: is missing" for n in range(1, SHOWN + 1)]
    ended = ran(path, *HERE, "--on-error", "skip", "--report", report)
    assert ended.hints == [*hints, "More rows are refused; --report FILE names them all."]
    assert len(report.read_text(encoding="utf-8").splitlines()) == SHOWN + 31


def test_a_report_runs_no_formula(world: World, tmp_path: Path) -> None:
    path, report = tmp_path / "rows.jsonl", tmp_path / "report.csv"
    path.write_text('{"reference": "A", "name": "A", "=1+1": 2}\n', encoding="utf-8")
    ran(path, *HERE, "--on-error", "skip", "--report", report)
    [_, (row, column, _)] = read(report)
    assert (row, column) == ("1", "'=1+1")


def test_what_cannot_be_read_is_told_with_its_place(world: World, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes(b"reference,name\nA,One\nB,M\xfcller\nC,Three\n")
    stopped = ran(path, *HERE)
    assert (stopped.output, stopped.status) == ([START, numbers(failed=1)], 1)
    assert stopped.error.startswith("row 2")
    assert stopped.error.endswith("Nothing was kept.")
    assert names(world) == {}
    skipped = ran(path, *HERE, "--on-error", "skip")
    assert (skipped.output, skipped.status) == ([START, numbers(created=1, failed=1)], 1)
    assert skipped.error.startswith("The file cannot be read to its end: row 2")
    assert skipped.error.endswith("The rows counted are kept.")
    assert names(world) == {"A": "One"}


def test_new_customers_are_of_whoever_imports(world: World, good: Path) -> None:
    other = User.objects.create(username="other", organization=world.organization)
    ran(good, *HERE, "--user", "other")
    creators = Customer.objects.for_organization(world.organization).values_list("created_by", flat=True)
    assert list(creators) == [other.pk, other.pk]
    assert caller(world).actor != other


def test_a_report_that_cannot_be_written_ends_the_import(
    world: World, bad: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Path("/dev/full")
    if full.exists():
        assert refusal("import_customers", str(bad), *HERE, "--report", str(full)) == (
            "The report /dev/full cannot be written: No space left on device."
        )

    def fill(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Report, "add", fill)
    ended = ran(bad, *HERE, "--on-error", "skip", "--report", tmp_path / "report.csv")
    assert (ended.output, ended.status) == ([START, numbers(created=2, failed=2)], 1)
    assert ended.error == "The import has ended: [Errno 28] No space left on device. The rows counted are kept."
