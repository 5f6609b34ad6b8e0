"""The command behind ``make bench``: measures on a PostgreSQL of its own, and writes docs/performance.md.

BENCH_POSTGRES_URL names another server. What is measured is kept in build/bench, too.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.peers.__main__ import add_arguments, plan_of, tell
from benchmarks.peers.client import Measured
from benchmarks.peers.compare import Plan, Rounds, client_limits, compare
from benchmarks.peers.requests import REQUESTS
from benchmarks.peers.results import number, ratios, table
from benchmarks.peers.sides import LOGS
from benchmarks.report.document import write_part
from benchmarks.report.machine import describe
from benchmarks.report.picture import draw
from benchmarks.report.sections import SECTIONS
from benchmarks.servers import server


def measured(address: str, plan: Plan) -> dict[str, Rounds]:
    """Compare, and keep what comes out as it comes."""
    found: dict[str, Rounds] = {}

    def keep(name: str, rounds: Rounds) -> None:
        tell(name, rounds)
        found[name] = rounds
        LOGS.mkdir(parents=True, exist_ok=True)
        kept = {each: {side: list(map(asdict, row)) for side, row in taken.items()} for each, taken in found.items()}
        (LOGS / "results.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")

    compare(address, plan, keep)
    return found


def limits(found: dict[str, Measured]) -> list[str]:
    """Return the line about the client."""
    told = ", ".join(f"{number(seen.rate)} a second of {REQUESTS[name].title}" for name, seen in found.items())
    return [f"The client alone, against two processes that answer a fixed text: {told}."]


def picture(found: dict[str, Rounds]) -> None:
    """Draw what was measured of ours and of the peers."""
    shown = {
        name: {side: ratios(rounds["ours"], own) for side, own in rounds.items() if side in REQUESTS[name].targets}
        for name, rounds in found.items()
    }
    draw(shown, {name: request.targets for name, request in REQUESTS.items()})


def main(given: Sequence[str]) -> None:
    """Measure, and write."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure all, and write docs/performance.md.")
    add_arguments(parser)
    parser.add_argument("--peers-alone", action="store_true", help="leave out the other benchmarks")
    chosen = parser.parse_args(given)
    plan = plan_of(chosen)
    with server() as address:
        machine, alone = describe(address), limits(client_limits(address, plan))
        found = measured(address, plan)
        how = f"* {plan.rounds} interleaved rounds of {plan.seconds} seconds for each side"
        tables = [line for name, rounds in found.items() for line in ("", *table(name, rounds))]
        write_part("machine", [*machine, how])
        write_part("peers", [*tables, "", *alone])
        picture(found)
        for section in () if chosen.peers_alone else SECTIONS:
            write_part(section.name, section.measure(address))


if __name__ == "__main__":
    main(sys.argv[1:])
