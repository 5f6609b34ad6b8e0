"""Knows strings, numbers and bytes that break programs; it must not know where they are sent, nor what is answered."""

from collections.abc import Mapping
from typing import Any

TEXTS: tuple[str, ...] = (
    "", " ", "0", "-1", "1e5", "null", "true", "[]", "{}", "é", "e\u0301", "🏬" * 60, "\u202eabc", "\ufeff",
    "\u2028", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\r\nX-Injected: 1", "\x1b[31m", "\x7f", "/", "..",
    "a/", "../../etc", "' OR 1=1 --", "%s%n{0.__class__}", "<script>alert(1)</script>", "{{7*7}}",
    "${jndi:ldap://x}", "Ǆ" * 255, "x" * 256, "x" * 10_001, "1" * 401, "9" * 5000, "1e999999", "NaN", "Infinity",
    "0x10", "１２", "١٢", "+1", " 1", "1 ",
)  # fmt: skip
NUMBERS: tuple[Any, ...] = (
    0, -1, 1, 2**31 - 1, 2**31, -(2**31) - 1, 2**63 - 1, 2**63, 10**30, 10**300, 0.1, -0.0, 1e308, 5e-324, 1.5,
    float("nan"), float("inf"), 999999999999.999, 9999999999999999.9, 0.0005, 90, 90.0000000001, -180.5,
)  # fmt: skip
NESTED: tuple[Any, ...] = (
    None, True, False, [], {}, [[]], [None], [{}], {"id": None}, {"id": {}}, {"id": []},
    {"id": 1, "reference": "x"}, {"reference": 5}, {"reference": "\x00"}, {"id": True}, {"": ""}, [1, "1", None],
    [[[[[[1]]]]]], {"a": {"b": {"c": 1}}}, ["x"] * 500, list(range(2000)), {"id": "1" * 500}, {"id": -1},
    {"id": 2**70},
)  # fmt: skip
# Content types that are not what they seem, and bodies that are not what they are called.
OTHER_TYPES: tuple[str, ...] = (
    "", "text/plain", "text/html", "application/xml", "application/json; charset=latin-1", "x", "/", "image/png",
    "multipart/form-data", "multipart/form-data; boundary=", "application/jsonx", "APPLICATION/JSON", "a\x00/b",
    "application/json; charset=hex", "application/json; charset=utf-16", "application/json; x*=nope''%41",
    "application/json; charset=undefined",
)  # fmt: skip
RAW: tuple[bytes, ...] = (
    b"", b"{", b"[", b"nul", b"\xff\xfe", b'{"name": "\xff"}', b"\xef\xbb\xbf{}", b'{"a":1}x', b'{"a":1,"a":2}',
    b'"text"', b"7", b"[]", b"null", b"{}", b"[" * 5000, b'{"name":' * 3000, b"name=%ff&reference=%zz", b"=&=&&;",
    b"--" + b"x" * 24 + b"--", b"--" + b"x" * 24, b'{"name": NaN}', b'{"creditLimit": 1e999999999}',
    b'{"dueDateConfigNumber": ' + b"9" * 9000 + b"}", b"a=1&" * 2000, b"\x1f\x8b\x08\x00", b'{"name": "\\ud800"}',
    b'{"\\u0000": 1, "": 2}',
)  # fmt: skip
STRINGS: tuple[str, ...] = (
    # What no database keeps, or no encoding writes.
    "\x00", "a\x00b", "\x00" * 255, "\ud800", "\udfff", "a\udc80b", "\udbff\udbff", "\ud83c", "\ufffd",
    "\ufffe\uffff", "\U0010ffff",
    # Ends of lines, escapes, and what terminals obey.
    "\r\nSet-Cookie: a=b", "a\rb", "a\nb", "\r\n\r\n<html>", "\x1b[2J", "\x7f", "\x85\u2028\u2029", "\b" * 20,
    "\t", "\x1f",
    # Letters that turn around, join, fold, or weigh more than they look.
    "\u202egnp.exe", "\u2066\u2069", "\u200b", "\u200d", "\ufeff", "🏬" * 255, "🏳️‍🌈👩‍👩‍👧", "e\u0301",
    "\u0301" * 255, "ﬃ" * 255, "ı İ ſ K Å", "Ǆ", "\u0130" * 255, "漢字", "العربية", "ﷺ" * 200, "Z͑ͫ̓a̴l̶g̷o̸", "𝕏",
    "ͅ" * 250,
    # What others would execute.
    "' OR '1'='1", "'; DROP TABLE customers_customer; --", '" UNION SELECT NULL--', "$1; SELECT pg_sleep(9)",
    "%' ESCAPE '!", "1) OR (1=1", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "javascript:alert(1)", "]]><!--", "{{7*7}}", "{% debug %}", "${7*7}", "#{7*7}", "{0.__class__}", "{noun}",
    "{value.__init__}", "%s%s%n", "%(asctime)s", "{", "}", "{}", "{0}", "$where", '{"$gt": ""}', "`id`", "$(id)",
    "| id", "=cmd|' /C calc'!A0", "${jndi:ldap://127.0.0.1/a}",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", "*)(uid=*))(|(uid=*", "__proto__", "constructor",
    # Paths.
    "../../../../etc/passwd", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd", ".", "..", "/", "//", "a/",
    "a/..", "con", "%2e%2e%2f", "%00", "%", "?a=b#c", "a;b=c",
    # Numbers and words that parsers love.
    "1e999999", "-1e999999999", "9" * 255, "9" * 100_000, "0x7f", "NaN", "Infinity", "-0", "null", "None", "true",
    "undefined", "[]", "1_000", "１２", "1.", ".",
    # Lengths and blanks.
    " ", " a ", "\u00a0", "\u3000", "x" * 255, "x" * 256, "x" * 10_000, "x" * 10_001, "é" * 5000, "*" * 5000,
    "a*" * 2500, "a " * 5000, "(" * 3000,
)  # fmt: skip
# Longer ones than most places take, for a few of them: ten megabytes, and what takes quadratic time when done wrong.
LARGE: Mapping[str, str] = {
    "ten megabytes": "x" * 10_000_000,
    "marks that combine": "a" + "\u0301\u0316" * 1_000_000,
    "letters that fold into three": "ﬃ" * 1_000_000,
    "digits": "9" * 5_000_000,
    "a number of many digits": "1" * 2_000_000 + "." + "1" * 2_000_000,
    "stars": "*a" * 2_000_000,
    "blanks": " " * 5_000_000,
    "brackets": "[" * 100_000,
    "brackets in a list": '[{"id":' * 100_000,
    "commas": "," * 5_000_000,
}
