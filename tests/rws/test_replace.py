"""PUT /rws/api/v1/customers/{customerId}: the body overwrites all that the dialect knows."""

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from customers.models import Contact, Customer
from tests.accounts import Account
from tests.clients import Caller
from tests.rws.answers import EMPTY, PATH, error
from tests.rws.test_create import BILLING, CONTACTS, FULL, SHIPPING, create, row

V1 = "/api/v1.0"


def put(caller: Caller, key: int, **body: Any) -> Any:
    return caller.json(f"{PATH}/{key}", {"name": "Acme", **body}, "PUT")


def test_a_replacement_answers_like_the_creation_and_clears_what_it_leaves_out(api: Caller, account: Account) -> None:
    key = create(api, **FULL)
    created = int(row(account, key).date_created.timestamp())
    assert put(api, key, name="New").pair == (200, {"customerId": key, "timestamp": created})
    assert api.get(f"{PATH}/{key}").body == {**EMPTY, "name": "New", "customerId": key}
    assert row(account, key).security_answer is None


def test_what_was_read_can_be_sent_back_and_changes_nothing(api: Caller, account: Account) -> None:
    for number, ship_to_bill in enumerate((False, True)):
        key = create(api, **{**FULL, "name": f"Acme {number}", "shipToBillAddress": ship_to_bill})
        before, shown = row(account, key), api.get(f"{PATH}/{key}").body
        assert api.json(f"{PATH}/{key}", shown, "PUT").status == 200
        after = row(account, key)
        assert (after.version, after.last_updated, after.city) == (1, before.last_updated, "Paris")
        assert api.get(f"{PATH}/{key}").body == shown


def test_the_billing_address_read_twice_and_changed_in_one_place_leaves_the_shipping_address(
    api: Caller, account: Account
) -> None:
    key = create(api, billingAddress=BILLING, shippingAddress=SHIPPING, shipToBillAddress=True)
    shown = api.get(f"{PATH}/{key}").body
    put(api, key, **{**shown, "billingAddress": {**BILLING, "city": "Elsewhere"}})
    assert (row(account, key).billing_city, row(account, key).city) == ("Elsewhere", "Paris")


def test_the_billing_address_read_twice_is_the_shipping_address_once_the_flag_is_off(
    api: Caller, account: Account
) -> None:
    key = create(api, billingAddress=BILLING, shippingAddress=SHIPPING, shipToBillAddress=True)
    shown = api.get(f"{PATH}/{key}").body
    put(api, key, **{**shown, "shipToBillAddress": False})
    assert api.get(f"{PATH}/{key}").body == {**shown, "shipToBillAddress": False}
    assert row(account, key).city == "Anytown"


def test_what_the_dialect_has_no_word_for_stays(api: Caller, account: Account) -> None:
    v1 = account.first.api
    sent = {
        "reference": "NC-9",
        "name": "Acme",
        "barcode": "5",
        "email": "a@example.com",
        "phone": "1",
        "creditLimit": 7,
        "paymentTypes": [account.first.cash.pk],
        "isSameAddress": False,
        "latitude": 43.5,
    }
    before = v1.json(f"{V1}/customers", sent).body
    assert put(api, before["id"], shippingAddress={"city": "Nice"}).status == 200
    after = v1.get(f"{V1}/customers/{before['id']}").body
    assert after == {**before, "city": "Nice", "lastUpdated": after["lastUpdated"]}


def test_an_omitted_account_is_kept_and_the_right_one_may_be_named(api: Caller) -> None:
    key = create(api)
    assert put(api, key).status == put(api, key, accountName="First").status == put(api, key, accountName="").status
    assert api.get(f"{PATH}/{key}").body["accountName"] == "First"


def test_a_customer_does_not_move_to_another_account(whole: Caller) -> None:
    key = create(whole)
    assert put(whole, key, accountName="Second").pair == error("10000004")
    assert put(whole, key, accountName="Outside").pair == error("20000003")
    assert whole.get(f"{PATH}/{key}").body["accountName"] == "First"


def test_a_replacement_without_a_name_is_refused(api: Caller) -> None:
    key = create(api)
    assert api.json(f"{PATH}/{key}", {"shipToBillAddress": True}, "PUT").pair == error("10000581")


def test_asterisks_leave_the_stored_answer_and_another_one_replaces_it(api: Caller, account: Account) -> None:
    key = create(api, securityQuestion="Q", securityAnswer="Journey")
    stored = row(account, key).security_answer
    put(api, key, securityQuestion="Other", securityAnswer="********")
    assert (row(account, key).security_question, row(account, key).security_answer) == ("Other", stored)
    put(api, key, securityQuestion="Other", securityAnswer="Toto")
    assert check_password("Toto", str(row(account, key).security_answer))


