"""Everything that can be wrong with the body of a customer: the text names the key, the first one that is wrong."""

from typing import Any

import pytest

from tests.accounts import Account
from tests.clients import Caller
from tests.v2.answers import detail

PATH = "/api/v2/customer"
BOOLEAN = "must be true or false"
DAY = "must be a day written as yyyy-MM-dd"
KINDS = "account_management, billing, executive, sales, support, technical"
STRING, INTEGER, OBJECT, ARRAY = (f"must be of type {name}" for name in ("string", "integer", "object", "array"))
TEXT_LIMITS = {
    "name": 50,
    "address_line_1": 50,
    "address_line_2": 50,
    "city": 50,
    "state_province": 50,
    "zip_postal_code": 20,
    "phone": 20,
    "mobile": 20,
    "fax": 20,
    "website": 50,
    "general_description": 1000,
    "supplementary_description": 1000,
    "additional_description": 1000,
}
NOBODY = {"name": "M", "email": "m@example.com"}


def refused(caller: Caller, body: dict[str, Any]) -> tuple[int, Any]:
    """Send a creation, then the same body as a replacement; both are refused alike."""
    created = caller.json(PATH, body)
    key = caller.json(PATH, {"company": body.get("company"), "name": "To be replaced"}).body.get("id")
    if key is not None:
        assert caller.json(f"{PATH}/{key}", body, "PUT").pair == created.pair
    return created.pair


@pytest.mark.parametrize("missing", [{}, {"company": None}, {"company": ""}])
def test_a_company_is_required_before_anything_else(api: Caller, missing: dict[str, Any]) -> None:
    assert api.json(PATH, {"name": 5, "nda_signed": "x", **missing}).pair == (400, detail("company is required"))


@pytest.mark.parametrize("name", [None, "", "   "])
def test_a_name_is_required(api: Caller, body: dict[str, Any], name: str | None) -> None:
    assert refused(api, {**body, "name": name, "city": 5}) == (400, detail("name is required"))


def test_an_absent_name_is_missing_before_the_company_is_looked_at(api: Caller) -> None:
    assert api.json(PATH, {"company": "x"}).pair == (400, detail("name is required"))


@pytest.mark.parametrize("company", ["x", "-1", "1.0", 1.5, True, [1], {"id": 1}])
def test_a_company_is_an_integer(api: Caller, body: dict[str, Any], company: object) -> None:
    assert api.json(PATH, {**body, "company": company}).pair == (400, detail(f"company: {INTEGER}"))


@pytest.mark.parametrize("company", [0, -1, 2**63, 10**30, "9" * 300])
def test_a_company_that_no_database_could_hold_is_unknown(api: Caller, body: dict[str, Any], company: object) -> None:
    assert api.json(PATH, {**body, "company": company}).pair == (400, detail("company: not found"))


@pytest.mark.parametrize(("key", "limit"), TEXT_LIMITS.items())
def test_a_text_has_its_documented_length(api: Caller, body: dict[str, Any], key: str, limit: int) -> None:
    text = f"{key}: must have at most {limit} characters"
    assert refused(api, {**body, key: "é" * (limit + 1)}) == (400, detail(text))
    assert api.json(PATH, {**body, key: "é" * limit}).body[key] == "é" * limit


@pytest.mark.parametrize("key", TEXT_LIMITS)
@pytest.mark.parametrize("value", [5, 1.5, True, ["x"], {"x": "y"}])
def test_a_text_is_a_string(api: Caller, body: dict[str, Any], key: str, value: object) -> None:
    assert refused(api, {**body, key: value}) == (400, detail(f"{key}: {STRING}"))


