"""Each problem of the core has its words in every dialect and its entry in the catalogue; it knows no request."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from customers_api.api import rws, v1, v2
from customers_api.core.problems import FlawRule, ProblemCode
from tests.marks import NO_DATABASE

pytestmark = NO_DATABASE

CATALOGUE = Path(__file__).resolve().parents[2] / "docs" / "errors.md"
ROW = re.compile(r"^\| `(?P<name>\w+)` \| (?P<rest>.*) \|$", re.M)


def rows(width: int) -> dict[str, list[str]]:
    """Return the rows of the catalogue's tables with as many cells, by the name in their first one."""
    found = [(match["name"], match["rest"].split(" | ")) for match in ROW.finditer(CATALOGUE.read_text("utf-8"))]
    return {name: cells for name, cells in found if len(cells) == width - 1}


@pytest.mark.parametrize("table", [v1.TABLE, v2.TABLE, rws.TABLE], ids=["v1", "v2", "rws"])
def test_each_problem_has_a_row_in_each_dialect(table: Mapping[ProblemCode, object]) -> None:
    assert set(table) == set(ProblemCode)


@pytest.mark.parametrize("messages", [v1.MESSAGES, v2.MESSAGES], ids=["v1", "v2"])
def test_each_rule_for_values_has_a_message(messages: Mapping[FlawRule, str]) -> None:
    assert set(messages) == set(FlawRule)


def test_each_problem_stands_in_the_catalogue_as_it_is_answered() -> None:
    declared = {code.value: [str(row.status), f"`{row.code}`", row.text] for code, row in v1.TABLE.items()}
    assert {name: cells[:3] for name, cells in rows(6).items()} == declared


def test_each_entry_says_when_it_is_met_and_what_to_do() -> None:
    short = [name for name, cells in rows(6).items() if min(len(cell) for cell in cells[3:]) < 10]
    assert short == []


def test_each_message_stands_in_the_catalogue_as_it_is_answered() -> None:
    declared = {rule.value: message for rule, message in v1.MESSAGES.items()}
    assert {name: cells[0] for name, cells in rows(3).items()} == declared


def test_no_problem_stands_there_twice() -> None:
    names = [match["name"] for match in ROW.finditer(CATALOGUE.read_text("utf-8"))]
    assert sorted(names) == sorted(set(names))
