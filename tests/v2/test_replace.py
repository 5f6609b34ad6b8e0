"""PUT /api/v2/customer/{id}: the body is the whole customer, as far as the dialect knows it."""

from typing import Any

import pytest

from customers.models import Contact, Customer
from tests.accounts import Account
from tests.clients import Caller
from tests.v2.answers import EMPTY, detail
from tests.v2.test_create import FULL

PATH = "/api/v2/customer"
V1 = "/api/v1.0/customers"


def put(caller: Caller, key: int, body: dict[str, Any]) -> Any:
    return caller.json(f"{PATH}/{key}", body, "PUT")


def contacts(account: Account, key: int) -> list[tuple[Any, ...]]:
    rows = Contact.objects.for_organization(account.first.organization).filter(customer=key).order_by("position", "pk")
    return list(rows.values_list("first_name", "last_name", "email", "phone", "kind"))


def test_what_is_left_out_is_cleared(api: Caller, body: dict[str, Any]) -> None:
    key = api.json(PATH, {**body, **FULL, "country": 250}).body["id"]
    assert put(api, key, {"name": "Acme"}).pair == (200, {**EMPTY, "id": key, "name": "Acme"})
    assert api.get(f"{PATH}/{key}").body == {**EMPTY, "id": key, "name": "Acme"}


def test_what_is_sent_is_stored(api: Caller, body: dict[str, Any]) -> None:
    key = api.json(PATH, body).body["id"]
    expected = {**EMPTY, **FULL, "id": key, "name": "New", "country": "Germany"}
    assert put(api, key, {"company": body["company"], "name": "New", **FULL, "country": 276}).pair == (200, expected)


def test_the_same_body_again_changes_nothing(api: Caller, account: Account, body: dict[str, Any]) -> None:
    key = api.json(PATH, {**body, **FULL}).body["id"]
    before = api.get(f"{V1}/{key}").body
    put(api, key, {**body, **FULL})
    assert Customer.objects.for_organization(account.first.organization).get(pk=key).version == 1
    assert api.get(f"{V1}/{key}").body == before


def test_what_the_dialect_has_no_word_for_stays(api: Caller, account: Account) -> None:
    sent = {
        "reference": "NC-9",
        "name": "Acme",
        "barcode": "5",
        "isSameAddress": False,
        "city": "Lyon",
        "country": "FR",
        "creditLimit": 7,
        "paymentTypes": [account.first.cash.pk],
        "billingLat": 43.5,
    }
    before = api.json(V1, sent).body
    assert put(api, before["id"], {"name": "Acme", "city": "Nice"}).status == 200
    after = api.get(f"{V1}/{before['id']}").body
    changed = {"billingCity": "Nice", "lastUpdated": after["lastUpdated"]}
    assert after == {**before, **changed}


def test_a_name_that_stays_is_not_held_against_equal_ones(api: Caller) -> None:
    first, second = (api.json(V1, {"reference": ref, "name": "Same"}).body["id"] for ref in ("A", "B"))
    assert put(api, first, {"name": "Same", "city": "Nice"}).status == 200
    assert put(api, second, {"name": " same ", "city": "Nice"}).status == 200


def test_a_new_name_must_be_free_in_the_account(api: Caller, account: Account, body: dict[str, Any]) -> None:
    account.second.api.json(V1, {"reference": "A", "name": "Taken"})
    key = api.json(PATH, body).body["id"]
    assert put(api, key, {"name": "TAKEN ", "city": "Nice"}).pair == (400, detail("name: already used"))
    assert api.get(f"{PATH}/{key}").body == {**EMPTY, "id": key, "name": "Acme"}


def test_a_contact_keeps_what_the_dialect_has_no_word_for_and_the_others_are_not_touched(
    api: Caller, account: Account
) -> None:
    key = api.json(V1, {"reference": "A", "name": "Acme"}).body["id"]
    for number in range(3):
        sent = {"customerId": key, "firstName": f"F {number}", "lastName": "L", "phone": str(number)}
        assert api.json("/api/v1.0/contacts", sent).status == 201
    person = {"name": "Marie Curie", "email": "m@example.com", "type": "sales"}
    assert put(api, key, {"name": "Acme", "contact_person": person}).body["contact_person"] == person
    assert contacts(account, key) == [
        ("Marie", "Curie", "m@example.com", "0", "sales"),
        ("F 1", "L", None, "1", None),
        ("F 2", "L", None, "2", None),
    ]


