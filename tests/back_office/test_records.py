"""Pages of records: every click goes through the write path, whose refusals stand beside the field they concern."""

from typing import Any

import pytest
from django.test import Client

from organizations.models import Role, User
from paymenttypes.models import PaymentType
from regions.models import Region
from tests.worlds import World

ADD = "/admin/regions/region/add/"


def staff(world: World, name: str, role: str, **fields: Any) -> Client:
    values: dict[str, Any] = {"is_staff": True, "role": role, **fields}
    user = User.objects.create_user(name, organization=world.organization, **values)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(world: World) -> Client:
    return staff(world, "clerk", Role.EDITOR)


def test_a_record_is_made_by_the_write_path(editor: Client, world: World) -> None:
    page = editor.post(ADD, {"name": " Alsace ", "reference": ""}, follow=True)
    region = Region.objects.for_organization(world.organization).get(name="Alsace")
    assert (region.level, region.reference, region.version) == (1, None, 1)
    assert "was added successfully" in page.content.decode()


def test_what_the_write_path_refuses_is_said_beside_its_field_and_nothing_is_kept(editor: Client, world: World) -> None:
    editor.post(ADD, {"name": "Alsace", "reference": "als"}, follow=True)
    page = editor.post(ADD, {"name": "Elsass", "reference": "als"})
    assert page.status_code == 200
    assert page.context["adminform"].form.errors == {"reference": ["Another record has this already."]}
    assert "successfully" not in page.content.decode()
    assert Region.objects.for_organization(world.organization).filter(name="Elsass").count() == 0


def test_only_what_was_changed_is_written(editor: Client, world: World) -> None:
    editor.post(ADD, {"name": "Alsace", "reference": "als"})
    region = Region.objects.for_organization(world.organization).get(name="Alsace")
    Region.objects.for_organization(world.organization).filter(pk=region.pk).update(name="Elsass")
    address = f"/admin/regions/region/{region.pk}/change/"
    editor.post(address, {"name": "Elsass", "reference": "alsace", "opened_version": "1"})
    assert list(
        Region.objects.for_organization(world.organization)
        .filter(pk=region.pk)
        .values_list("name", "reference", "version")
    ) == [("Elsass", "alsace", 2)]


def test_a_change_of_what_somebody_else_changed_meanwhile_is_refused(editor: Client, world: World) -> None:
    editor.post(ADD, {"name": "Alsace", "reference": "als"})
    region = Region.objects.for_organization(world.organization).get(name="Alsace")
    address = f"/admin/regions/region/{region.pk}/change/"
    assert editor.post(address, {"name": "Elsass", "reference": "als", "opened_version": "1"}).status_code == 302
    page = editor.post(address, {"name": "Alsazia", "reference": "als", "opened_version": "1"})
    [sentence] = page.context["adminform"].form.non_field_errors()
    assert sentence.startswith("Somebody else has changed this record since you opened it.")
    assert Region.objects.for_organization(world.organization).get(pk=region.pk).name == "Elsass"


def test_what_stands_there_already_is_said_to_be_no_change(editor: Client, world: World) -> None:
    editor.post(ADD, {"name": "Alsace", "reference": "als"}, follow=True)
    region = Region.objects.for_organization(world.organization).get(name="Alsace")
    sent = {"name": "Alsace", "reference": "als", "opened_version": "1"}
    page = editor.post(f"/admin/regions/region/{region.pk}/change/", sent, follow=True).content.decode()
    assert "Nothing was changed" in page
    assert "successfully" not in page
    assert Region.objects.for_organization(world.organization).get(pk=region.pk).version == 1


def test_what_must_stay_is_not_deleted_and_the_page_says_why(editor: Client, world: World) -> None:
    cash = PaymentType.objects.for_organization(world.organization).filter(is_standard=True).first()
    assert cash is not None
    page = editor.post(f"/admin/paymenttypes/paymenttype/{cash.pk}/delete/", {"post": "yes"}, follow=True)
    assert "This one must stay" in page.content.decode()
    assert "successfully" not in page.content.decode()
    assert PaymentType.objects.for_organization(world.organization).filter(pk=cash.pk).exists()


def test_of_several_records_all_are_deleted_or_none(editor: Client, world: World) -> None:
    cash = PaymentType.objects.for_organization(world.organization).filter(is_standard=True).first()
    assert cash is not None
    editor.post("/admin/paymenttypes/paymenttype/add/", {"name": "A", "reference": "a", "is_active": "on"})
    own = PaymentType.objects.for_organization(world.organization).get(reference="a")
    sent = {"action": "delete_selected", "_selected_action": [own.pk, cash.pk], "post": "yes"}
    page = editor.post("/admin/paymenttypes/paymenttype/", sent, follow=True).content.decode()
    assert "Nothing was changed. This one must stay" in page
    assert PaymentType.objects.for_organization(world.organization).filter(pk=own.pk).exists()
    answer = editor.post("/admin/paymenttypes/paymenttype/", {**sent, "_selected_action": [own.pk]}, follow=True)
    assert "Successfully deleted 1 payment type" in answer.content.decode()
