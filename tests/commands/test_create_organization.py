"""``create_organization``: an organization with what every organization begins with."""

import pytest

from customers.models import Category
from organizations.models import AccountGroup, Organization
from organizations.services import user_create
from paymenttypes.models import Currency, PaymentType
from tests.clients import Caller
from tests.commands.running import refusal, run

pytestmark = pytest.mark.django_db


def created(name: str) -> Organization:
    return Organization.objects.get(name=name)


def test_it_says_what_it_made_and_what_comes_next() -> None:
    printed = run("create_organization", "Acme & Sons")
    organization = created("Acme & Sons")
    assert printed.output == (
        f"1 organization created: Acme & Sons (id {organization.pk}), with 5 records: category root, currency EUR, "
        "payment type cash, payment type cheque, payment type credit_card.\n"
    )
    assert printed.hints == "It has no users yet: manage.py create_user USERNAME --organization 'Acme & Sons'\n"


def test_the_defaults_are_the_euro_no_group_and_no_geography() -> None:
    run("create_organization", "Acme")
    organization = created("Acme")
    assert (organization.currency, organization.account_group, organization.has_geography) == ("EUR", None, False)
    assert not organization.being_erased


def test_it_begins_with_a_root_category_its_currency_and_the_standard_payment_types() -> None:
    run("create_organization", "Acme", "--currency", "jpy")
    organization = created("Acme")
    categories = Category.objects.for_organization(organization).values_list("reference", "name", "parent")
    assert list(categories) == [("root", "Root", None)]
    [currency] = Currency.objects.for_organization(organization)
    assert (currency.reference, currency.name, currency.symbol) == ("JPY", "Japanese Yen", "¥")
    assert (currency.digits, str(currency.exchange_rate)) == (0, "1.00000000")
    assert organization.currency == "JPY"
    types = PaymentType.objects.for_organization(organization).order_by("pk")
    assert list(types.values_list("reference", "name", "is_standard", "is_active")) == [
        ("cash", "cash", True, True),
        ("cheque", "cheque", True, True),
        ("credit_card", "credit_card", True, True),
    ]


def test_a_user_of_it_can_create_a_customer_at_once() -> None:
    run("create_organization", "Acme", "--currency", "USD")
    caller = Caller.of(user_create(organization=created("Acme"), name="clerk"))
    answer = caller.json("/api/v1.0/customers", {"reference": "A-1", "name": "First"})
    assert answer.status == 201
    assert (answer.body["categoryReference"], answer.body["currency"]) == ("root", "USD")


def test_a_geography_level_switches_geography_on() -> None:
    run("create_organization", "Acme", "--geography", "2")
    organization = created("Acme")
    assert (organization.has_geography, organization.region_level) == (True, 2)


def test_a_new_group_is_made_and_a_known_one_is_joined() -> None:
    first = run("create_organization", "Acme", "--group", "Holding")
    run("create_organization", "Subsidiary", "--group", "Holding")
    assert "in the group Holding, with 5 records" in first.output
    assert AccountGroup.objects.count() == 1
    assert created("Acme").account_group == created("Subsidiary").account_group


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["Taken"], "The name is taken: choose another one."),
        ([" "], "The name is empty: give one that can be read."),
        (["x" * 256], "The name is too long: at most 255 characters."),
        (["\udcff"], "The name cannot be used: not storable."),
        (["New", "--currency", "GmBP"], "'GmBP' is no currency of ISO 4217: give a code such as EUR."),
        (["New", "--group", "x" * 256], "The group is too long: at most 255 characters."),
        (["New", "--group", ""], "The group is empty: give one that can be read."),
        (["New", "--geography", "0"], "The geography level is too small: at least 1."),
        (["New", "--geography", "32768"], "The geography level is too large: at most 32767."),
        (["New", "--geography", "two"], "Error: argument --geography: invalid int value: 'two'"),
    ],
)
def test_a_refused_organization_leaves_nothing_behind(arguments: list[str], line: str) -> None:
    run("create_organization", "Taken")
    assert refusal("create_organization", *arguments) == line
    assert Organization.objects.count() == 1
    assert not AccountGroup.objects.exists()
