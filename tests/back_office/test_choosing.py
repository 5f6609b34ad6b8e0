"""Linked records are looked up among those of the form's organization: whoever asks for others is refused.

Seen to fail: with ``scope.allows`` left out of ``ChoiceView.rows`` a foreign clerk reads the names; with ``is_tenant``
left out, an address of another model is a crash.
"""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db.models import ForeignKey

from customers_api.core.tenancy import LockedRecord
from tests.back_office.people import Person, people_of
from tests.back_office.test_access import records_of
from tests.worlds import World

ADDRESS = "/admin/autocomplete/"


@pytest.fixture
def people(world: World, elsewhere: World) -> dict[str, Person]:
    return people_of(world, elsewhere)


def links() -> list[dict[str, str]]:
    """Return every link of a registered model to another registered one of an organization."""
    found = []
    for model in admin.site._registry:
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey):
                target: Any = field.related_model
                if admin.site.is_registered(target) and issubclass(target, LockedRecord):
                    names = {"app_label": model._meta.app_label, "model_name": str(model._meta.model_name)}
                    found.append({**names, "field_name": field.name})
    return found


def ask(who: Person, link: dict[str, str], **more: Any) -> Any:
    return who.browser.get(f"{ADDRESS}?{urlencode({**link, 'term': '', **more})}")


def texts(answer: Any) -> list[str]:
    return [found["text"] for found in answer.json()["results"]]


CATEGORY = {"app_label": "customers", "model_name": "customer", "field_name": "category"}


def test_only_records_of_the_asked_organization_are_found_and_by_those_alone_who_may_enter_it(
    world: World, people: dict[str, Person]
) -> None:
    records_of(world)
    for name, found in {
        "reader": ["canary-category (canary-c)", "Root (root)"],
        "group": ["canary-category (canary-c)", "Root (root)"],
        "sister": ["canary-category (canary-c)", "Root (root)"],
        "superuser": ["canary-category (canary-c)", "Root (root)"],
        "foreign": None,
        "outsider": None,
    }.items():
        answer = ask(people[name], CATEGORY, organization=world.organization.pk)
        if found is None:
            assert answer.status_code in {302, 403}, name
        else:
            assert sorted(texts(answer), key=str.lower) == found, name


def test_no_link_of_any_form_finds_a_foreign_record(world: World, people: dict[str, Person]) -> None:
    records_of(world)
    assert len(links()) > 8
    for link in links():
        for more in ({}, {"organization": world.organization.pk}):
            answer = ask(people["foreign"], link, **more)
            assert answer.status_code in {200, 403}, (link, more)
            assert b"canary" not in answer.content, (link, more)
            assert answer.status_code == 403 or not more, link


def test_what_is_typed_narrows_the_answer(world: World, people: dict[str, Person]) -> None:
    records_of(world)
    answer = ask(people["reader"], CATEGORY, term="CANARY", organization=world.organization.pk)
    assert texts(answer) == ["canary-category (canary-c)"]


@pytest.mark.parametrize(
    "more",
    [
        {"organization": "0"},
        {"organization": "x"},
        {"organization": "9" * 40},
        {"organization": "-1"},
        {"organization": ""},
        {"field_name": "organization"},
        {"field_name": "nothing"},
        {"model_name": "nothing"},
        {"app_label": "organizations", "model_name": "organization", "field_name": "account_group"},
        {"app_label": "organizations", "model_name": "apikey", "field_name": "user"},
    ],
)
def test_hostile_addresses_are_refused(world: World, people: dict[str, Person], more: dict[str, str]) -> None:
    assert ask(people["reader"], {**CATEGORY, **more}).status_code == 403


@pytest.mark.parametrize(("term", "page", "status"), [("\0", "1", 200), ("a", "9" * 30, 404), ("a", "x", 404)])
def test_hostile_searches_find_nothing(
    world: World, people: dict[str, Person], term: str, page: str, status: int
) -> None:
    answer = ask(people["reader"], CATEGORY, term=term, page=page)
    assert answer.status_code == status
    assert status == 404 or texts(answer) == []


@pytest.mark.parametrize("given", ["", "0", "-1", "x", "9" * 40, "9" * 5000, "٣"])
def test_an_organization_that_is_none_is_not_chosen(people: dict[str, Person], given: str) -> None:
    """Seen to fail: a number of 5,000 digits was a crash."""
    for name in ("superuser", "group"):
        answer = people[name].browser.post("/admin/choose-organization/", {"organization": given})
        assert answer.status_code == 403, name
