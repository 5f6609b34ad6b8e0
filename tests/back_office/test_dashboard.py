"""The dashboard's numbers are those of the customers that its reader may see, and lead to lists of as many.

Seen to fail, on PostgreSQL and SQLite: with customers over the limit counted from `>=` on, with `''` taken for an
e-mail address, with the billing country before the shipping one, and with `scope.allowed` in place of `scope.shown`.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from customers.dashboard import page
from customers.models import Segmentation
from tests.back_office.dashboard_world import category, customer, fill
from tests.back_office.people import people_of, person
from tests.worlds import World

LIST = "/admin/customers/customer/"
# Of the 27 customers of the world.
FIGURES = [
    ("Customers in all", 27, LIST),
    ("On hold", 2, f"{LIST}?on_hold=yes"),
    ("Without address", 3, f"{LIST}?without=address"),
    ("Without e-mail", 2, f"{LIST}?without=email"),
    ("Over the credit limit", 1, f"{LIST}?over_limit=yes"),
]


class Clock(datetime):
    """A day in the spring of 2024."""

    @classmethod
    def now(cls, tz: Any = None) -> "Clock":
        return cls(2024, 4, 2, tzinfo=tz)


@pytest.fixture(autouse=True)
def in_spring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "datetime", Clock)


def look(browser: Client) -> Any:
    response: Any = browser.get("/admin/")
    assert response.status_code == 200
    return response


def figures(response: Any) -> list[tuple[str, int, str]]:
    return [(group.label, group.customers, group.link) for group in response.context["figures"]]


def chart(response: Any, title: str) -> list[tuple[str, int, str | None]]:
    [found] = [each for each in response.context["charts"] if each.title == title]
    return [(bar.group.label, bar.group.customers, bar.group.link) for bar in found.bars]


def leading_groups(response: Any) -> list[Any]:
    bars = [bar.group for each in response.context["charts"] for bar in each.bars]
    groups = [*response.context["figures"], *response.context["months"].groups, *bars]
    return [group for group in groups if group.link is not None]


def test_the_numbers_are_those_of_the_organization_and_lead_to_as_many(world: World, elsewhere: World) -> None:
    records = fill(world)
    for reference in ("foreign", "foreign-2"):
        customer(elsewhere, reference, on_hold=True, email=None, city=None, latitude=1, longitude=1)
    browser = person(world, "clerk").browser
    response = look(browser)
    assert figures(response) == FIGURES
    jewelry, home, gold = (records[name].pk for name in ("jewelry", "home", "gold"))
    assert chart(response, "By category") == [
        # Its list would hold those of the others too.
        ("Root, itself", 24, None),
        ("Jewelry", 2, f"{LIST}?category={jewelry}"),
        ("Home", 1, f"{LIST}?category={home}"),
    ]
    assert chart(response, "By segmentation") == [("None", 25, None), ("Gold", 2, f"{LIST}?segmentation={gold}")]
    assert chart(response, "By country") == [
        ("France", 20, f"{LIST}?country=FR"),
        ("None", 2, None),
        ("Written otherwise", 2, None),
        ("Belgium", 1, f"{LIST}?country=BE"),
        ("Germany", 1, f"{LIST}?country=DE"),
        ("XX", 1, f"{LIST}?country=XX"),
    ]
    for group in leading_groups(response):
        assert browser.get(group.link).context["cl"].result_count == group.customers, group


def test_the_months_are_the_last_24_by_utc_also_those_without_anybody(world: World) -> None:
    fill(world)
    groups = look(person(world, "clerk").browser).context["months"].groups
    assert [group.label for group in groups][::23] == ["May 2022", "Apr 2024"]
    assert len(groups) == 24
    counts = {group.label: (group.customers, group.link) for group in groups if group.customers}
    assert counts == {
        "Mar 2024": (25, f"{LIST}?created_month=2024-03"),
        "Apr 2024": (1, f"{LIST}?created_month=2024-04"),
    }


def test_the_map_has_a_named_circle_for_each_cell_with_customers(world: World) -> None:
    fill(world)
    response = look(person(world, "clerk").browser)
    circles = [
        (each.x, each.y, each.radius, each.group.label, each.group.customers)
        for each in response.context["map"].circles
    ]
    assert circles == [
        (1870, 470, 60, "43° N, 7° E", 3),
        # The pole itself and the day's border belong to the last cell before them.
        (3590, 10, 49, "89° N, 179° E", 2),
        (1790, 1790, 35, "89° S, 1° W", 1),
    ]
    text = response.content.decode()
    assert '<circle cx="1870" cy="470" r="60" role="img"><title>43° N, 7° E: 3</title></circle>' in text
    assert "Customers with coordinates: 6," in text


def test_each_reader_sees_the_organizations_that_are_shown_to_them(world: World, elsewhere: World) -> None:
    people = people_of(world, elsewhere)
    fill(world)
    foreign = customer(elsewhere, "foreign", segmentation=None)
    Segmentation.objects.create(organization=elsewhere.organization, reference="gold", name="Gold")
    for name in ("reader", "editor", "administrator", "group"):
        assert figures(look(people[name].browser)) == FIGURES, name
    assert figures(look(people["foreign"].browser))[0][1] == 1
    assert figures(look(people["sister"].browser))[0][1] == 0
    superuser = people["superuser"].browser
    response = look(superuser)
    assert figures(response)[0][1] == 28
    assert chart(response, "By organization") == [("here", 27, None), ("elsewhere", 1, None)]
    assert ("Root (elsewhere)", 1, f"{LIST}?category={foreign.category_id}") in chart(response, "By category")
    assert chart(response, "By segmentation")[1][0] == "Gold (here)"
    superuser.post("/admin/choose-organization/", {"organization": world.organization.pk})
    assert figures(look(superuser)) == FIGURES


def test_too_many_categories_are_left_out_and_all_other_numbers_stay(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = people_of(world, elsewhere)
    fill(world)
    monkeypatch.setattr("customers.dashboard.breakdowns.MOST_CATEGORIES", 3)
    titles = {}
    for name in ("reader", "superuser"):
        response = look(people[name].browser)
        titles[name] = [each.title for each in response.context["charts"]]
        assert figures(response) == FIGURES, name
    assert titles == {"reader": ["By country"], "superuser": ["By organization", "By country"]}


def test_ten_groups_are_shown_and_all_others_together(world: World) -> None:
    for number in range(12):
        kind = category(world, f"Kind {number:02}", world.root)
        for copy in range(number // 6 + 1):
            customer(world, f"c-{number}-{copy}", category=kind)
    bars = chart(look(person(world, "clerk").browser), "By category")
    assert [(label, count) for label, count, _ in bars] == [
        *[(f"Kind {number:02}", 2) for number in range(6, 12)],
        *[(f"Kind {number:02}", 1) for number in range(4)],
        ("2 others", 2),
    ]


def test_roots_are_the_first_level_where_there_are_several(world: World) -> None:
    other = category(world, "Other root", None)
    deep = category(world, "Deep", category(world, "Below", other))
    customer(world, "deep", category=deep)
    customer(world, "root")
    bars = chart(look(person(world, "clerk").browser), "By category")
    assert [(label, count) for label, count, _ in bars] == [("Other root", 1), ("Root", 1)]


def test_the_page_of_an_organization_without_customers_says_so(world: World) -> None:
    response = look(person(world, "clerk").browser)
    assert [count for _, count, _ in figures(response)] == [0, 0, 0, 0, 0]
    assert response.content.decode().count("No customers yet.") == 3
    assert not response.context["map"].circles


def test_names_of_records_are_text_and_the_page_holds_no_script(world: World) -> None:
    evil = category(world, "<script>alert('x')</script>", world.root)
    customer(world, "x", category=evil, country="<b>")
    text = look(person(world, "clerk").browser).content.decode()
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in text
    assert "<script>" not in text
    assert "<b>" not in text


def test_months_end_by_utc(world: World) -> None:
    customer(world, "x", date_created=datetime.fromisoformat("2024-04-01T01:00:00+02:00").astimezone(UTC))
    groups = look(person(world, "clerk").browser).context["months"].groups
    assert [group.customers for group in groups[-2:]] == [1, 0]
