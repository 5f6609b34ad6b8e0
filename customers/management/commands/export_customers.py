"""The command that exports customers to a file; how customers become rows is known to ``customers.transfer``."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandError, CommandParser, OutputWrapper
from tqdm import tqdm

from customers.transfer.errors import FileError, TransferError, printable
from customers.transfer.exporting import export_customers
from customers.transfer.files import Format, format_of
from customers.transfer.telling import turn_off
from customers.transfer.whole_files import is_replaced, whole_file
from customers_api.core.interruptions import InterruptionError, PatientInterruption
from organizations.management.base import ServiceCommand
from organizations.management.lookups import organization_named
from organizations.models import Organization

STANDARD_OUTPUT = Path("-")
LONGEST_PATH = 300


class Command(ServiceCommand):
    """Writes all customers of an organization as a file that import_customers reads back unchanged."""

    help = "Export the customers of an organization as CSV, XLSX or JSONL, to a file or to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "file", type=Path, metavar="FILE", nargs="?", default=STANDARD_OUTPUT, help="by default, standard output"
        )
        parser.add_argument("--organization", required=True, metavar="NAME", help="whose customers")
        parser.add_argument(
            "--format", choices=list(Format), help="by default, what the name of the file ends with; csv without one"
        )

    def handle(self, *args: Any, file: Path, organization: str, **options: Any) -> None:
        """Write the file; the number of customers is the last line of standard error."""
        house = organization_named(organization)
        file_format = format_for(file, options["format"])
        try:
            count = self.exported(house, file, file_format)
        except TransferError as error:
            raise CommandError(f"{error}.") from error
        except BrokenPipeError as error:
            turn_off(self.stdout)
            raise CommandError("Standard output was closed before all customers were written.") from error
        except OSError as error:
            raise CommandError(unwritable(file, error)) from error
        except InterruptionError as error:
            raise CommandError(f"Interrupted. {self.rest_of(file)}", returncode=error.status) from error
        self.stderr.write(f"exported: {count}")

    def exported(self, house: Organization, file: Path, file_format: Format) -> int:
        """Write the customers; return how many they are."""
        with (
            PatientInterruption() as interruption,
            self.output(file, file_format) as stream,
            tqdm(unit="", disable=not self.stderr.isatty()) as bar,
        ):

            def written(number: int) -> None:
                bar.update(number)
                # Behind a portion: in the midst of one, its cursor would be closed after its transaction.
                interruption.obey()

            count = export_customers(
                organization=house, file_format=file_format, stream=stream, expected=bar.reset, written=written
            )
            # From here on it is soon done: the file takes its place.
            interruption.obey()
            return count

    def rest_of(self, file: Path) -> str:
        """Return the sentence that says what an interrupted export has left."""
        if file != STANDARD_OUTPUT and is_replaced(file):
            return f"Nothing was changed at {shown(file)}."
        if file == STANDARD_OUTPUT and getattr(self.stdout, "buffer", None) is not None:
            # Who reads it may have been interrupted as well.
            turn_off(self.stdout)
        return "Not all customers were written."

    @contextmanager
    def output(self, file: Path, file_format: Format) -> Iterator[BinaryIO]:
        """Open what is written to."""
        if file != STANDARD_OUTPUT:
            with whole_file(file) as stream:
                yield stream
            return
        if file_format is Format.XLSX and self.stdout.isatty():
            raise CommandError("A workbook is nothing for a terminal: name a file.")
        binary: BinaryIO | None = getattr(self.stdout, "buffer", None)
        if binary is None and file_format is Format.XLSX:
            raise CommandError("Standard output takes no bytes: name a file.")
        output: Any = binary or TextOutput(self.stdout)
        yield output
        output.flush()


class TextOutput(io.RawIOBase):
    """Standard output that takes only text, as a program that calls the command may hand it over."""

    def __init__(self, output: OutputWrapper) -> None:
        self.output = output

    def write(self, content: Any) -> int:
        """Write a piece, which never ends within a character."""
        self.output.write(bytes(content).decode(), ending="")
        return len(content)


def format_for(file: Path, name: str | None) -> Format:
    """Return the format that was asked for, or the one that the file's name tells."""
    if name is not None or file == STANDARD_OUTPUT:
        return Format(name or Format.CSV)
    try:
        return format_of(file.name)
    except FileError as error:
        raise CommandError(f"{error}.") from error


def unwritable(file: Path, error: OSError) -> str:
    """Return what is said of an output that takes no more."""
    if file == STANDARD_OUTPUT:
        return f"Standard output cannot be written: {error.strerror}."
    return f"{shown(file)} cannot be written: {error.strerror}. Nothing was changed there."


def shown(file: Path) -> str:
    """Return the name of a file for a line of a terminal."""
    return printable(str(file), LONGEST_PATH)
