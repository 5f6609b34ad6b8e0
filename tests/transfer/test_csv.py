"""CSV is read as RFC 4180 has it, whatever a spreadsheet has made of it; what cannot be read is told with its place.

Seen to fail: with one apostrophe taken off each cell, with blank rows not counted, with short rows filled up, and with
the line's own number told for cells that go over several lines.
"""

import csv
import gc
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from customers.transfer.errors import FileError
from customers.transfer.files import Format, open_rows
from customers.transfer.formats.csv_writer import CsvWriter
from customers.transfer.formats.escapes import escaped, unescaped
from tests.transfer.reading import read
from tests.transfer.whole_world import AWKWARD

HEAD = b"reference,name\r\n"
# How a cell begins that a spreadsheet runs; behind blanks and in other widths, some of them do it too.
RUN = tuple("=+-@\t\r\n＝＋－＠")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
DANGEROUS = st.text(st.sampled_from("'=+-@＝＋－＠ \t\r\n\xa0\u3000\u200b\ufeff\",;a1"), min_size=1)


def rows(content: bytes) -> object:
    found, fault = read(content, Format.CSV)
    assert fault is None
    return found


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without mark", "with mark"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"], ids=["CRLF", "LF", "CR"])
def test_marks_of_utf_8_and_ends_of_lines_change_nothing(mark: bytes, end: bytes) -> None:
    lines = [b"reference,name", "A,Müller 🙂".encode(), b'B,"x, ""y"""']
    expected = [(1, {"reference": "A", "name": "Müller 🙂"}), (2, {"reference": "B", "name": 'x, "y"'})]
    assert rows(mark + end.join(lines)) == rows(mark + end.join([*lines, b""])) == expected


def test_lines_inside_of_a_cell_stay_as_they_are() -> None:
    assert rows(HEAD + b'A,"1\r\n2\n3\r4"\nB,\n') == [
        (1, {"reference": "A", "name": "1\r\n2\n3\r4"}),
        (2, {"reference": "B", "name": ""}),
    ]


def test_blank_rows_count_and_say_nothing() -> None:
    assert rows(b"\r\n,\r\n" + HEAD + b"\r\nA,a\r\n,\r\n  ,\r\nB,b\r\n\r\n") == [
        (2, {"reference": "A", "name": "a"}),
        (4, {"reference": "  ", "name": ""}),
        (5, {"reference": "B", "name": "b"}),
    ]


def test_empty_cells_behind_the_last_column_count_for_nothing() -> None:
    assert rows(b"reference,name,,\r\nA,a,,,,,\r\nB,b,,\r\nC,c\r\n") == [
        (1, {"reference": "A", "name": "a"}),
        (2, {"reference": "B", "name": "b"}),
        (3, {"reference": "C", "name": "c"}),
    ]


def test_a_row_of_another_width_is_refused_alone() -> None:
    """A short row may be the end of a download: filling it up would clear what is stored."""
    assert rows(HEAD + b'A,"1\n2",c\r\nB\r\nC,c\r\n') == [
        (1, "row 1, line 3: the row has 3 cells and the header has 2"),
        (2, "row 2, line 4: the row has 1 cells and the header has 2"),
        (3, {"reference": "C", "name": "c"}),
    ]


A_ROW = HEAD + b"A,a\r\n"


