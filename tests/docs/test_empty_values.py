"""What an empty value means in dialect v1, as its page tells it: to a list, and to a field that is never cleared."""

import re
from typing import Any

import pytest

from customers_api.api.filters import DateFilter, RawFilter, TruthFilter, WildcardFilter, WordsFilter, filters_of
from customers_api.api.resources import Resource
from tests.docs.checks import DOCS
from tests.marks import NO_DATABASE
from tests.test_docs import v1_resources
from tests.v1.contracts import BASE, error, missing, no_boolean, wrong_type
from tests.worlds import World

PAGE = " ".join((DOCS / "api" / "v1.md").read_text(encoding="utf-8").split())
# A record of each resource, in which everything that asks for another parameter is filled.
RECORDS: dict[str, dict[str, Any]] = {
    "customerCategories": {"reference": "R", "name": "R", "parentId": "root", "useExternalId": True},
    "customerSegmentations": {"reference": "R", "name": "R"},
    "paymentTypes": {"reference": "R", "name": "R"},
    "regions": {"reference": "R", "name": "R"},
    "currencies": {"reference": "CHF", "exchangeRate": 0.95},
    "customers": {"reference": "R", "name": "R", "dueDateConfigNumber": 7, "dueDateConfigType": "1"},
    "contacts": {"customerId": "R", "firstName": "R", "lastName": "R", "useExternalId": True},
}
NEVER_CLEARED = {
    "customerCategories": ["reference", "name", "parentId"],
    "customerSegmentations": ["reference", "name"],
    "paymentTypes": ["reference", "name"],
    "regions": ["name"],
    "currencies": ["reference", "name"],
    "customers": ["reference", "name", "dueDateConfigNumber"],
    "contacts": ["customerId"],
}
RESOURCES = {resource.path: resource for resource in v1_resources()}
LISTED = pytest.mark.parametrize("path", RESOURCES)


def make_records(world: World) -> dict[str, int]:
    """Make a record of each resource that is written, in their order, and return their ids."""
    return {path: world.api.json(f"{BASE}/{path}", sent).body["id"] for path, sent in RECORDS.items()}


def invalid(name: str) -> tuple[int, Any]:
    return error(400, "invalid_param", f"The value  of the parameter {name} is not valid for this request.")


def refusal(name: str, kind: RawFilter) -> tuple[int, Any] | None:
    """Return how an empty filter is refused, or nothing for one that is taken."""
    if isinstance(kind, WordsFilter | WildcardFilter):
        return None
    if isinstance(kind, DateFilter):
        return error(400, "invalid_datetime_format", "Invalid datetime filter (not ISO-8601 formatted): []")
    return no_boolean(name) if isinstance(kind, TruthFilter) else wrong_type(name)


def wanted(resource: Resource) -> dict[str, tuple[int, Any]]:
    """Return how each parameter of a list that is refused empty is refused."""
    refused = {name: refusal(name, kind) for name, kind in filters_of(resource.filters).items()}
    paging = {name: wrong_type(name) for name in ("max", "offset")}
    choices = {name: invalid(name) for name in ("sort", "order", "fields")}
    return {name: told for name, told in refused.items() if told is not None} | paging | choices


@pytest.mark.django_db
@LISTED
def test_an_empty_parameter_of_a_list_is_refused(world: World, path: str) -> None:
    expected = wanted(RESOURCES[path])
    assert {name: world.api.get(f"{BASE}/{path}?{name}=").pair for name in expected} == expected


@pytest.mark.django_db
@LISTED
def test_empty_words_find_everything_and_an_empty_wildcard_nothing(world: World, path: str) -> None:
    make_records(world)
    kinds = filters_of(RESOURCES[path].filters)
    total = world.api.get(f"{BASE}/{path}").body["paging"]["total"]
    taken = [name for name, kind in kinds.items() if refusal(name, kind) is None]
    found = {name: world.api.get(f"{BASE}/{path}?{name}=").body["paging"]["total"] for name in taken}
    assert total > 0
    assert found == {name: total if isinstance(kinds[name], WordsFilter) else 0 for name in taken}


@pytest.mark.django_db
def test_these_and_no_others_are_never_cleared(world: World) -> None:
    numbers = make_records(world)
    refused = {
        path: [
            parameter.name
            for parameter in RESOURCES[path].parameters
            if world.api.form(f"{BASE}/{path}/{numbers[path]}", {parameter.name: ""}).pair == missing(parameter.name)
        ]
        for path in RECORDS
    }
    assert refused == NEVER_CLEARED


@pytest.mark.django_db
def test_a_category_is_parted_from_its_parent_by_the_flag_alone(world: World) -> None:
    address = f"{BASE}/customerCategories/{make_records(world)['customerCategories']}"
    assert world.api.form(address, {"parentId": ""}).pair == missing("parentId")
    parted = world.api.form(address, {"parentId": "", "isRoot": "true"})
    assert (parted.status, parted.body["isRoot"], parted.body["parentId"]) == (200, True, None)


@NO_DATABASE
def test_every_resource_that_is_written_has_a_record_here() -> None:
    assert {path for path, resource in RESOURCES.items() if resource.parameters} == set(RECORDS)


@NO_DATABASE
def test_the_page_names_what_is_never_cleared() -> None:
    sentence = re.search(r"\* Cleared never.*?(?=\* |An update)", PAGE)
    assert sentence, "docs/api/v1.md: say what is cleared never."
    named = set(re.findall(r"`(\w+)`", sentence[0])) - {"missing_param", "dueDateConfigType"}
    assert named == {name for names in NEVER_CLEARED.values() for name in names}
