"""What lists of customers cost at a thousand and at a million: in the database alone, and over the WSGI handler.

Run it with ``python -m benchmarks.growth [--count ROWS]``, or on databases that are there (they are changed a little:
a thousand customers get a new date, five are made): ``--small URL --large URL``. ``measure`` returns the rows that it
prints. Without addresses it makes two databases on the server of TEST_POSTGRES_URL and drops them at the end. Both
sizes take turns, each request in each round; printed are medians in milliseconds with the least and the most, and what
the medians come to. On a machine that does other things beside, the least ones tell more.

Each turn begins with VACUUM ANALYZE, which autovacuum does in an operated database; ``--changed PERCENT`` writes so
many customers anew behind it, for what a list costs shortly before autovacuum comes.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import psycopg2

from benchmarks.batches import own_database
from benchmarks.generation import manage
from benchmarks.growth_requests import FIRST, REQUESTS, Limit

TURNS, ROUNDS = 3, 8
SMALL = 1_000
KEY = "only-for-the-benchmark-" + "0123456789abcdef" * 3


@dataclass(frozen=True)
class Times:
    """Milliseconds of one request at one size: those of the database, of all, and of the processor in Python."""

    database: tuple[float, ...]
    all: tuple[float, ...]
    processor: tuple[float, ...]

    def __add__(self, other: "Times") -> "Times":
        return Times(self.database + other.database, self.all + other.all, self.processor + other.processor)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    request: str
    small: Times
    large: Times
    limit: str
    reached: float
    is_within: bool

    @property
    def ratio(self) -> float:
        """How many times as long the request takes in all with many customers."""
        return statistics.median(self.large.all) / statistics.median(self.small.all)


@contextmanager
def filled(purpose: str, count: int) -> Iterator[str]:
    """Make a database with so many customers, and drop it afterwards."""
    with own_database(purpose) as url:
        os.environ |= {"DATABASE_URL": url, "SECRET_KEY": KEY}
        manage("migrate", "--verbosity", "0")
        manage("seed_demo")
        manage("generate_customers", "--organization", "entity1", "--count", str(count))
        yield url


def turn(url: str, rounds: int, changed: int) -> dict[str, Times]:
    """Measure one size in a process of its own, which its settings belong to."""
    environment = {**os.environ, "DATABASE_URL": url, "SECRET_KEY": KEY}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth_requests", str(rounds), str(changed)],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    return {name: Times(*map(tuple, times)) for name, times in json.loads(done.stdout.splitlines()[-1]).items()}


def measure(small: str, large: str, turns: int = TURNS, rounds: int = ROUNDS, changed: int = 0) -> list[Row]:
    """Return the table for two databases, given by their addresses."""
    sums: list[dict[str, Times]] = [{}, {}]
    for _ in range(turns):
        for sum_, url in zip(sums, (small, large), strict=True):
            for name, times in turn(url, rounds, changed).items():
                sum_[name] = sum_[name] + times if name in sum_ else times
    return [row(name, limit, *sums) for name, (_, limit) in REQUESTS.items()]


def row(name: str, limit: Limit, small: dict[str, Times], large: dict[str, Times]) -> Row:
    """Return one line, with what is compared with its limit."""
    reached = {
        "times its own": lambda: middle(large[name].all) / middle(small[name].all),
        "times the first page": lambda: middle(large[name].all) / middle(large[FIRST].all),
        "ms in the database": lambda: middle(large[name].database),
        "ms in all": lambda: middle(large[name].all),
    }[limit.of]()
    return Row(name, small[name], large[name], f"{limit.most:g} {limit.of}", reached, reached <= limit.most)


def middle(times: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(times)


def told(times: Sequence[float]) -> str:
    """Return the median, and the least and the most."""
    return f"{middle(times):.1f} ({min(times):.1f} to {max(times):.1f})"


def circumstances(url: str, changed: int) -> str:
    """Return the line that says what the figures were measured on."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM customers_customer), 100 * relallvisible / relpages"
            " FROM pg_class WHERE relname = 'customers_customer'"
        )
        [(rows, visible)] = cursor.fetchall()
    written = f", before {changed} % of the customers are written anew" if changed else ""
    return (
        f"{rows:,} customers; VACUUM ANALYZE before each turn: {visible} % of their pages are known to be"
        f" visible to all{written}. At the end {os.getloadavg()[0]:.1f} processes were busy, with this and with other"
        f" things, on {os.cpu_count()} processors. Milliseconds: median (least to most)."
    )


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of the table, as Markdown."""
    yield "| request | database, small | in all, small | database, large | in all, large | ratio | at most | reached |"
    yield "|---|---|---|---|---|---|---|---|"
    for each in rows:
        times = (each.small.database, each.small.all, each.large.database, each.large.all)
        cells = [f"`{each.request}`", *map(told, times), f"{each.ratio:.2f}", each.limit, reached(each)]
        yield f"| {' | '.join(cells)} |"


def reached(each: Row) -> str:
    """Return what was compared, and whether it is within its limit."""
    return f"{each.reached:.2f}, {'yes' if each.is_within else 'no'}"


def addresses(chosen: Any, stack: ExitStack) -> tuple[str, str]:
    """Return the addresses of both databases, made where they were not given."""
    makers: list[Callable[[], str]] = [
        lambda: chosen.small or stack.enter_context(filled("growth_small", SMALL)),
        lambda: chosen.large or stack.enter_context(filled("growth_large", chosen.count)),
    ]
    small, large = (make() for make in makers)
    return small, large


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how the cost of lists grows.")
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--small", help="address of a database with a thousand customers of entity1")
    parser.add_argument("--large", help="address of a database with many")
    parser.add_argument("--turns", type=int, default=TURNS, help="how many processes measure each size")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each of them sends each request")
    parser.add_argument("--changed", type=int, default=0, help="how many of a hundred customers are written anew first")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON, not as a table")
    chosen = parser.parse_args()
    with ExitStack() as stack:
        small, large = addresses(chosen, stack)
        rows = measure(small, large, chosen.turns, chosen.rounds, chosen.changed)
        told_first = circumstances(large, chosen.changed)
    for line in [json.dumps([asdict(each) for each in rows])] if chosen.json else [told_first, "", *table(rows)]:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
