"""On PostgreSQL foreign keys are left out where that is allowed: nothing else is, and no link leads nowhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from customers.generation import copying, search_index, unchecked_links
from customers.generation.layouts import layout_of_customers
from customers.generation.records import Records
from customers.generation.unchecked_links import BrokenLinksError
from customers.models import Customer, CustomerPaymentType
from customers_api.core.drafts import Caller
from tests.generation.plans import plan_of
from tests.generation.worlds import UNTIL, made
from tests.worlds import World, new_world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no COPY, and no session without its keys"),
]
COUNT = 1100


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def rows_of(world: World) -> list[tuple[object, ...]]:
    """Return the customers and their payment types, without ids."""
    customers = Customer.objects.for_organization(world.organization).order_by("reference")
    types = CustomerPaymentType.objects.for_organization(world.organization)
    names = [column.name for column in Customer._meta.concrete_fields if not column.is_relation and column.name != "id"]
    links = ("category__reference", "parent__reference", "segmentation__reference", "currency__reference")
    return [
        *customers.values_list(*names, *links),
        *types.order_by("customer__reference", "payment_type__reference").values_list(
            "customer__reference", "payment_type__reference"
        ),
    ]


@contextmanager
def as_plain_user() -> Iterator[None]:
    """Act as a user of the database who owns no table and has no rights but those on rows."""
    # Roles belong to the whole server, but not before the transaction commits, which a test's never does.
    execute(
        "CREATE ROLE clerk_of_generation",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk_of_generation",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO clerk_of_generation",
        "SET LOCAL ROLE clerk_of_generation",
    )
    yield
    execute("SET LOCAL ROLE NONE")


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list in which each run notes how it wrote its rows."""
    noted: list[str] = []

    def noting(name: str) -> Callable[..., object]:
        way = getattr(copying, name)

        def note(*args: object) -> object:
            noted.append(name)
            return way(*args)

        return note

    for name in ("copy_checked", "copy_unchecked"):
        monkeypatch.setattr(copying, name, noting(name))
    return noted


def test_the_rows_are_the_same_with_foreign_keys_and_without(ways: list[str]) -> None:
    without, checked = new_world("without"), new_world("checked")
    made(without, COUNT)
    with as_plain_user():
        made(checked, COUNT)
    assert ways == ["copy_unchecked", "copy_checked"]
    assert rows_of(without) == rows_of(checked)
    assert len(rows_of(without)) > 2 * COUNT


def options_of_search() -> list[str]:
    """Return the options of the index by which parts of texts are found; none where there is no extension for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(reloptions) FROM pg_class WHERE oid = to_regclass(%s)", [search_index.INDEX])
        return sorted(option for (option,) in cursor.fetchall())


def test_a_large_run_feeds_the_index_in_large_portions_and_leaves_it_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, seen = options_of_search(), []
    if not before:
        pytest.skip("This PostgreSQL comes without pg_trgm")
    monkeypatch.setattr(copying, "MANY", COUNT)
    made(world, COUNT, listener=lambda _: seen.append(options_of_search()))
    assert seen[0] == ["fastupdate=on", f"gin_pending_list_limit={search_index.LONG_LIST}"]
    assert options_of_search() == before == ["fastupdate=on", "gin_pending_list_limit=512"]


def test_a_large_run_of_who_does_not_own_the_index_takes_its_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = options_of_search()
    monkeypatch.setattr(copying, "MANY", COUNT)
    with as_plain_user():
        made(world, COUNT)
    assert options_of_search() == before
    assert Customer.objects.for_organization(world.organization).count() == COUNT


def test_rows_that_several_processes_have_made_are_the_same() -> None:
    alone, together = new_world("alone"), new_world("together")
    made(alone, COUNT)
    made(together, COUNT, processes=2)
    assert rows_of(alone) == rows_of(together)


def test_foreign_keys_are_in_force_again_afterwards(elsewhere: World) -> None:
    made(elsewhere, 10)
    row = Customer.objects.for_organization(elsewhere.organization).first()
    assert row is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Customer.objects.for_organization(elsewhere.organization).filter(pk=row.pk).update(category=10**9)


def test_a_trigger_that_would_not_fire_keeps_foreign_keys_on(elsewhere: World, ways: list[str]) -> None:
    """Whoever adds a trigger and forgets about such sessions loses some speed, and no data."""
    execute("ALTER TABLE customers_customer ENABLE TRIGGER customers_count_insert")
    made(elsewhere, 5)
    execute("ALTER TABLE customers_customer ENABLE ALWAYS TRIGGER customers_count_insert")
    made(elsewhere, 5)
    execute("ALTER TABLE customers_customer DISABLE TRIGGER customers_count_insert")
    made(elsewhere, 5)
    assert ways == ["copy_checked", "copy_unchecked", "copy_unchecked"]


def test_a_link_that_leads_nowhere_ends_the_run(elsewhere: World) -> None:
    """Each is what a deletion would leave behind that came between looking and locking.

    Seen to fail: without the look at the end, and with a look at customers alone.
    """
    made(elsewhere, 60)
    organization = elsewhere.organization.pk
    keys = list(Customer.objects.for_organization(organization).order_by("pk").values_list("pk", flat=True))
    unchecked_links.find_broken(organization, keys[0], keys[-1])
    links = ("category", "segmentation", "currency", "region", "created_by", "parent", "template", "payment_type")
    for link in links:
        with pytest.raises(BrokenLinksError):
            look_with_a_broken(link, organization, keys)


@transaction.atomic
def look_with_a_broken(link: str, organization: int, keys: list[int]) -> None:
    table = (CustomerPaymentType if link == "payment_type" else Customer)._meta.db_table
    unchecked_links.set_role_of_session("replica")
    execute(f"UPDATE {table} SET {link}_id = 999999999 WHERE id = (SELECT min(id) FROM {table})")  # noqa: S608
    unchecked_links.find_broken(organization, keys[0], keys[-1])


def test_a_link_into_another_organization_ends_the_run(elsewhere: World, world: World) -> None:
    """Seen to fail: with a look that leaves organizations out."""
    links = Records(Caller(elsewhere.organization, elsewhere.editor), UNTIL).links()
    own = plan_of(20, ids=((10**6, 20),), links=links)
    foreign = plan_of(20, ids=((10**6, 20),), links=replace(links, categories=((world.root.pk, ()),)))
    with pytest.raises(BrokenLinksError), transaction.atomic():
        list(copying.copy_all(foreign, layout_of_customers(), 0))
    list(copying.copy_all(own, layout_of_customers(), 0))
    assert Customer.objects.for_organization(elsewhere.organization).count() == 20


def test_what_customers_may_link_to_is_locked_while_they_are_made(elsewhere: World) -> None:
    """Seen to fail: without FOR KEY SHARE."""
    assert not is_locked(elsewhere)
    with unchecked_links.left_out(elsewhere.organization.pk):
        assert is_locked(elsewhere)


def is_locked(world: World) -> bool:
    """Tell whether a transaction has locked the organization's root category."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmax <> '0' FROM customers_category WHERE id = %s", [world.root.pk])
        return bool(cursor.fetchone()[0])
