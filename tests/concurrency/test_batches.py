"""Batches meet each other, and doors for one record: trees stay trees, and nobody waits for the tree with a record in
hand that others may need.

Seen to fail with the ways up read without a lock on the tree (circles), with a wait for the tree in place of letting go
(the record stayed locked for those whom the batch waited for), and with ANALYZE without SKIP_LOCKED.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, connections, transaction

from customers.batches import customer_upsert_batch
from customers.batching import Result, Row
from customers.models import Customer
from customers_api.core.drafts import Caller, Incoming, Written
from customers_api.core.references import ByReference
from customers_api.core.table_sizes import analyse_grown
from customers_api.core.writing_trees import wait_for_other_moves
from tests.concurrency.racing import COMMITTING, LONGEST_WAIT, Work, a_moment_later, racers
from tests.concurrency.test_moves import depth, parents
from tests.worlds import World

pytestmark = COMMITTING

ROUNDS = 8
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def upsert(world: World, *rows: tuple[str, dict[str, Any]]) -> list[Result]:
    sent = [Row(reference, Incoming(values)) for reference, values in rows]
    return customer_upsert_batch(caller=Caller(world.organization, world.editor), rows=sent)


def moving(world: World, *moves: tuple[str, str]) -> Any:
    return lambda: upsert(world, *((reference, {"parent": ByReference(parent)}) for reference, parent in moves))


def made(world: World, *references: str) -> None:
    upsert(world, *((reference, {"name": "n"}) for reference in references))


def outcomes(results: list[Result]) -> list[str]:
    return [str(result.outcome if isinstance(result, Written) else result.code) for result in results]


def test_batches_that_would_close_a_circle_together_are_refused_one_row(world: World) -> None:
    with racers(2) as race:
        for number in range(ROUNDS):
            a, b, c, d = (f"{letter}-{number}" for letter in "ABCD")
            made(world, a, b, c, d)
            works: list[Work] = [moving(world, (a, b), (c, d)), moving(world, (b, c), (d, a))]
            replies: Any = race(*[a_moment_later(work, most=0.004) for work in works])
            told = [outcome for results in replies for outcome in outcomes(results)]
            assert sorted(told) == ["own_ancestor", "updated", "updated", "updated"]
            tree = parents(world, "customers")
            assert max(depth(tree, pk) for pk in tree) == 4


def until_somebody_waits() -> None:
    """Wait until a transaction waits for a lock."""
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            # What a transaction has seen of the others it would see again.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def in_thread(work: Callable[[], Any]) -> Any:
    """Do a work with a connection of its own, which is closed in the end."""
    try:
        return work()
    finally:
        connections.close_all()


def test_who_waits_for_the_tree_holds_no_customer(world: World) -> None:
    made(world, "A", "B", "C")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            wait_for_other_moves(world.organization)
            batch = pool.submit(in_thread, moving(world, ("A", "B")))
            until_somebody_waits()
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '500ms'")
            # An import that moves many comes to this one next.
            assert outcomes(moving(world, ("A", "C"))()) == ["updated"]
        assert outcomes(batch.result(LONGEST_WAIT)) == ["updated"]
    tree = dict(Customer.objects.for_organization(world.organization).values_list("reference", "parent__reference"))
    assert tree == {"A": "B", "B": None, "C": None}


def known_pages() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpages FROM pg_class WHERE relname = 'customers_customer'")
        return int(cursor.fetchone()[0])


def test_a_table_that_somebody_else_analyses_is_not_waited_for(world: World) -> None:
    made(world, *(f"R-{number}" for number in range(1000)))

    def analyse() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '500ms'")
        analyse_grown([Customer])
        return known_pages()

    with ThreadPoolExecutor(1) as pool:
        with connection.cursor() as cursor:
            # As if it had never been looked at.
            cursor.execute("UPDATE pg_class SET relpages = 0 WHERE relname = 'customers_customer'")
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE customers_customer IN SHARE UPDATE EXCLUSIVE MODE")
            assert pool.submit(in_thread, analyse).result(LONGEST_WAIT) == 0
        assert pool.submit(in_thread, analyse).result(LONGEST_WAIT) > 0
