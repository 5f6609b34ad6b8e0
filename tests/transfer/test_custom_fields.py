"""Files name templates and fields; what was switched off comes back, and what nobody knows is refused by its name.

Seen to fail: with values of fields that were switched off refused, and with names looked up in all organizations.
"""

from typing import Any

import pytest

from customers.models import Customer, CustomField, CustomFieldTemplate
from tests.transfer.importing import imported, numbers
from tests.worlds import World


@pytest.fixture
def template(world: World, elsewhere: World) -> CustomFieldTemplate:
    CustomFieldTemplate.objects.create(organization=elsewhere.organization, name="Theirs")
    own = CustomFieldTemplate.objects.create(organization=world.organization, name="Standard")
    for name, kind, is_active in (("Staff", "number", True), ("Nick", "text", False)):
        CustomField.objects.create(
            organization=world.organization, template=own, name=name, data_type=kind, is_active=is_active
        )
    return own


def row(**custom_fields: object) -> tuple[str, dict[str, Any]]:
    return "A", {"name": "Acme", "customFields": custom_fields or None}


def stored(world: World) -> tuple[int | None, list[str]]:
    customer = Customer.objects.for_organization(world.organization).get(reference="A")
    return customer.template_id, [customer.custom_values[key] for key in sorted(customer.custom_values, key=int)]


def test_templates_and_fields_are_found_by_their_names(world: World, template: CustomFieldTemplate) -> None:
    whole = row(template="Standard", fields={"Staff": 7, "Nick": "old"})
    assert imported(world, whole) == (numbers(created=1), [])
    assert stored(world) == (template.pk, ["7", "old"])
    assert imported(world, whole) == (numbers(unchanged=1), [])
    assert imported(world, row(template=template.pk)) == (numbers(unchanged=1), [])
    CustomFieldTemplate.objects.for_organization(world.organization).update(is_active=False)
    assert imported(world, row(template="Standard", fields={"Staff": 8})) == (numbers(updated=1), [])
    # A list is whole for the fields that one can see; what was switched off stays until the file says otherwise.
    assert stored(world) == (template.pk, ["8", "old"])
    assert imported(world, row()) == (numbers(updated=1), [])
    assert stored(world) == (None, [])


@pytest.mark.parametrize(
    ("custom_fields", "reason"),
    [
        ({"template": "Theirs"}, "Theirs"),
        ({"template": "standard"}, "standard"),
        ({"template": "\0"}, ""),
        ({"template": 999_999}, "999999"),
        ({"template": "Standard", "fields": {"Hats": 1}}, "Hats"),
        ({"template": "Standard", "fields": {"Staff": "many"}}, ""),
    ],
)
def test_what_nobody_knows_is_refused(
    world: World, template: CustomFieldTemplate, custom_fields: dict[str, object], reason: str
) -> None:
    counts, refusals = imported(world, row(**custom_fields))
    assert counts == numbers(failed=1)
    [refusal] = refusals
    assert refusal.startswith("row 1, customFields")
    assert reason in refusal
