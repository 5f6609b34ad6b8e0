"""Knows how measured text gets between the marks of docs/performance.md; it knows no figure."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "performance.md"


def between(name: str) -> tuple[str, str]:
    """Return the marks of a part."""
    return f"<!-- make bench: {name} begin -->", f"<!-- make bench: {name} end -->"


def with_part(document: str, name: str, lines: list[str]) -> str:
    """Return the document with one part written anew; raises ValueError where its marks are missing."""
    begin, end = between(name)
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"The document has no place for {name}: {begin} and {end}.")
    return "\n".join([f"{before}{begin}", *lines, f"{end}{after}"])


def write_part(name: str, lines: list[str]) -> None:
    """Write one part of the document anew; it is read again each time, for others may have edited it meanwhile."""
    DOCUMENT.write_text(with_part(DOCUMENT.read_text(encoding="utf-8"), name, lines), encoding="utf-8")
