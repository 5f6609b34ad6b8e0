"""``export_customers`` writes a file or standard output; the number of customers is the last line beside it.

Seen to fail: with the old file gone after an error, with the format of the name counting more than the one asked for,
and with the number on standard output.
"""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from customers.models import Contact, Customer
from customers.transfer.files import Format
from tests.commands.running import refusal, run
from tests.transfer.reading import read
from tests.worlds import World


@pytest.fixture
def two(world: World) -> World:
    for reference in ("A", "Ä-ß🙂"):
        Customer.objects.create(
            organization=world.organization, reference=reference, name="x", category=world.root, currency=world.euro
        )
    return world


class Output:
    """Standard output as a process has it: for bytes below, for text above."""

    def __init__(self, buffer: io.BytesIO, number: int = -1, *, is_terminal: bool = False) -> None:
        self.buffer = buffer
        self.number = number
        self.is_terminal = is_terminal
        self.texts: list[str] = []

    def isatty(self) -> bool:
        return self.is_terminal

    def fileno(self) -> int:
        return self.number

    def write(self, text: str) -> None:
        self.texts.append(text)


class Closed(io.BytesIO):
    """Standard output whose reader has gone."""

    def write(self, content: object) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def references(content: bytes, file_format: Format) -> list[object]:
    found, fault = read(content, file_format)
    assert fault is None
    return [cells["reference"] for _, cells in found if not isinstance(cells, str)]


@pytest.mark.parametrize("file_format", list(Format))
def test_the_name_of_the_file_tells_its_format(two: World, tmp_path: Path, file_format: Format) -> None:
    path = tmp_path / f"customers.{file_format.upper()}"
    printed = run("export_customers", "--organization", "here", str(path))
    assert (printed.output, printed.hints) == ("", "exported: 2\n")
    assert references(path.read_bytes(), file_format) == ["A", "Ä-ß🙂"]
    run("export_customers", "--organization", "here", "--format", "csv", str(path))
    assert references(path.read_bytes(), Format.CSV) == ["A", "Ä-ß🙂"]


def test_standard_output_is_csv_unless_another_format_is_asked_for(two: World) -> None:
    for arguments, file_format in (([], Format.CSV), (["--format", "jsonl"], Format.JSONL), (["-"], Format.CSV)):
        printed = run("export_customers", "--organization", "here", *arguments)
        assert references(printed.output.encode(), file_format) == ["A", "Ä-ß🙂"]
        assert printed.hints == "exported: 2\n"
    output = Output(io.BytesIO())
    call_command("export_customers", "--organization", "here", "--format", "xlsx", stdout=output, stderr=io.StringIO())
    assert references(output.buffer.getvalue(), Format.XLSX) == ["A", "Ä-ß🙂"]
    assert output.texts == []


def test_what_cannot_be_exported_is_one_line(two: World, tmp_path: Path) -> None:
    command = ("export_customers", "--organization", "here")
    assert refusal(command[0], "--organization", "nowhere").startswith("There is no organization 'nowhere'.")
    assert refusal(*command, "customers") == "the name customers tells no format: say csv, xlsx or jsonl."
    assert refusal(*command, "customers.xls") == "the name customers.xls tells no format: say csv, xlsx or jsonl."
    missing = tmp_path / "no folder" / "customers.csv"
    assert refusal(*command, str(missing)).endswith(
        "customers.csv cannot be written: No such file or directory. Nothing was changed there."
    )
    assert refusal(*command, "--format", "xlsx") == "Standard output takes no bytes: name a file."
    with pytest.raises(CommandError, match=r"^A workbook is nothing for a terminal: name a file\.$"):
        call_command(*command, "--format", "xlsx", stdout=Output(io.BytesIO(), is_terminal=True), stderr=io.StringIO())


def test_an_error_leaves_the_old_file(two: World, tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    path.write_bytes(b"old")
    customer = Customer.objects.for_organization(two.organization).get(reference="A")
    Contact.objects.bulk_create(
        Contact(organization=two.organization, customer=customer, position=place, comment="x" * 9999)
        for place in range(4)
    )
    line = refusal("export_customers", "--organization", "here", str(path))
    assert line.startswith("row 1, column contacts: the text has more than 32,767 characters")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["customers.xlsx"]


def test_a_reader_who_goes_away_is_one_line(two: World, tmp_path: Path) -> None:
    # What is left in the buffer is sent nowhere, by the number: here it must be that of another file.
    with (tmp_path / "stands for standard output").open("wb") as file:
        output = Output(Closed(), file.fileno())
        with pytest.raises(CommandError, match=r"^Standard output was closed before all customers were written\.$"):
            call_command("export_customers", "--organization", "here", stdout=output, stderr=io.StringIO())
