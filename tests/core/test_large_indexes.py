"""Large indexes on PostgreSQL: a user without the right to extensions is told what to do, and everything is found.

Seen to fail: with the refusal of the extension not caught, and with the index of a broken build left in place.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState

from customers_api.core.large_indexes import AddTrigramIndex
from tests.concurrency.racing import COMMITTING
from tests.worlds import World

pytestmark = COMMITTING
INDEX = "customer_search_trigrams"
OPERATION = AddTrigramIndex("customer", INDEX, "search_folded")
CUSTOMERS = "/api/v1.0/customers"


def run(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def build() -> None:
    """Do what the migration does."""
    state = ProjectState.from_apps(apps)
    with connection.schema_editor(atomic=False) as editor:
        OPERATION.database_forwards("customers", editor, state, state)


def definition() -> str | None:
    """Return how the index is built, or ``None`` where there is none that can be used."""
    rows = run(
        "SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
        " WHERE relname = 'customer_search_trigrams' AND indisvalid"
    )
    return rows[0][0] if rows else None


@pytest.fixture(autouse=True)
def whole_again() -> Iterator[None]:
    """Leave the index to the next test as it was."""
    if definition() is None:
        pytest.skip("This PostgreSQL comes without pg_trgm")
    yield
    build()


@contextmanager
def nobody() -> Iterator[None]:
    """Be a user of the database who may create nothing in it."""
    role = f"nobody_{os.getpid()}"
    run(f"CREATE ROLE {role}")
    run(f"SET ROLE {role}")
    try:
        yield
    finally:
        run("RESET ROLE")
        run(f"DROP ROLE {role}")


def test_the_index_holds_the_organization_and_is_built_over_a_broken_one() -> None:
    run(f"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{INDEX}'::regclass")  # noqa: S608
    assert definition() is None
    build()
    assert definition() == (
        f"CREATE INDEX {INDEX} ON public.customers_customer USING gin (organization_id, search_folded gin_trgm_ops)"
        " WITH (fastupdate='on', gin_pending_list_limit='512')"
    )


def test_who_may_make_no_extension_is_told_what_to_do_and_finds_the_same(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.api.json(CUSTOMERS, {"reference": "R-1", "name": "Aardvark"})
    run("DROP EXTENSION pg_trgm CASCADE")
    with nobody():
        build()
    said = capsys.readouterr().err
    assert "the extension pg_trgm cannot be made: permission denied" in said
    assert definition() is None
    found = world.api.get(f"{CUSTOMERS}?fields=reference&name=*rdva*").body["data"]
    assert found == [{"reference": "R-1"}]
    for line in said.splitlines():
        if line.startswith("    ") and "btree_gin" not in line:
            run(line)
    assert definition() is not None


def test_without_numbers_in_it_the_index_is_built_for_the_text_alone() -> None:
    run("DROP EXTENSION btree_gin CASCADE")
    run(f"DROP INDEX IF EXISTS {INDEX}")
    run(f"CREATE ROLE maker_{os.getpid()}")
    try:
        run(f"ALTER TABLE customers_customer OWNER TO maker_{os.getpid()}")
        run(f"GRANT CREATE ON SCHEMA public TO maker_{os.getpid()}")
        run(f"SET ROLE maker_{os.getpid()}")
        build()
        run("RESET ROLE")
        assert "USING gin (search_folded gin_trgm_ops)" in str(definition())
    finally:
        run("RESET ROLE")
        run("ALTER TABLE customers_customer OWNER TO CURRENT_USER")
        run(f"REVOKE CREATE ON SCHEMA public FROM maker_{os.getpid()}")
        run(f"DROP ROLE maker_{os.getpid()}")
