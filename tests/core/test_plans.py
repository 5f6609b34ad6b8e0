"""A record that is found by a key is planned once for each connection; a plan that is lost is no error.

Seen to fail: with LOST empty, the second and the third; with the connection not remembered as one that loses plans, the
second; without another attempt after a lost plan, a creation.
"""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from customers_api.core import plans
from tests.concurrency.racing import ON_POSTGRESQL
from tests.v1.contracts import BASE
from tests.worlds import World

pytestmark = ON_POSTGRESQL


@pytest.fixture(autouse=True)
def kept_plans(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep plans as a process that serves does, and none after the test."""
    monkeypatch.setattr(plans, "PLANS", plans.Plans(are_kept=True))
    monkeypatch.setattr("customers_api.core.compiled.PLANS", plans.PLANS)
    yield
    forget_all()


def forget_all() -> None:
    """Take all plans from the connection, as a pool of connections does between two clients."""
    if connection.connection is not None and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")


def shown(world: World) -> tuple[list[object], list[str]]:
    """Return the answers for the root category, by id and by reference, and the first words of what was sent."""
    addresses = (f"{BASE}/customerCategories/{world.root.pk}", f"{BASE}/customerCategories/reference/root")
    with CaptureQueriesContext(connection) as sent:
        answers = [world.api.get(address).pair for address in addresses]
    statements = [query["sql"] for query in sent.captured_queries if "apikey" not in query["sql"]]
    return list(answers), [sql.partition(" ")[0] for sql in statements]


@pytest.mark.django_db
def test_a_plan_is_made_once_and_answers_as_the_statement_does(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, sent = shown(world)
    assert sent == ["PREPARE", "EXECUTE"] * 2
    assert shown(world) == (first, ["EXECUTE"] * 2)
    theirs = elsewhere.api.get(f"{BASE}/customerCategories/{world.root.pk}")
    assert theirs.status == 404
    monkeypatch.setattr(plans.PLANS, "are_kept", False)
    assert shown(world) == (first, ["SELECT"] * 2)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_loses_its_plans_goes_on_without(world: World) -> None:
    first, _ = shown(world)
    forget_all()
    assert shown(world) == (first, ["EXECUTE", "SELECT", "SELECT"])
    assert shown(world) == (first, ["SELECT"] * 2)


@pytest.mark.django_db(transaction=True)
def test_what_another_process_has_planned_on_a_pooled_connection_is_never_run_for_another_statement(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail: with names that each process counted for itself, `read_1` was another statement in each."""
    first, _ = shown(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        assert len({name for (name,) in cursor.fetchall()}) == 2
    # The other process has planned nothing that it knows of, and is given this connection.
    monkeypatch.setattr("customers_api.core.compiled.PLANS", plans.Plans(are_kept=True))
    assert shown(world) == (first, ["PREPARE", "SELECT", "SELECT"])
    assert plans.name_of("SELECT 1", ()) == plans.name_of("SELECT 1", ()) != plans.name_of("SELECT 1", (1,))


@pytest.mark.django_db(transaction=True)
def test_in_a_transaction_a_lost_plan_is_an_error_once(world: World) -> None:
    first, _ = shown(world)
    forget_all()
    with pytest.raises(DatabaseError), transaction.atomic():
        plans.PLANS.run(connection.cursor(), next(iter(known())), str, [world.organization.pk, 1])
    assert shown(world)[0] == first


def known() -> set[str]:
    """Return the names of the plans of the connection."""
    return set(plans.PLANS.of_connections[connection.connection] or ())


def created(world: World, reference: str, **values: object) -> tuple[int, list[str]]:
    """Create a customer; return the status and the first words of what was sent."""
    with CaptureQueriesContext(connection) as sent:
        status = world.api.json(f"{BASE}/customers", {"reference": reference, "name": "x", **values}).status
    statements = [query["sql"] for query in sent.captured_queries if "apikey" not in query["sql"]]
    return status, [sql.partition(" ")[0] for sql in statements]


@pytest.mark.django_db(transaction=True)
def test_the_look_up_of_links_and_the_writing_of_a_row_are_planned_once(world: World) -> None:
    assert created(world, "A") == (201, ["BEGIN", "PREPARE", "EXECUTE", "PREPARE", "EXECUTE", "COMMIT"])
    assert created(world, "B") == (201, ["BEGIN", "EXECUTE", "EXECUTE", "COMMIT"])
    assert created(world, "C", city="Nice") == (201, ["BEGIN", "EXECUTE", "PREPARE", "EXECUTE", "COMMIT"])
    assert created(world, "C", city="Nice")[0] == 400


@pytest.mark.django_db(transaction=True)
def test_a_write_whose_plans_are_lost_is_done_again_without(world: World) -> None:
    assert created(world, "A")[0] == 201
    forget_all()
    assert created(world, "B") == (201, ["BEGIN", "EXECUTE", "ROLLBACK", "BEGIN", "SELECT", "WITH", "COMMIT"])
    rows = world.api.get(f"{BASE}/customers?fields=reference&sort=reference").body["data"]
    assert [row["reference"] for row in rows] == ["A", "B"]


@pytest.mark.django_db(transaction=True)
def test_a_connection_keeps_so_many_plans_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MOST", 2)
    for number, column in enumerate(("city", "phone", "email", "comment")):
        assert created(world, f"C-{number}", **{column: "a@b.example"})[0] == 201
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM pg_prepared_statements")
            assert {name for (name,) in cursor.fetchall()} == known()
        assert len(known()) == 2
