"""Knows what becomes of measured rounds: medians, ratios, cells, and their place in a document.

It must not know how anything is measured, and times nothing.
"""

import pytest

from benchmarks.peers.client import Measured, together
from benchmarks.peers.equality import demand_same, differences
from benchmarks.peers.requests import REQUESTS
from benchmarks.peers.results import Round, Spread, cpu_ratio, number, ratios, table
from benchmarks.report.document import with_part
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

OURS = [Round(200, 5, 9, 4, 1), Round(100, 10, 18, 4, 1), Round(240, 4, 8, 3, 1)]
THEIRS = [Round(20, 50, 90, 30, 20), Round(20, 50, 90, 30, 20), Round(40, 25, 45, 20, 20)]


def test_a_ratio_is_taken_round_by_round() -> None:
    assert ratios(OURS, THEIRS) == Spread(least=5, median=6, most=10)


def test_processor_time_is_that_of_service_and_database_together() -> None:
    assert cpu_ratio(OURS, THEIRS) == 10


def test_a_table_tells_the_aim_and_by_how_much_it_was_missed() -> None:
    head, line, ours, drf, litestar = table("list", {"ours": OURS, "drf": THEIRS, "litestar": OURS})
    assert head.startswith(f"| {REQUESTS['list'].title} | requests/s |")
    assert line == "|---" * 10 + "|"
    assert ours == "| ours | 200 (100-240) | 5.00 | 9.00 | 4.00 | 1.00 |  |  |  |  |"
    assert (
        drf == "| drf | 20.0 (20.0-40.0) | 50.0 | 90.0 | 30.0 | 20.0 | 10.0 | 6.00 (5.00-10.0) | ≥ 8 | missed by 25% |"
    )
    assert litestar.endswith("| 1.00 | 1.00 (1.00-1.00) | ≥ 1 | yes |")


@pytest.mark.parametrize(("value", "text"), [(0.1234, "0.12"), (9.999, "10.00"), (12.34, "12.3"), (1234.5, "1,234")])
def test_a_number_has_about_three_digits(value: float, text: str) -> None:
    assert number(value) == text


def test_two_processes_of_the_client_count_as_one() -> None:
    seen = together([(300, 2_000_000, 0, 5_000, 9_000), (100, 1_000_000, 0, 7_000, 30_000)])
    assert seen == Measured(rate=250, median=6, slowest=30)


def test_a_failed_request_is_an_error_for_refusals_are_fast() -> None:
    with pytest.raises(RuntimeError, match="3 of 500 requests failed"):
        together([(300, 2_000_000, 3, 5_000, 9_000), (200, 2_000_000, 0, 7_000, 30_000)])


def test_answers_that_differ_are_told_where() -> None:
    one, other = {"id": 1, "links": [{"name": "a"}]}, {"id": 1, "links": [{"name": "b"}]}
    assert differences(one, other, "show") == ["show.links[0].name: 'a', 'b'"]
    with pytest.raises(RuntimeError, match="ours and drf answer differently to show"):
        demand_same("ours and drf", "show", [one], [other])


def test_keys_in_another_order_are_another_answer() -> None:
    with pytest.raises(RuntimeError, match="the keys stand in another order"):
        demand_same("ours and drf", "show", [{"a": 1, "b": 2}], [{"b": 2, "a": 1}])


def test_a_number_may_be_written_as_whole_or_not() -> None:
    demand_same("ours and drf", "show", [{"creditLimit": 5000}], [{"creditLimit": 5000.0}])


def test_a_part_of_a_document_is_written_between_its_marks() -> None:
    document = "a\n<!-- make bench: x begin -->\nold\n<!-- make bench: x end -->\nb\n"
    written = with_part(document, "x", ["new", "lines"])
    assert written == "a\n<!-- make bench: x begin -->\nnew\nlines\n<!-- make bench: x end -->\nb\n"
    assert with_part(written, "x", ["new", "lines"]) == written


def test_a_document_without_the_marks_is_not_touched() -> None:
    with pytest.raises(ValueError, match="no place for y"):
        with_part("a", "y", [])
