"""Lets the index by which parts of texts are found take in many rows at once; it knows the index, and no customer.

New rows wait in a list until the index takes them in together. The list is short, since each search looks through it;
a long one, sorted in much memory, is taken in twice as fast.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

INDEX = "customer_search_trigrams"
# Kilobytes.
LONG_LIST = 32_768
MEMORY = "128MB"
# Only who owns an index may set its options; where the extension is missing, there is none.
FIND = """
    SELECT (SELECT option_value FROM pg_options_to_table(reloptions) WHERE option_name = 'gin_pending_list_limit')
    FROM pg_class WHERE oid = to_regclass(%s) AND pg_has_role(relowner, 'USAGE')
"""


@contextmanager
def fed_in_large_portions() -> Iterator[None]:
    """Keep a long list until the end of the block, which must be in a transaction; it is empty then.

    Nobody else sees the other length. Who would set one meanwhile waits for the transaction, and so does a second run.
    """
    found = run(FIND, INDEX)
    if not found:
        yield
        return
    [(length,)] = found
    run(f"SET LOCAL work_mem TO '{MEMORY}'")
    run(f"ALTER INDEX {INDEX} SET (gin_pending_list_limit = {LONG_LIST})")
    yield
    run("SELECT gin_clean_pending_list(%s::regclass)", INDEX)
    run(f"ALTER INDEX {INDEX} RESET (gin_pending_list_limit)")
    if length is not None:
        run(f"ALTER INDEX {INDEX} SET (gin_pending_list_limit = {int(length)})")
    run("SET LOCAL work_mem TO DEFAULT")


def run(statement: str, *parameters: str) -> list[Any]:
    """Run a statement, and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall() if cursor.description else []
