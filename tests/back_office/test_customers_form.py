"""The form of a customer: everything goes through the write path, in one write, and comes back beside its field."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from customers.models import Category, Contact, Customer, CustomerPaymentType, CustomField, CustomFieldTemplate
from organizations.models import Organization, Role
from paymenttypes.models import Currency
from regions.models import Region
from tests.back_office.pages import fields_of
from tests.back_office.people import person
from tests.pictures import sample
from tests.worlds import World

ADD = "/admin/customers/customer/add/"


@pytest.fixture
def editor(world: World) -> Client:
    return person(world, "clerk", role=Role.EDITOR).browser


@pytest.fixture
def reader(world: World) -> Client:
    return person(world, "looker", role=Role.READER).browser


def address_of(customer: Customer) -> str:
    return f"/admin/customers/customer/{customer.pk}/change/"


def opened(browser: Client, address: str) -> dict[str, list[str]]:
    """What the form sends when it is opened and saved at once."""
    return fields_of(browser.get(address).content.decode(), "customer_form")


def messages_of(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def saved(browser: Client, customer: Customer, **changes: Any) -> Any:
    """Open the form, change something in it, and save."""
    return browser.post(address_of(customer), {**opened(browser, address_of(customer)), **changes}, follow=True)


def errors_of(answer: Any) -> dict[str, list[str]]:
    form = answer.context["adminform"].form
    return {name: list(texts) for name, texts in form.errors.items()}


def again(customer: Customer) -> Customer:
    return Customer.objects.for_organization(customer.organization_id).get(pk=customer.pk)


def template(world: World, name: str) -> tuple[CustomFieldTemplate, dict[str, CustomField]]:
    """A template with a field of each type, and one that was switched off."""
    made = CustomFieldTemplate.objects.create(organization=world.organization, name=name)
    kinds = {"Budget": "money", "Employees": "number", "Since": "date", "Nickname": "text", "Old": "text"}
    fields = {
        label: CustomField.objects.create(
            organization=world.organization,
            template=made,
            name=label,
            data_type=kind,
            order=order,
            is_active=label != "Old",
        )
        for order, (label, kind) in enumerate(kinds.items())
    }
    return made, fields


def everything(world: World) -> Customer:
    """A customer with a value in every column, texts that a browser changes by itself among them."""
    owner, (made, fields) = world.organization, template(world, "Standard")
    region = Region.objects.create(organization=owner, name="France", level=2)
    above = Customer.objects.create(
        organization=owner, reference="above", name="Above", category=world.root, currency=world.euro
    )
    texts = {
        column.name: f" {column.name}\r\nand\nmore "
        for column in Customer._meta.concrete_fields
        if column.get_internal_type() in {"CharField", "TextField"}
        and column.editable
        and column.name not in {"due_date_rule", "risk_color", "image", "image_digest", "security_answer"}
    }
    customer = Customer.objects.create(
        **{**texts, "country": "FR", "billing_country": "somewhere in the east", "name": " Marie's "},
        organization=owner,
        category=world.root,
        parent=above,
        region=region,
        template=made,
        currency=world.euro,
        created_by=world.editor,
        custom_values={
            str(fields["Budget"].pk): "12.50",
            str(fields["Employees"].pk): "7",
            str(fields["Since"].pk): "2020-02-29",
            str(fields["Nickname"].pk): " The  jeweller ",
            str(fields["Old"].pk): "kept",
        },
        latitude=Decimal("48.123456789"),
        longitude=Decimal("-2.5"),
        billing_latitude=Decimal(48),
        credit_limit=Decimal(5000),
        balance=Decimal("-0.125"),
        due_days=7,
        due_date_rule="days_after_invoice_date",
        risk_color="#FF0000",
        nda_signed=True,
        nda_signed_date="2024-02-29",
        is_credit=False,
        max_cheque_period=30,
        on_hold=True,
        security_answer=make_password("Rex"),
        bill_with_parent=True,
        is_active=False,
        is_same_address=False,
    )
    CustomerPaymentType.objects.create(organization=owner, customer=customer, payment_type=world.cash)
    for position in (0, 3):
        Contact.objects.create(
            organization=owner,
            customer=customer,
            position=position,
            first_name=f" Ann{position} ",
            last_name="Lee",
            comment="one\ntwo\r\nthree",
            kind="billing",
        )
    return customer


def test_a_form_that_is_opened_and_saved_changes_nothing(editor: Client, world: World) -> None:
    """Seen to fail: with Django's own ``changed_data`` each text with a line break or a blank at its end is changed."""
    customer = everything(world)
    before = Customer.objects.for_organization(world.organization).filter(pk=customer.pk).values().get()
    contacts = list(Contact.objects.for_organization(world.organization).order_by("pk").values())
    answer = saved(editor, customer)
    assert messages_of(answer) == ["Nothing was changed: everything stands there already."]
    assert Customer.objects.for_organization(world.organization).filter(pk=customer.pk).values().get() == before
    assert list(Contact.objects.for_organization(world.organization).order_by("pk").values()) == contacts


def test_a_new_customer_has_what_was_filled_in_and_the_defaults_of_the_rest(editor: Client, world: World) -> None:
    shown = opened(editor, ADD)
    answer = editor.post(
        ADD,
        {**shown, "name": "Marie", "reference": "NC-3", "country": "FR", "credit_limit": "5000.5", "_continue": "1"},
        follow=True,
    )
    assert [text for text in messages_of(answer) if "was added successfully" in text]
    customer = Customer.objects.for_organization(world.organization).get(reference="NC-3")
    assert (customer.name, customer.country, customer.credit_limit) == ("Marie", "FR", Decimal("5000.5"))
    assert (customer.category_id, customer.currency_id, customer.is_active) == (world.root.pk, world.euro.pk, True)
    assert customer.created_by is not None
    assert (customer.created_by.username, customer.version) == ("clerk", 1)
    assert answer.redirect_chain == [(address_of(customer), 302)]


