"""Parents are linked whatever the order of the rows; a row whose parent cannot be linked is not kept at all.

Seen to fail: with rows written at once instead of waiting (`obstacle_of` always `None`), with `leave` not waking the
rows that wait, with refused rows not looked at again, and with the rows of one reference taken out of their order.
"""

import itertools
import random
from typing import Any

import pytest

from customers.models import Customer
from customers.transfer import importer
from tests.transfer.importing import Sent, imported, names, numbers, parents, rehearsed, stopped
from tests.worlds import World


def row(reference: str, parent: str | None = None, **cells: Any) -> Sent:
    return reference, {"name": reference, "parentCustomer": parent, **cells}


UNKNOWN = "there is no parent customer with the reference"
CIRCLE = "the customer would stand below itself"


def test_a_sub_customer_may_stand_before_its_parent_and_any_depth_below(world: World) -> None:
    assert imported(world, row("D", "C"), row("C", "B"), row("B", "A"), row("A")) == (numbers(created=4), [])
    assert parents(world) == {"A": None, "B": "A", "C": "B", "D": "C"}


def test_a_new_sub_customer_is_written_once_with_its_parent(world: World) -> None:
    imported(world, row("B", "A"), row("A"))
    stored = Customer.objects.for_organization(world.organization).get(reference="B")
    assert (stored.version, stored.date_created) == (1, stored.last_updated)


def test_each_row_is_counted_once_whatever_becomes_of_its_parent(world: World) -> None:
    rows = [row("B", "A"), row("A"), row("C")]
    assert imported(world, *rows) == (numbers(created=3), [])
    assert imported(world, *rows) == (numbers(unchanged=3), [])
    assert imported(world, row("B", "C"), row("A"), row("C")) == (numbers(updated=1, unchanged=2), [])
    assert imported(world, row("B"), row("A"), row("C")) == (numbers(updated=1, unchanged=2), [])
    assert parents(world) == {"A": None, "B": None, "C": None}


def test_a_row_whose_parent_is_unknown_is_refused_with_all_below_it(world: World) -> None:
    rows = [row("D", "C"), row("C", "GONE"), row("B", "A"), row("A"), row("X", "D", name=None)]
    assert imported(world, *rows) == (
        numbers(created=2, failed=3),
        [
            f"row 1, parentCustomer: {UNKNOWN} C",
            f"row 2, parentCustomer: {UNKNOWN} GONE",
            f"row 5, parentCustomer: {UNKNOWN} D",
        ],
    )
    assert parents(world) == {"A": None, "B": "A"}


def test_a_stored_customer_whose_new_parent_is_unknown_stays_as_it_was(world: World) -> None:
    imported(world, row("A"), row("B", "A"))
    assert imported(world, ("B", {"name": "Other", "parentCustomer": "GONE"})) == (
        numbers(failed=1),
        [f"row 1, parentCustomer: {UNKNOWN} GONE"],
    )
    assert (names(world)["B"], parents(world)["B"]) == ("B", "A")


def test_a_circle_within_the_file_refuses_the_row_that_closes_it_and_those_that_need_it(world: World) -> None:
    rows = [row("A", "B"), row("B", "C"), row("C", "A"), row("D", "A"), row("SELF", "SELF"), row("E")]
    assert imported(world, *rows) == (
        numbers(created=1, failed=5),
        [
            f"row 1, parentCustomer: {UNKNOWN} B",
            f"row 2, parentCustomer: {UNKNOWN} C",
            f"row 3, parentCustomer: {CIRCLE}",
            f"row 4, parentCustomer: {UNKNOWN} A",
            f"row 5, parentCustomer: {CIRCLE}",
        ],
    )
    assert parents(world) == {"E": None}


def test_a_circle_of_stored_customers_refuses_one_row_and_moves_the_other(world: World) -> None:
    imported(world, row("A"), row("B"))
    assert imported(world, row("A", "B"), row("B", "A", name="Other")) == (
        numbers(updated=1, failed=1),
        [f"row 2, parentCustomer: {CIRCLE}"],
    )
    assert (parents(world), names(world)) == ({"A": "B", "B": None}, {"A": "A", "B": "B"})


