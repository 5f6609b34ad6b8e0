"""Compares: starts the sides, demands equal answers, and measures them in interleaved rounds.

It knows no command line and no document.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_UN, flock
from pathlib import Path

from benchmarks.peers.client import Load, Measured, demand_wrk
from benchmarks.peers.database import World, own_world
from benchmarks.peers.equality import demand_equal
from benchmarks.peers.processors import of_database, of_services
from benchmarks.peers.requests import loads
from benchmarks.peers.results import Round
from benchmarks.peers.sides import SIDES, TRIVIAL, Running, running

WARM_UP_SECONDS = 1
Rounds = dict[str, list[Round]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured, and how long; ``lock`` is a file that is locked while one request is timed."""

    requests: Sequence[str]
    sides: Sequence[str]
    rounds: int
    seconds: int
    lock: Path | None = None


@contextmanager
def alone(lock: Path | None) -> Iterator[None]:
    """Wait until nobody else who takes the same lock measures on this machine."""
    if lock is None:
        yield
        return
    with lock.open("a") as file:
        flock(file, LOCK_EX)
        yield
        flock(file, LOCK_UN)


def measure(load: Load, side: Running, world: World, seconds: int) -> Round:
    """Measure one side once."""
    processes = [process.pid for process in side.processes]
    service, database = of_services(processes), of_database(world.url)
    seen = side.send(load, f"Bearer {world.api_key}", seconds)
    if not seen.rate:
        raise RuntimeError(f"{side.side.title} answered nothing within {seconds} seconds")
    answered = seen.rate * seconds / 1000
    return Round(
        rate=seen.rate,
        median=seen.median,
        slowest=seen.slowest,
        service=(of_services(processes) - service) / answered,
        database=(of_database(world.url) - database) / answered,
    )


def in_rounds(load: Load, sides: Mapping[str, Running], world: World, plan: Plan) -> Rounds:
    """Measure all sides in turn, in each round in the other direction."""
    order = list(sides)
    for side in sides.values():
        side.send(load, f"Bearer {world.api_key}", WARM_UP_SECONDS)
    found: Rounds = {name: [] for name in sides}
    for _ in range(plan.rounds):
        for name in order:
            found[name].append(measure(load, sides[name], world, plan.seconds))
        order.reverse()
    return found


def compare(server: str, plan: Plan, listener: Callable[[str, Rounds], None]) -> None:
    """Compare on a server; the listener hears the rounds of each request as soon as they are over."""
    demand_wrk()
    with own_world(server) as world, ExitStack() as stack:
        sides = {name: stack.enter_context(running(SIDES[name], world)) for name in plan.sides}
        wanted = {name: load for name, load in loads(world).items() if name in plan.requests}
        demand_equal(wanted.values(), sides, f"Bearer {world.api_key}")
        for name, load in wanted.items():
            with alone(plan.lock):
                rounds = in_rounds(load, sides, world, plan)
            listener(name, rounds)


def client_limits(server: str, plan: Plan) -> dict[str, Measured]:
    """Return how much the client can ask for: what it sees of a server that does nothing."""
    with own_world(server) as world, running(TRIVIAL, world) as side, alone(plan.lock):
        return {name: side.send(load, "", plan.seconds) for name, load in loads(world).items() if name in plan.requests}