def test_each_problem_of_the_write_path_is_said_beside_its_field_and_nothing_is_kept(
    editor: Client, world: World
) -> None:
    customer = everything(world)
    Customer.objects.create(
        organization=world.organization, reference="taken", name="x", category=world.root, currency=world.euro
    )
    above = customer.parent_id
    Organization.objects.filter(pk=world.organization.pk).update(region_level=2)
    city = Region.objects.create(organization=world.organization, name="Top", level=1)
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"name": ""}, "name", "This field is required."),
        ({"reference": "taken"}, "reference", "Another record has this already."),
        ({"reference": "a/"}, "reference", "This must not end with a slash."),
        ({"country": "Atlantis"}, "country", "“Atlantis” is no country: write its name in English or its ISO code,"),
        ({"due_days": ""}, "due_days", "This is needed."),
        ({"credit_limit": "-1"}, "credit_limit", "This must not be less than 0."),
        ({"latitude": "91"}, "latitude", "This must not be more than 90."),
        ({"risk_color": "red"}, "risk_color", "This must be written as #RRGGBB."),
        ({"parent": str(customer.pk)}, "parent", "A customer cannot stand below itself."),
        ({"region": str(city.pk)}, "region", "The region stands above the level that customers are given"),
        ({"email": "\x01" + "x" * 300}, "email", "Ensure this value has at most 255 characters"),
    ]
    shown = opened(editor, address_of(customer))
    for changes, field, text in cases:
        answer = editor.post(address_of(customer), {**shown, **changes})
        assert list(errors_of(answer)) == [field], changes
        assert errors_of(answer)[field][0].startswith(text), errors_of(answer)
        assert "successfully" not in answer.content.decode()
    assert (again(customer).version, again(customer).parent_id) == (1, above)


def test_two_problems_are_both_said(editor: Client, world: World) -> None:
    answer = saved(editor, everything(world), credit_limit="-1", risk_color="red")
    assert errors_of(answer) == {
        "credit_limit": ["This must not be less than 0."],
        "risk_color": ["This must be written as #RRGGBB."],
    }


def test_nobody_overwrites_what_somebody_else_has_changed_meanwhile(editor: Client, world: World) -> None:
    customer = everything(world)
    mine = opened(editor, address_of(customer))
    saved(editor, customer, city="Rennes")
    answer = editor.post(address_of(customer), {**mine, "city": "Brest"})
    [sentence] = errors_of(answer)["__all__"]
    assert sentence.startswith("Somebody else has changed this record since you opened it. Nothing was saved")
    assert (again(customer).city, again(customer).version) == ("Rennes", 2)


def test_links_are_chosen_and_taken_away(editor: Client, world: World) -> None:
    customer = everything(world)
    owner = world.organization
    jewelry = Category.objects.create(organization=owner, reference="j", name="Jewelry", parent=world.root)
    dollar = Currency.objects.create(
        organization=owner, reference="USD", name="Dollar", symbol="$", digits=2, exchange_rate=2
    )
    Currency.objects.create(organization=owner, reference="GBP", name="Pound", symbol="£", digits=2)
    page = editor.get(address_of(customer)).content.decode()
    assert "Dollar" in page
    assert "Pound" not in page
    answer = saved(editor, customer, category=jewelry.pk, currency=dollar.pk, parent="", region="", ways_to_pay=[])
    assert "was changed successfully" in messages_of(answer)[0]
    now = again(customer)
    assert (now.category_id, now.currency_id, now.parent_id, now.region_id) == (jewelry.pk, dollar.pk, None, None)
    assert CustomerPaymentType.objects.for_organization(owner).count() == 0
    saved(editor, customer, category="", currency="", ways_to_pay=[world.cash.pk])
    assert (again(customer).category_id, again(customer).currency_id) == (world.root.pk, world.euro.pk)
    assert CustomerPaymentType.objects.for_organization(owner).count() == 1


def test_who_created_a_customer_is_changed_by_administrators_alone(editor: Client, world: World) -> None:
    customer = everything(world)
    saved(editor, customer, created_by="")
    assert again(customer).created_by_id == world.editor.pk
    saved(person(world, "chief", role=Role.ADMINISTRATOR).browser, customer, created_by="")
    assert again(customer).created_by_id is None


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
    answer = saved(editor, customer, picture=SimpleUploadedFile("logo.png", b"no picture"))
    assert errors_of(answer)["picture"][0].startswith("This is no picture that can be shown")
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


def test_a_customer_is_deleted_unless_others_need_it(editor: Client, world: World) -> None:
    customer = everything(world)
    above = customer.parent
    assert above is not None
    refused = editor.post(f"/admin/customers/customer/{above.pk}/delete/", {"post": "yes"}, follow=True)
    assert messages_of(refused) == ["Nothing was deleted. Other records need this one: give them another one first."]
    deleted = editor.post(f"/admin/customers/customer/{customer.pk}/delete/", {"post": "yes"}, follow=True)
    assert "was deleted successfully" in messages_of(deleted)[0]
    assert list(Customer.objects.for_organization(world.organization)) == [above]


def test_the_history_tells_what_was_changed_by_whom(editor: Client, world: World) -> None:
    customer = everything(world)
    saved(editor, customer, city="Rennes", **{"contacts-0-last_name": "Smith"})
    saved(editor, customer)
    page = editor.get(f"/admin/customers/customer/{customer.pk}/history/").content.decode()
    assert "Changed City and contacts" in page
    assert page.count("Changed ") == 1
    assert "clerk" in page
