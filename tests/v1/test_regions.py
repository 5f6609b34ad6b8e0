"""Regions in dialect v1: a tree whose levels follow from it; it knows nothing of how they are kept."""

from typing import Any, ClassVar

import pytest

from regions.models import Region
from tests.v1.contracts import BASE, IN_USE, Body, save_failed, unknown, wrong_type
from tests.v1.contracts_of_references import FreeReferenceContract
from tests.v1.contracts_of_values import BadTypes
from tests.worlds import World

pytestmark = pytest.mark.django_db
REGIONS = f"{BASE}/regions"
CYCLE = save_failed(("parentId", "must not be the record itself or one below it"))


class TestRegions(FreeReferenceContract):
    path = "regions"
    noun = "region"
    model = Region
    required = ("name",)
    change: ClassVar[Body] = {"name": "Another", "position": -3}
    bad_types: ClassVar[BadTypes] = (
        ("parentId", ("abc", "1.5", 1.5, True, [], {}, -1, "-1", "٣"), wrong_type),
        ("position", ("abc", "1.5", 1.5, True, [], {}, "1e3", "٣", " 1", "+5", "--5"), wrong_type),
    )

    def answer(self, world: World, record: int, sent: Body) -> Body:
        return {
            "id": record,
            "reference": sent["reference"],
            "name": sent["name"],
            "level": 1,
            "parentId": None,
            "position": None,
        }

    def use(self, world: World, record: int) -> None:
        sent = {"reference": "C-1", "name": "Customer", "regionId": record}
        assert world.api.json(f"{BASE}/customers", sent).status == 201


def region(world: World, name: str, **sent: Any) -> Any:
    """Create a region and return its answer."""
    reply = world.api.json(REGIONS, {"name": name, **sent})
    assert reply.status == 201, reply
    return reply.body


def levels(world: World) -> dict[str, int]:
    """Return the levels of all regions by name."""
    return {row["name"]: row["level"] for row in world.api.get(f"{REGIONS}?fields=name,level").body["data"]}


def test_a_reference_is_optional_and_can_be_taken_away(world: World) -> None:
    first, second = region(world, "First"), region(world, "Second", reference="")
    assert (first["reference"], second["reference"]) == (None, None)
    address = f"{REGIONS}/{first['id']}"
    assert world.api.json(address, {"reference": "R"}).body["reference"] == "R"
    assert world.api.form(address, {"reference": ""}).body["reference"] is None
    assert world.api.json(address, {"reference": "R"}).body["reference"] == "R"
    assert world.api.json(address, {"reference": None}).body["reference"] is None
    assert world.api.get(f"{REGIONS}/reference/R").pair == unknown("region", "reference", "R")


def test_levels_follow_the_tree_and_move_with_it(world: World) -> None:
    country = region(world, "Country")
    state = region(world, "State", parentId=country["id"])
    county = region(world, "County", parentId=str(state["id"]))
    town = region(world, "Town", parentId=county["id"])
    assert levels(world) == {"Country": 1, "State": 2, "County": 3, "Town": 4}
    moved = world.api.json(f"{REGIONS}/{county['id']}", {"parentId": country["id"]})
    assert (moved.status, moved.body["level"], moved.body["parentId"]) == (200, 2, country["id"])
    assert levels(world) == {"Country": 1, "State": 2, "County": 2, "Town": 3}
    free = world.api.json(f"{REGIONS}/{county['id']}", {"parentId": None})
    assert (free.body["level"], free.body["parentId"]) == (1, None)
    assert levels(world) == {"Country": 1, "State": 2, "County": 1, "Town": 2}
    assert Region.objects.for_organization(world.organization).get(pk=town["id"]).version == 3


def test_a_region_never_stands_below_itself(world: World) -> None:
    top = region(world, "Top")
    middle = region(world, "Middle", parentId=top["id"])
    low = region(world, "Low", parentId=middle["id"])
    for parent in (top, middle, low):
        assert world.api.json(f"{REGIONS}/{top['id']}", {"parentId": parent["id"]}).pair == CYCLE
    assert levels(world) == {"Top": 1, "Middle": 2, "Low": 3}


def test_a_parent_is_found_by_reference_too(world: World) -> None:
    top = region(world, "Top", reference="T")
    low = region(world, "Low", parentId="T", useExternalId=True)
    upserted = world.api.form(f"{REGIONS}/reference/L2", {"name": "Other", "parentId": "T"})
    assert (low["parentId"], upserted.body["parentId"]) == (top["id"], top["id"])


@pytest.mark.parametrize("parent", [987654321, "987654321", 10**30])
def test_an_unknown_parent_is_not_found(world: World, parent: object) -> None:
    assert world.api.json(REGIONS, {"name": "x", "parentId": parent}).pair == unknown("region", "id", parent)


def test_a_region_with_regions_below_is_in_use(world: World) -> None:
    top = region(world, "Top")
    low = region(world, "Low", parentId=top["id"])
    assert world.api.delete(f"{REGIONS}/{top['id']}").pair == IN_USE
    assert [world.api.delete(f"{REGIONS}/{body['id']}").status for body in (low, top)] == [200, 200]


@pytest.mark.parametrize(
    ("position", "message"),
    [
        (2**31, "must not be more than 2147483647"),
        (-(2**31) - 1, "must not be less than -2147483648"),
        (10**399, "must not be more than 2147483647"),
    ],
)
def test_a_position_beyond_its_column_is_refused(world: World, position: int, message: str) -> None:
    assert world.api.json(REGIONS, {"name": "x", "position": position}).pair == save_failed(("position", message))


@pytest.mark.parametrize("position", [2**31 - 1, -(2**31), 0, "-5", "007"])
def test_a_position_is_a_whole_number(world: World, position: object) -> None:
    assert region(world, "x", position=position)["position"] == int(str(position))
