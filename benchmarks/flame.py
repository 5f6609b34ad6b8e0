"""Draws where the time of one kind of request goes: a flame graph of the service under load, as one SVG.

Run it by ``make flame REQUEST=list``, or as ``python -m benchmarks.flame show`` on the server of BENCH_POSTGRES_URL.
Widths are time in which a thread of the service holds the interpreter's lock; waiting for the database is not in them.
It needs py-spy, and the right to look into other processes, which on most systems is root's.
"""

import argparse
import subprocess
import sys
import threading
from pathlib import Path

from benchmarks.peers.client import Load, demand_wrk
from benchmarks.peers.database import ROOT, own_world
from benchmarks.peers.requests import REQUESTS, loads
from benchmarks.peers.sides import SIDES, Running, running
from benchmarks.servers import server

SECONDS = 10
WARM_UP_SECONDS = 2
SAMPLES_A_SECOND = 400
SPY = ROOT / ".venv-bench" / "bin" / "py-spy"
REFUSED = "py-spy could not look into the service: it needs root's rights, or kernel.yama.ptrace_scope=0."


def watch(side: Running, picture: Path) -> int:
    """Take samples of the first worker and draw them; return the exit status."""
    options = ["--subprocesses", "--gil", "--function", "--duration", str(SECONDS), "--rate", str(SAMPLES_A_SECOND)]
    command = [str(SPY), "record", "--pid", str(side.processes[0].pid), *options, "--output", str(picture)]
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode


def draw(load: Load, side: Running, authorization: str, picture: Path) -> int:
    """Send requests, and watch meanwhile."""
    side.send(load, authorization, WARM_UP_SECONDS)
    sending = threading.Thread(target=side.send, args=(load, authorization, SECONDS + WARM_UP_SECONDS))
    sending.start()
    status = watch(side, picture)
    sending.join()
    return status


def main() -> int:
    """Draw, and print where the picture is."""
    parser = argparse.ArgumentParser(prog="make flame", description="Draw where the time of a request goes.")
    parser.add_argument("request", choices=REQUESTS, nargs="?", default="show")
    name = parser.parse_args().request
    demand_wrk()
    picture = ROOT / "build" / f"flame-{name}.svg"
    picture.parent.mkdir(exist_ok=True)
    with server() as address, own_world(address) as world, running(SIDES["ours"], world) as side:
        status = draw(loads(world)[name], side, f"Bearer {world.api_key}", picture)
    print(picture if status == 0 else REFUSED)
    return status


if __name__ == "__main__":
    sys.exit(main())
