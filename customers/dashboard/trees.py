"""Puts the customers of a tree's categories together on its first level; it knows ids, no name and no database."""

from collections import Counter
from collections.abc import Mapping


def on_first_level(parents: Mapping[int, int | None], counts: Mapping[int, int]) -> dict[int, int]:
    """Return how many customers stand in or below each category of the first level.

    That level is the one of the roots; below an only root, it is the next one, and the root stands for the customers
    that are in it and in nothing below it.
    """
    roots = [key for key, parent in parents.items() if parent is None]
    above = roots[0] if len(roots) == 1 else None
    sums: Counter[int] = Counter()
    tops: dict[int, int] = {}
    for key, count in counts.items():
        sums[top_of(key, parents, above, tops)] += count
    return dict(sums)


def top_of(key: int, parents: Mapping[int, int | None], above: int | None, tops: dict[int, int]) -> int:
    """Return the category of the first level that one stands below; ``tops`` remembers what was found."""
    walked = [key]
    while walked[-1] not in tops:
        parent = parents.get(walked[-1])
        # In a damaged tree, whoever comes round stands below itself.
        if parent is None or parent == above or parent in walked:
            tops[walked[-1]] = walked[-1]
        else:
            walked.append(parent)
    for each in walked:
        tops[each] = tops[walked[-1]]
    return tops[key]
