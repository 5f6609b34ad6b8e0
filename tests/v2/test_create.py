"""POST /api/v2/customer."""

from typing import Any

import pytest

from customers.models import Category, Customer, CustomFieldTemplate
from tests.accounts import Account
from tests.clients import Caller
from tests.v2.answers import EMPTY, detail

PATH = "/api/v2/customer"

FULL: dict[str, Any] = {
    "contact_person": {"name": "Marie Curie", "email": "marie@example.com", "type": "billing"},
    "address_line_1": "1 rue de la Paix",
    "address_line_2": "étage 2",
    "city": "Paris",
    "state_province": "Île-de-France",
    "zip_postal_code": "75002",
    "phone": "+33 1",
    "mobile": "+33 6",
    "fax": "+33 9",
    "website": "acme.example",
    "general_description": "general",
    "nda_signed": True,
    "nda_signed_date": "2024-02-29",
    "msa_signed": True,
    "msa_signed_date": "2023-12-31",
    "supplementary_description": "supplementary",
    "additional_description": "additional",
}


def stored(account: Account, key: int) -> Customer:
    return Customer.objects.for_organization(account.first.organization).get(pk=key)


def test_a_name_and_a_company_make_a_customer_whose_answer_has_every_key(api: Caller, body: dict[str, Any]) -> None:
    reply = api.json(PATH, body)
    assert reply.pair == (201, {**EMPTY, "id": reply.body["id"], "name": "Acme"})
    assert list(reply.body) == list(EMPTY)


def test_every_field_comes_back(
    api: Caller, body: dict[str, Any], jewelry: Category, template: CustomFieldTemplate, fields: dict[str, int]
) -> None:
    values = [{"id": fields["Budget"], "value": 1500.5}, {"id": fields["Nickname"], "value": "Ac"}]
    sent = {**body, **FULL, "category": jewelry.pk, "country": 250, "template": {"id": template.pk, "fields": values}}
    reply = api.json(PATH, sent)
    expected = {
        **FULL,
        "id": reply.body["id"],
        "name": "Acme",
        "category": {"id": jewelry.pk, "name": "Jewelry"},
        "country": "France",
        "template": {"id": template.pk, "fields": {"Budget": 1500.5, "Nickname": "Ac"}},
    }
    assert reply.pair == (201, expected)


def test_the_row_holds_each_field_where_the_other_dialects_look_for_it(
    api: Caller, account: Account, body: dict[str, Any]
) -> None:
    key = api.json(PATH, {**body, **FULL, "country": "840"}).body["id"]
    row = stored(account, key)
    assert (row.reference, row.is_same_address, row.comment) == (f"V2-{key}", True, "general")
    assert (row.billing_address, row.billing_address2, row.billing_city) == ("1 rue de la Paix", "étage 2", "Paris")
    assert (row.billing_state, row.billing_postal_code, row.billing_country) == ("Île-de-France", "75002", "US")
    assert (row.address, row.city, row.country, row.category_id) == (None, None, None, account.first.root.pk)
    assert (row.created_by_id, row.currency_id) == (account.first.editor.pk, account.first.euro.pk)
    [contact] = row.contacts.for_organization(account.first.organization)
    assert (contact.first_name, contact.last_name, contact.email, contact.kind, contact.position) == (
        "Marie",
        "Curie",
        "marie@example.com",
        "billing",
        0,
    )


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("as_text", [False, True])
def test_the_company_may_be_an_integer_or_its_digits(
    api: Caller, body: dict[str, Any], slash: str, *, as_text: bool
) -> None:
    company = str(body["company"]) if as_text else body["company"]
    assert api.json(PATH + slash, {**body, "company": company}).status == 201


def test_a_user_of_the_whole_account_creates_in_each_of_its_organizations(whole: Caller, account: Account) -> None:
    second = account.second.organization
    reply = whole.json(PATH, {"company": second.pk, "name": "Acme"})
    assert reply.status == 201
    row = Customer.objects.for_organization(second).get(pk=reply.body["id"])
    assert (row.created_by_id, row.category_id) == (None, account.second.root.pk)


