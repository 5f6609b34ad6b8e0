"""Locks on what is no row yet, and ids before there is a row; they know databases, and no resource."""

import hashlib

from django.db import connection, models


def lock_until_commit(subject: str) -> None:
    """Wait for other transactions that lock the same subject, and keep them waiting until this one ends.

    SQLite has nothing to do: there a transaction that writes waits for the others from its beginning.
    """
    if connection.vendor != "postgresql":
        return
    digest = hashlib.blake2b(subject.encode(), digest_size=8).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest, signed=True)])


def next_id(model: type[models.Model]) -> int:
    """Return an id that no row of the model has or will get; call it in the transaction that writes the row."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            quoted = connection.ops.quote_name(table)
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [quoted])
        else:
            cursor.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = %s", [table])
        return int(cursor.fetchone()[0])
