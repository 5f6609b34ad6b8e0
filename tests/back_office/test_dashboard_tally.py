"""What PostgreSQL counts while customers are written is what one finds by looking at each, whoever writes how.

Seen to fail: without the rows that are gone in the function for updates, with a fold that puts back only sums above 1,
without the trigger on TRUNCATE, and with folds that wait for each other (no SKIP LOCKED).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from customers.dashboard.figures import kept
from customers.models import Customer, CustomerTally
from customers.tally_facts import counted
from tests.back_office.dashboard_world import category, customer, fill, new_customer
from tests.back_office.people import person
from tests.clients import Reply
from tests.concurrency.racing import API, COMMITTING, again, crashes, race
from tests.worlds import World

ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks at each customer")
MANY = 150


def customers(world: World) -> Any:
    return Customer.objects.for_organization(world.organization)


def tally(world: World) -> Any:
    return CustomerTally.objects.for_organization(world.organization)


def run(statement: str, *parameters: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def set_chance(value: float) -> None:
    """Take chance out of this test: a function of the same name stands before PostgreSQL's."""
    run(f"CREATE OR REPLACE FUNCTION random() RETURNS float LANGUAGE sql AS 'SELECT {value}::float'")
    run("SET LOCAL search_path TO public, pg_catalog")


def upsert_by_hand(world: World) -> None:
    """Write as a command for a million rows does: one row is new, one is there already."""
    columns = [column.column for column in Customer._meta.concrete_fields if column.name not in {"id", "reference"}]
    names = ", ".join(f'"{name}"' for name in columns)
    run(
        f"INSERT INTO customers_customer (reference, {names})"  # noqa: S608
        f" SELECT unnest(ARRAY['child', 'by-hand']), {names} FROM customers_customer"
        " WHERE organization_id = %s AND reference = 'over'"
        " ON CONFLICT (organization_id, reference) DO UPDATE SET balance = excluded.balance, email = NULL,"
        " credit_limit = excluded.credit_limit, category_id = excluded.category_id",
        world.organization.pk,
    )


def undo(world: World) -> None:
    with transaction.atomic():
        customers(world).filter(reference__in=["pole", "silent"]).delete()
        transaction.set_rollback(True)


def move_all(world: World) -> None:
    customers(world).update(category=category(world, "New", None), country="", billing_country="IT", on_hold=True)


def writes(world: World) -> list[Callable[[], Any]]:
    """Return everything that is done to customers, in this order."""
    few, many = (range(number) for number in (9, MANY))
    return [
        lambda: fill(world),
        lambda: Customer.objects.bulk_create(new_customer(world, f"few-{number}") for number in few),
        lambda: Customer.objects.bulk_create(new_customer(world, f"many-{number}", email="") for number in many),
        lambda: upsert_by_hand(world),
        lambda: customers(world).filter(reference__startswith="few").update(latitude=-12, longitude=-77),
        lambda: undo(world),
        lambda: move_all(world),
        lambda: customers(world).filter(reference="few-1").delete(),
        lambda: customers(world).filter(reference__startswith="many").delete(),
    ]


@ON_POSTGRESQL
def test_after_every_kind_of_write_the_tally_is_what_is_there(world: World, elsewhere: World) -> None:
    fill(elsewhere)
    foreign = counted(customers(elsewhere))
    seen = []
    for write in writes(world):
        write()
        now = counted(customers(world))
        assert kept(tally(world)) == now
        seen.append(now["all"])
    assert kept(tally(elsewhere)) == foreign
    assert seen == [27, 36, 186, 187, 187, 187, 187, 186, 36]
    # The constraint of the organization waits for the commit.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("TRUNCATE customers_customer CASCADE")
    assert CustomerTally.objects.for_organizations([world.organization.pk, elsewhere.organization.pk]).count() == 0


@ON_POSTGRESQL
def test_a_change_of_what_is_not_counted_leaves_no_row(world: World) -> None:
    set_chance(1)
    fill(world)
    rows = set(tally(world).values_list("pk", flat=True))
    customers(world).update(phone="+33 1", balance=0)
    before = set(tally(world).values_list("pk", flat=True)) - rows
    customers(world).filter(reference="mother").update(phone="+33 2", name="Mother", city="Lyon")
    assert set(tally(world).values_list("pk", flat=True)) - rows == before
    # One is not over its limit any more.
    assert [row.customers for row in tally(world).filter(pk__in=before).order_by("customers")] == [-1, 1]


