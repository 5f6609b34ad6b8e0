"""Customer categories in dialect v1: a tree with roots; it knows nothing of how they are kept."""

from typing import Any, ClassVar

import pytest

from customers.models import Category
from tests.v1.contracts import BASE, IN_USE, Body, error, missing, no_boolean, save_failed, unknown, wrong_type
from tests.v1.contracts_of_references import FreeReferenceContract
from tests.v1.contracts_of_values import BadTypes
from tests.worlds import World

pytestmark = pytest.mark.django_db
CATEGORIES = f"{BASE}/customerCategories"
MUST_STAY = error(400, "delete_not_authorized", "This customer category must not be deleted")
CYCLE = save_failed(("parentId", "must not be the record itself or one below it"))


class TestCategories(FreeReferenceContract):
    path = "customerCategories"
    noun = "customer category"
    model = Category
    required = ("reference", "name", "parentId")
    change: ClassVar[Body] = {"name": "Another", "description": "Rings"}
    texts: ClassVar[dict[str, int]] = {"name": 255, "description": 10_000}
    bad_types: ClassVar[BadTypes] = (
        ("description", ([], {}, True), wrong_type),
        ("isRoot", ("yes", "1", 1, 0, [], {}), no_boolean),
        ("parentId", ("abc", "root", "1.5", 1.5, True, [], {}, -1), wrong_type),
        ("image", ({}, [], 5, True, "text", "http://testserver/other.png"), wrong_type),
    )

    def sent(self, world: World, reference: str) -> Body:
        return {"reference": reference, "name": "First name", "parentId": world.root.pk}

    def answer(self, world: World, record: int, sent: Body) -> Body:
        root = world.root.pk
        return {
            "id": record,
            "reference": sent["reference"],
            "name": sent["name"],
            "description": None,
            "isRoot": False,
            "parentId": root,
            "parentCategory": {"id": root, "reference": "root", "name": "Root", "href": f"{CATEGORIES}/{root}"},
            "image": None,
            "organization": "here",
        }

    def use(self, world: World, record: int) -> None:
        sent = {"reference": "C-1", "name": "Customer", "categoryId": record}
        assert world.api.json(f"{BASE}/customers", sent).status == 201


def category(world: World, reference: str, **sent: Any) -> Any:
    """Create a category and return its answer."""
    reply = world.api.json(CATEGORIES, {"reference": reference, "name": reference, **sent})
    assert reply.status == 201, reply
    return reply.body


def test_a_root_needs_no_parent_and_takes_none(world: World) -> None:
    alone = category(world, "alone", isRoot=True)
    flagged = category(world, "flagged", isRoot="true", parentId=world.root.pk)
    for body in (alone, flagged):
        assert (body["isRoot"], body["parentId"], body["parentCategory"]) == (True, None, None)


@pytest.mark.parametrize("flag", [{}, {"isRoot": False}, {"isRoot": None}, {"isRoot": ""}])
@pytest.mark.parametrize("parent", [{}, {"parentId": None}, {"parentId": ""}])
def test_whatever_is_no_root_needs_a_parent(world: World, flag: Body, parent: Body) -> None:
    sent = {"reference": "x", "name": "x", **flag, **parent}
    assert world.api.json(CATEGORIES, sent).pair == missing("parentId")


def test_a_root_becomes_a_child_and_a_child_a_root(world: World) -> None:
    body = category(world, "second", isRoot=True)
    address = f"{CATEGORIES}/{body['id']}"
    assert world.api.json(address, {"isRoot": False}).pair == missing("parentId")
    child = world.api.json(address, {"parentId": world.root.pk}).body
    assert (child["isRoot"], child["parentId"]) == (False, world.root.pk)
    assert world.api.json(address, {"parentId": None}).pair == missing("parentId")
    root = world.api.json(address, {"isRoot": True}).body
    assert (root["isRoot"], root["parentId"]) == (True, None)
    assert world.api.json(address, {"isRoot": False, "parentId": world.root.pk}).body["isRoot"] is False


def test_a_category_never_stands_below_itself(world: World) -> None:
    top = category(world, "top", isRoot=True)
    middle = category(world, "middle", parentId=top["id"])
    low = category(world, "low", parentId=middle["id"])
    for parent in (top, middle, low):
        assert world.api.json(f"{CATEGORIES}/{top['id']}", {"parentId": parent["id"]}).pair == CYCLE
    assert world.api.json(f"{CATEGORIES}/{low['id']}", {"parentId": top["id"]}).status == 200


@pytest.mark.parametrize("parent", [987654321, 10**30])
def test_an_unknown_parent_is_not_found(world: World, parent: int) -> None:
    sent = {"reference": "x", "name": "x", "parentId": parent}
    assert world.api.json(CATEGORIES, sent).pair == unknown("customer category", "id", parent)
    by_reference = {**sent, "parentId": "nowhere", "useExternalId": "true"}
    assert world.api.json(CATEGORIES, by_reference).pair == unknown("customer category", "reference", "nowhere")


def test_the_first_root_is_the_default_and_stays(world: World) -> None:
    second = category(world, "second", isRoot=True)
    assert world.api.delete(f"{CATEGORIES}/{world.root.pk}").pair == MUST_STAY
    assert world.api.delete(f"{CATEGORIES}/reference/root").pair == MUST_STAY
    customer = world.api.json(f"{BASE}/customers", {"reference": "C", "name": "C"}).body
    assert customer["categoryReference"] == "root"
    assert world.api.delete(f"{CATEGORIES}/{second['id']}").status == 200


def test_where_the_first_root_moves_away_the_next_one_is_the_default(world: World) -> None:
    second = category(world, "second", isRoot=True)
    assert world.api.json(f"{CATEGORIES}/{world.root.pk}", {"parentId": second["id"]}).status == 200
    assert world.api.delete(f"{CATEGORIES}/{second['id']}").pair == MUST_STAY
    customer = world.api.json(f"{BASE}/customers", {"reference": "C", "name": "C"}).body
    assert customer["categoryReference"] == "second"


def test_a_category_with_others_below_is_in_use(world: World) -> None:
    top = category(world, "top", isRoot=True)
    low = category(world, "low", parentId=top["id"])
    assert world.api.delete(f"{CATEGORIES}/{top['id']}").pair == IN_USE
    assert [world.api.delete(f"{CATEGORIES}/{body['id']}").status for body in (low, top)] == [200, 200]
