"""Tells PostgreSQL how to read what it would read badly by its own guess; it knows no table.

It guesses how many rows pass a condition, and takes several conditions for independent of each other: of fifty thousand
customers without any part of an address it expects none, so it looks at all rows and sorts them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def in_the_order_of_an_index() -> Iterator[None]:
    """Let rows be read in their order from an index, if there is one, instead of being sorted.

    For the first rows of many alone, known to be many. It costs three short statements on PostgreSQL.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        yield
        # The transaction may go on behind this one.
        cursor.execute("SET LOCAL enable_sort = on")
