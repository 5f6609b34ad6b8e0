"""PostgreSQL is told the size of tables that have outgrown what it knows of them, and plans by that.

Seen to fail with a factor of a thousand, with one of two, and where any table that was never analysed is.
"""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from customers_api.core.table_sizes import analyse_grown

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans without the size of a table"),
]
# A model is asked for nothing but the name of its table.
GROWING: Any = SimpleNamespace(_meta=SimpleNamespace(db_table="growing"))
# As wide as the table of customers.
WIDE = ", ".join(f"text{number} varchar(255)" for number in range(60))


@pytest.fixture
def growing() -> None:
    run(f"CREATE TABLE growing (organization_id bigint, place bigint, id bigint PRIMARY KEY, {WIDE})")
    run("CREATE INDEX growing_place ON growing (organization_id, place)")
    run("CREATE UNIQUE INDEX growing_id ON growing (organization_id, id)")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def rows_of(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def grow(count: int) -> None:
    with connection.cursor() as cursor:
        rows = "INSERT INTO growing SELECT 1, 1, %s + n, repeat('x', 255) FROM generate_series(1, %s) n"
        cursor.execute(rows, [count, count])


def known_rows() -> float:
    return float(rows_of("SELECT reltuples FROM pg_class WHERE relname = 'growing'")[0][0])


def plan_of_a_look_up() -> str:
    return str(rows_of("EXPLAIN (COSTS OFF) EXECUTE look_up (1, 5)"))


def test_a_table_is_analysed_when_it_has_become_many_times_as_large(growing: None) -> None:
    analyse_grown([GROWING])
    grow(2)
    analyse_grown([GROWING])
    assert known_rows() <= 0, "two rows are no reason"
    grow(1000)
    analyse_grown([GROWING])
    assert known_rows() == 1002
    grow(3000)
    analyse_grown([GROWING])
    assert known_rows() == 1002, "four times as large is no reason"
    grow(9000)
    analyse_grown([GROWING])
    assert known_rows() == 13002


def test_a_plan_that_the_connection_keeps_is_made_anew(growing: None) -> None:
    run("SET LOCAL plan_cache_mode = force_generic_plan")
    run("PREPARE look_up (bigint, bigint) AS SELECT 1 FROM growing WHERE organization_id = $1 AND id = $2")
    grow(1)
    run("ANALYZE growing")
    assert "Seq Scan" in plan_of_a_look_up()
    grow(1000)
    assert "Seq Scan" in plan_of_a_look_up(), "PostgreSQL goes by what it knew"
    analyse_grown([GROWING])
    assert "Index" in plan_of_a_look_up()
    run("DEALLOCATE look_up")


def test_a_table_may_have_more_bytes_than_an_integer_counts(growing: None) -> None:
    """Seen to fail: with the product of known pages and their size as an integer, from 215 MB on."""
    run("UPDATE pg_class SET relpages = 1000000 WHERE relname = 'growing'")
    analyse_grown([GROWING])
