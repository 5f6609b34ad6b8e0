"""Knows how to run a PostgreSQL server of the test's own, which may be killed as no other one may.

It flushes to the disk like one in production: what is asked of it is whether it forgets. It must not know what is
stored in it.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from scripts.postgres_cluster import MISSING, PATIENCE, Cluster, folder_of_programs, running_cluster
from scripts.run_tests import in_ci


@dataclass
class MortalCluster(Cluster):
    """A server that runs, is stopped, or is killed."""

    def kill(self) -> None:
        """Kill each of its processes by a signal that none of them hears: nothing is flushed or closed."""
        assert self.process is not None
        # Stopped first, or it would go on to start others.
        self.process.send_signal(signal.SIGSTOP)
        children = children_of(self.process.pid)
        self.process.kill()
        for child in children:
            os.kill(child, signal.SIGKILL)
        self.process.wait(PATIENCE)
        self.process = None
        last = time.monotonic() + PATIENCE
        while any(is_running(child) for child in children):
            assert time.monotonic() < last
            time.sleep(0.01)

    def take_over(self, database_url: str) -> bool:
        """Fill its database with what another server has; tell whether there are programs that can read that."""
        dump, restore = str(self.programs / "pg_dump"), str(self.programs / "psql")
        if not ((self.programs / "pg_dump").exists() and (self.programs / "psql").exists()):
            return False
        read = subprocess.run([dump, "--no-owner", "--no-privileges", database_url], capture_output=True, check=False)
        if read.returncode:
            return False
        command = [restore, "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", self.database_url]
        subprocess.run(command, input=read.stdout, capture_output=True, check=True)
        return True


@contextmanager
def own_cluster() -> Iterator[MortalCluster]:
    """Run a new server; all of it goes in the end. Without the server's programs the test is skipped."""
    if folder_of_programs() is None:
        missing = f"{MISSING}: killing it was not tested"
        if in_ci():
            pytest.fail(missing)
        pytest.skip(missing)
    with running_cluster(MortalCluster, {}) as cluster:
        yield cluster


def children_of(process: int) -> list[int]:
    """Return the processes that a process has started."""
    command = ["ps", "-o", "pid=", "--ppid", str(process)]
    return [int(line) for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()]


def is_running(process: int) -> bool:
    """Tell whether a process lives; one that nobody has buried yet does not."""
    command = ["ps", "-o", "stat=", "-p", str(process)]
    state = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")
