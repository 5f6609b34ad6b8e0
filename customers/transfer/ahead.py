"""Makes in a thread what comes next while its taker works with what it has; it knows nothing of what that is.

A writer waits for its database a good part of the time, and what reads for it waits for nobody: together they take as
long as the slower of the two, and not as long as both.
"""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def made_ahead(items: Iterator[T]) -> Generator[T]:
    """Yield the items, each made while the one before is in use; what fails in the making fails in its place.

    No more than one is ever made ahead. Whoever leaves early closes this: then nothing is being made any more.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as maker:
        coming = maker.submit(taken, items)
        while found := coming.result():
            coming = maker.submit(taken, items)
            yield found[0]


def taken(items: Iterator[T]) -> tuple[()] | tuple[T]:
    """Return the next item alone, or nothing behind the last one."""
    for item in items:
        return (item,)
    return ()
