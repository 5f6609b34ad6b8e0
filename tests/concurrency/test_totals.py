"""Totals of an organization that many write to at once: nobody waits for a count, and each snapshot's is exact.

Seen to fail: with folds that do not skip what another one is folding.
"""

from collections.abc import Callable
from threading import Barrier, Event
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from customers.models import Customer
from customers.services import customer_create, customer_delete, customer_update
from customers.tally_facts import INACTIVE
from customers_api.core.counting import Facts
from customers_api.core.drafts import Caller, Incoming
from customers_api.core.references import ByReference
from tests.clients import Reply
from tests.concurrency.racing import COMMITTING, racers
from tests.worlds import World

pytestmark = COMMITTING
CUSTOMERS = "/api/v1.0/customers"
WRITERS, READERS = 32, 4
EACH = 8


def customers(world: World) -> Any:
    return Customer.objects.for_organization(world.organization)


def inactive(world: World) -> Any:
    return customers(world).filter_counted(Q(is_active=False), Facts((INACTIVE,)))


def run(statement: str, *parameters: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def create(world: World, reference: str) -> None:
    incoming = Incoming({"reference": reference, "name": reference})
    customer_create(caller=Caller(world.organization, world.editor), incoming=incoming)


def total(world: World) -> Reply:
    return world.api.get(f"{CUSTOMERS}?max=1")


def test_thirty_two_writers_are_all_done_before_the_first_of_them_commits(world: World) -> None:
    """Were there a row that each of them changes, the second would wait for the first, and nobody would arrive."""
    arrived = Barrier(WRITERS)
    # What all of them meet: rows that are folded already, and rows that wait for it.
    for number in range(4):
        create(world, f"before-{number}")
        if number == 1:
            run("SELECT customers_fold_tally(%s, 5000)", world.organization.pk)

    def writing(number: int) -> Callable[[], Any]:
        def work() -> None:
            with transaction.atomic():
                run("SET LOCAL lock_timeout TO '20s'")
                create(world, f"w-{number}")
                run("SELECT customers_fold_tally(%s, 5000)", world.organization.pk)
                assert customers(world).count() == 5
                arrived.wait(50)

        return work

    with racers(WRITERS) as race:
        race(*map(writing, range(WRITERS)))
    assert total(world).body["paging"]["total"] == 4 + WRITERS
    assert customers(world).count() == len(customers(world).all())


def test_totals_stay_exact_in_every_snapshot_while_thirty_two_write(world: World) -> None:
    finished, seen = Event(), []
    running = Barrier(WRITERS, action=finished.set)

    def writing(number: int) -> Callable[[], Any]:
        caller = Caller(world.organization, world.editor)

        def work() -> None:
            for step in range(EACH):
                reference = f"w-{number}-{step}"
                create(world, reference)
                pointer = ByReference(reference)
                customer_update(caller=caller, pointer=pointer, incoming=Incoming({"is_active": step % 2 == 0}))
                run("SELECT customers_fold_tally(%s, 20)", world.organization.pk)
                if step % 4 == 3:
                    customer_delete(caller=caller, pointer=pointer)
            running.wait(50)

        return work

    def reading() -> None:
        while not finished.is_set():
            with transaction.atomic():
                run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                rows = list(customers(world).values_list("is_active", flat=True))
                seen.append((customers(world).count(), inactive(world).count()) == (len(rows), rows.count(False)))

    with racers(WRITERS + READERS) as race:
        race(*map(writing, range(WRITERS)), *[reading] * READERS)
    assert len(seen) > READERS
    assert all(seen)
    left = WRITERS * EACH * 3 // 4
    assert (customers(world).count(), inactive(world).count()) == (left, WRITERS * EACH // 4)
    assert total(world).body["paging"]["total"] == left == len(customers(world).all())