@ON_POSTGRESQL
def test_folding_changes_no_number_and_leaves_a_row_for_each_fact(world: World, elsewhere: World) -> None:
    set_chance(1)
    fill(world)
    fill(elsewhere)
    rows = tally(elsewhere).count()
    now = kept(tally(world))
    run("SELECT customers_fold_tally(%s, 5)", world.organization.pk)
    assert kept(tally(world)) == now
    assert tally(world).filter(is_folded=False).count() == rows - 5
    run("SELECT customers_fold_tally(%s, NULL)", world.organization.pk)
    assert {row.facts: row.customers for row in tally(world).filter(is_folded=True)} == now
    assert tally(world).count() == len(now)
    customers(world).filter(reference__in=["mother", "over", "pole"]).update(category=world.root, parent=None)
    customers(world).filter(reference="pole").delete()
    run("SELECT customers_fold_tally(%s, NULL)", world.organization.pk)
    now = counted(customers(world))
    assert {row.facts: row.customers for row in tally(world)} == now
    assert tally(elsewhere).filter(is_folded=False).count() == rows


@ON_POSTGRESQL
def test_writers_fold_by_chance(world: World) -> None:
    set_chance(1)
    fill(world)
    assert tally(world).filter(is_folded=True).count() == 0
    set_chance(0)
    customer(world, "another")
    assert not tally(world).filter(is_folded=False).exists()
    Customer.objects.bulk_create(new_customer(world, f"many-{number}") for number in range(MANY))
    assert not tally(world).filter(is_folded=False).exists()
    assert kept(tally(world)) == counted(customers(world))


@ON_POSTGRESQL
def test_customers_written_around_the_triggers_are_counted_again(world: World, elsewhere: World) -> None:
    fill(world)
    fill(elsewhere)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE customers_customer DISABLE TRIGGER customers_count_delete")
    customers(world).filter(reference="pole").delete()
    assert kept(tally(world)) != counted(customers(world))
    run("SELECT customers_recount()")
    for place in (world, elsewhere):
        assert kept(tally(place)) == counted(customers(place))


def writing(world: World, name: str) -> Callable[[], Reply]:
    """Return the work of one caller: some customers come, change and go."""
    api = again(world.api)

    def work() -> Reply:
        for number in range(4):
            path = f"{API}/customers/reference/{name}-{number}"
            api.json(path, {"name": name, "email": "a@b.example", "country": "FR"})
            api.json(path, {"onHold": True, "onHoldReason": "late", "email": None})
            if number % 2:
                api.delete(path)
        return api.get(f"{API}/customers?max=1")

    return work


def folding(world: World) -> Callable[[], Reply]:
    """Return the work of folding again and again."""
    api = again(world.api)

    def work() -> Reply:
        run("SET lock_timeout TO '5s'")
        for _ in range(20):
            run("SELECT customers_fold_tally(%s, NULL)", world.organization.pk)
        return api.get(f"{API}/customers?max=1")

    return work


class TestRace:
    """Real commits, seen by others at any moment."""

    pytestmark = COMMITTING

    def test_who_folds_and_who_writes_lose_nothing_to_each_other(self, world: World) -> None:
        replies = race(*(writing(world, f"w{number}") for number in range(6)), folding(world), folding(world))
        assert crashes(replies) == []
        assert [reply.status for reply in replies] == [200] * 8
        now = counted(customers(world))
        assert (now["all"], now["on_hold"]) == (12, 12)
        assert kept(tally(world)) == now

    def test_a_fold_waits_for_nobody_and_takes_what_nobody_else_is_folding(self, world: World) -> None:
        fill(world)
        now = counted(customers(world))
        with transaction.atomic():
            run("SELECT customers_fold_tally(%s, 3)", world.organization.pk)
            race(folding(world))
            assert kept(tally(world)) == now
        assert kept(tally(world)) == now
        run("SELECT customers_fold_tally(%s, NULL)", world.organization.pk)
        assert kept(tally(world)) == now


@ON_POSTGRESQL
@pytest.mark.django_db
def test_an_organization_that_is_gone_by_now_has_no_bar(world: World) -> None:
    CustomerTally.objects.bulk_create(
        [
            CustomerTally(
                organization_id=world.organization.pk + 1000, facts="all month:2026-01", customers=3, is_folded=True
            )
        ]
    )
    page: Any = person(world, "sees-all", is_superuser=True).browser.get("/admin/")
    assert page.status_code == 200