def test_without_a_contact_person_the_first_contact_is_emptied_and_no_other_takes_its_place(
    api: Caller, account: Account
) -> None:
    key = api.json(V1, {"reference": "A", "name": "Acme"}).body["id"]
    for number in range(2):
        sent = {"customerId": key, "firstName": "F", "lastName": str(number), "phone": str(number)}
        api.json("/api/v1.0/contacts", sent)
    for _ in range(2):
        assert put(api, key, {"name": "Acme"}).body["contact_person"] is None
        assert contacts(account, key) == [(None, None, None, "0", None), ("F", "1", None, "1", None)]


def test_without_a_contact_person_the_only_contact_goes(api: Caller, account: Account) -> None:
    key = api.json(V1, {"reference": "A", "name": "Acme"}).body["id"]
    api.json("/api/v1.0/contacts", {"customerId": key, "firstName": "F", "lastName": "L"})
    assert put(api, key, {"name": "Acme"}).status == 200
    assert contacts(account, key) == []


def test_a_name_that_was_told_apart_elsewhere_stays_so_when_it_is_sent_back(api: Caller, account: Account) -> None:
    key = api.json(V1, {"reference": "A", "name": "Acme"}).body["id"]
    sent = {"customerId": key, "firstName": "Marie Louise", "lastName": "Curie", "email": "m@example.com"}
    api.json("/api/v1.0/contacts", sent)
    person = api.get(f"{PATH}/{key}").body["contact_person"]
    assert person == {"name": "Marie Louise Curie", "email": "m@example.com", "type": None}
    put(api, key, {"name": "Acme", "contact_person": person})
    assert contacts(account, key) == [("Marie Louise", "Curie", "m@example.com", None, None)]


def test_a_change_of_the_contact_alone_is_a_change_of_the_customer(
    api: Caller, account: Account, body: dict[str, Any]
) -> None:
    key = api.json(PATH, {**body, "contact_person": FULL["contact_person"]}).body["id"]
    put(api, key, {**body, "contact_person": {**FULL["contact_person"], "type": "sales"}})
    stored = Customer.objects.for_organization(account.first.organization).get(pk=key)
    assert stored.version == 2
    assert stored.last_updated > stored.date_created


@pytest.mark.parametrize("key", ["999999", "x", "-1", "1.5", "9" * 40, "1e3", "%00"])
def test_an_unknown_customer_is_not_found_before_the_body_is_read(api: Caller, account: Account, key: str) -> None:
    for body in (b"{}", b'{"name": "N", "city": 5}', b"{", b""):
        reply = api.raw(f"{PATH}/{key}", body, "application/json", "PUT")
        assert reply.pair == (404, detail("Not found."))


def test_a_customer_of_another_organization_is_not_found(api: Caller, account: Account) -> None:
    for stranger in (account.second, account.outside):
        key = stranger.api.json(V1, {"reference": "A", "name": "Theirs"}).body["id"]
        assert put(api, key, {"name": "Mine"}).pair == (404, detail("Not found."))


def test_the_whole_account_s_user_replaces_in_each_of_its_organizations(whole: Caller, account: Account) -> None:
    second = account.second.organization.pk
    key = whole.json(PATH, {"company": second, "name": "Acme"}).body["id"]
    assert put(whole, key, {"name": "Acme", "city": "Nice"}).body["city"] == "Nice"
    assert put(whole, key, {"company": second, "name": "Acme"}).body["city"] is None


def test_a_customer_does_not_move_to_another_company(whole: Caller, account: Account, body: dict[str, Any]) -> None:
    key = whole.json(PATH, body).body["id"]
    moved = put(whole, key, {**body, "company": account.second.organization.pk})
    assert moved.pair == (400, detail("company: must not be changed"))
    unknown = put(whole, key, {**body, "company": account.outside.organization.pk})
    assert unknown.pair == (400, detail("company: not found"))
