"""The picture and the secret of a customer in its form, and the form of those who only look."""

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from customers.models import Customer
from organizations.models import Role
from tests.back_office.customer_pages import ADD, address_of, again, errors_of, everything, messages_of, saved
from tests.back_office.people import person
from tests.pictures import sample
from tests.worlds import World


@pytest.fixture
def editor(world: World) -> Client:
    return person(world, "clerk", role=Role.EDITOR).browser


@pytest.fixture
def reader(world: World) -> Client:
    return person(world, "looker", role=Role.READER).browser


def test_a_picture_is_shown_replaced_and_removed(editor: Client, world: World, reader: Client) -> None:
    customer = everything(world)
    saved(editor, customer, picture=SimpleUploadedFile("logo.png", sample("PNG")))
    first = again(customer).image
    assert first is not None
    for browser in (editor, reader):
        page = browser.get(address_of(customer)).content.decode()
        assert f'src="/{first.replace("photoCustomer/", "photoCustomer/medium_")}"' in page
    answer = saved(editor, customer, picture=SimpleUploadedFile("logo.png", sample("PNG")))
    assert messages_of(answer) == ["Nothing was changed: everything stands there already."]
    answer = saved(
        editor, customer, **{"picture": SimpleUploadedFile("x.png", sample("PNG", 9, 9)), "picture-clear": "on"}
    )
    assert errors_of(answer)["picture"][0] == "Either choose another picture or remove this one, not both."
    saved(editor, customer, **{"picture-clear": "on"})
    assert (again(customer).image, again(customer).image_digest) == (None, None)


def test_a_refused_form_says_that_its_picture_has_to_be_chosen_again(
    editor: Client, world: World, media_of_its_own: Any
) -> None:
    customer = everything(world)
    answer = saved(editor, customer, picture=SimpleUploadedFile("logo.png", sample("PNG")), risk_color="red")
    assert errors_of(answer) == {
        "risk_color": ["This must be written as #RRGGBB."],
        "picture": ["Choose the picture again: a form that was refused does not keep it."],
    }
    assert list(media_of_its_own.rglob("*.png")) == []


def test_a_refused_picture_is_told_what_a_picture_may_be(
    editor: Client, world: World, media_of_its_own: Any, settings: Any
) -> None:
    """One with too many pixels is a picture: the sentence is true of it as well."""
    settings.MAX_PICTURE_PIXELS = 2_000_000
    customer = everything(world)
    for content in (b"no picture", sample("PNG", 2001, 1000)):
        answer = saved(editor, customer, picture=SimpleUploadedFile("logo.png", content))
        assert errors_of(answer)["picture"][0] == (
            "This is no picture that can be shown: use JPEG, PNG, GIF or BMP, of at most 2 megapixels."
        )
    assert list(media_of_its_own.rglob("*.png")) == []


def test_the_answer_to_the_security_question_is_written_and_never_shown(
    editor: Client, world: World, reader: Client
) -> None:
    customer = everything(world)
    stored = customer.security_answer
    assert stored is not None
    for browser in (editor, reader):
        assert stored not in browser.get(address_of(customer)).content.decode()
    saved(editor, customer, new_security_answer="Rex")
    assert again(customer).version == 1
    saved(editor, customer, new_security_answer="Bello")
    assert check_password("Bello", again(customer).security_answer or "")
    saved(editor, customer, forget_security_answer="on")
    assert again(customer).security_answer is None


def test_readers_see_all_of_it_and_change_nothing(reader: Client, world: World) -> None:
    customer = everything(world)
    page = reader.get(address_of(customer)).content.decode()
    shown = (
        "Marie&#x27;s",
        "12.50",
        "2020-02-29",
        "kept",
        "Ann0",
        "Ann3",
        "cash",
        "Above",
        "France",
        "Euro",
        "#FF0000",
    )
    assert [text for text in shown if text not in page] == []
    assert 'type="submit"' not in page.split('id="customer_form"')[1].split("</form>")[0]
    assert reader.post(address_of(customer), {"name": "x", "reference": "x"}).status_code == 403
    assert reader.post(ADD, {"name": "x", "reference": "x"}).status_code == 403
    assert again(customer).name == " Marie's "


def test_sub_customers_are_listed_and_lead_on(editor: Client, world: World) -> None:
    customer = everything(world)
    above = customer.parent
    assert above is not None
    assert f'<a href="{address_of(above)}">Above (above)</a>' in editor.get(address_of(customer)).content.decode()
    page = editor.get(address_of(above)).content.decode()
    assert f'<a href="{address_of(customer)}"> Marie&#x27;s' in page
    assert f'<a href="/admin/customers/customer/?parent={above.pk}">As a list</a>' in page
    Customer.objects.bulk_create(
        Customer(
            organization=world.organization,
            reference=f"sub-{number}",
            name="Sub",
            category=world.root,
            currency=world.euro,
            parent=above,
        )
        for number in range(20)
    )
    page = editor.get(address_of(above)).content.decode()
    assert page.count('/change/">Sub (sub-') == 19
    assert "All sub-customers</a>" in page
