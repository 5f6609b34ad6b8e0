"""Customers are found by a region and all below it; it knows the list's answer, and nothing of how trees are walked."""

import pytest

from tests.v1.contracts import wrong_type
from tests.worlds import World

pytestmark = pytest.mark.django_db


def test_a_region_that_is_no_id_is_told_by_the_name_of_the_filter(world: World) -> None:
    for value in ("", "x", "-1", "1.5"):
        assert world.api.get(f"/api/v1.0/customers?region={value}").pair == wrong_type("region")


def test_customers_of_the_regions_below_are_found_too(world: World, elsewhere: World) -> None:
    top = world.api.json("/api/v1.0/regions", {"name": "Top"}).body["id"]
    below = world.api.json("/api/v1.0/regions", {"name": "Below", "parentId": top}).body["id"]
    for reference, region in (("A", top), ("B", below), ("C", None)):
        sent = {"reference": reference, "name": reference, "regionId": region}
        assert world.api.json("/api/v1.0/customers", sent).status == 201
    found = {
        region: [row["reference"] for row in world.api.get(f"/api/v1.0/customers?region={region}").body["data"]]
        for region in (top, below, 10**30)
    }
    assert found == {top: ["A", "B"], below: ["B"], 10**30: []}
    assert elsewhere.api.get(f"/api/v1.0/customers?region={top}").body["data"] == []