def test_a_tree_may_be_turned_round_in_any_order_of_the_rows(world: World) -> None:
    chain = ["A", "B", "C", "D"]
    upright = [row("A"), *(row(below, above) for above, below in itertools.pairwise(chain))]
    turned = [row("D"), *(row(above, below) for above, below in itertools.pairwise(chain))]
    for seed in range(4):
        imported(world, *upright)
        order = random.Random(seed).sample(turned, len(turned))
        assert imported(world, *order) == (numbers(updated=4), []), order
        assert parents(world) == {"A": "B", "B": "C", "C": "D", "D": None}


def test_rows_of_one_reference_apply_in_their_order_also_when_the_first_has_to_wait(world: World) -> None:
    rows = [
        ("B", {"name": "first", "parentCustomer": "A"}),
        ("B", {"name": "second"}),
        ("C", {"name": "first", "parentCustomer": "GONE"}),
        ("C", {"name": "second"}),
        ("D", {"name": "first"}),
        ("D", {"name": "second"}),
        ("E", {"name": "first", "parentCustomer": "F"}),
        ("E", {"name": "second"}),
        ("F", {"name": "F", "parentCustomer": "A"}),
        ("A", {"name": "A"}),
    ]
    assert imported(world, *rows) == (
        numbers(created=6, updated=3, failed=1),
        [f"row 3, parentCustomer: {UNKNOWN} GONE"],
    )
    assert names(world) == {"A": "A", "B": "second", "C": "second", "D": "second", "E": "second", "F": "F"}
    assert parents(world) == {"A": None, "B": "A", "C": None, "D": None, "E": "F", "F": "A"}


def test_a_circle_that_a_later_row_of_the_same_customer_takes_back_is_none(world: World) -> None:
    assert imported(world, row("X", "Y"), row("Y", "X"), row("Y")) == (
        numbers(created=2, failed=1),
        [f"row 2, parentCustomer: {CIRCLE}"],
    )
    assert parents(world) == {"X": "Y", "Y": None}


def test_no_sub_customer_wins_over_a_parent_beside_it(world: World) -> None:
    assert imported(world, row("A"), row("B", "GONE", isSubCustomer=False)) == (numbers(created=2), [])
    assert imported(world, row("C", isSubCustomer=True), row("B", "A", isSubCustomer=True)) == (
        numbers(updated=1, failed=1),
        ["row 1, parentCustomer: is missing"],
    )
    assert parents(world) == {"A": None, "B": "A"}


def test_customers_of_others_are_no_parents(world: World, elsewhere: World) -> None:
    imported(elsewhere, row("A"))
    assert imported(world, row("B", "A")) == (numbers(failed=1), [f"row 1, parentCustomer: {UNKNOWN} A"])
    assert (parents(world), parents(elsewhere)) == ({}, {"A": None})


def test_stop_keeps_nothing_when_a_parent_is_missing_at_the_end(world: World) -> None:
    assert stopped(world, row("B", "GONE"), row("A")) == [f"row 1, parentCustomer: {UNKNOWN} GONE"]
    assert stopped(world, row("B", "B"), row("A")) == [f"row 1, parentCustomer: {CIRCLE}"]
    assert parents(world) == {}
    assert stopped(world, row("B", "A"), row("A")) == []
    assert parents(world) == {"A": None, "B": "A"}


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_size_of_batches_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(importer, "BATCH", size)
    chance = random.Random(11)
    rows = [row(f"R{n}", chance.choice([None, *(f"R{m}" for m in range(45))])) for n in range(40)]
    expected = forest(rows)
    assert rehearsed(world, *rows) == imported(world, *rows)
    assert parents(world) == expected
    again = imported(world, *rows)[0]
    assert again == numbers(unchanged=len(expected), failed=len(rows) - len(expected))


def forest(rows: list[Sent]) -> dict[str, str | None]:
    """Return what is left of new customers when those in circles, those of unknown parents and all below them go."""
    left = {reference: cells["parentCustomer"] for reference, cells in rows}
    kept: dict[str, str | None] = {}
    while found := {child: parent for child, parent in left.items() if parent is None or parent in kept}:
        kept |= found
        left = {child: parent for child, parent in left.items() if child not in kept}
    return dict(sorted(kept.items()))