def test_the_same_answer_again_is_no_change(api: Caller, account: Account) -> None:
    key = create(api, securityQuestion="Q", securityAnswer="Journey")
    put(api, key, securityQuestion="Q", securityAnswer="Journey")
    assert row(account, key).version == 1


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        ({"securityQuestion": "Q"}, "10000584"),
        ({"securityAnswer": "********"}, "10000585"),
        ({"securityAnswer": "A"}, "10000585"),
    ],
)
def test_the_security_pair_is_demanded_of_a_replacement_too(api: Caller, pair: dict[str, Any], code: str) -> None:
    key = create(api, securityQuestion="Q", securityAnswer="Journey")
    assert put(api, key, **pair).pair == error(code)
    assert api.get(f"{PATH}/{key}").body["securityQuestion"] == "Q"


def test_asterisks_are_no_answer_where_none_is_stored(api: Caller, account: Account) -> None:
    key = create(api)
    assert put(api, key, securityQuestion="Q", securityAnswer="********").pair == error("10000584")
    assert put(api, key, securityAnswer="********").status == 200
    assert row(account, key).security_answer is None


def test_contacts_are_matched_by_their_place_and_those_beyond_the_fourth_are_not_touched(
    api: Caller, account: Account
) -> None:
    key = create(api)
    for number in range(6):
        sent = {"customerId": key, "firstName": "F", "lastName": str(number), "fax": str(number)}
        account.first.api.json(f"{V1}/contacts", sent)
    assert [person["name"] for person in api.get(f"{PATH}/{key}").body["contacts"]] == ["F 0", "F 1", "F 2", "F 3"]
    for _ in range(2):
        put(api, key, contacts=[{"name": "F 0", "title": "Buyer"}, {"name": "Curie"}])
    people = Contact.objects.for_organization(account.first.organization).order_by("position", "pk")
    assert list(people.values_list("first_name", "last_name", "job_title", "fax")) == [
        ("F", "0", "Buyer", "0"),
        (None, "Curie", None, "1"),
        (None, None, None, "2"),
        (None, None, None, "3"),
        ("F", "4", None, "4"),
        ("F", "5", None, "5"),
    ]


def test_new_contacts_come_after_those_that_are_there(api: Caller) -> None:
    key = create(api, contacts=CONTACTS[:1])
    put(api, key, contacts=[*CONTACTS, {"name": "Third"}])
    assert [person["name"] for person in api.get(f"{PATH}/{key}").body["contacts"]] == [
        "Marie Curie",
        "Pierre",
        "Third",
    ]


def test_the_duplicate_check_runs_only_when_the_name_changes(api: Caller, account: Account) -> None:
    v1 = account.first.api
    first, _ = (v1.json(f"{V1}/customers", {"reference": ref, "name": "Same"}).body["id"] for ref in "AB")
    assert put(api, first, name=" SAME ").status == 200
    assert put(api, first, name="Other").status == 200
    assert put(api, first, name="Same").pair == error("10000602")


def test_a_customer_of_an_account_that_is_being_erased_is_not_replaced(api: Caller, account: Account) -> None:
    key = create(api)
    account.first.organization.being_erased = True
    account.first.organization.save()
    assert put(api, key, name="New").pair == error("10000603")
    assert api.get(f"{PATH}/{key}").body["name"] == "Acme"


@pytest.mark.parametrize("key", ["999999", "x", "-1", "9" * 40, "1.5"])
def test_an_unknown_customer_is_not_found(api: Caller, whole: Caller, key: str) -> None:
    for caller in (api, whole):
        assert caller.json(f"{PATH}/{key}", {}, "PUT").pair == error("20000002")
        assert caller.get(f"{PATH}/{key}").pair == error("20000002")


def test_a_customer_of_another_organization_is_not_found(api: Caller, whole: Caller, account: Account) -> None:
    theirs, second = (
        world.api.json(f"{V1}/customers", {"reference": "A", "name": world.organization.name}).body["id"]
        for world in (account.outside, account.second)
    )
    for caller, key in ((api, theirs), (whole, theirs), (api, second)):
        assert put(caller, key).pair == error("20000002")
        assert caller.get(f"{PATH}/{key}").pair == error("20000002")
    assert whole.get(f"{PATH}/{second}").body["accountName"] == "Second"
    assert put(whole, second).status == 200
    assert Customer.objects.for_organization(account.second.organization).get().name == "Acme"
