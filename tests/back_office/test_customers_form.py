"""The form of a customer: everything goes through the write path, in one write, and comes back beside its field."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from customers.models import Category, Contact, Customer, CustomerPaymentType
from organizations.models import Organization, Role
from paymenttypes.models import Currency
from regions.models import Region
from tests.back_office.customer_pages import (
    ADD,
    address_of,
    again,
    errors_of,
    everything,
    messages_of,
    opened,
    saved,
)
from tests.back_office.people import person
from tests.worlds import World


@pytest.fixture
def editor(world: World) -> Client:
    return person(world, "clerk", role=Role.EDITOR).browser


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
    )
    assert [text for text in messages_of(answer) if "was added successfully" in text]
    customer = Customer.objects.for_organization(world.organization).get(reference="NC-3")
    assert (customer.name, customer.country, customer.credit_limit) == ("Marie", "FR", Decimal("5000.5"))
    assert (customer.category_id, customer.currency_id, customer.is_active) == (world.root.pk, world.euro.pk, True)
    assert customer.created_by is not None
    assert (customer.created_by.username, customer.version) == ("clerk", 1)
    assert answer.headers["Location"] == address_of(customer)


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
    cases: list[tuple[dict[str, Any], dict[str, str]]] = [
        ({"name": ""}, {"name": "This field is required."}),
        ({"reference": "taken"}, {"reference": "Another record has this already."}),
        ({"country": "Atlantis"}, {"country": "“Atlantis” is no country: write its name in English or its ISO code,"}),
        ({"due_days": ""}, {"due_days": "This is needed."}),
        ({"parent": str(customer.pk)}, {"parent": "A customer cannot stand below itself."}),
        ({"region": str(city.pk)}, {"region": "The region stands above the level that customers are given"}),
        ({"email": "x" * 300}, {"email": "Ensure this value has at most 255 characters"}),
        # What is wrong with values is said of all of them at once.
        (
            {"reference": "a/", "credit_limit": "-1", "latitude": "91", "risk_color": "red"},
            {
                "reference": "This must not end with a slash.",
                "credit_limit": "This must not be less than 0.",
                "latitude": "This must not be more than 90.",
                "risk_color": "This must be written as #RRGGBB.",
            },
        ),
    ]
    shown = opened(editor, address_of(customer))
    for changes, expected in cases:
        answer = editor.post(address_of(customer), {**shown, **changes})
        errors = errors_of(answer)
        assert {name: errors[name][0][: len(text)] for name, text in expected.items()} == expected
        assert set(errors) == set(expected)
        assert "successfully" not in answer.content.decode()
    assert (again(customer).version, again(customer).parent_id) == (1, above)


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


def test_a_customer_is_deleted_unless_others_need_it(editor: Client, world: World) -> None:
    customer = everything(world)
    above = customer.parent
    assert above is not None
    refused = editor.post(f"/admin/customers/customer/{above.pk}/delete/", {"post": "yes"})
    assert messages_of(refused) == ["Nothing was deleted. Other records need this one: give them another one first."]
    deleted = editor.post(f"/admin/customers/customer/{customer.pk}/delete/", {"post": "yes"})
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
