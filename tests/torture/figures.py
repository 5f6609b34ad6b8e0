"""Knows how large a torture is and where its figures go; it must not know what is tortured."""

import json
import os
from pathlib import Path

FULL = os.environ.get("TORTURE") == "full"
REPORT = os.environ.get("TORTURE_REPORT", "")


def size(short: int, full: int) -> int:
    """Return how many there are to be: ``short`` in every run of the tests, ``full`` under `make torture`."""
    return full if FULL else short


def note(row: str, figures: str) -> None:
    """Keep what was measured for a row of docs/promises.md, where a report is written."""
    if REPORT:
        with Path(REPORT).open("a", encoding="utf-8") as report:
            report.write(json.dumps({"row": row, "figures": figures}) + "\n")
