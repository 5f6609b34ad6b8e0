"""XLSX is read as a person sees it, and written so that nothing runs; the library that everybody uses agrees.

Seen to fail: with texts written as formulas where they begin like one, with numbers read by all of their digits, with
escapes of characters left as they stand, and with days counted from 1904 where they are not.
"""

import io
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from customers.transfer.errors import TransferError
from customers.transfer.files import Format
from customers.transfer.formats.xlsx_writer import XlsxWriter
from tests.transfer.reading import read
from tests.transfer.whole_world import AWKWARD
from tests.transfer.workbooks import by_hand, packed, saved, text, with_strings, workbook

# What is typed into a cell, and what is read.
SEEN: tuple[tuple[Any, str], ...] = (
    (7, "7"),
    (1.0, "1"),
    (-5.5, "-5.5"),
    (0, "0"),
    (0.1 + 0.2, "0.3"),
    (19.99 * 3, "59.97"),
    (4.930123456e11, "493012345600"),
    (1e-7, "0.0000001"),
    (123_456_789_012_345, "123456789012345"),
    (True, "TRUE"),
    (False, "FALSE"),
    (datetime(2024, 2, 29, 13, 14, 15), "2024-02-29T13:14:15"),  # noqa: DTZ001 - as spreadsheets have it
    (datetime(2024, 2, 29, 23, 59, 59, 999_000), "2024-02-29T23:59:59.999000"),  # noqa: DTZ001
    (date(1900, 1, 1), "1900-01-01"),
    (date(1900, 2, 28), "1900-02-28"),
    (date(1900, 3, 1), "1900-03-01"),
    (date(9999, 12, 31), "9999-12-31"),
    (time(1, 2, 3), "01:02:03"),
    (" 007 ", " 007 "),
    ("2024-02-29", "2024-02-29"),
    ("a\nb", "a\nb"),
    ("x005F_ &<>\"'", "x005F_ &<>\"'"),
)


def rows(content: bytes) -> list[Any]:
    found, fault = read(content, Format.XLSX)
    assert fault is None
    return found


def names(content: bytes) -> list[str]:
    """Return what stands in the second column, or what is wrong with the row."""
    return [cells if isinstance(cells, str) else cells["name"] for _, cells in rows(content)]


def test_values_are_read_as_they_are_seen() -> None:
    """A number that was typed as 007 has lost its zeros for good; noise behind 15 digits is none."""
    content = workbook(*[["A", value] for value, _ in SEEN])
    assert names(content) == [expected for _, expected in SEEN]


def test_days_may_count_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    for row in (["reference", "name"], ["A", date(1904, 1, 2)], ["B", datetime(2024, 2, 29, 12)]):  # noqa: DTZ001
        sheet.append(row)
    assert names(saved(book)) == ["1904-01-02", "2024-02-29T12:00:00"]


def test_formats_of_numbers_tell_dates_from_numbers() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["reference", "name"])
    formats = {
        "yyyy-mm-dd": "2024-02-29",
        '[$-407]d. mmmm yyyy;@"days"': "2024-02-29",
        "#,##0.00 [$€-407]": "45351",
        '0.0 "my days"': "45351",
        "[Red]0\\d": "45351",
        "0.00E+00": "45351",
        "[h]:mm": "45351",
        "@": "45351",
        "General": "45351",
    }
    for number, code in enumerate(formats, start=2):
        sheet[f"A{number}"] = "A"
        cell = sheet[f"B{number}"]
        cell.value = 45_351
        cell.number_format = code
    assert names(saved(book)) == [*formats.values()]


def test_rows_count_from_the_header_on_and_blank_ones_say_nothing() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for place, value in {"A3": "reference", "B3": "name", "A4": "A", "B6": "B", "A9": "C"}.items():
        sheet[place] = value
    sheet["A7"].number_format = "0.00"
    book.create_sheet("another").append(["never", "read"])
    assert rows(saved(book)) == [
        (1, {"reference": "A", "name": ""}),
        (3, {"reference": "", "name": "B"}),
        (6, {"reference": "C", "name": ""}),
    ]


def test_a_cell_that_cannot_be_read_refuses_its_row_alone() -> None:
    content = workbook(
        ["A", "=1+1"], ["B", 123_456_789_012_345_678], ["C", "#REF!"], ["D", "d", "", "x"], ["E", "e"], ["=A2", "f"]
    )
    assert rows(content) == [
        (1, "row 1: the cell B2 holds a formula, and files are read without calculating: paste its value instead"),
        (
            2,
            "row 2: the cell B3 cannot be read: the number 1.234567890123457e+17 has more digits than a spreadsheet"
            " keeps: write it as text",
        ),
        (3, "row 3: the cell B4 cannot be read: it holds the error #REF!"),
        (4, "row 4: the cell D5 stands in a column that the header does not name"),
        (5, {"reference": "E", "name": "e"}),
        (6, "row 6: the cell A7 holds a formula, and files are read without calculating: paste its value instead"),
    ]


