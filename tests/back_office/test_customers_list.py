"""The list of customers: what it shows, searches, filters and sorts, and that it asks little of the database."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from customers import tally_facts as facts_module
from customers.admin.customers import CustomerAdmin
from customers.dashboard.links import (
    CATEGORY,
    COUNTRY,
    CREATED_MONTH,
    ON_HOLD,
    OVER_LIMIT,
    SEGMENTATION,
    WITHOUT_ADDRESS,
    WITHOUT_EMAIL,
    customers_list,
)
from customers.models import Category, Customer, Segmentation
from customers.tally_facts import counted
from organizations.models import Role
from regions.models import Region
from tests.back_office.customer_pages import LIST, customer
from tests.back_office.people import people_of, person
from tests.worlds import World


@pytest.fixture
def reader(world: World) -> Client:
    return person(world, "looker", role=Role.READER).browser


def listed(browser: Client, query: str) -> list[str]:
    """The references that the list shows, in its order."""
    answer: Any = browser.get(f"{LIST}?{query}")
    assert answer.status_code == 200, query
    return [row.reference for row in answer.context["cl"].result_list]


def told(browser: Client, query: str) -> list[str]:
    answer: Any = browser.get(f"{LIST}?{query}")
    return [str(message) for message in answer.context["messages"]]


def test_each_filter_finds_what_it_names_and_no_more(reader: Client, world: World, elsewhere: World) -> None:
    owner = world.organization
    jewelry = Category.objects.create(organization=owner, reference="j", name="Jewelry", parent=world.root)
    rings = Category.objects.create(organization=owner, reference="r", name="Rings", parent=jewelry)
    gold = Segmentation.objects.create(organization=owner, reference="gold", name="Gold")
    france = Region.objects.create(organization=owner, name="France", level=1)
    paris = Region.objects.create(organization=owner, name="Paris", level=2, parent=france)
    day = datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)
    above = customer(world, "above", country="FR", email="a@b.c", address="x", date_created=day, last_updated=day)
    customer(world, "ring", category=rings, segmentation=gold, email="", billing_country="FR", country="", city="x")
    customer(world, "jewel", category=jewelry, region=paris, on_hold=True, email="x", billing_address="x")
    customer(
        world, "held", region=france, parent=above, is_active=False, risk="High", email="x", balance=2, postal_code="1"
    )
    customer(world, "owing", credit_limit=Decimal("1.5"), balance=Decimal("1.501"), email="x", billing_city="x")
    customer(world, "even", credit_limit=2, balance=2, latitude=1, longitude=0, email="x", country="sea", city="x")
    customer(world, "lost", email="x", billing_latitude=1, billing_longitude=-1, latitude=3)
    customer(elsewhere, "foreign", country="FR", on_hold=True, is_active=False, risk="High")
    cases: list[tuple[str, set[str]]] = [
        (f"category={jewelry.pk}", {"jewel", "ring"}),
        (f"category={rings.pk}", {"ring"}),
        (f"segmentation={gold.pk}", {"ring"}),
        (f"region={france.pk}", {"jewel", "held"}),
        (f"region={paris.pk}", {"jewel"}),
        (f"parent={above.pk}", {"held"}),
        ("country=FR", {"above", "ring"}),
        ("country=france", {"above", "ring"}),
        ("country=sea", {"even"}),
        ("active=no", {"held"}),
        ("on_hold=yes", {"jewel"}),
        ("risk=High", {"held"}),
        ("without=address", {"lost"}),
        ("without=email", {"ring"}),
        ("over_limit=yes", {"owing"}),
        ("coordinates=yes", {"even", "lost"}),
        ("created_month=2024-02", {"above"}),
        ("created_month=2024-03", set()),
        ("created_to=2024-02-29", {"above"}),
        ("created_from=2024-02-29&created_to=2024-02-29", {"above"}),
        ("created_to=2024-02-28", set()),
        ("updated_to=2024-02-29", {"above"}),
        ("updated_from=2024-03-01&active=yes&on_hold=no&country=FR", {"ring"}),
        ("q=HELD&active=no&on_hold=&category=", {"held"}),
    ]
    assert {query: set(listed(reader, query)) for query, _ in cases} == dict(cases)
    # What the dashboard counts and what its links list are the same customers.
    facts = counted(Customer.objects.for_organization(owner))
    queries = {
        facts_module.ON_HOLD: "on_hold=yes",
        facts_module.WITHOUT_ADDRESS: "without=address",
        facts_module.WITHOUT_EMAIL: "without=email",
        facts_module.OVER_LIMIT: "over_limit=yes",
        "country:FR": "country=FR",
        "month:2024-02": "created_month=2024-02",
        f"segmentation:{gold.pk}": f"segmentation={gold.pk}",
    }
    assert {fact: facts[fact] for fact in queries} == {fact: len(listed(reader, q)) for fact, q in queries.items()}
    assert sum(count for fact, count in facts.items() if fact.startswith("cell:")) == len(
        listed(reader, "coordinates=yes")
    )


def test_the_links_of_other_pages_are_names_of_filters(reader: Client) -> None:
    known = {
        customers_list(ON_HOLD, WITHOUT_ADDRESS, OVER_LIMIT, (COUNTRY, "FR"), (CREATED_MONTH, "2024-02")),
        customers_list(WITHOUT_EMAIL),
    }
    assert [message for address in known for message in told(reader, address.partition("?")[2])] == []
    assert [told(reader, f"{name}=1") for name in (CATEGORY, SEGMENTATION)][1] == [
        "Segmentation: “1” is unknown, so nothing is found."
    ]


def test_values_that_mean_nothing_find_nothing_and_are_named(reader: Client, world: World, elsewhere: World) -> None:
    customer(world, "here")
    theirs = Segmentation.objects.create(organization=elsewhere.organization, reference="s", name="secret", pk=777)
    records, words = ("category", "segmentation", "region", "parent"), ("active", "on_hold", "without", "over_limit")
    days = ("created_from", "created_to", "updated_from", "updated_to")
    names = (*records, *words, "coordinates", "created_month", *days)
    hostile = ("x", "-1", "0", "9" * 30, "%00", "1%00", "٣", "%27;--", str(theirs.pk), "2024-02-30", "0000-01")
    for value in (*hostile, "a" * 400):
        # One request for all of them: each filter says for itself that it cannot read the value.
        query = "&".join(f"{name}={value}" for name in names)
        assert listed(reader, query) == [], value
        assert len(told(reader, query)) == len(names), value
        assert listed(reader, f"risk={value}") == listed(reader, f"country={value}") == []
    assert told(reader, "segmentation=777") == ["Segmentation: “777” is unknown, so nothing is found."]
    assert listed(reader, "created_to=9999-12-31&created_from=0001-01-01") == ["here"]


@pytest.mark.parametrize("kind", ["customers/customer", "customers/category", "regions/region"])
def test_a_search_for_what_no_record_can_hold_finds_nothing_and_says_so(
    reader: Client, world: World, kind: str
) -> None:
    customer(world, "here")
    Region.objects.create(organization=world.organization, name="France", level=1)
    for text in ("%00", "here%00", "%00e"):
        page: Any = reader.get(f"/admin/{kind}/?q={text}")
        assert list(page.context["cl"].result_list) == [], text
        assert [str(message) for message in page.context["messages"]] == [
            "What is searched for holds characters that cannot be stored, so nothing is found."
        ]


def test_pages_left_out_of_the_pager_are_no_link(reader: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CustomerAdmin, "list_per_page", 1)
    monkeypatch.setattr(CustomerAdmin, "list_max_show_all", 1)
    for number in range(20):
        customer(world, f"n-{number}")
    page = reader.get(f"{LIST}?p=10").content.decode()
    assert page.count("…") == 2
    assert sorted(int(number) for number in re.findall(r'href="\?p=([^"]*)"', page)) == [
        *(1, 2),
        *(7, 8, 9, 11, 12, 13),
        *(19, 20),
    ]


def test_other_parameters_are_left_out_and_named_and_guess_at_no_column(reader: Client, world: World) -> None:
    """Seen to fail: Django's ``lookup_allowed`` lets any column be compared, a hashed answer among them."""
    customer(world, "here", security_answer="argon2$x")
    for query in ("security_answer__startswith=b", "organization=1", "o=99.x", "p=9" + "9" * 20, "all=1", "_facets=1"):
        assert listed(reader, query) == ["here"]
    assert told(reader, "security_answer__startswith=b") == [
        "The list has no filter “security_answer__startswith”: it was left out."
    ]


