"""Workbooks that are none, or that were made to do harm, end with one sentence and little memory.

Seen to fail: with entities allowed, with sizes not looked at before anything is unpacked, and with rows as long as they
like.
"""

import io
import struct
import tracemalloc
import zipfile
from typing import Any

import pytest

from customers.transfer.errors import FileError
from customers.transfer.files import Format, open_rows
from customers.transfer.formats import xlsx_package
from customers.transfer.formats.xlsx_template import MAIN, SHEET
from tests.transfer.reading import read
from tests.transfer.workbooks import by_hand, packed, text, with_strings

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
GOOD_ROW = f'<row r="2">{text("A2", "A")}</row>'


def fault(content: bytes) -> str | None:
    return read(content, Format.XLSX)[1]


def changed(name: str, content: str | bytes | None) -> bytes:
    """Return a good workbook of which one part is another one, or missing."""
    parts = {**by_hand(GOOD_ROW), name: content}
    return packed({name: part for name, part in parts.items() if part is not None})


def sheet(rows: str) -> bytes:
    return packed(by_hand(rows))


def flagged(content: bytes) -> bytes:
    """Return an archive that says of its parts that they are encrypted."""
    places = [place for place in range(len(content)) if content.startswith(b"PK\x01\x02", place)]
    spoilt = bytearray(content)
    for place in places:
        spoilt[place + 8] |= 1
    return bytes(spoilt)


def damaged(content: bytes) -> bytes:
    """Return an archive with other bytes within the packed sheet."""
    start = content.index(SHEET.encode()) + len(SHEET)
    return content[:start] + bytes(byte ^ 0xFF for byte in content[start : start + 40]) + content[start + 40 :]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is no XLSX workbook"),
        (b"reference,name\r\n", "the file is no XLSX workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100,
            "the file is an old or an encrypted workbook: save it as XLSX without a password",
        ),
        (packed({"a.txt": "x"}), "the workbook is damaged: its part _rels/.rels is missing"),
        (changed("xl/workbook.xml", None), "the workbook is damaged: its part xl/workbook.xml is missing"),
        (changed(SHEET, None), f"the workbook is damaged: its part {SHEET} is missing"),
        (changed("xl/workbook.xml", f'<workbook xmlns="{MAIN}"/>'), "the workbook has no sheet"),
        (changed("_rels/.rels", "<x/>"), "the file is no XLSX workbook"),
        (changed("xl/vbaProject.bin", "x"), "the workbook has macros: save it as XLSX, which has none"),
        (flagged(sheet(GOOD_ROW)), "the workbook is encrypted: save it without a password"),
        (
            packed(by_hand(GOOD_ROW), zipfile.ZIP_LZMA),
            "the file is no XLSX workbook: its parts are packed in another way",
        ),
        (changed(SHEET, "<worksheet>"), "the workbook is damaged: its XML is broken (no element found)"),
        (changed(SHEET, f'<worksheet xmlns="{MAIN}"/>'), "the sheet is empty: its first row names the columns"),
        (
            changed(SHEET, f"{ENTITIES}<worksheet/>"),
            "the workbook declares an XML document type, which no workbook has",
        ),
        (
            changed("xl/styles.xml", f"{ENTITIES}<x/>"),
            "the workbook declares an XML document type, which no workbook has",
        ),
        (
            packed({**with_strings(GOOD_ROW, ""), "xl/sharedStrings.xml": f"{ENTITIES}<sst/>"}),
            "the workbook declares an XML document type, which no workbook has",
        ),
        (
            changed(SHEET, f"{ENTITIES}<worksheet/>".encode("utf-16")),
            "the workbook declares an XML document type, which no workbook has",
        ),
        (sheet('<row r="1"/>'), "the workbook is damaged: row 1 follows row 1"),
        (sheet('<row r="1048577"/>'), "the workbook is damaged: row 1048577 follows row 1"),
        (
            sheet('<row r="2"><c r="B2"/><c r="A2"/></row>'),
            "row 2: the workbook is damaged: the cells of a row are not in their order",
        ),
        (
            sheet('<row r="2"><c r="XFE2"><v>1</v></c></row>'),
            "row 2: the workbook is damaged: the cells of a row are not in their order",
        ),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(content: bytes, expected: str) -> None:
    assert fault(content) == expected


def test_a_damaged_archive_is_no_crash() -> None:
    assert str(fault(damaged(sheet(GOOD_ROW)))).startswith("the workbook is damaged: ")
    whole = sheet(GOOD_ROW)
    for length in range(0, len(whole), 97):
        assert fault(whole[:length]) is not None


def test_rows_before_the_damage_are_read() -> None:
    found, told = read(sheet(f"{GOOD_ROW}<row r='4'>{text('A4', 'B')}</row><row></wrong>"), Format.XLSX)
    assert [number for number, _ in found] == []
    assert told == "the workbook is damaged: its XML is broken (mismatched tag)"


def test_a_sheet_that_leaves_a_million_rows_out_has_two() -> None:
    found, told = read(sheet(f'{GOOD_ROW}<row r="1048576">{text("A1048576", "B")}</row>'), Format.XLSX)
    assert ([number for number, _ in found], told) == ([1, 1_048_575], None)


def test_what_unpacks_to_more_than_fits_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = sheet(" " * 20_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(FileError, match=r"^the workbook unpacks to more than 10 MiB$"):
        open_rows(io.BytesIO(bomb), Format.XLSX, largest=10 << 20)
    open_rows(io.BytesIO(bomb), Format.XLSX, largest=30 << 20).close()
    monkeypatch.setattr(xlsx_package, "LARGEST_SMALL_PART", 1 << 20)
    assert fault(changed("xl/styles.xml", " " * 2_000_000)) == "the workbook's part xl/styles.xml is larger than 1 MiB"
    parts: dict[str, Any] = {f"part {number}": "" for number in range(10_001)}
    assert fault(packed(parts)) == "the file is no XLSX workbook: it has too many parts"


def test_a_size_that_is_a_lie_is_found_out() -> None:
    """What an archive says of a part's size is how much of it is read at most."""
    content = bytearray(sheet(" " * 1_000_000))
    place = next(
        place
        for place in range(len(content))
        if content.startswith(b"PK\x01\x02", place) and content[place + 46 :].startswith(SHEET.encode())
    )
    content[place + 24 : place + 28] = struct.pack("<I", 100)
    assert str(fault(bytes(content))).startswith("the workbook is damaged: ")


def test_a_bomb_takes_time_but_no_memory() -> None:
    """It would be in memory at once, several times: one cell, one row, a text that is shared, blanks."""
    cell = f'<c r="B2" t="inlineStr"><is><t>{"x" * 20_000_000}</t></is></c>'
    row = "".join(f'<c t="str"><v>{"x" * 30_000}</v></c>' for _ in range(700))
    shared = f"<si><t>{'x' * 60_000_000}</t></si>"
    bombs = (
        (sheet(f'<row r="2">{cell}</row>'), "row 2: the row is longer than 8,000,000 characters"),
        (sheet(f'<row r="2">{row}</row>'), "row 2: the row is longer than 8,000,000 characters"),
        (packed(with_strings(GOOD_ROW, shared)), "a text of the workbook is longer than 1,000,000 characters"),
        (sheet(" " * 20_000_000), None),
    )
    tracemalloc.start()
    for content, expected in bombs:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        assert fault(content) == expected
        assert tracemalloc.get_traced_memory()[1] - before < 30_000_000
    tracemalloc.stop()