def test_texts_may_be_shared_rich_and_spoken() -> None:
    strings = (
        "<si><t>one</t></si>"
        '<si><r><rPr><b/></rPr><t>t</t></r>\n<r><t xml:space="preserve">wo </t></r>'
        '<rPh sb="0" eb="1"><t>x</t></rPh></si>'
        "<si><t>a_x000D_b _x005F_x000D_ _xZZZZ_ _x12_</t></si><si/>"
    )
    sheet = "".join(
        f'<row r="{number}"><c r="A{number}" t="str"><v>A</v></c><c r="B{number}" t="s"><v>{place}</v></c></row>'
        for number, place in enumerate((0, 1, 2, 3, 1, 4, -1), start=2)
    )
    assert names(packed(with_strings(sheet, strings))) == [
        *("one", "two ", "a\rb _x000D_ _xZZZZ_ _x12_", "", "two "),
        "row 6: the cell B7 cannot be read: the workbook has no text number 4",
        "row 7: the cell B8 cannot be read: the workbook has no text number -1",
    ]


def test_places_may_be_left_out_and_namespaces_have_names() -> None:
    parts = by_hand("<row><c t='str'><v>A</v></c><c><v>1</v></c></row><row><c t='str'><v>B</v></c></row>")
    assert rows(packed(parts)) == [(1, {"reference": "A", "name": "1"}), (2, {"reference": "B", "name": ""})]
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    prefixed = sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert rows(packed({**parts, "xl/worksheets/sheet1.xml": prefixed})) == rows(packed(parts))
    renamed = sheet.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", strict)
    assert rows(packed({**parts, "xl/worksheets/sheet1.xml": renamed})) == rows(packed(parts))


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=50)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=3)


def written(table: list[list[Any]]) -> bytes:
    writer = XlsxWriter(["reference", "name"], [True, True], len(table))
    return writer.add(table) + writer.finish()


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
@example([[awkward, awkward] for awkward in AWKWARD])
@example([["_x005F_x000D_", "_x_x000D_"], ["__x0041_", "_x005f_"], ["\ud7ff\ue000", "\x85\u2028"]])
def test_texts_that_were_written_read_back_and_nothing_runs(table: list[list[str]]) -> None:
    content = written(table)
    assert [list(cells.values()) for _, cells in rows(content)] == table
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_the_library_that_everybody_uses_reads_the_same_values() -> None:
    content = written([["=1+1", "'s-Hertogenbosch"], ["+49", Decimal("5000.500")], [" a\nb\r", True], ["x005F_", None]])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["reference", "name"],
        ["=1+1", "'s-Hertogenbosch"],
        ["+49", 5000.5],
        # It leaves the escape of the carriage return as it is.
        [" a\nb_x000D_", True],
        ["x005F_", None],
    ]
    formats = {place: (sheet[place].number_format, sheet[place].quotePrefix) for place in ("A2", "B2", "A3", "B3")}
    assert formats == {"A2": ("@", True), "B2": ("@", False), "A3": ("@", True), "B3": ("General", False)}
    # What is typed below stays as it is typed.
    assert sheet.column_dimensions["A"].number_format == "@"


@given(st.lists(NUMBERS, max_size=5))
@example([Decimal("-999999999999.999"), Decimal("0E-9"), Decimal("179.123456789"), Decimal("0.000000001")])
def test_numbers_that_were_written_read_back(numbers: list[Decimal]) -> None:
    read_back = [Decimal(cells["name"]) for _, cells in rows(written([["A", number] for number in numbers]))]
    assert read_back == numbers


def test_what_a_workbook_cannot_hold_is_told_before_anything_is_lost() -> None:
    with pytest.raises(TransferError, match=r"^a sheet of XLSX holds 1,048,575 rows, and there are 1,048,576: "):
        XlsxWriter(["reference"], [True], 1_048_576)
    writer = XlsxWriter(["reference", "name"], [True, True], 3)
    longest = "𝒳" * 16_383 + "x"
    assert rows(writer.add([["A", "a" * 32_767], ["B", longest]]) + writer.finish())[1][1]["name"] == longest
    writer = XlsxWriter(["reference", "name"], [True, True], 3)
    with closing(writer), pytest.raises(TransferError) as caught:
        writer.add([["A", "a" * 32_767], ["B", longest + "x"]])
    assert str(caught.value) == (
        "row 2, column name: the text has more than 32,767 characters, which no cell of XLSX can hold:"
        " take csv or jsonl"
    )


def test_a_cell_may_hold_any_text_in_any_place() -> None:
    parts = by_hand(f'<row r="2">{text("A2", "A")}{text("B2", "a&#10;&amp;b&#13;")}</row>')
    assert names(packed(parts)) == ["a\n&b\r"]
