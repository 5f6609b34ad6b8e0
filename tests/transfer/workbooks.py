"""How tests make workbooks: by the library that everybody uses, and part by part where a stranger would."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

from customers.transfer.formats.xlsx_template import MAIN, PARTS, RELATIONS, SHEET

HEADER = ("reference", "name")
STRINGS = "xl/sharedStrings.xml"
RELATIONS_OF_WORKBOOK = "xl/_rels/workbook.xml.rels"


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(*rows: Iterable[Any], header: Sequence[str] = HEADER) -> bytes:
    """Return a workbook with these values, as a person would have typed them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(list(row))
    return saved(book)


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def by_hand(rows: str) -> dict[str, str | bytes]:
    """Return the parts of a workbook with these rows below a header of reference and name."""
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c>'
    header += '<c r="B1" t="inlineStr"><is><t>name</t></is></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{header}{rows}</sheetData></worksheet>'
    return {**PARTS, SHEET: sheet}


def with_strings(rows: str, strings: str) -> dict[str, str | bytes]:
    """Return the parts of a workbook with a table of strings."""
    relation = f'<Relationship Id="rId9" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    relations = PARTS[RELATIONS_OF_WORKBOOK].replace("</Relationships>", f"{relation}</Relationships>")
    return {
        **by_hand(rows),
        RELATIONS_OF_WORKBOOK: relations,
        STRINGS: f'<sst xmlns="{MAIN}">{strings}</sst>',
    }


def text(place: str, value: str) -> str:
    """Return a cell with a text."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
