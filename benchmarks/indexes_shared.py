"""What a search in one organization pays for others in the same trigram index: alone, then beside four as large.

Run it with ``python -m benchmarks.indexes_shared [--count ROWS]`` (200,000 for each organization). It makes a database
on the server of TEST_POSTGRES_URL and drops it at the end. For each search the milliseconds of its statement and the
pages that it looks at are printed, as Markdown; medians.
"""

import argparse
import statistics
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2

from benchmarks.generation import manage
from benchmarks.growth import filled

OTHERS, TIMES = 4, 9
# Words as in `q`, each of which must occur; the first three are whole values or parts of one that few have.
SEARCHES = (
    ("one reference", ("c-0012345",)),
    ("a part of one reference", ("0012345",)),
    ("one name", ("{name}",)),
    ("a word of some", ("jewel",)),
    ("two words of many", ("martin", "paris")),
    ("a word of many", ("martin",)),
)
SEARCH = (
    "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) SELECT id FROM customers_customer WHERE organization_id = %s"
)


def fill_others(count: int) -> None:
    """Make further organizations with other customers."""
    for number in range(OTHERS):
        name = f"other{number}"
        manage("create_organization", name)
        manage("create_user", f"{name}-admin", "--organization", name, "--role", "administrator")
        manage("generate_customers", "--organization", name, "--count", str(count), "--seed", str(number + 2))


def measured(connection: Any, organization: int, name: str) -> Iterator[tuple[float, int, int]]:
    """Vacuum, then yield of each search the milliseconds, the pages, and how many customers it has found."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        for _, words in SEARCHES:
            patterns = [f"%{word.format(name=name)}%" for word in words]
            plans = []
            for _ in range(TIMES):
                cursor.execute(SEARCH + " AND search_folded LIKE %s" * len(patterns), [organization, *patterns])
                [[[plan]]] = cursor.fetchall()
                plans.append(plan)
            pages = [each["Plan"]["Shared Hit Blocks"] + each["Plan"]["Shared Read Blocks"] for each in plans]
            times = [each["Execution Time"] for each in plans]
            yield statistics.median(times), int(statistics.median(pages)), plans[0]["Plan"]["Actual Rows"]


def table(url: str, count: int) -> Iterator[str]:
    """Yield the lines of the table, as Markdown."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("SELECT organization_id, name_folded FROM customers_customer ORDER BY id DESC LIMIT 1")
        [(organization, name)] = cursor.fetchall()
        alone = list(measured(connection, organization, name))
        fill_others(count)
        beside = list(measured(connection, organization, name))
    yield f"| search | customers found | alone: ms | pages | beside {OTHERS} as large: ms | pages |"
    yield "|---|---|---|---|---|---|"
    for (told, _), (before, few, found), (after, many, still) in zip(SEARCHES, alone, beside, strict=True):
        if found != still:
            raise RuntimeError(f"{told}: {found} customers alone and {still} beside others")
        yield f"| {told} | {found} | {before:.1f} | {few} | {after:.1f} | {many} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what organizations pay for each other in searches.")
    parser.add_argument("--count", type=int, default=200_000)
    chosen = parser.parse_args()
    with filled("shared", chosen.count) as url:
        for line in table(url, chosen.count):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
