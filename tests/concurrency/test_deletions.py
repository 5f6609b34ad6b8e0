"""A record goes away while others are linked to it: each side gets success or its documented error; no link dangles.

The first tests stop one side at its most sensitive point; the last ones let chance choose the point.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.models.deletion import Collector

from customers.models import Contact, Customer
from customers.services import CustomerWriter
from tests.clients import Caller, Reply
from tests.concurrency.racing import (
    API,
    COMMITTING,
    Work,
    a_moment_later,
    crashes,
    deleting,
    elsewhere,
    racers,
    sending,
)
from tests.worlds import World

pytestmark = COMMITTING

DELETED = (200, {"success": "true", "success_description": "Instance deleted successfully"})
IN_USE = (400, {"error": "delete_failed", "error_description": "Failed to delete instance."})
ROUNDS = 8


@dataclass(frozen=True)
class Target:
    """What customers link to: where it is made, and what a customer is sent to be linked to the record of an id."""

    path: str
    values: dict[str, Any]
    link: Callable[[int], dict[str, Any]]
    missing: str

    def made(self, caller: Caller, number: int = 0) -> int:
        values = {"reference": f"T-{number}", "name": "target", "isRoot": "true", **self.values}
        reply = caller.json(f"{API}/{self.path}", values)
        assert reply.status == 201, reply.body
        return int(reply.body["id"])

    def not_found(self, pk: int) -> tuple[int, Any]:
        return 404, {"error": "not_found", "error_description": self.missing.format(pk)}


TARGETS = {
    "category": Target(
        "customerCategories", {}, lambda pk: {"categoryId": pk}, "The customer category with the id {} doesn't exist."
    ),
    "segmentation": Target(
        "customerSegmentations",
        {},
        lambda pk: {"customerSegmentationId": pk},
        "The customer segmentation with the id {} doesn't exist.",
    ),
    "payment type": Target(
        "paymentTypes", {}, lambda pk: {"paymentTypes": [pk]}, "The payment type with the id {} doesn't exist."
    ),
    "region": Target("regions", {}, lambda pk: {"regionId": pk}, "The region with the id {} doesn't exist."),
    "currency": Target(
        "currencies",
        {"reference": "USD", "exchangeRate": 2},
        lambda pk: {"currency": "USD"},
        "The currency with name USD is not configured.",
    ),
    "parent": Target(
        "customers", {}, lambda pk: {"parentCustomer": pk}, "The parent customer with the id {} doesn't exist."
    ),
}


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest) -> Target:
    return TARGETS[request.param]


def creating(world: World, target: Target, pk: int, reference: str = "NEW") -> Work:
    return sending(world.api, "customers", {"reference": reference, "name": "n", **target.link(pk)})


def updating(world: World, target: Target, pk: int) -> Work:
    customer = world.api.json(f"{API}/customers", {"reference": "NEW", "name": "old"}).body["id"]
    return sending(world.api, f"customers/{customer}", {"name": "new", **target.link(pk)})


def once_before(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, work: Work) -> list[Reply]:
    """Do a work elsewhere before a method is run for the first time; its answer is put into the returned list."""
    original, done = getattr(owner, name), list[Reply]()

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        if not done:
            monkeypatch.setattr(owner, name, original)
            done.append(elsewhere(work))
        return original(*args, **kwargs)

    monkeypatch.setattr(owner, name, interrupted)
    return done


def stored(world: World) -> list[tuple[str, str]]:
    customers = Customer.objects.for_organization(world.organization).filter(reference="NEW")
    return list(customers.values_list("reference", "name"))


def links_are_whole() -> bool:
    """Let PostgreSQL look through every foreign key anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'")
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {connection.ops.quote_name(name)}")
    return True


