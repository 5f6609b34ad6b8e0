"""``export_customers`` writes a file or standard output; the number of customers is the last line beside it.

Seen to fail: with the old file gone after an error, with the format of the name counting more than the one asked for,
with the number on standard output, and with a part of a file that stayed after SIGTERM.
"""

import gc
import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import GeneratorType
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from customers.models import Contact, Customer
from customers.transfer import exporting, whole_files
from customers.transfer.files import Format
from customers_api.core.flushed_files import flush
from customers_api.core.reading import ReadModel
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


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM])
def sent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The signal that comes behind the first rows."""
    number: int = request.param
    whole = exporting.portions

    def cut(*arguments: Any) -> Iterator[Any]:
        for rows in whole(*arguments):
            yield rows
            os.kill(os.getpid(), number)

    monkeypatch.setattr(exporting, "portions", cut)
    return number


@pytest.mark.parametrize("file_format", list(Format))
def test_interrupted_it_leaves_what_was_there_and_says_so(
    two: World, tmp_path: Path, sent: int, file_format: Format
) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    path = tmp_path / f"customers.{file_format}"
    for content in (None, b"old"):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(CommandError) as ended:
            run("export_customers", "--organization", "here", str(path))
        assert (str(ended.value), ended.value.returncode) == (
            f"Interrupted. Nothing was changed at {path}.",
            128 + sent,
        )
        assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == (
            {} if content is None else {path.name: content}
        )
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_interrupted_standard_output_is_said_to_be_cut(two: World, tmp_path: Path, sent: int) -> None:
    # As above, what is left in the buffer is sent nowhere, by the number.
    with (tmp_path / "stands for standard output").open("wb") as file:
        output = Output(io.BytesIO(), file.fileno())
        with pytest.raises(CommandError) as ended:
            call_command("export_customers", "--organization", "here", stdout=output, stderr=io.StringIO())
        assert Path(os.devnull).stat().st_rdev == os.fstat(file.fileno()).st_rdev
    line = "Interrupted. Not all customers were written."
    assert (str(ended.value), ended.value.returncode) == (line, 128 + sent)
    assert refusal("export_customers", "--organization", "here") == line
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert refusal("export_customers", "--organization", "here", str(pipe)) == line
    os.close(reader)


def test_interrupted_it_reads_no_more(two: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor that the error keeps alive is closed after its transaction or connection, and Python complains."""
    monkeypatch.setattr(exporting, "PORTION", 1)
    others = cursors_in_use()

    def interrupted(*arguments: Any) -> Any:
        os.kill(os.getpid(), signal.SIGTERM)
        return answers(*arguments)

    answers = ReadModel.answers
    monkeypatch.setattr(ReadModel, "answers", interrupted)
    with pytest.raises(CommandError) as ended:
        run("export_customers", "--organization", "here")
    assert ended.value.returncode == 143
    assert cursors_in_use() <= others


def cursors_in_use() -> set[int]:
    """The loops over cursors that are not at their end, in the whole process."""
    loops = (each for each in gc.get_objects() if isinstance(each, GeneratorType) and each.gi_frame is not None)
    return {id(each) for each in loops if each.__name__ == "cursor_iter"}


def test_interrupted_when_all_is_written_it_is_done(
    two: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the disk takes the file, and while it takes its place."""

    def interrupted(path: Path) -> None:
        if path.is_file():
            os.kill(os.getpid(), signal.SIGTERM)
        flush(path)

    monkeypatch.setattr(whole_files, "flush", interrupted)
    path = tmp_path / "customers.csv"
    assert run("export_customers", "--organization", "here", str(path)).hints == "exported: 2\n"
    assert references(path.read_bytes(), Format.CSV) == ["A", "Ä-ß🙂"]
    assert [each.name for each in tmp_path.iterdir()] == ["customers.csv"]
