"""Knows how the tortures run at full size, and how what they measure gets into the table of docs/promises.md.

It must not know a single torture: each one reports its own row (tests/torture/figures.py).
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg2

from scripts.run_tests import DEFAULT_POSTGRES_URL, UNREACHABLE_SECONDS, environment, own_database, read_report

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "promises.md"
BEGIN, END = "<!-- make torture: begin -->", "<!-- make torture: end -->"
HEAD = ("| torture | size and figures | measured |", "|---|---|---|")
ROW = re.compile(r"^\| (?P<name>.+?) \| (?P<figures>.+) \| (?P<measured>[^|]+) \|$")


@dataclass(frozen=True)
class Row:
    """The last figures of one torture, with the day and the machine on which they were measured."""

    name: str
    figures: str
    measured: str

    def __str__(self) -> str:
        return f"| {self.name} | {self.figures} | {self.measured} |"


def cell(text: str) -> str:
    """Return a text that stays in its cell."""
    return " ".join(text.replace("|", "/").split())


def read_figures(report: Path) -> dict[str, str]:
    """Return what was measured in one run; a torture of several parts reports each of them under the same row."""
    found: dict[str, list[str]] = {}
    for line in report.read_text(encoding="utf-8").splitlines() if report.exists() else []:
        entry = json.loads(line)
        figures = found.setdefault(cell(entry["row"]), [])
        if cell(entry["figures"]) not in figures:
            figures.append(cell(entry["figures"]))
    return {row: "; ".join(figures) for row, figures in found.items()}


def with_figures(document: str, figures: dict[str, str], measured: str) -> str:
    """Return the document with the new figures in its table; a row that was not measured now keeps what it has."""
    before, begin, rest = document.partition(BEGIN)
    table, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"The document has no table between {BEGIN} and {END}.")
    rows = {match["name"]: Row(**match.groupdict()) for match in map(ROW.match, body_of(table)) if match}
    rows |= {name: Row(name, value, measured) for name, value in figures.items()}
    lines = "\n".join((*HEAD, *map(str, rows.values())))
    return f"{before}{BEGIN}\n{lines}\n{END}{after}"


def body_of(table: str) -> list[str]:
    """Return the lines of a table without its head."""
    return [line for line in table.splitlines() if line not in HEAD]


def machine(server_url: str, day: date) -> str:
    """Return when and on what is measured."""
    with closing(psycopg2.connect(server_url, connect_timeout=UNREACHABLE_SECONDS)) as connection:
        version = str(connection.get_parameter_status("server_version")).split()[0]
    return f"{day}, {os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL {version}"


def run_pytest(database_url: str, report: Path, arguments: list[str]) -> int:
    """Run the tortures one after the other, for each wants the machine for itself; return the exit status."""
    results = report.with_suffix(".xml")
    # Its own defaults: quiet would hide which torture runs, and some take minutes.
    command = [sys.executable, "-m", "pytest", "-v", "--durations=0", "--durations-min=1", f"--junit-xml={results}"]
    variables = {"TORTURE": "full", "TORTURE_REPORT": str(report)}
    done = subprocess.run(
        [*command, "tests/torture", *arguments],
        env=environment(database_url, seed=0) | variables,
        cwd=ROOT,
        check=False,
    )
    outcome = read_report(results, done.returncode)
    print(outcome, flush=True)
    return outcome.status


def main(arguments: list[str]) -> int:
    """Run, and keep what was measured also where another torture failed; a failed one has reported nothing."""
    server_url = os.environ.get("TEST_POSTGRES_URL") or DEFAULT_POSTGRES_URL
    try:
        measured = machine(server_url, datetime.now(UTC).date())
    except psycopg2.Error as error:
        print(f"The tortures need PostgreSQL, and TEST_POSTGRES_URL leads to no server: {error}", flush=True)
        return 1
    with tempfile.TemporaryDirectory() as folder, own_database(server_url) as database_url:
        report = Path(folder, "report")
        status = run_pytest(database_url, report, arguments)
        figures = read_figures(report)
    # Read again only now: the tortures take long, and the document may have been edited meanwhile.
    DOCUMENT.write_text(with_figures(DOCUMENT.read_text(encoding="utf-8"), figures, measured), encoding="utf-8")
    print(f"{len(figures)} rows of {DOCUMENT.relative_to(ROOT)} were measured anew.", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
