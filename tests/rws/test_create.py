"""POST /rws/api/v1/customers."""

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from customers.models import Contact, Customer
from tests.accounts import Account
from tests.clients import Caller
from tests.rws.answers import EMPTY, NO_ADDRESS, PATH, error

BILLING = {
    "addressLine1": "123 Main",
    "addressLine2": "string",
    "city": "Anytown",
    "state": "FLA",
    "country": "USA",
    "postalCode": "36301",
}
SHIPPING = {
    "addressLine1": "1 rue de la Paix",
    "addressLine2": "étage 2",
    "city": "Paris",
    "state": "Île-de-France",
    "country": "france",
    "postalCode": "75002",
}
CONTACTS = [
    {"name": "Marie Curie", "title": "Buyer", "phone": "1", "mobile": "2", "email": "marie@example.com"},
    {"name": "Pierre", "title": None, "phone": None, "mobile": None, "email": None},
]
FULL: dict[str, Any] = {
    "securityQuestion": "FirstConcert",
    "securityAnswer": "Journey",
    "shipToBillAddress": False,
    "contacts": CONTACTS,
    "billingAddress": BILLING,
    "shippingAddress": SHIPPING,
}


def create(caller: Caller, **body: Any) -> int:
    """Create a customer of the first organization; return its id."""
    reply = caller.json(PATH, {"name": "Acme", "accountName": "First", **body})
    assert reply.status == 200, reply.body
    key: int = reply.body["customerId"]
    return key


def row(account: Account, key: int) -> Customer:
    return Customer.objects.for_organization(account.first.organization).get(pk=key)


def test_a_creation_answers_the_id_and_the_second_of_the_creation_as_numbers(api: Caller, account: Account) -> None:
    reply = api.json(PATH, {"name": "Acme", "accountName": "First"})
    stored = Customer.objects.for_organization(account.first.organization).get()
    expected = {"customerId": stored.pk, "timestamp": int(stored.date_created.timestamp())}
    assert reply.pair == (200, expected)
    assert list(reply.body) == ["customerId", "timestamp"]


def test_a_name_and_an_account_are_enough_and_the_answer_has_every_key(api: Caller) -> None:
    key = create(api)
    reply = api.get(f"{PATH}/{key}")
    assert reply.pair == (200, {**EMPTY, "name": "Acme", "customerId": key})
    assert list(reply.body) == list(EMPTY)


def test_every_field_comes_back_and_the_answer_to_the_question_masked(api: Caller) -> None:
    key = create(api, **FULL)
    expected = {
        **FULL,
        "name": "Acme",
        "accountName": "First",
        "customerId": key,
        "securityAnswer": "********",
        "billingAddress": {**BILLING, "country": "US"},
        "shippingAddress": {**SHIPPING, "country": "FR"},
    }
    assert api.get(f"{PATH}/{key}").pair == (200, expected)


def test_the_row_holds_each_field_where_the_other_dialects_look_for_it(api: Caller, account: Account) -> None:
    stored = row(account, create(api, **FULL))
    assert (stored.reference, stored.is_same_address, stored.category_id) == (
        f"RWS-{stored.pk}",
        False,
        account.first.root.pk,
    )
    assert (stored.billing_address, stored.billing_address2, stored.billing_city) == ("123 Main", "string", "Anytown")
    assert (stored.billing_state, stored.billing_country, stored.billing_postal_code) == ("FLA", "US", "36301")
    assert (stored.address, stored.address2, stored.city) == ("1 rue de la Paix", "étage 2", "Paris")
    assert (stored.state, stored.country, stored.postal_code) == ("Île-de-France", "FR", "75002")
    people = Contact.objects.for_organization(account.first.organization).filter(customer=stored).order_by("position")
    assert list(people.values_list("first_name", "last_name", "job_title", "phone", "mobile", "email")) == [
        ("Marie", "Curie", "Buyer", "1", "2", "marie@example.com"),
        (None, "Pierre", None, None, None, None),
    ]


def test_the_answer_to_the_security_question_is_kept_as_a_hash_alone(api: Caller, account: Account) -> None:
    stored = row(account, create(api, **FULL))
    assert stored.security_question == "FirstConcert"
    assert str(stored.security_answer).startswith("argon2")
    assert check_password("Journey", str(stored.security_answer))


def test_an_answer_of_asterisks_to_a_new_question_is_none(api: Caller) -> None:
    sent = {"name": "Acme", "accountName": "First", "securityQuestion": "Q", "securityAnswer": "********"}
    assert api.json(PATH, sent).pair == error("10000584")


