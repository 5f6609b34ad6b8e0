"""Tells PostgreSQL the size of tables that have grown out of what it knows of them; it knows no resource.

PostgreSQL chooses how to read by what it knew of a table when it was last analysed. Of one that never was it may think
that it is empty, and then looks for a row, also for each foreign key it checks, in whatever index comes first: all rows
of the organization. It chooses once for a connection, and anew when the table was analysed. Its own background worker
comes within a minute, never if it is switched off, and it does not see what a long transaction has not committed.
"""

from collections.abc import Iterable

from django.db import connection, models

# The factor by which a table may be larger than PostgreSQL thinks; smaller tables are read in no time either way.
GROWTH = 10
GROWN = """
    SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relnamespace = current_schema()::regnamespace
    AND pg_relation_size(oid) >= current_setting('block_size')::bigint * %s * GREATEST(relpages, 1)
"""


def analyse_grown(tables: Iterable[type[models.Model]]) -> None:
    """Let PostgreSQL look at those of the tables that have become many times as large as it thinks.

    One that somebody else is analysing is left out: nobody waits here. The numbers survive a rollback, the look at
    single columns does not; what is chosen by the numbers alone is good enough.
    """
    if connection.vendor != "postgresql":
        return
    names = sorted({table._meta.db_table for table in tables})
    with connection.cursor() as cursor:
        cursor.execute(GROWN, [names, GROWTH])
        grown = [connection.ops.quote_name(row[0]) for row in cursor.fetchall()]
        if grown:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(grown)}")
