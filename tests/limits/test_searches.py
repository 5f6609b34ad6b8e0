"""How much one list may search for, and that what is within that bound is answered.

Seen to fail: with the longest of all searches in place of their sum, a second pattern passed. Without the bounds, 36
words of a hundred characters took 8 s (SQLite) and 10 s (PostgreSQL) over 10,000 of these records; within them the
slowest search of the last test takes less than 3 s, as long as no plan runs it twice
(``tests/customers/test_large_lists.py``).
"""

from urllib.parse import quote

import pytest
from pytest_django.fixtures import Settings

from customers.models import Customer
from customers.services import customer_create
from customers_api.core.drafts import Caller, Incoming
from tests.clients import Reply
from tests.torture.figures import size
from tests.worlds import World

pytestmark = pytest.mark.django_db
PATH = "/api/v1.0/customers"
RECORDS = size(1000, 10_000)
TOO_LONG = (
    400,
    {
        "error": "invalid_param",
        "error_description": "The texts to search for are longer than 500 characters together.",
    },
)
TOO_MANY = (
    400,
    {
        "error": "invalid_param",
        "error_description": "The value of the parameter q has more than 20 words.",
    },
)


def search(world: World, **filters: str) -> Reply:
    return world.api.get(f"{PATH}?fields=id&{'&'.join(f'{name}={quote(text)}' for name, text in filters.items())}")


def test_all_patterns_and_words_of_a_list_have_so_many_characters_together(world: World, settings: Settings) -> None:
    assert settings.MAX_SEARCH_LENGTH == 500
    assert search(world, name="*" + "x" * 499).status == 200
    assert search(world, name="*" + "x" * 500).pair == TOO_LONG
    assert search(world, q="x" * 500).status == 200
    assert search(world, q="x" * 501).pair == TOO_LONG
    assert search(world, q="x" * 250, name="*" + "x" * 99, city="x*" * 75).status == 200
    assert search(world, q="x" * 250, name="*" + "x" * 99, city="x*" * 76).pair == TOO_LONG
    assert search(world, categoryReference="*" * 501).pair == TOO_LONG


def test_whole_values_are_compared_once_and_do_not_count(world: World) -> None:
    assert search(world, name="x" * 2000, city="x" * 2000, q="x" * 500).status == 200


def test_a_search_has_at_most_so_many_different_words(world: World, settings: Settings) -> None:
    assert settings.MAX_SEARCH_WORDS == 20
    words = [f"w{number}" for number in range(21)]
    assert search(world, q=" ".join(words[:20] * 5)).status == 200
    assert search(world, q=" ".join(words)).pair == TOO_MANY


def test_every_list_of_the_dialect_has_the_same_bound(world: World) -> None:
    for resource in ("customerCategories", "customerSegmentations", "paymentTypes", "regions", "currencies"):
        assert world.api.get(f"/api/v1.0/{resource}?name=*{'x' * 500}").pair == TOO_LONG
        assert world.api.get(f"/api/v1.0/{resource}?name=*{'x' * 499}").status == 200


def hostile_records(world: World) -> None:
    """Make records in which nearly every place is the beginning of what is searched for."""
    text = "a" * 200 + "bcdefghijklmnopqrstuvwxyz0123456789"
    values = dict.fromkeys(("name", "email", "phone", "city", "billing_city"), text)
    caller = Caller(world.organization, world.editor)
    first = customer_create(caller=caller, incoming=Incoming({"reference": "R", **values})).record
    columns = {field.attname: getattr(first, field.attname) for field in first._meta.concrete_fields}
    rows = [Customer(**{**columns, "id": None, "reference": f"R{number}"}) for number in range(RECORDS - 1)]
    Customer.objects.bulk_create(rows, batch_size=500)


def test_the_dearest_searches_within_the_bounds_are_answered(world: World) -> None:
    hostile_records(world)
    late = ["a" * (90 - number) + "bcdefghij"[: 1 + number] for number in range(5)]
    searches = {
        "words found late": {"q": " ".join(late)},
        "one word that nearly fits": {"q": "a" * 199 + "c"},
        "twenty words": {"q": " ".join("a" * (10 + number) + "b" for number in range(20))[:500]},
        "patterns in four columns": dict.fromkeys(("name", "email", "city", "billingCity"), "*" + "a" * 121 + "b*"),
        "a pattern of many runs": {"name": "*a" * 200 + "*c*"},
    }
    totals = {kind: search(world, **filters).body["paging"]["total"] for kind, filters in searches.items()}
    assert totals == {
        "words found late": RECORDS,
        "one word that nearly fits": 0,
        "twenty words": RECORDS,
        "patterns in four columns": RECORDS,
        "a pattern of many runs": RECORDS,
    }