def test_words_are_searched_as_the_api_searches_them(reader: Client, world: World) -> None:
    customer(world, "nc-3", name="Märie's Jewelry", email="Info@Marie.example", phone="+33 1 23", city="Brest")
    customer(world, "nc-4", name="Other")
    found = {"MÄRIE jew", "nc-3", "info@marie", "+33", "1 23 brest", "NC"}
    assert {query: listed(reader, f"q={query.replace('+', '%2B')}") for query in found} == {
        **{query: ["nc-3"] for query in found},
        "NC": ["nc-4", "nc-3"],
    }
    assert listed(reader, "q=j_w") == listed(reader, "q=%25") == []
    assert told(reader, f"q={'a+' * 30}b") == []
    assert told(reader, f"q={'+'.join(map(str, range(30)))}") == [
        "At most 20 words with 500 characters are searched for."
    ]
    assert listed(reader, f"q={'x' * 600}") == []


def test_columns_sort_in_both_directions(reader: Client, world: World) -> None:
    for reference, name in (("b", "älpha"), ("a", "Zeta"), ("c", "alpha")):
        customer(world, reference, name=name)
    assert listed(reader, "o=2") == ["a", "b", "c"]
    assert listed(reader, "o=-2.3") == ["c", "b", "a"]
    assert listed(reader, "o=3") == ["c", "a", "b"]
    assert listed(reader, "o=9") == ["b", "a", "c"]
    assert listed(reader, "") == ["c", "a", "b"]


def test_the_list_shows_pictures_badges_and_colours(reader: Client, world: World) -> None:
    customer(
        world, "nc-3", name="<b>Marie</b>", image="e-1/photoCustomer/1_a.png", country="FR", on_hold=True,
        risk="High", risk_color="#FF0000",
    )  # fmt: skip
    customer(world, "nc-4", is_active=False, risk="Low", risk_color="red;}x")
    page = reader.get(LIST).content.decode()
    assert 'src="/e-1/photoCustomer/small_1_a.png"' in page
    assert "&lt;b&gt;Marie&lt;/b&gt;" in page
    assert "background: #FF0000" in page
    assert "red;}x" not in page
    for text in ("France", "On hold", "Active", "Inactive", "High", "Low", "Root"):
        assert text in page


def test_more_rows_cost_no_more_statements(world: World, elsewhere: World) -> None:
    people = people_of(world, elsewhere)

    def statements(name: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert people[name].browser.get(f"{LIST}?q=n").status_code == 200
        return len(asked)

    customer(world, "n-0")
    statements("reader")
    few = {name: statements(name) for name in ("reader", "superuser")}
    for number in range(1, 20):
        kind = Category.objects.create(organization=world.organization, reference=f"k{number}", name=f"k{number}")
        customer(world, f"n-{number}", category=kind)
    assert {name: statements(name) for name in few} == few
    assert few["reader"] <= 7
