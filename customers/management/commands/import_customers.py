"""The command that imports customers from a file; how rows become customers is known to ``customers.transfer``."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, InterfaceError

from customers.transfer.errors import FileError, printable
from customers.transfer.files import Format, Rows, format_of, open_rows
from customers.transfer.garbage import rare_collections
from customers.transfer.importing import rehearse_import, run_import
from customers.transfer.outcomes import Counts, ImportStoppedError, OnError
from customers.transfer.report import Report
from customers.transfer.telling import ListingTeller, Teller, say
from customers.transfer.wording import text_of
from customers_api.core.drafts import Caller
from customers_api.core.interruptions import InterruptionError
from customers_api.core.problems import Problem
from organizations.management.base import ServiceCommand
from organizations.management.lookups import first_writer, organization_named, writer_named

# What an import can end with before its file does.
ENDINGS = (
    ImportStoppedError,
    FileError,
    Problem,
    DatabaseError,
    InterfaceError,
    OSError,
    sqlite3.Error,
    InterruptionError,
)


class Command(ServiceCommand):
    """Creates and changes the customers that a file names by their references."""

    help = "Import customers from a CSV, XLSX or JSONL file: new references are created, others are changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the file with the customers")
        parser.add_argument("--organization", required=True, metavar="NAME", help="into which organization")
        parser.add_argument("--format", choices=list(Format), help="by default, what the name of the file ends with")
        parser.add_argument("--user", metavar="NAME", help="who imports; by default the first administrator or editor")
        parser.add_argument("--dry-run", action="store_true", help="do everything, and keep nothing of it")
        parser.add_argument(
            "--on-error",
            choices=list(OnError),
            default=OnError.STOP,
            help="stop, the default, keeps nothing after an error; skip keeps all other rows",
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the refused rows to a CSV file")

    def handle(self, *args: Any, file: Path, report: Path | None, on_error: str, **options: Any) -> None:
        """Open what is needed before anything is written, and import."""
        caller = caller_named(options["organization"], options["user"])
        with ExitStack() as opened:
            rows = opened.enter_context(rows_of(file, options["format"]))
            writer = None if report is None else opened.enter_context(report_at(report, file))
            kind = Teller if on_error == OnError.STOP else ListingTeller
            teller = opened.enter_context(closing(kind(self.stderr, rows, writer)))
            name, actor = caller.organization.name, caller.actor.username
            ending = ", keeping nothing: this is a dry run." if options["dry_run"] else "."
            self.is_heard = say(self.stdout, f"Importing into {name} as {actor}{ending}")
            self.work(caller, rows, OnError(on_error), teller, rehearses=options["dry_run"])

    def work(self, caller: Caller, rows: Rows, on_error: OnError, teller: Teller, *, rehearses: bool) -> None:
        """Import, and tell how it ended; the numbers are the last line."""
        work = rehearse_import if rehearses else run_import
        is_kept = on_error is OnError.SKIP and not rehearses
        try:
            with teller.interruption, rare_collections():
                counts = work(caller=caller, rows=rows, on_error=on_error, listener=teller)
        except ENDINGS as error:
            teller.close()
            self.tell(teller.counts if on_error is OnError.SKIP else nothing_but(error))
            status = error.status if isinstance(error, InterruptionError) else 1
            raise CommandError(f"{reason_of(error, teller)} {rest_of(error, is_kept)}", returncode=status) from error
        teller.close()
        self.tell(counts)
        if counts.failed:
            rest = "All others are kept." if is_kept else "Nothing was kept."
            raise CommandError(f"Rows that were refused: {counts.failed}. {rest}")

    def tell(self, counts: Counts) -> None:
        """Write the numbers; to whom reads errors, where nobody reads the output any more."""
        if not self.is_heard or not say(self.stdout, str(counts)):
            say(self.stderr, str(counts))


def caller_named(organization: str, user: str | None) -> Caller:
    """Return who imports, and for which organization."""
    house = organization_named(organization)
    if house.being_erased:
        raise CommandError(f"{house.name} is being erased: nothing is imported into it.")
    return Caller(house, first_writer(house) if user is None else writer_named(user, house))


def rows_of(file: Path, name_of_format: str | None) -> Rows:
    """Open the file and look at its header."""
    try:
        return open_rows(file, Format(name_of_format) if name_of_format else format_of(file.name))
    except FileError as error:
        raise CommandError(f"{error}.") from error


def report_at(report: Path, file: Path) -> Report:
    """Open the report, which must be another file than that with the customers."""
    if report.exists() and report.samefile(file):
        raise CommandError("The report would overwrite the file with the customers: give it another name.")
    try:
        return Report(report)
    except OSError as error:
        raise CommandError(f"The report {printable(str(report))} cannot be written: {error.strerror}.") from error


def nothing_but(error: BaseException) -> Counts:
    """Return the numbers of an import of which nothing is kept."""
    return Counts(failed=1 if isinstance(error, ImportStoppedError) else 0)


def reason_of(error: BaseException, teller: Teller) -> str:
    """Return the sentence that says why an import has ended early."""
    if isinstance(error, ImportStoppedError):
        return "; ".join(str(refusal) for refusal in teller.last) + "."
    if isinstance(error, InterruptionError):
        return "Interrupted."
    if isinstance(error, Problem):
        return f"The import has ended: {text_of(error)}."
    if isinstance(error, DatabaseError | InterfaceError):
        return f"The database cannot be used any more ({first_line(error)})."
    if isinstance(error, FileError):
        return f"The file cannot be read to its end: {error}."
    return f"The import has ended: {first_line(error)}."


def rest_of(error: BaseException, is_kept: bool) -> str:  # noqa: FBT001
    """Return the sentence that says what is kept."""
    if not is_kept:
        return "Nothing was kept."
    if isinstance(error, DatabaseError | InterfaceError):
        return "The rows counted are kept; of those that were on their way, all are or none is. Import the file again."
    return "The rows counted are kept."


def first_line(error: BaseException) -> str:
    """Return what an error says, on one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