def test_a_creation_whose_link_goes_away_before_it_is_written_is_told_so(
    world: World, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = target.made(world.api)
    deletion = once_before(monkeypatch, CustomerWriter, "before_write", deleting(world.api, f"{target.path}/{pk}"))
    reply = creating(world, target, pk)()
    assert [other.pair for other in deletion] == [DELETED]
    assert (reply.pair, stored(world)) == (target.not_found(pk), [])


def test_an_update_whose_link_goes_away_before_it_is_written_is_told_so_and_changes_nothing(
    world: World, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = target.made(world.api)
    update = updating(world, target, pk)
    deletion = once_before(monkeypatch, CustomerWriter, "before_write", deleting(world.api, f"{target.path}/{pk}"))
    reply = update()
    assert [other.pair for other in deletion] == [DELETED]
    assert (reply.pair, stored(world)) == (target.not_found(pk), [("NEW", "old")])


def test_an_upsert_whose_link_goes_away_before_it_is_written_is_told_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = TARGETS["segmentation"].made(world.api)
    once_before(monkeypatch, CustomerWriter, "before_write", deleting(world.api, f"customerSegmentations/{pk}"))
    reply = world.api.json(f"{API}/customers/reference/NEW", {"name": "n", "customerSegmentationId": "T-0"})
    text = "The customer segmentation with the reference T-0 doesn't exist."
    assert reply.pair == (404, {"error": "not_found", "error_description": text})
    assert stored(world) == []


@pytest.mark.parametrize("point", ["delete", "collect"])
def test_a_record_that_is_linked_to_while_it_is_being_deleted_stays(
    world: World, target: Target, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = target.made(world.api)
    creation = once_before(monkeypatch, Collector, point, creating(world, target, pk))
    reply = world.api.delete(f"{API}/{target.path}/{pk}")
    assert [other.status for other in creation] == [201]
    assert (reply.pair, stored(world)) == (IN_USE, [("NEW", "n")])
    assert world.api.get(f"{API}/{target.path}/{pk}").status == 200


def test_a_default_category_that_goes_away_is_replaced_by_the_next_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = world.api

    def replace_root() -> Reply:
        second = caller.json(f"{API}/customerCategories", {"reference": "second", "name": "s", "isRoot": True})
        caller.json(f"{API}/customerCategories/{world.root.pk}", {"parentId": second.body["id"]})
        return caller.delete(f"{API}/customerCategories/{world.root.pk}")

    deletion = once_before(monkeypatch, CustomerWriter, "before_write", replace_root)
    reply = creating(world, Target("", {}, lambda _: {}, ""), 0)()
    assert [other.pair for other in deletion] == [DELETED]
    assert (reply.status, reply.body.get("categoryReference")) == (201, "second")


def test_links_and_deletions_that_meet_anywhere_leave_a_record_or_an_error(world: World, target: Target) -> None:
    links_met = deletions_met = 0
    with racers(4) as race:
        for number in range(ROUNDS):
            pk = target.made(world.api, number)
            creations = [creating(world, target, pk, f"N-{number}-{one}") for one in range(3)]
            deletion, *created = race(
                a_moment_later(deleting(world.api, f"{target.path}/{pk}")), *map(a_moment_later, creations)
            )
            assert crashes([deletion, *created]) == []
            linked = [reply for reply in created if reply.status == 201]
            assert deletion.pair == (IN_USE if linked else DELETED)
            assert all(reply.pair == target.not_found(pk) for reply in created if reply not in linked)
            links_met, deletions_met = links_met + bool(linked), deletions_met + (not linked)
            for reply in linked:
                world.api.delete(f"{API}/customers/{reply.body['id']}")
            world.api.delete(f"{API}/{target.path}/{pk}")
    assert links_are_whole()
    assert links_met + deletions_met == ROUNDS


@pytest.mark.parametrize("path", ["customerCategories", "regions"])
def test_branches_and_deletions_that_meet_leave_a_tree_or_an_error(world: World, path: str) -> None:
    noun = {"customerCategories": "customer category", "regions": "region"}[path]
    with racers(2) as race:
        for number in range(ROUNDS):
            values = {"reference": f"P-{number}", "name": "n", "isRoot": True}
            pk = world.api.json(f"{API}/{path}", values).body["id"]
            child = sending(world.api, path, {"reference": f"C-{number}", "name": "n", "parentId": pk})
            deletion, creation = race(a_moment_later(deleting(world.api, f"{path}/{pk}")), a_moment_later(child))
            text = f"The {noun} with the id {pk} doesn't exist."
            missing = (404, {"error": "not_found", "error_description": text})
            assert crashes([deletion, creation]) == []
            assert deletion.pair == (IN_USE if creation.status == 201 else DELETED)
            assert creation.status == 201 or creation.pair == missing
    assert links_are_whole()


def test_contacts_and_the_deletion_of_their_customer_leave_both_or_none(world: World) -> None:
    with racers(3) as race:
        for number in range(ROUNDS):
            customer = world.api.json(f"{API}/customers", {"reference": f"R-{number}", "name": "n"}).body["id"]
            person = {"customerId": customer, "firstName": "A", "lastName": "B"}
            contact = world.api.json(f"{API}/contacts", person).body["id"]
            deletion, creation, update = race(
                a_moment_later(deleting(world.api, f"customers/{customer}")),
                a_moment_later(sending(world.api, "contacts", person)),
                a_moment_later(sending(world.api, f"contacts/{contact}", {"phone": "1"})),
            )
            assert crashes([deletion, creation, update]) == []
            assert deletion.pair == DELETED
            assert {creation.status, update.status} <= {200, 201, 404}
    assert Contact.objects.for_organization(world.organization).count() == 0
    assert links_are_whole()
