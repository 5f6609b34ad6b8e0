"""What rounds amount to: medians, spreads and ratios; it knows numbers and how they are written, and no server."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.peers.requests import REQUESTS, Request


@dataclass(frozen=True, slots=True)
class Round:
    """One side in one round: requests a second, latencies in milliseconds, processor milliseconds for one request."""

    rate: float
    median: float
    slowest: float
    service: float
    database: float

    @property
    def processors(self) -> float:
        """Processor milliseconds of both."""
        return self.service + self.database


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the median and the most of some numbers."""

    least: float
    median: float
    most: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> "Spread":
        """Return the spread of numbers."""
        return cls(min(numbers), statistics.median(numbers), max(numbers))


def ratios(ours: Sequence[Round], others: Sequence[Round]) -> Spread:
    """Return how many times as many requests ours answers, round by round: what slows a whole round slows both."""
    return Spread.of([one.rate / other.rate for one, other in zip(ours, others, strict=True)])


def cpu_ratio(ours: Sequence[Round], others: Sequence[Round]) -> float:
    """Return how many times as much processor time another side needs: what others do meanwhile changes it less."""
    return statistics.median(
        other.processors / one.processors if one.processors else 0 for one, other in zip(ours, others, strict=True)
    )


def number(value: float) -> str:
    """Return a number in three digits."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(found: Spread) -> str:
    """Return a median with what lies around it."""
    return f"{number(found.median)} ({number(found.least)}-{number(found.most)})"


def row(request: Request, name: str, rounds: dict[str, list[Round]]) -> list[str]:
    """Return the cells of one side for one request."""
    own = rounds[name]
    cells = [
        spread(Spread.of([each.rate for each in own])),
        number(statistics.median(each.median for each in own)),
        number(statistics.median(each.slowest for each in own)),
        number(statistics.median(each.service for each in own)),
        number(statistics.median(each.database for each in own)),
    ]
    if name == "ours" or "ours" not in rounds:
        return [*cells, "", "", "", ""]
    ratio, target = ratios(rounds["ours"], own), request.targets.get(name)
    return [*cells, number(cpu_ratio(rounds["ours"], own)), spread(ratio), *goal(ratio, target)]


def goal(ratio: Spread, target: float | None) -> list[str]:
    """Return what was aimed at, and whether it was reached."""
    if target is None:
        return ["", ""]
    return [f"≥ {target:g}", "yes" if ratio.median >= target else f"missed by {1 - ratio.median / target:.0%}"]


HEAD = (
    "requests/s",
    "median ms",
    "99 % ms",
    "CPU ms service",
    "CPU ms database",
    "x our CPU",
    "ours is x times as fast",
    "aim",
    "reached",
)


def table(name: str, rounds: dict[str, list[Round]]) -> list[str]:
    """Return the table of one request in Markdown."""
    request = REQUESTS[name]
    lines = [f"| {request.title} | " + " | ".join(HEAD) + " |", "|---" * (len(HEAD) + 1) + "|"]
    return [*lines, *("| " + " | ".join([side, *row(request, side, rounds)]) + " |" for side in rounds)]
