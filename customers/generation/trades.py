"""The tree of trades, read from its table: categories of customers, and what a customer of a category does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from customers.generation.tables.trades import TRADES, TREE
from customers.generation.words import plain

_SPECIALITY = re.compile(r"([^;(]+?)(?: \(([^)]*)\))?(?:; |$)")


@dataclass(frozen=True, slots=True)
class Node:
    """A category of the tree; its reference is the path to it."""

    path: tuple[str, ...]
    name: str

    @property
    def reference(self) -> str:
        """The reference of the category."""
        return ".".join(self.path)

    @property
    def parent(self) -> str | None:
        """The reference of the category above it."""
        return ".".join(self.path[:-1]) or None


@cache
def tree() -> tuple[Node, ...]:
    """Return the categories, each behind the one above it."""
    return tuple(_nodes())


def _nodes() -> Iterator[Node]:
    sector: tuple[str, ...] = ()
    for line in TREE.strip().splitlines():
        if not line.startswith("  "):
            sector = (plain(line),)
            yield Node(sector, line)
            continue
        name, _, specialities = line.strip().partition(": ")
        trade = (*sector, plain(name))
        yield Node(trade, name)
        for speciality, below in _SPECIALITY.findall(specialities):
            path = (*trade, plain(speciality))
            yield Node(path, speciality)
            for part in below.split(", ") if below else ():
                yield Node((*path, plain(part)), part)


def trades_below(reference: str) -> tuple[int, ...]:
    """Return the trades that a customer of the category may have, as places in ``TRADES``; none tells nothing."""
    path = reference.split(".")
    below = [node.path for node in tree() if list(node.path[: len(path)]) == path]
    return tuple(sorted({TRADES.index(found[1]) for found in below if len(found) > 1}))