def test_goods_go_to_the_billing_address_where_that_is_asked_for(api: Caller, account: Account) -> None:
    key = create(api, shipToBillAddress=True, billingAddress=BILLING, shippingAddress=SHIPPING)
    shown = api.get(f"{PATH}/{key}").body
    assert shown["billingAddress"] == shown["shippingAddress"] == {**BILLING, "country": "US"}
    # Stored as it was sent: dialect v1 shows both.
    assert (row(account, key).city, row(account, key).is_same_address) == ("Paris", True)


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ("USA", "US"),
        ("us", "US"),
        ("United States", "US"),
        ("états-unis", "US"),
        ("Sealand", "Sealand"),
        (" Sealand ", " Sealand "),
        ("x" * 150, "x" * 150),
        ("", None),
        (None, None),
    ],
)
def test_a_country_becomes_its_code_and_any_other_text_is_kept(
    api: Caller, account: Account, sent: str | None, answered: str | None
) -> None:
    key = create(api, billingAddress={"country": sent}, shippingAddress={"country": sent})
    shown = api.get(f"{PATH}/{key}").body
    expected = {**NO_ADDRESS, "country": answered}
    assert (shown["billingAddress"], shown["shippingAddress"]) == (expected, expected)
    assert account.first.api.get(f"/api/v1.0/customers/{key}").body["billingCountry"] == answered
    name = "United States" if answered == "US" else answered
    assert account.first.api.get(f"/api/v2/customer/{key}").body["country"] == name


def test_a_text_that_is_no_country_may_be_sent_back_in_dialect_v1(api: Caller, account: Account) -> None:
    key = create(api, billingAddress={"country": "Sealand"})
    sent = {"billingCountry": "Sealand", "billingCity": "Rough Towers"}
    assert account.first.api.json(f"/api/v1.0/customers/{key}", sent).status == 200


@pytest.mark.parametrize("unset", [None, "", [], {}])
def test_what_is_unset_counts_as_absent(api: Caller, unset: object) -> None:
    body: dict[str, Any] = dict.fromkeys(FULL, unset if unset in (None, "") else None)
    kinds: dict[str, Any] = {"contacts": [], "billingAddress": {}, "shippingAddress": {}}
    key = create(api, **{**body, **(kinds if unset in ([], {}) else {})})
    assert api.get(f"{PATH}/{key}").body == {**EMPTY, "name": "Acme", "customerId": key}


def test_a_contact_may_be_empty_and_keeps_its_place(api: Caller) -> None:
    empty = dict.fromkeys(("name", "title", "phone", "mobile", "email"))
    key = create(api, contacts=[{}, None, {"name": "", "phone": None}, {"name": "Last"}])
    assert api.get(f"{PATH}/{key}").body["contacts"] == [empty, empty, empty, {**empty, "name": "Last"}]


@pytest.mark.parametrize(("sent", "stored"), [("true", True), ("FALSE", False), (True, True), (None, False)])
def test_the_flag_may_be_a_word(api: Caller, sent: object, *, stored: bool) -> None:
    assert api.get(f"{PATH}/{create(api, shipToBillAddress=sent)}").body["shipToBillAddress"] is stored


def test_unknown_keys_are_ignored(api: Caller, account: Account) -> None:
    key = create(api, customerId=7, reference="MINE", other={"a": 1}, billingAddress={"planet": "Mars"})
    assert row(account, key).reference == f"RWS-{key}"


@pytest.mark.parametrize("name", ["x", "é" * 60, " Acme & <Sons> \u202e\n", "客户", "a'b\"c%_\\"])
def test_a_name_may_hold_any_characters(api: Caller, name: str) -> None:
    assert api.get(f"{PATH}/{create(api, name=name)}").body["name"] == name


def test_a_user_of_the_whole_account_creates_in_each_of_its_organizations(whole: Caller, account: Account) -> None:
    for name in ("First", "Second"):
        key = create(whole, name=f"Acme {name}", accountName=name)
        assert whole.get(f"{PATH}/{key}").body["accountName"] == name
    assert Customer.objects.for_organization(account.second.organization).get().created_by_id is None


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_address_works_with_and_without_a_slash(api: Caller, slash: str) -> None:
    reply = api.json(PATH + slash, {"name": "Acme", "accountName": "First"})
    assert reply.status == 200
    assert api.get(f"{PATH}/{reply.body['customerId']}{slash}").status == 200


def test_a_refused_creation_leaves_nothing(api: Caller, account: Account) -> None:
    create(api)
    body = {"name": "ACME", "accountName": "First", "contacts": CONTACTS}
    assert api.json(PATH, body).pair == error("10000602")
    assert Customer.objects.for_organization(account.first.organization).count() == 1
    assert Contact.objects.for_organization(account.first.organization).count() == 0
