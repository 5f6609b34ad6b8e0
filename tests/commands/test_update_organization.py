"""``update_organization``: its switches."""

import pytest

from organizations.models import Organization
from tests.commands.running import refusal, run
from tests.worlds import World


def switches(world: World) -> tuple[bool, int, bool]:
    row = Organization.objects.get(pk=world.organization.pk)
    return row.has_geography, row.region_level, row.being_erased


def test_geography_is_switched_off_and_on_at_another_level(world: World) -> None:
    assert switches(world) == (True, 1, False)
    off = run("update_organization", "here", "--geography", "off")
    assert off.output == "1 values of here changed: has_geography = False.\n"
    assert switches(world) == (False, 1, False)
    on = run("update_organization", "here", "--geography", "2")
    assert on.output == "2 values of here changed: has_geography = True, region_level = 2.\n"
    assert switches(world) == (True, 2, False)


def test_the_mark_of_erasure_is_set_and_taken_away(world: World) -> None:
    run("update_organization", "here", "--being-erased", "on")
    assert switches(world) == (True, 1, True)
    run("update_organization", "here", "--being-erased", "off")
    assert switches(world) == (True, 1, False)


def test_both_switches_are_turned_at_once(world: World) -> None:
    run("update_organization", "here", "--geography", "3", "--being-erased", "on")
    assert switches(world) == (True, 3, True)


def test_what_was_so_already_is_no_change(world: World) -> None:
    printed = run("update_organization", "here", "--geography", "1")
    assert printed.output == "0 values of here changed: all was so already.\n"


def test_without_geography_the_region_leaves_the_answers(world: World) -> None:
    body = world.api.json("/api/v1.0/customers", {"reference": "A", "name": "a"}).body
    assert "region" in body
    run("update_organization", "here", "--geography", "off")
    assert "region" not in world.api.get(f"/api/v1.0/customers/{body['id']}").body


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["here"], "Nothing to change: give --geography LEVEL|off or --being-erased on|off."),
        (
            ["nowhere", "--geography", "1"],
            "There is no organization 'nowhere'. There are: here. Make it with create_organization.",
        ),
        (["here", "--geography", "0"], "The geography level is too small: at least 1."),
        (["here", "--geography=-1"], "The geography level is too small: at least 1."),
        (["here", "--geography", "32768"], "The geography level is too large: at most 32767."),
        (["here", "--geography", "on"], "'on' is no geography level: give a whole number from 1, or off."),
        (["here", "--geography", "²"], "'²' is no geography level: give a whole number from 1, or off."),
        (["here", "--geography=--1"], "'--1' is no geography level: give a whole number from 1, or off."),
        (
            ["here", "--geography", "9" * 5000],
            f"'{'9' * 20}' is no geography level: give a whole number from 1, or off.",
        ),
        (["here", "--being-erased", "maybe"], "Error: argument --being-erased: invalid choice: 'maybe'"),
    ],
)
def test_a_refused_change_leaves_the_switches_alone(world: World, arguments: list[str], line: str) -> None:
    # Python's releases name the choices differently.
    assert refusal("update_organization", *arguments).partition(" (choose from")[0] == line
    assert switches(world) == (True, 1, False)
