"""Fills a database with the service's customers and with the same rows in the tables of the peers.

Run as ``python -m benchmarks.peers.world DATABASE_URL``, in a process of its own: the settings read that address once.
It knows the service and `tables.sql`; it must not know who is measured.
"""

import os
import sys
from contextlib import closing
from pathlib import Path

import psycopg2

from benchmarks.batches import new_world

CUSTOMERS = 100_000
HERE = Path(__file__).parent
# Made-up customers, then the same links for each of them; only then the copy.
SCRIPTS = (HERE / "links.sql", HERE / "tables.sql")
# What the runs need to know of this world, kept where it lies.
ACCESS = "CREATE TABLE peers.access AS SELECT %s AS api_key, %s::bigint AS organization, %s::bigint AS creator"


def write_customers() -> tuple[str, int, int]:
    """Write made-up customers; return an API key, the organization's id and that of who has created them."""
    caller = new_world()
    from django.core.management import call_command  # noqa: PLC0415 (the settings are read by new_world)

    from organizations.credentials import api_key_create  # noqa: PLC0415

    named = {"organization": caller.organization.name, "user": caller.actor.username}
    call_command("generate_customers", count=CUSTOMERS, verbosity=0, **named)
    key = api_key_create(user=caller.actor)[1]
    return key, caller.organization.pk, caller.actor.pk


def fill(url: str) -> None:
    """Write the customers, copy their rows, and let the database look at what it holds."""
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "customers_api.settings"}
    os.environ.setdefault("SECRET_KEY", "only-for-the-benchmark-" + "0123456789abcdef" * 3)
    access = write_customers()
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    with closing(psycopg2.connect(url)) as connection:
        with connection, connection.cursor() as cursor:
            for script in SCRIPTS:
                cursor.execute(script.read_text(encoding="utf-8"))
            cursor.execute(ACCESS, access)
        connection.autocommit = True
        with connection.cursor() as cursor:
            # Packed anew: what was changed since it was written leaves no holes to one side alone.
            cursor.execute("VACUUM (FULL, FREEZE, ANALYZE)")


if __name__ == "__main__":
    fill(sys.argv[1])
