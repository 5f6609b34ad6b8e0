"""How many records a page has, and at most, in the dialects with lists.

Seen to fail: with constants in place of the settings, in each of the three places, pages were longer than allowed.
"""

import pytest
from pytest_django.fixtures import Settings

from customers.models import Category
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_and_three(settings: Settings) -> None:
    settings.PAGE_SIZE, settings.MAX_PAGE_SIZE = 2, 3


@pytest.mark.parametrize(("query", "length"), [("", 2), ("?max=1", 1), ("?max=3", 3), ("?max=4", 3), ("?max=9999", 3)])
def test_pages_of_the_first_dialect(world: World, query: str, length: int) -> None:
    for number in range(5):
        Category.objects.create(organization=world.organization, reference=f"c{number}", name="C")
    body = world.api.get(f"/api/v1.0/customerCategories{query}").body
    assert (len(body["data"]), body["paging"]["max"]) == (length, length)


@pytest.mark.parametrize(("query", "length"), [("", 2), ("&limit=1", 1), ("&limit=3", 3), ("&limit=4", 3)])
def test_pages_of_the_second_dialect(world: World, query: str, length: int) -> None:
    company = world.organization.pk
    for number in range(5):
        assert world.api.json("/api/v2/customer", {"company": company, "name": f"n{number}"}).status == 201
    reply = world.api.get(f"/api/v2/customer?company={company}{query}")
    assert (len(reply.body), reply.headers["X-Total-Count"]) == (length, "5")


def test_a_look_up_has_the_longest_page_unless_it_is_asked_for_less(world: World) -> None:
    for number in range(5):
        Category.objects.create(organization=world.organization, reference=f"c{number}", name="C")
    path = f"/api/v2/category?company={world.organization.pk}"
    assert [len(world.api.get(f"{path}{query}").body) for query in ("", "&limit=2", "&limit=5")] == [3, 2, 3]