@pytest.mark.parametrize("value", ["a\0b", "\ud800"])
@pytest.mark.parametrize("key", ["name", "city", "general_description"])
def test_a_text_that_no_database_keeps_is_refused(api: Caller, body: dict[str, Any], key: str, value: str) -> None:
    text = f"{key}: must not hold a NUL character or a lone surrogate"
    assert refused(api, {**body, key: value}) == (400, detail(text))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"category": "jewelry"}, f"category: {INTEGER}"),
    ({"category": {"id": 1}}, f"category: {INTEGER}"),
    ({"category": 999_999}, "category: not found"),
    ({"category": -1}, "category: not found"),
    ({"category": 2**64}, "category: not found"),
    ({"country": "France"}, f"country: {INTEGER}"),
    ({"country": 999}, "country: not found"),
    ({"country": "0"}, "country: not found"),
    ({"contact_person": "Marie"}, f"contact_person: {OBJECT}"),
    ({"contact_person": [NOBODY]}, f"contact_person: {OBJECT}"),
    ({"contact_person": {"name": "M"}}, "contact_person.email is required"),
    ({"contact_person": {"email": "m@example.com"}}, "contact_person.name is required"),
    ({"contact_person": {"name": "M", "email": "m"}}, "contact_person.email: must be an address with an @"),
    ({"contact_person": {**NOBODY, "name": "x" * 51}}, "contact_person.name: must have at most 50 characters"),
    ({"contact_person": {**NOBODY, "email": "@" * 255}}, "contact_person.email: must have at most 254 characters"),
    ({"contact_person": {**NOBODY, "name": 5}}, f"contact_person.name: {STRING}"),
    ({"contact_person": {**NOBODY, "email": 5}}, f"contact_person.email: {STRING}"),
    ({"contact_person": {**NOBODY, "type": "boss"}}, f"contact_person.type: must be one of {KINDS}"),
    ({"contact_person": {**NOBODY, "type": ["billing"]}}, f"contact_person.type: must be one of {KINDS}"),
    ({"nda_signed": "true"}, f"nda_signed: {BOOLEAN}"),
    ({"msa_signed": 1}, f"msa_signed: {BOOLEAN}"),
    ({"nda_signed_date": "2023-02-29"}, f"nda_signed_date: {DAY}"),
    ({"nda_signed_date": "0000-01-01"}, f"nda_signed_date: {DAY}"),
    ({"msa_signed_date": "2023-1-1"}, f"msa_signed_date: {DAY}"),
    ({"msa_signed_date": "20230101"}, f"msa_signed_date: {DAY}"),
    ({"msa_signed_date": "2023-01-01T00:00:00Z"}, f"msa_signed_date: {DAY}"),
    ({"msa_signed_date": 20230101}, f"msa_signed_date: {DAY}"),
    ({"template": "Standard"}, f"template: {OBJECT}"),
    ({"template": {}}, "template.id is required"),
    ({"template": {"fields": []}}, "template.id is required"),
    ({"template": {"id": "x"}}, f"template.id: {INTEGER}"),
    ({"template": {"id": 999_999}}, "template.id: not found"),
    ({"template": {"id": -1}}, "template.id: not found"),
    ({"template": {"id": 1, "fields": "x"}}, f"template.fields: {ARRAY}"),
    ({"template": {"id": 1, "fields": [5]}}, f"template.fields[0]: {OBJECT}"),
    ({"template": {"id": 1, "fields": [{"value": 5}]}}, "template.fields[0].id is required"),
    ({"template": {"id": 1, "fields": [{"id": "x"}]}}, f"template.fields[0].id: {INTEGER}"),
    ({"template": {"id": 1, "fields": {"x": 1}}}, f"template.fields.x: {INTEGER}"),
]


@pytest.mark.parametrize(("wrong", "text"), WRONG)
def test_a_wrong_value_is_named_with_what_is_wrong_with_it(
    api: Caller, body: dict[str, Any], wrong: dict[str, Any], text: str
) -> None:
    assert refused(api, {**body, **wrong}) == (400, detail(text))


def test_a_category_of_another_company_of_the_account_is_unknown(
    whole: Caller, account: Account, body: dict[str, Any]
) -> None:
    sent = {**body, "category": account.second.root.pk}
    assert refused(whole, sent) == (400, detail("category: not found"))


def test_only_the_first_wrong_value_is_named_in_the_documented_order(api: Caller, body: dict[str, Any]) -> None:
    wrong = {"msa_signed": "x", "phone": 5, "country": "x", "city": 5, "category": "x"}
    for key, text in [
        ("category", INTEGER),
        ("city", STRING),
        ("country", INTEGER),
        ("phone", STRING),
        ("msa_signed", BOOLEAN),
    ]:
        assert refused(api, {**body, **wrong}) == (400, detail(f"{key}: {text}"))
        del wrong[key]


def test_a_refused_creation_leaves_nothing(api: Caller, account: Account, body: dict[str, Any]) -> None:
    api.json(PATH, {**body, "contact_person": NOBODY, "template": {"id": 999_999}})
    assert api.get(f"{PATH}?company={body['company']}").body == []
    assert api.get("/api/v1.0/contacts").body["paging"]["total"] == 0
