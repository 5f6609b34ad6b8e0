"""Customers are made by the thousand while others write: numbers and ids stay apart, links stay whole."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import connection, connections

from customers.models import Customer, Segmentation
from tests.clients import Reply
from tests.concurrency.racing import COMMITTING, Work, deleting, elsewhere, race, sending
from tests.generation.worlds import made
from tests.worlds import World

pytestmark = COMMITTING
COUNT = 1200


def making(world: World, count: int) -> Work:
    """Return the work of making customers, which answers with their number."""
    return lambda: Reply(200, made(world, count).numbers.customers, {})


def test_two_runs_at_once_number_on(world: World) -> None:
    """Seen to fail: without the lock, where the second is told that its references are taken."""
    race(making(world, COUNT), making(world, COUNT))
    rows = Customer.objects.for_organization(world.organization)
    assert rows.count() == 2 * COUNT
    assert rows.filter(reference__gt="C-0000000", reference__lte=f"C-{2 * COUNT:07d}").count() == 2 * COUNT


def test_customers_that_others_create_meanwhile_get_other_ids(world: World) -> None:
    create = sending(world.api, "customers", {"reference": "NEW", "name": "New"})
    statuses: list[int] = []

    def during(numbers: object) -> None:
        if not statuses:
            statuses.append(elsewhere(create).status)

    made(world, COUNT, listener=during)
    rows = Customer.objects.for_organization(world.organization)
    assert (statuses, rows.count()) == ([201], COUNT + 1)


def test_what_customers_link_to_is_not_deleted_while_they_are_made(world: World) -> None:
    """Seen to fail: without FOR KEY SHARE, where the deletion is done and the run is not."""
    unused = Segmentation.objects.create(organization=world.organization, reference="unused", name="Unused")
    deletion = deleting(world.api, f"customerSegmentations/{unused.pk}")
    pending: list[Future[Reply]] = []

    def during(numbers: object) -> None:
        if not pending:
            pending.append(pool.submit(ended, deletion))
            while not pending[0].done() and not somebody_waits():
                time.sleep(0.05)

    with ThreadPoolExecutor(1) as pool:
        made(world, COUNT, listener=during)
        reply = pending[0].result(60)
    assert (reply.status, reply.body["error"]) == (400, "delete_failed")
    rows = Customer.objects.for_organization(world.organization)
    assert rows.filter(segmentation=unused).exists()


def somebody_waits() -> bool:
    """Tell whether another transaction waits for this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])


def ended(work: Work) -> Reply:
    """Do a work, and leave no connection behind."""
    try:
        return work()
    finally:
        connections.close_all()
