"""JSONL is read line by line; a line that cannot be read leaves the others readable.

Seen to fail: with the last of two equal keys taken, with a float in place of a decimal, and with the first bad line
taken for the end of the file.
"""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customers.transfer.files import Format
from customers.transfer.formats.jsonl_writer import JsonlWriter
from tests.transfer.reading import read


def rows(content: bytes) -> object:
    found, fault = read(content, Format.JSONL)
    assert fault is None
    return found


def test_values_are_those_of_json() -> None:
    line = '{"reference": "Ä\\n\\u2028", "name": null, "creditLimit": 1.10, "onHold": true, "contacts": [{"phone": 1}]}'
    read_back = {"reference": "Ä\n\u2028", "name": None, "creditLimit": Decimal("1.10"), "onHold": True}
    expected = {**read_back, "contacts": [{"phone": 1}]}
    assert rows(b"\xef\xbb\xbf" + line.encode() + b"\r\n \n" + line.encode()) == [(1, expected), (3, expected)]
    assert rows(b"") == rows(b"\n \r\n") == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"a": 1, "b": 2, "a": 1}', "the key a stands there twice"),
        ('{"contacts": [{"phone": "1", "phone": "2"}]}', "the key phone stands there twice"),
        ("[1]", "the line is no JSON object"),
        ("null", "the line is no JSON object"),
        ('{"a": NaN}', "the line is no JSON: NaN is no JSON"),
        ('{"a": 1', "the line is no JSON: Expecting ',' delimiter at character 8"),
        ('{"a": "\t"}', "the line is no JSON: Invalid control character at character 8"),
        ('{"a": ' + "[" * 33 + "]" * 33 + "}", "the JSON has too much of: depth"),
        ('{"a": [' + "1," * 100_000 + "1]}", "the JSON has too much of: values"),
        ('{"a": ' + "1" * 30_000 + "}", "the JSON has too much of: number"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_alone(line: str, fault: str) -> None:
    good = b'{"reference": "A"}\n'
    found = rows(good + line.encode() + b"\n" + good)
    assert found == [(1, {"reference": "A"}), (2, f"row 2, line 2: {fault}"), (3, {"reference": "A"})]


@pytest.mark.parametrize(
    ("content", "rows_before", "fault"),
    [
        (
            b'{"reference": "A"}\n\n{"reference": "\xfc"}',
            1,
            "row 3, line 3: the byte 0xfc at character 16 is not UTF-8: save the file as UTF-8",
        ),
        (b'{"reference": "A"}\n{}\0', 1, "row 2, line 2: there is a NUL byte, which text in UTF-8 has none of"),
        ("{}".encode("utf-16"), 0, "the file is UTF-16, not UTF-8: save it as UTF-8"),
        (b" " * 16_000_000, 0, "row 1, line 1: the line is longer than 16,000,000 characters"),
    ],
)
def test_bytes_that_are_no_text_end_the_file(content: bytes, rows_before: int, fault: str) -> None:
    found, told = read(content, Format.JSONL)
    assert (len(found), told) == (rows_before, fault)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3)
VALUES = st.one_of(st.none(), st.booleans(), TEXTS, NUMBERS, st.lists(TEXTS), st.dictionaries(TEXTS, NUMBERS))


@given(st.lists(st.tuples(TEXTS, VALUES)))
def test_what_was_written_reads_back(table: list[tuple[object, object]]) -> None:
    writer = JsonlWriter(["reference", "customFields"])
    content = writer.add(table) + writer.finish()
    assert rows(content) == [
        (number, {"reference": first, "customFields": second}) for number, (first, second) in enumerate(table, 1)
    ]
    assert len([json.loads(line) for line in content.splitlines()]) == len(table)
