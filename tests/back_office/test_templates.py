"""Templates of custom fields: written together with their fields, whose types stay and which nobody takes away."""

from typing import Any

import pytest
from django.test import Client

from customers.models import CustomField, CustomFieldTemplate
from tests.back_office.people import person
from tests.worlds import World

ADD = "/admin/customers/customfieldtemplate/add/"


@pytest.fixture
def browser(world: World) -> Client:
    return person(world, "boss", role="administrator").browser


def sent(name: str, *fields: dict[str, Any], stored: int = 0, **more: Any) -> dict[str, Any]:
    """Return what the form of a template sends; the first fields are those that are stored."""
    values = {
        "name": name,
        "is_active": "on",
        "fields-TOTAL_FORMS": len(fields),
        "fields-INITIAL_FORMS": stored,
        **more,
    }
    for index, field in enumerate(fields):
        values |= {f"fields-{index}-{key}": value for key, value in {"order": index, **field}.items()}
    return values


def stored_fields(world: World) -> list[tuple[Any, ...]]:
    rows = CustomField.objects.for_organization(world.organization).order_by("order", "pk")
    return list(rows.values_list("name", "data_type", "is_active", "version"))


def only_template(world: World) -> CustomFieldTemplate:
    [template] = CustomFieldTemplate.objects.for_organization(world.organization)
    return template


BUDGET = {"name": "Budget", "data_type": "money", "is_active": "on"}
SINCE = {"name": "Since", "data_type": "date", "is_active": "on"}


def test_a_template_is_made_with_its_fields(browser: Client, world: World) -> None:
    assert browser.post(ADD, sent("Standard", BUDGET, SINCE)).status_code == 302
    assert stored_fields(world) == [("Budget", "money", True, 1), ("Since", "date", True, 1)]


def test_a_field_is_renamed_switched_off_and_added_in_one_go(browser: Client, world: World) -> None:
    browser.post(ADD, sent("Standard", BUDGET, SINCE))
    template = only_template(world)
    keys = list(CustomField.objects.for_organization(world.organization).order_by("order").values_list("pk", flat=True))
    fields = (
        {"name": "Money", "data_type": "money", "id": keys[0], "template": template.pk},
        {**SINCE, "id": keys[1], "template": template.pk},
        {"name": "Nick", "data_type": "text", "is_active": "on"},
    )
    address = f"/admin/customers/customfieldtemplate/{template.pk}/change/"
    assert browser.post(address, sent("Standard", *fields, stored=2, opened_version=1)).status_code == 302
    assert stored_fields(world) == [("Money", "money", False, 2), ("Since", "date", True, 1), ("Nick", "text", True, 1)]
    assert only_template(world).version == 2


@pytest.mark.parametrize(
    ("fields", "place", "sentence"),
    [
        (({**BUDGET, "name": ""},), (0, "name"), "This field is required."),
        ((BUDGET, {**SINCE, "name": "Budget"}), (1, "name"), "Another record has this already."),
    ],
)
def test_a_refused_field_is_told_in_its_row_and_nothing_is_kept(
    browser: Client, world: World, fields: Any, place: tuple[int, str], sentence: str
) -> None:
    page = browser.post(ADD, sent("Standard", *fields))
    row = page.context["inline_admin_formsets"][0].formset.forms[place[0]]
    assert row.errors == {place[1]: [sentence]}
    assert not CustomFieldTemplate.objects.for_organization(world.organization).exists()
    assert "successfully" not in page.content.decode()


def test_the_type_of_a_field_stays(browser: Client, world: World) -> None:
    browser.post(ADD, sent("Standard", BUDGET))
    template = only_template(world)
    [field] = CustomField.objects.for_organization(world.organization)
    changed = {**BUDGET, "data_type": "text", "id": field.pk, "template": template.pk}
    address = f"/admin/customers/customfieldtemplate/{template.pk}/change/"
    page = browser.post(address, sent("Standard", changed, stored=1, opened_version=1))
    assert page.context["inline_admin_formsets"][0].formset.forms[0].errors == {
        "data_type": ["This must stay as it is."]
    }
    assert stored_fields(world) == [("Budget", "money", True, 1)]


def test_a_field_of_another_organization_is_unknown(browser: Client, world: World, elsewhere: World) -> None:
    foreign = CustomFieldTemplate.objects.create(organization=elsewhere.organization, name="Foreign")
    field = CustomField.objects.create(
        organization=elsewhere.organization, template=foreign, name="Secret", data_type="text"
    )
    browser.post(ADD, sent("Standard"))
    template = only_template(world)
    taken = {"name": "Mine", "data_type": "text", "id": field.pk, "template": template.pk}
    address = f"/admin/customers/customfieldtemplate/{template.pk}/change/"
    page = browser.post(address, sent("Standard", taken, stored=1, opened_version=1))
    assert page.status_code == 200
    assert "Secret" not in page.content.decode()
    field.refresh_from_db()
    assert (field.name, field.version) == ("Secret", 1)
