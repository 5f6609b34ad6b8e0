"""Knows what the documents print about answers: every error with its status and text, and the keys of a success.

It reads the documents and nothing else; it must not know which request is answered, nor how the service words it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[2] / "docs"
PLACEHOLDER = re.compile(r"\\\{\w+\\\}")
JSON_BLOCK = re.compile(r"^```json$(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Error:
    """A documented error. ``problem`` is the name of its line in docs/errors.md, where dialect v1 has one."""

    status: int
    code: str | None
    text: re.Pattern[str]
    problem: str = ""

    def fits(self, status: int, code: str | None, text: object) -> bool:
        """Tell whether an answer is this error."""
        return (self.status, self.code) == (status, code) and bool(self.text.fullmatch(str(text)))


def pattern(text: str) -> re.Pattern[str]:
    """Return what matches a documented text, in whose braces anything may stand."""
    return re.compile(PLACEHOLDER.sub(".*", re.escape(text.strip("`"))), re.S)


def rows(name: str, width: int) -> Iterator[list[str]]:
    """Yield the cells of each line of the tables of a document that have so many columns."""
    for line in (DOCS / name).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) == width:
            yield cells


@cache
def errors_of(dialect: str) -> tuple[Error, ...]:
    """Return the documented errors of a dialect."""
    return tuple({"v1": v1_errors, "v2": v2_errors, "rws": rws_errors}[dialect]())


def v1_errors() -> Iterator[Error]:
    """Yield the lines of docs/errors.md."""
    for problem, status, code, text, *_ in rows("errors.md", 6):
        if status.isdigit():
            yield Error(int(status), code.strip("`"), pattern(text), problem.strip("`"))


def v2_errors() -> Iterator[Error]:
    """Yield the lines of the table of errors, which have no code."""
    for status, text, _ in rows("api/v2.md", 3):
        if status.isdigit():
            yield Error(int(status), None, pattern(text))


def rws_errors() -> Iterator[Error]:
    """Yield the lines of the table of errors, and those that are told in the text below it."""
    text = (DOCS / "api/rws.md").read_text(encoding="utf-8")
    for told in ("Invalid host", "The URL is too long", "The URL has too many parameters"):
        assert told in text, f"docs/api/rws.md no longer tells of: {told}"
        yield Error(400, None, pattern(told))
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0].isdigit():
            status, code, text, _ = cells
            yield Error(int(status), None if code == "–" else code.strip("`"), pattern(text))


@cache
def messages() -> tuple[re.Pattern[str], ...]:
    """Return what may stand in the details of ``save_failed``."""
    text = (DOCS / "errors.md").read_text(encoding="utf-8").partition("## Messages of save_failed")[2]
    lines = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return tuple(pattern(cells[1].strip()) for cells in lines)


@cache
def printed_keys(document: str, key: str) -> tuple[str, ...]:
    """Return the keys of the first printed object that has a key, in their order."""
    for block in JSON_BLOCK.findall((DOCS / document).read_text(encoding="utf-8")):
        for item in objects(json.loads(block)):
            if key in item:
                return tuple(item)
    raise AssertionError(f"docs/{document} prints no answer with the key {key}")


def objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield an object, or those of a list."""
    yield from (value if isinstance(value, list) else [value])


def documented_fields(document: str, width: int) -> set[str]:
    """Return the keys of a body that the tables of a dialect name in their first column."""
    names = (re.findall(r"`([^`]+)`", cells[0]) for cells in rows(document, width))
    return {name for found in names for name in found if re.fullmatch(r"[a-zA-Z_0-9.\[\]]+", name)}
