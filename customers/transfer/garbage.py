"""Spares Python's garbage collector work that finds nothing; it knows objects by their number alone.

For a command, whose process does nothing else: a process that serves has its own needs.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# How many more objects there must be than at the last look: a batch makes some hundred thousand, and drops them again.
MANY = 50_000


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for circles of garbage seldom, and not in what was loaded by now.

    What an import makes has next to no circles, and goes when it is done with. Looking through all of it with each
    thousand rows, and through the program every few thousand, takes a third of the time.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
