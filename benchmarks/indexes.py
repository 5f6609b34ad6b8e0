"""What each index of the large tables costs with a million customers, and what its request takes without it.

Run it with ``python -m benchmarks.indexes [--count ROWS] [--rows ROWS] [--rounds N]``. It starts a PostgreSQL of its
own and removes it in the end. Printed is a table in Markdown.

Rows are inserted into the large table with no index at all, and with each index alone: beside ten others, what a small
one costs would be lost in the noise. No trigger and no foreign key runs. Each insertion is rolled back, and with it
what was taken away for it. The processor's time is that of PostgreSQL's process (so Linux); the median of the rounds
counts. The write-ahead log is that without images of whole pages: how many of those there are, the time since the last
checkpoint decides.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.sql import SQL, Composable, Identifier

from benchmarks.growth import filled
from benchmarks.indexes_requests import REQUESTS, Request, sample_of
from benchmarks.servers import SETTINGS, take_away_when_stopped
from scripts.postgres_cluster import Cluster, running_cluster

ROWS, ROUNDS, TIMES = 20_000, 5, 5
# Nothing here has to outlive a loss of power.
WITHOUT_IMAGES = {**SETTINGS, "full_page_writes": "off"}
# How rows become new ones; what is not named stays as it is in the row that is copied. `place` counts from 1.
NEW = {
    "customers_customer": {
        "id": "{first} + place",
        "reference": "'C-' || {first} + place",
        "reference_folded": "'c-' || {first} + place",
        "search_folded": "replace(search_folded, reference_folded, 'c-' || {first} + place)",
        "date_created": "now() + place * interval '1 ms'",
        "last_updated": "now() + place * interval '1 ms'",
    },
    "customers_customerpaymenttype": {"id": "{first} + place", "customer_id": "{first} + place"},
    "customers_customertally": {
        "id": "{first} + place",
        "facts": "'all month:2026-11 category:' || place % 200 || ' segmentation: country:FR'",
        "is_folded": "false",
    },
}
INDEXES = """
    SELECT indexed.relname, pg_relation_size(indexed.oid), conname
    FROM pg_index JOIN pg_class AS indexed ON indexed.oid = indexrelid
    LEFT JOIN pg_constraint ON conindid = indexrelid AND conrelid = indrelid AND contype IN ('p', 'u')
    WHERE indrelid = %s::regclass ORDER BY 2 DESC
