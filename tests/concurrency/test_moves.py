"""Records of a tree are moved at the same moment: each move looks harmless to itself, and together they never close a
cycle; the levels of regions follow from the tree that comes out."""

from typing import Any

import pytest

from customers.models import Category, Customer
from regions.models import Region
from tests.concurrency.racing import API, COMMITTING, a_moment_later, crashes, racers, sending
from tests.worlds import World

pytestmark = COMMITTING

ROUNDS = 6
BELOW_ITSELF = {
    "error": "save_failed",
    "error_description": "Failed to save instance.",
    "details": [{"parameter": "parentId", "message": "must not be the record itself or one below it"}],
}
OWN_PARENT = {"error": "not_found", "error_description": "The customer cannot be a subcustomer of itself."}
TREES: dict[str, tuple[Any, str, tuple[int, Any]]] = {
    "customerCategories": (Category, "parentId", (400, BELOW_ITSELF)),
    "regions": (Region, "parentId", (400, BELOW_ITSELF)),
    "customers": (Customer, "parentCustomer", (404, OWN_PARENT)),
}


def parents(world: World, path: str) -> dict[int, int | None]:
    records = TREES[path][0].objects.for_organization(world.organization)
    return dict(records.values_list("pk", "parent_id"))


def depth(tree: dict[int, int | None], pk: int) -> int:
    """Return how many records lead to this one; a cycle has no end, and fails."""
    path = [pk]
    while (above := tree[path[-1]]) is not None:
        assert above not in path, f"{path} closes a cycle"
        path.append(above)
    return len(path)


def made(world: World, path: str, count: int, number: int = 0) -> list[int]:
    values = [{"reference": f"M-{number}-{one}", "name": "n", "isRoot": True} for one in range(count)]
    return [int(world.api.json(f"{API}/{path}", value).body["id"]) for value in values]


@pytest.mark.parametrize("path", TREES)
@pytest.mark.parametrize("count", [2, 3])
def test_moves_that_would_close_a_cycle_together_are_refused_to_the_last_one(
    world: World, path: str, count: int
) -> None:
    _, parameter, refusal = TREES[path]
    with racers(count) as race:
        for number in range(ROUNDS):
            ids = made(world, path, count, number)
            pairs = zip(ids, [*ids[1:], ids[0]], strict=True)
            moves = [sending(world.api, f"{path}/{pk}", {parameter: above, "isRoot": False}) for pk, above in pairs]
            replies = race(*[a_moment_later(move, most=0.002) for move in moves])
            assert [reply.pair for reply in replies if reply.status != 200] == [refusal]
            tree = parents(world, path)
            assert sorted(depth(tree, pk) for pk in ids) == list(range(1, count + 1))


def levels_follow_from(tree: dict[int, int | None], world: World) -> bool:
    levels = dict(Region.objects.for_organization(world.organization).values_list("pk", "level"))
    return levels == {pk: depth(tree, pk) for pk in tree}


def test_regions_made_below_a_region_that_moves_have_the_level_of_their_new_place(world: World) -> None:
    with racers(4) as race:
        for number in range(ROUNDS):
            moved, above, other = made(world, "regions", 3, number)
            replies = race(
                a_moment_later(sending(world.api, f"regions/{moved}", {"parentId": above})),
                a_moment_later(sending(world.api, "regions", {"name": "new", "parentId": moved})),
                a_moment_later(sending(world.api, f"regions/{other}", {"parentId": moved})),
                a_moment_later(sending(world.api, f"regions/reference/new-{number}", {"name": "n", "parentId": moved})),
            )
            # By reference a parent is named by its reference: the last one is told that there is none of this name.
            assert crashes(replies) == []
            assert levels_follow_from(parents(world, "regions"), world)


def test_two_regions_that_move_one_below_the_other_have_the_levels_of_their_new_places(world: World) -> None:
    with racers(2) as race:
        for number in range(ROUNDS):
            top, middle, low = made(world, "regions", 3, number)
            race(
                sending(world.api, f"regions/{middle}", {"parentId": top}),
                sending(world.api, f"regions/{low}", {"parentId": middle}),
            )
            tree = parents(world, "regions")
            assert [depth(tree, pk) for pk in (top, middle, low)] == [1, 2, 3]
            assert levels_follow_from(tree, world)
