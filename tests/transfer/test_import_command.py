"""What `import_customers` prints, where it exits with which status, and what it refuses before it writes anything.

Seen to fail: with the report opened before the file, with the check of the report's name left out, with a user of
another organization taken, and with the numbers printed before the hint of the dry run.
"""

import csv
import errno
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from customers.models import Customer
from customers.transfer.report import Report
from customers.transfer.telling import SHOWN
from organizations.models import AccountGroup, Role, User
from tests.commands.running import refusal
from tests.transfer.importing import caller, names, numbers
from tests.worlds import World

START = "Importing into here as here-editor."


@dataclass(frozen=True)
class Ended:
    """How the command ended: its lines on standard output and on standard error, its last words and its status."""

    output: list[str]
    hints: list[str]
    error: str
    status: int


def ran(*arguments: object) -> Ended:
    """Run the import to its end, whatever that is."""
    output, hints = StringIO(), StringIO()
    error, status = "", 0
    try:
        call_command("import_customers", *map(str, arguments), stdout=output, stderr=hints, no_color=True)
    except CommandError as ended:
        error, status = str(ended), ended.returncode
    assert "\n" not in error
    return Ended(output.getvalue().splitlines(), hints.getvalue().splitlines(), error, status)


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


HERE = ("--organization", "here")


def test_it_says_into_what_and_as_whom_and_ends_with_the_numbers(world: World, good: Path) -> None:
    assert ran(good, *HERE) == Ended([START, numbers(created=2)], [], "", 0)
    assert ran(good, *HERE) == Ended([START, numbers(unchanged=2)], [], "", 0)
    assert names(world) == {"A": "One", "B": "Two"}


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


def test_what_is_wrong_with_the_arguments_is_told_before_anything_happens(
    world: World, good: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    report.write_text("of yesterday", encoding="utf-8")
    missing, nameless, headless = tmp_path / "none.csv", tmp_path / "good", tmp_path / "headless.csv"
    nameless.write_bytes(good.read_bytes())
    headless.write_text("reference,nmae\nA,One\n", encoding="utf-8")
    command = ("import_customers", "--on-error=skip", f"--report={report}", "--organization")
    assert "There is no organization 'nobody'." in refusal(*command, "nobody", str(good))
    assert "No such file" in refusal(*command, "here", str(missing))
    assert "say csv, xlsx or jsonl" in refusal(*command, "here", str(nameless))
    assert "nmae" in refusal(*command, "here", str(headless))
    assert report.read_text(encoding="utf-8") == "of yesterday"
    assert ran(nameless, *HERE, "--format", "csv").output == [START, numbers(created=2)]
    same = ("import_customers", str(good), *HERE, "--report")
    assert refusal(*same, str(good)).startswith("The report would overwrite the file")
    assert "cannot be written: No such file or directory" in refusal(*same, str(tmp_path / "none" / "r.csv"))
    assert "cannot be written: Is a directory" in refusal(*same, str(tmp_path))
    assert good.read_text(encoding="utf-8").startswith("reference,")


def test_nothing_is_imported_into_an_organization_that_is_being_erased(world: World, good: Path) -> None:
    world.organization.being_erased = True
    world.organization.save()
    assert refusal("import_customers", str(good), *HERE) == "here is being erased: nothing is imported into it."


def test_the_first_administrator_imports_or_else_the_first_editor_or_whoever_is_named(
    world: World, elsewhere: World, good: Path
) -> None:
    """Who only reads, is switched off or belongs to others imports nothing."""
    here = world.organization
    gone = User.objects.create(username="gone", organization=here, role=Role.ADMINISTRATOR, is_active=False)
    assert ran(good, *HERE).output[0] == START
    User.objects.create(username="boss", organization=here, role=Role.ADMINISTRATOR)
    assert ran(good, *HERE).output[0] == "Importing into here as boss."
    assert ran(good, *HERE, "--user", "here-editor").output[0] == START
    command = ("import_customers", str(good), *HERE, "--user")
    assert refusal(*command, gone.username) == "The user gone is switched off: name another one."
    assert refusal(*command, "here-reader") == "The user here-reader only reads: name an editor or an administrator."
    assert refusal(*command, "elsewhere-editor") == (
        "The user elsewhere-editor may not act for here: name one of its own users."
    )
    assert "There is no user 'nobody'." in refusal(*command, "nobody")
    group = AccountGroup.objects.create(name="Group")
    for organization in (here, elsewhere.organization):
        organization.account_group = group
        organization.save()
    User.objects.for_organization(elsewhere.organization).filter(username="elsewhere-editor").update(whole_group=True)
    assert ran(good, *HERE, "--user", "elsewhere-editor").output[0] == "Importing into here as elsewhere-editor."
    User.objects.for_organization(here).update(is_active=False)
    assert refusal("import_customers", str(good), *HERE).startswith("here has no active user who may write:")


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
