"""Files of what the list of customers shows: those customers, of one organization, and no others."""

import json
from typing import Any

import pytest

from customers.admin import exports
from customers_api.back_office.scope import CHOSEN
from tests.back_office.customer_pages import LIST, customer
from tests.back_office.doing import led_to, run, told
from tests.back_office.people import Person, people_of
from tests.worlds import World


@pytest.fixture
def people(world: World, elsewhere: World) -> dict[str, Person]:
    return people_of(world, elsewhere)


def test_what_a_list_shows_is_exported_and_nothing_else(
    world: World, elsewhere: World, people: dict[str, Person]
) -> None:
    one, two, foreign = customer(world, "a-1", on_hold=True), customer(world, "a-2"), customer(elsewhere, "b-1")
    looker = people["reader"].browser

    def references(query: str) -> list[str]:
        file: Any = looker.get(f"{LIST}export/?format=jsonl&{query}")
        assert file.headers["Content-Disposition"] == 'attachment; filename="customers.jsonl"'
        return [json.loads(line)["reference"] for line in file.content.splitlines()]

    assert references("") == ["a-1", "a-2"]
    assert references("on_hold=yes&o=1&p=7") == ["a-1"]
    assert references(f"chosen={two.pk}") == ["a-2"]
    for key in (foreign.pk, "x", "9" * 30):
        assert told(looker.get(f"{LIST}export/?format=csv&chosen={two.pk}.{key}")) == [
            "Some of the chosen customers are not in this list any more: choose again."
        ]
    assert references("segmentation=x") == references("q=%00") == []
    page: Any = looker.get(f"{LIST}?on_hold=yes")
    assert f'href="{LIST}export/?format=csv&amp;on_hold=yes"' in page.content.decode()
    lead = run(people["reader"], "export_csv", [one])
    assert lead.headers["Location"] == f"{LIST}export/?format=csv&chosen={one.pk}"
    file = led_to(people["reader"], lead)
    assert [line.split(b",")[0] for line in file.content.splitlines()][1:] == [b"a-1"]
    lead = run(people["reader"], "export_xlsx", [one], "on_hold=no", select_across="1")
    assert lead.headers["Location"] == f"{LIST}export/?on_hold=no&format=xlsx"
    assert led_to(people["reader"], lead).content[:2] == b"PK"
    assert told(looker.get(f"{LIST}export/?format=exe&on_hold=yes")) == ["There is no such format."]


def test_more_than_a_page_exports_names_the_command(
    world: World, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_EXPORTED", 1)
    customer(world, "a-1")
    customer(world, "a-2", on_hold=True)
    page: Any = people["reader"].browser.get(f"{LIST}export/?format=xlsx&active=yes")
    assert page.headers["Location"] == f"{LIST}?active=yes"
    assert told(page) == [
        "These are 2 customers, and a page exports 1 at most: filter the list, or let the operator export all customers"
        " with: manage.py export_customers --organization here customers.xlsx"
    ]


def test_a_file_holds_one_organization(world: World, people: dict[str, Person]) -> None:
    customer(world, "a-1")
    page: Any = people["superuser"].browser.get(f"{LIST}export/?format=csv")
    assert page.headers["Location"].startswith("/admin/choose-organization/?next=")
    session = people["superuser"].browser.session
    session[CHOSEN] = world.organization.pk
    session.save()
    file: Any = people["superuser"].browser.get(f"{LIST}export/?format=csv")
    assert b"a-1" in file.content
