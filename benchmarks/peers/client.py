"""Knows how load is made: two processes of wrk, one for each worker, with four connections that stay open.

One port for each worker: two workers behind one port would share the connections by chance. It knows no side.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

CONNECTIONS = 4
SCRIPT = Path(__file__).with_name("load.lua")
MISSING = "wrk makes the load and was not found (Debian: apt install wrk; macOS: brew install wrk)."
ROUNDS = count(1)


@dataclass(frozen=True, slots=True)
class Load:
    """What is sent: paths that are read in turn, or one path and the body that is posted to it.

    ``REFERENCE`` in the body is replaced by another text each time.
    """

    name: str
    method: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one round saw: requests a second, milliseconds of the median and of the 99th percentile."""

    rate: float
    median: float
    slowest: float


def demand_wrk() -> str:
    """Return the path of wrk; without it nothing is measured."""
    found = shutil.which("wrk")
    if found is None:
        raise SystemExit(MISSING)
    return found


def start(load: Load, port: int, authorization: str, seconds: int, content: str) -> "subprocess.Popen[str]":
    """Start to send to one worker."""
    told = {
        "BENCH_METHOD": load.method,
        "BENCH_CONTENT": content,
        "BENCH_AUTHORIZATION": authorization,
        "BENCH_PROCESS": f"bench-{os.getpid()}-{next(ROUNDS)}",
    }
    command = [demand_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT)]
    return subprocess.Popen(
        [*command, f"http://127.0.0.1:{port}/"], env={**os.environ, **told}, stdout=subprocess.PIPE, text=True
    )


def send(load: Load, ports: Sequence[int], authorization: str, seconds: int) -> Measured:
    """Send to all workers at once; a failed request is an error, because refusals are fast."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as content:
        content.write("\n".join(load.lines) + "\n")
        content.flush()
        running = [start(load, port, authorization, seconds, content.name) for port in ports]
        outputs = [process.communicate()[0] for process in running]
    return together([figures(output) for output in outputs])


def figures(output: str) -> tuple[int, int, int, int, int]:
    """Return what one process has printed: requests, microseconds, failures, median and 99th percentile."""
    found = next((line for line in output.splitlines() if line.startswith("BENCH ")), None)
    if found is None:
        raise RuntimeError(f"wrk has ended without a result: {output}")
    requests, duration, failed, median, slowest = map(int, found.split()[1:])
    return requests, duration, failed, median, slowest


def together(parts: Sequence[tuple[int, int, int, int, int]]) -> Measured:
    """Return what the processes saw as one."""
    failed = sum(part[2] for part in parts)
    if failed:
        raise RuntimeError(f"{failed} of {sum(part[0] for part in parts)} requests failed")
    return Measured(
        rate=sum(requests * 1_000_000 / duration for requests, duration, *_ in parts),
        median=sum(part[3] for part in parts) / len(parts) / 1000,
        slowest=max(part[4] for part in parts) / 1000,
    )


def plain(variables: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without what a server would take for headers."""
    return {name: value for name, value in variables.items() if not name.startswith("HTTP_")}
