"""The command: ``python -m benchmarks.peers --only list --sides ours,litestar --rounds 3``.

It measures on the server of BENCH_POSTGRES_URL (TEST_POSTGRES_URL where that is missing), starts all sides, compares
their answers, and sends to one after the other in interleaved rounds. It needs `wrk`, and the peers in `.venv-bench`.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.batches import DEFAULT_POSTGRES_URL
from benchmarks.peers.compare import Plan, Rounds, compare
from benchmarks.peers.database import forget
from benchmarks.peers.requests import REQUESTS
from benchmarks.peers.results import table
from benchmarks.peers.sides import SIDES
from benchmarks.servers import take_away_when_stopped


def some_of(known: Mapping[str, object]) -> Callable[[str], list[str]]:
    """Return what reads names that are separated by commas."""

    def read(text: str) -> list[str]:
        names = text.split(",")
        unknown = [name for name in names if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(known)}")
        return names

    return read


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is measured, and how long."""
    parser.add_argument("--only", type=some_of(REQUESTS), default=[*REQUESTS], help=", ".join(REQUESTS))
    parser.add_argument("--sides", type=some_of(SIDES), default=[*SIDES], help=", ".join(SIDES))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=3, help="of one side in one round")
    parser.add_argument("--lock", type=Path, help="a file that is locked while a request is timed")


def plan_of(chosen: argparse.Namespace) -> Plan:
    """Return what was asked for."""
    return Plan(chosen.only, chosen.sides, chosen.rounds, chosen.seconds, chosen.lock)


def tell(name: str, rounds: Rounds) -> None:
    """Print the table of a request."""
    print("\n".join(table(name, rounds)), "", sep="\n", flush=True)


def main(given: Sequence[str]) -> None:
    """Measure, and print a table for each request."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description="Compare with what others write.")
    add_arguments(parser)
    parser.add_argument("--forget", action="store_true", help="drop the filled database in the end")
    chosen = parser.parse_args(given)
    take_away_when_stopped()
    server = os.environ.get("BENCH_POSTGRES_URL") or os.environ.get("TEST_POSTGRES_URL") or DEFAULT_POSTGRES_URL
    compare(server, plan_of(chosen), tell)
    if chosen.forget:
        forget(server)


if __name__ == "__main__":
    main(sys.argv[1:])