@pytest.mark.parametrize(
    ("content", "rows_before", "fault"),
    [
        (b"", 0, "the file is empty: its first row names the columns"),
        (b"\xef\xbb\xbf", 0, "the file is empty: its first row names the columns"),
        (b"\r\n,,\r\n", 0, "the file is empty: its first row names the columns"),
        (b"reference,,name\r\n", 0, "the column at place 2 has no name"),
        (b"reference,name,name\r\n", 0, "column name: there are two columns named name"),
        (b"name\r\nx\r\n", 0, "there is no column reference, by which customers are known"),
        (b"reference,Name\r\n", 0, "column Name: there is no column named Name: name may be meant"),
        (
            b"reference,kategorieId\r\n",
            0,
            "column kategorieId: there is no column named kategorieId: categoryId may be meant",
        ),
        (b"reference,\xe2\x80\xae\r\n", 0, "column \\u202e: there is no column named \\u202e"),
        (
            b"reference;name\r\nA;a",
            0,
            "line 1: the cells are not separated by commas: save the file with commas between them",
        ),
        ("reference,name\r\nA,a".encode("utf-16"), 0, "the file is UTF-16, not UTF-8: save it as UTF-8"),
        (b"\xfe\xff\0r", 0, "the file is UTF-16, not UTF-8: save it as UTF-8"),
        ("reference".encode("utf-16-le"), 0, "line 1: there is a NUL byte, which text in UTF-8 has none of"),
        (b"PK\x03\x04 and so on", 0, "the file is no text: it looks like XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1", 0, "the file is no text: it looks like an old or encrypted workbook"),
        (
            A_ROW + "B,Müller\r\n".encode("latin-1"),
            1,
            "row 2, line 3: the byte 0xfc at character 4 is not UTF-8: save the file as UTF-8",
        ),
        (
            A_ROW + b'B,"1\n2\n\xff"\r\n',
            1,
            "row 2, line 5: the byte 0xff at character 1 is not UTF-8: save the file as UTF-8",
        ),
        (
            A_ROW + b"B,\xed\xa0\x80",
            1,
            "row 2, line 3: the byte 0xed at character 3 is not UTF-8: save the file as UTF-8",
        ),
        (A_ROW + b"B,a\0b\r\n", 1, "row 2, line 3: there is a NUL byte, which text in UTF-8 has none of"),
        (A_ROW + b'B,"b\r\nC,c\r\n', 1, "row 2, line 4: a quotation mark is opened and never closed"),
        (A_ROW + b'B,"b"b\r\n', 1, "row 2, line 3: the quotation marks are broken: ',' expected after '\"'"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(content: bytes, rows_before: int, fault: str) -> None:
    found, told = read(content, Format.CSV)
    assert (len(found), told) == (rows_before, fault)


def test_a_stream_stays_with_who_has_opened_it() -> None:
    good = HEAD + b"A,a"
    streams = [io.BytesIO(content) for content in (good, b"", b"reference;name", b"name\r\n")]
    with open_rows(streams[0], Format.CSV) as rows:
        assert (rows.size, rows.position) == (len(good), len(good))
    for stream in streams[1:]:
        with pytest.raises(FileError):
            open_rows(stream, Format.CSV)
    gc.collect()
    assert [stream.closed for stream in streams] == [False] * 4


def test_a_cell_without_end_is_no_reason_to_fill_the_memory() -> None:
    found, fault = read(A_ROW + b'B,"' + b"x" * 4_000_001, Format.CSV)
    assert len(found) == 1
    assert fault == "row 2, line 3: a cell is longer than 4,000,000 characters, or a quotation mark is never closed"
    found, fault = read(A_ROW + b"x" * 16_000_000, Format.CSV)
    assert (len(found), fault) == (1, "row 2, line 3: the line is longer than 16,000,000 characters")


@given(st.one_of(TEXTS, DANGEROUS))
@example("'s-Hertogenbosch")
@example("''=")
def test_no_text_is_run_and_each_comes_back(text: str) -> None:
    cell = escaped(text)
    assert not cell.startswith(RUN)
    assert not cell.lstrip().startswith(RUN)
    assert unescaped(cell) == text


@given(st.lists(st.lists(st.one_of(TEXTS, DANGEROUS), min_size=2, max_size=2)))
@example([[text, text] for text in AWKWARD])
def test_what_was_written_reads_back(table: list[list[str]]) -> None:
    writer = CsvWriter(["reference", "name"])
    content = writer.add(table) + writer.finish()
    assert rows(content) == [
        (number, dict(zip(("reference", "name"), row, strict=True))) for number, row in enumerate(table, 1)
    ]


def test_what_was_written_is_what_other_programs_read() -> None:
    """The apostrophe is all that they see of the escape; texts that need none have none."""
    writer = CsvWriter(["reference", "name"])
    content = writer.add([["=1+1", "'s-Hertogenbosch"], ["+49 30", 'a,"b"\r\n'], ["'=x", "-5"]])
    assert content == (b"reference,name\r\n'=1+1,'s-Hertogenbosch\r\n'+49 30,\"a,\"\"b\"\"\r\n\"\r\n''=x,'-5\r\n")
    assert [*csv.reader(io.StringIO(content.decode(), newline=""))][1] == ["'=1+1", "'s-Hertogenbosch"]
