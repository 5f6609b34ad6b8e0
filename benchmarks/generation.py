"""How long ``generate_customers`` takes and how much memory: a million customers by default, with all indexes.

Run it with ``python -m benchmarks.generation [--count ROWS] [--cores N] [--checked]``. It makes a database of its own
on the server of TEST_POSTGRES_URL and drops it at the end. ``--cores`` limits the command, and the server's process
that it talks to where that runs on this machine and may be limited (by root). ``--checked`` lets the database check
each link by itself, as it does for a user who is no superuser. Starting Python is counted.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import psycopg2

from benchmarks.batches import own_database

ROOT = Path(__file__).resolve().parent.parent


def manage(*arguments: str) -> Sequence[str]:
    """Run a command of the service, and return the lines that it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
    )
    return done.stdout.splitlines()


def check_all_links(url: str) -> None:
    """Let a trigger fire in usual sessions alone: then the command leaves no foreign keys out."""
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("ALTER TABLE customers_customer ENABLE TRIGGER customers_count_insert")


def sizes(url: str) -> str:
    """Return how large the table of customers is, with and without its indexes."""
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        table = "'customers_customer'"
        cursor.execute(f"SELECT pg_table_size({table}) / 1048576, pg_indexes_size({table}) / 1048576")
        return "{} MB of customers and {} MB of indexes".format(*cursor.fetchone() or ())


def limit_server(url: str, cores: set[int], ended: Event) -> None:
    """Keep the server's processes for this database on the cores, as they come; say so where that is not possible."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        while not ended.wait(0.2):
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            try:
                for (process,) in cursor.fetchall():
                    os.sched_setaffinity(process, cores)
            except OSError as error:
                print(f"the server is not limited to {len(cores)} cores: {error.strerror}")
                return


@contextmanager
def limited(url: str, cores: set[int]) -> Iterator[None]:
    """Limit the command and the server to some cores."""
    ended, everywhere = Event(), os.sched_getaffinity(0)
    thread = Thread(target=limit_server, args=(url, cores, ended))
    if cores != everywhere:
        thread.start()
        os.sched_setaffinity(0, cores)
    yield
    ended.set()
    os.sched_setaffinity(0, everywhere)
    if cores != everywhere:
        thread.join()


def measure(url: str, count: int, cores: set[int]) -> None:
    """Generate once, and print the figures."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with limited(url, cores):
        lines = manage("generate_customers", "--organization", "entity1", "--count", str(count))
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{len(cores)} cores: {seconds:.0f} s, {count / seconds:.0f} rows/s, {own:.0f} s of processors in Python")
    print(f"{after.ru_maxrss // 1024} MB at most in one process; {sizes(url)}")
    print(lines[-1])


def main() -> None:
    """Make the database, and measure."""
    everywhere = sorted(os.sched_getaffinity(0))
    parser = argparse.ArgumentParser(description="Measure generate_customers.")
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--cores", type=int, default=len(everywhere))
    parser.add_argument("--checked", action="store_true")
    chosen = parser.parse_args()
    with own_database() as url:
        os.environ |= {"DATABASE_URL": url}
        os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-" + "0123456789abcdef" * 3)
        manage("migrate", "--verbosity", "0")
        manage("seed_demo")
        if chosen.checked:
            check_all_links(url)
        measure(url, chosen.count, set(everywhere[: chosen.cores]))


if __name__ == "__main__":
    main()
