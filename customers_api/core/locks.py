"""Locks on what is no row yet, and ids before there is a row; they know databases, and no resource."""

import hashlib

from django.db import connection, models

# The sequence is looked up once, and not for each id: OFFSET keeps PostgreSQL from pulling it up.
NEXT_IDS = """
    SELECT nextval(counter) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS counter OFFSET 0) AS looked_up,
    generate_series(1, %s)
"""


def lock_until_commit(subject: str) -> None:
    """Wait for other transactions that lock the same subject, and keep them waiting until this one ends.

    SQLite has nothing to do: there a transaction that writes waits for the others from its beginning.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of(subject)])


def try_lock_until_commit(subject: str) -> bool:
    """Lock a subject unless another transaction does, without waiting; tell whether this one has the lock.

    On SQLite always: a transaction that writes has waited for the others by the time it runs.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number_of(subject)])
        return bool(cursor.fetchone()[0])


def number_of(subject: str) -> int:
    """Return the number by which PostgreSQL knows the lock on a subject."""
    return int.from_bytes(hashlib.blake2b(subject.encode(), digest_size=8).digest(), signed=True)


def next_id(model: type[models.Model]) -> int:
    """Return an id that no row of the model has or will get; call it in the transaction that writes the row."""
    return next_ids(model, 1)[0]


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Return so many ids that no row of the model has or will get, in ascending order."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            quoted = connection.ops.quote_name(table)
            cursor.execute(NEXT_IDS, [quoted, count])
            return sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = int(cursor.fetchone()[0])
    return list(range(last + 1, last + 1 + count))