"""
LINKS = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"


@dataclass
class Index:
    """An index: its size in bytes, the constraint that it belongs to, and what was measured of it for each row."""

    name: str
    size: int = 0
    constraint: str | None = None
    microseconds: list[float] = field(default_factory=list)
    log: list[float] = field(default_factory=list)

    def taken_away(self, table: str) -> Composable:
        """Return the statement that takes it away, with the links that point at it."""
        if self.constraint is None:
            return SQL("DROP INDEX {}").format(Identifier(self.name))
        return SQL("ALTER TABLE {} DROP CONSTRAINT {} CASCADE").format(Identifier(table), Identifier(self.constraint))


def indexes_of(cursor: Any, table: str) -> list[Index]:
    """Return the indexes of a table, the largest first."""
    cursor.execute(INDEXES, [table])
    return [Index(*row) for row in cursor.fetchall()]


def sampled(cursor: Any, table: str, rows: int, round_: int) -> None:
    """Make the rows of a round, which are like others of the table chosen by chance, but new."""
    cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [table])
    columns = [name for (name,) in cursor.fetchall()]
    first = 100_000_000 + round_ * rows
    values = ", ".join(f"{NEW[table].get(name, name).format(first=first)} AS {name}" for name in columns)
    cursor.execute("DROP TABLE IF EXISTS sample")
    cursor.execute(
        f"CREATE TEMP TABLE sample AS SELECT {values} FROM (SELECT *, row_number() OVER () AS place FROM ("  # noqa: S608
        f"SELECT * FROM {table} ORDER BY hashint8(id + {round_}) LIMIT {rows}) AS chosen) AS numbered"
    )
    cursor.connection.commit()


def insert(connection: Any, table: str, indexes: Sequence[Index], kept: Index) -> None:
    """Insert the sample with one index of the table alone, and keep what it cost; then undo all of it."""
    with connection.cursor() as cursor:
        cursor.execute(SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(Identifier(table)))
        cursor.execute(LINKS, [table])
        for owner, link in cursor.fetchall():
            cursor.execute(SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(Identifier(owner), Identifier(link)))
        for index in indexes:
            if index.name != kept.name:
                cursor.execute(index.taken_away(table))
        process = Path(f"/proc/{connection.get_backend_pid()}/schedstat")
        before = int(process.read_text().split()[0])
        cursor.execute(f"EXPLAIN (ANALYZE, WAL, TIMING OFF, FORMAT JSON) INSERT INTO {table} SELECT * FROM sample")  # noqa: S608
        [[[plan]]] = cursor.fetchall()
        nanoseconds = int(process.read_text().split()[0]) - before
    connection.rollback()
    rows = plan["Plan"]["Plans"][0]["Actual Rows"]
    kept.microseconds.append(nanoseconds / 1000 / rows)
    kept.log.append(plan["Plan"]["WAL Bytes"] / rows)


def costs(connection: Any, table: str, rows: int, rounds: int) -> list[tuple[Index, float, float]]:
    """Return what a row costs without an index, and each index, with microseconds and bytes of log for each row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_table_size(%s)", [table])
        none = Index(table, *cursor.fetchone())
        indexes = indexes_of(cursor, table)
        for round_ in range(rounds):
            sampled(cursor, table, rows, round_)
            for kept in (none, *indexes):
                insert(connection, table, indexes, kept)
            connection.autocommit = True
            cursor.execute(SQL("VACUUM {}").format(Identifier(table)))
            connection.autocommit = False
    row, log = statistics.median(none.microseconds), statistics.median(none.log)
    return [
        (none, row, log),
        *((each, statistics.median(each.microseconds) - row, statistics.median(each.log) - log) for each in indexes),
    ]


def timed(cursor: Any, statement: str, values: Mapping[str, Any]) -> float:
    """Return the median milliseconds of a statement."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        cursor.execute(statement, values)
        cursor.fetchall()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def with_and_without(connection: Any, table: str, index: Index, request: Request) -> tuple[float, float]:
    """Return the milliseconds of the request's statement with the index and without."""
    with connection.cursor() as cursor:
        values = sample_of(cursor)
        there = timed(cursor, request.statement, values)
        cursor.execute(index.taken_away(table))
        missing = timed(cursor, request.statement, values)
    connection.rollback()
    return there, missing


def table_of(connection: Any, rows: int, rounds: int) -> Iterator[str]:
    """Yield the lines of the table, as Markdown."""
    yield "| index | MB | µs of processor a row | bytes of log a row | request | with it, ms | without, ms |"
    yield "|---|---|---|---|---|---|---|"
    for table in NEW:
        for index, microseconds, log in costs(connection, table, rows, rounds):
            cells = [f"`{index.name}`", f"{index.size / 2**20:.0f}", f"{microseconds:.1f}", f"{log:.0f}"]
            request = REQUESTS.get(index.name)
            times = [] if request is None else with_and_without(connection, table, index, request)
            serves = "the rows themselves" if index.name == table else "none" if request is None else request.told
            told = [serves, *(f"{each:.2f}" for each in times)] if times else [serves, "", ""]
            yield f"| {' | '.join([*cells, *told])} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what each index costs, and what it is good for.")
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=ROWS, help="how many rows are inserted each time")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    take_away_when_stopped()
    with ExitStack() as stack:
        cluster = stack.enter_context(running_cluster(Cluster, WITHOUT_IMAGES))
        os.environ["TEST_POSTGRES_URL"] = cluster.database_url
        url = stack.enter_context(filled("indexes", chosen.count))
        connection = stack.enter_context(closing(psycopg2.connect(url)))
        for line in table_of(connection, chosen.rows, chosen.rounds):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
