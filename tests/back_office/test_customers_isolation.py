"""Nothing of another organization is chosen, linked or looked up in the form of a customer, field by field."""

from typing import Any

import pytest

from customers.models import Category, Customer, Segmentation
from paymenttypes.models import PaymentType
from regions.models import Region
from tests.back_office.customer_pages import address_of, again, customer, errors_of, opened, template
from tests.back_office.people import Person, people_of
from tests.worlds import World

LOOK_UP = "/admin/autocomplete/?app_label=customers&model_name=customer"
# The fields that look records up, and which of them administrators alone may.
FIELDS = ("category", "parent", "segmentation", "region", "payment_types", "created_by")


@pytest.fixture
def people(world: World, elsewhere: World) -> dict[str, Person]:
    return people_of(world, elsewhere)


def records_of(world: World) -> dict[str, Any]:
    """A record of each kind that a customer links to."""
    owner = world.organization
    return {
        "category": Category.objects.create(organization=owner, reference="canary", name="Canary", parent=world.root),
        "parent": customer(world, "canary"),
        "segmentation": Segmentation.objects.create(organization=owner, reference="canary", name="Canary"),
        "region": Region.objects.create(organization=owner, reference="canary", name="Canary", level=1),
        "payment_types": PaymentType.objects.create(organization=owner, reference="canary", name="Canary"),
        "created_by": world.editor,
    }


def found(someone: Person, field: str, query: str) -> tuple[int, set[str]]:
    answer = someone.browser.get(f"{LOOK_UP}&field_name={field}&{query}")
    is_found = answer.status_code == 200
    return answer.status_code, {row["id"] for row in answer.json()["results"]} if is_found else set()


def test_look_ups_find_records_of_the_organizations_that_one_may_enter(
    world: World, elsewhere: World, people: dict[str, Person]
) -> None:
    own, theirs = records_of(world), records_of(elsewhere)
    here, there = world.organization.pk, elsewhere.organization.pk
    for field in FIELDS:
        term = "-editor" if field == "created_by" else "canary"
        chief, mine = people["administrator"], {str(own[field].pk)}
        assert found(chief, field, f"term={term}&organization={here}") == (200, mine), field
        assert found(chief, field, f"term={term}") == (200, mine), field
        assert found(chief, field, f"term={term}&organization={there}") == (403, set()), field
        assert found(people["sister"], field, f"term={term}") == (200, set()), field
        assert found(people["sister"], field, f"term={term}&organization={here}") == (200, mine), field
        both = {str(own[field].pk), str(theirs[field].pk)}
        assert found(people["superuser"], field, f"term={term}") == (200, both), field
        assert found(people["outsider"], field, f"term={term}") == (302, set()), field
        seen = (403, set()) if field == "created_by" else (200, mine)
        assert found(people["reader"], field, f"term={term}") == seen, field


def test_hostile_look_ups_find_nothing_and_break_nothing(people: dict[str, Person], world: World) -> None:
    clerk = people["editor"]
    for organization in ("x", "0", "-1", "9" * 30, "%00", "٣"):
        assert found(clerk, "parent", f"organization={organization}")[0] == 403
    for field in FIELDS[:-1]:
        assert found(clerk, field, "term=%00") == (200, set())
        assert found(clerk, field, f"term={'x' * 3000}") == (200, set())
    for page in ("0", "-1", "x", "101", "9" * 30):
        assert found(clerk, "parent", f"page={page}")[0] == 404
    assert found(clerk, "parent", "page=last") == (200, set())


def test_look_ups_tell_of_a_next_page_and_count_nothing(
    people: dict[str, Person], world: World, django_assert_max_num_queries: Any
) -> None:
    for number in range(21):
        customer(world, f"c-{number}")
    with django_assert_max_num_queries(4) as asked:
        answer = people["editor"].browser.get(f"{LOOK_UP}&field_name=parent&term=c-").json()
    assert (len(answer["results"]), answer["pagination"]) == (20, {"more": True})
    assert [query["sql"] for query in asked.captured_queries if "COUNT" in query["sql"]] == []
    last = people["editor"].browser.get(f"{LOOK_UP}&field_name=parent&term=c-&page=2").json()
    assert (len(last["results"]), last["pagination"]) == (1, {"more": False})


def test_records_of_other_organizations_are_no_choice_in_any_field(
    world: World, elsewhere: World, people: dict[str, Person]
) -> None:
    """A record that is nowhere and one of another organization get the same answer."""
    theirs, row = records_of(elsewhere), customer(world, "own")
    keys = {name: record.pk for name, record in theirs.items() if name != "payment_types"}
    keys |= {"currency": elsewhere.euro.pk, "template": template(elsewhere, "theirs")[0].pk}
    chief = people["administrator"].browser
    shown = opened(chief, address_of(row))
    for value in (None, "9999999", "9" * 30, "x", "\x00"):
        sent = {name: str(key) if value is None else value for name, key in keys.items()}
        pay = str(theirs["payment_types"].pk) if value is None else value
        answer = chief.post(address_of(row), {**shown, **sent, "ways_to_pay": [pay]})
        assert set(errors_of(answer)) == {*keys, "ways_to_pay"}, value
        for name in keys if value != "\x00" else ():
            assert errors_of(answer)[name] == [
                "Select a valid choice. That choice is not one of the available choices."
            ], (value, name)
        assert "Canary" not in answer.content.decode()
    assert again(row).version == 1


def test_a_form_of_another_organization_is_unknown(world: World, elsewhere: World, people: dict[str, Person]) -> None:
    foreign = customer(elsewhere, "b-1")
    for name in ("editor", "group"):
        answer = people[name].browser.post(address_of(foreign), {"name": "x", "reference": "b-1"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert Customer.objects.for_organization(elsewhere.organization).get(pk=foreign.pk).name == "B-1"
    # In whichever of their organizations people are, addresses of the others lead to their records.
    own = customer(world, "a-1")
    assert people["sister"].browser.get(address_of(own)).status_code == 200