@pytest.mark.parametrize("whose", ["second", "outside"])
def test_another_organization_is_unknown_without_the_right_to_the_whole_account(
    api: Caller, account: Account, body: dict[str, Any], whose: str
) -> None:
    foreign = getattr(account, whose).organization.pk
    assert api.json(PATH, {**body, "company": foreign}).pair == (400, detail("company: not found"))


def test_an_organization_outside_of_the_account_is_unknown_to_everybody_in_it(whole: Caller, account: Account) -> None:
    sent = {"company": account.outside.organization.pk, "name": "Acme"}
    assert whole.json(PATH, sent).pair == (400, detail("company: not found"))


@pytest.mark.parametrize("name", ["Acme", "ACME", "  acme\t", "acMe "])
def test_a_name_is_taken_whatever_its_case_and_the_blanks_around_it(
    api: Caller, body: dict[str, Any], name: str
) -> None:
    api.json(PATH, body)
    assert api.json(PATH, {**body, "name": name}).pair == (400, detail("name: already used"))


def test_a_name_is_taken_in_all_organizations_of_the_account_and_in_no_other(
    api: Caller, account: Account, body: dict[str, Any]
) -> None:
    account.second.api.json("/api/v1.0/customers", {"reference": "R", "name": "STRASSE"})
    account.outside.api.json("/api/v1.0/customers", {"reference": "R", "name": "Acme"})
    assert api.json(PATH, {**body, "name": "Straße"}).pair == (400, detail("name: already used"))
    assert api.json(PATH, body).status == 201


def test_a_name_is_free_again_once_its_customer_is_deleted(api: Caller, body: dict[str, Any]) -> None:
    key = api.json(PATH, body).body["id"]
    api.delete(f"{PATH}/{key}")
    assert api.json(PATH, body).status == 201


def test_a_reference_of_ours_that_somebody_chose_before_gets_a_number(
    api: Caller, account: Account, body: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.account_names.next_id", lambda model: 777_777)
    for reference in ("V2-777777", "V2-777777-2"):
        assert api.json("/api/v1.0/customers", {"reference": reference, "name": reference}).status == 201
    assert api.json(PATH, body).body["id"] == 777_777
    assert stored(account, 777_777).reference == "V2-777777-3"


def test_what_the_dialect_has_no_word_for_is_ignored(api: Caller, account: Account, body: dict[str, Any]) -> None:
    reply = api.json(PATH, {**body, "reference": "MINE", "id": 5, "creditLimit": 3, "unknown": {"a": []}})
    assert reply.status == 201
    row = stored(account, reply.body["id"])
    assert (row.reference, row.credit_limit) == (f"V2-{row.pk}", None)


def test_empty_texts_and_nulls_are_unset(api: Caller, body: dict[str, Any]) -> None:
    empty = {key: "" for key, value in EMPTY.items() if value is None and key not in {"id", "name", "template"}}
    reply = api.json(PATH, {**body, **empty, "template": None, "nda_signed": None})
    assert reply.pair == (201, {**EMPTY, "id": reply.body["id"], "name": "Acme"})


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("Marie", None, "Marie"), ("Marie Skłodowska Curie", "Marie", "Skłodowska Curie"), (" Curie", "", "Curie")],
)
def test_a_contact_s_name_is_split_at_its_first_space_and_comes_back_whole(
    api: Caller, account: Account, body: dict[str, Any], *, name: str, first: str | None, last: str
) -> None:
    person = {"name": name, "email": "m@example.com", "type": None}
    reply = api.json(PATH, {**body, "contact_person": person})
    assert reply.body["contact_person"] == person
    [contact] = stored(account, reply.body["id"]).contacts.for_organization(account.first.organization)
    assert (contact.first_name, contact.last_name) == (first, last)


def test_a_customer_put_into_the_default_category_stands_in_none(
    api: Caller, account: Account, body: dict[str, Any]
) -> None:
    assert api.json(PATH, {**body, "category": account.first.root.pk}).body["category"] is None


def test_dialect_v1_shows_the_customer(api: Caller, body: dict[str, Any]) -> None:
    key = api.json(PATH, {**body, "country": 250, "city": "Nice"}).body["id"]
    shown = api.get(f"/api/v1.0/customers/reference/V2-{key}").body
    assert (shown["id"], shown["name"], shown["billingCity"], shown["billingCountry"]) == (key, "Acme", "Nice", "FR")
