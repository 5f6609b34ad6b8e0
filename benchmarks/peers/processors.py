"""Knows how much processor time processes have taken, from the kernel's tables; on other systems it knows nothing."""

from collections.abc import Iterable
from contextlib import closing
from os import sysconf
from pathlib import Path

import psycopg2

PROC = Path("/proc")


def seconds_of(process: int) -> float:
    """Return the processor time of one process, user and system; 0 for one that has ended."""
    try:
        told = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / sysconf("SC_CLK_TCK")


def with_children(processes: Iterable[int]) -> list[int]:
    """Return processes and all that they have started."""
    found = list(processes)
    for process in found:
        for tasks in (PROC / str(process) / "task").glob("*/children"):
            found += map(int, tasks.read_text().split())
    return found


def of_services(processes: Iterable[int]) -> float:
    """Return the processor time of servers with all of their processes."""
    return sum(map(seconds_of, with_children(processes)))


def of_database(url: str) -> float:
    """Return the processor time of PostgreSQL's processes for one database, where it runs on this machine."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return sum(seconds_of(process) for (process,) in cursor.fetchall() if is_postgres(process))


def is_postgres(process: int) -> bool:
    """Tell whether the number means one of PostgreSQL's processes here too, and not on another machine."""
    try:
        return (PROC / str(process) / "comm").read_text().startswith("postgres")
    except OSError:
        return False
