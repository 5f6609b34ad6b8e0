"""The list of customers knows its total from the tally where one filter says what is counted, and is always right."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from customers_api.back_office import paging
from organizations.models import Role
from tests.back_office.customer_pages import LIST
from tests.back_office.dashboard_world import fill
from tests.back_office.people import person
from tests.worlds import World

ON_POSTGRESQL = connection.vendor == "postgresql"
# What is given for the names of records is put in below.
COUNTED = (
    "",
    "active=yes",
    "active=no",
    "on_hold=yes",
    "on_hold=no",
    "without=address",
    "without=email",
    "over_limit=yes",
    "country=FR",
    "country=france",
    "country=fr",
    "created_month=2024-03",
    "created_month=2024-04",
    "category={jewelry}",
    "category={home}",
    "segmentation={gold}",
    "coordinates=yes",
)
LOOKED_AT = (
    "country=Elbonia",
    "active=yes&on_hold=no",
    "category={jewelry}&segmentation={gold}",
    "country=FR&q=e",
    "coordinates=yes&active=yes",
)


@pytest.fixture
def shown(world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Make customers here and elsewhere, and let no list be so small that it is read whole."""
    monkeypatch.setattr(paging, "FEW", 1)
    fill(elsewhere)
    return {name: record.pk for name, record in fill(world).items()}


def look(browser: Client, query: str) -> tuple[int, int, bool]:
    """Return how many the page says there are, how many it shows, and whether it looked at customers to count them."""
    with CaptureQueriesContext(connection) as captured:
        page: Any = browser.get(f"{LIST}?{query}").context["cl"]
    counting = [each["sql"] for each in captured.captured_queries if "COUNT(*)" in each["sql"]]
    return page.result_count, len(page.result_list), any('FROM "customers_customer"' in sql for sql in counting)


@pytest.mark.parametrize("query", [*COUNTED, *LOOKED_AT])
def test_the_total_is_the_number_of_rows(world: World, shown: dict[str, Any], query: str) -> None:
    browser = person(world, "looker", role=Role.READER).browser
    total, rows, looked = look(browser, query.format(**shown))
    assert total == rows
    assert looked == (not ON_POSTGRESQL or query in LOOKED_AT)


def test_the_total_over_all_organizations_is_counted(world: World, shown: dict[str, Any]) -> None:
    browser = person(world, "sees-all", is_superuser=True).browser
    total, rows, looked = look(browser, "on_hold=yes")
    assert (total, rows, looked) == (4, 4, True)
