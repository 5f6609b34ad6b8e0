"""GET and DELETE of customers in dialect v2."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Customer
from tests.accounts import Account
from tests.clients import Caller
from tests.v2.answers import EMPTY, detail

PATH = "/api/v2/customer"
V1 = "/api/v1.0/customers"
INTEGER = "must be of type integer"


def create(caller: Caller, body: dict[str, Any], *names: str) -> list[int]:
    """Create customers; return their ids."""
    return [caller.json(PATH, {**body, "name": name}).body["id"] for name in names]


def link(url: str, name: str) -> str:
    return f'<http://testserver{PATH}?{url}>; rel="{name}"'


def test_a_list_is_an_array_of_whole_customers_in_the_order_of_their_ids(api: Caller, body: dict[str, Any]) -> None:
    keys = create(api, body, "B", "A")
    reply = api.get(f"{PATH}?company={body['company']}")
    expected = [{**EMPTY, "id": key, "name": name} for key, name in zip(keys, "BA", strict=True)]
    assert reply.pair == (200, expected)
    assert (reply.headers["X-Total-Count"], "Link" in reply.headers) == ("2", False)


def test_links_lead_through_all_pages_and_back(api: Caller, body: dict[str, Any]) -> None:
    keys = create(api, body, *"ABCDE")
    query = f"company={body['company']}"
    middle = api.get(f"{PATH}?limit=2&offset=2&{query}")
    assert [row["id"] for row in middle.body] == keys[2:4]
    assert middle.headers["Link"] == ", ".join(
        [link(f"{query}&limit=2&offset=4", "next"), link(f"{query}&limit=2&offset=0", "prev")]
    )
    last = api.get(f"{PATH}/?{query}&limit=2&offset=4")
    assert ([row["id"] for row in last.body], last.headers["X-Total-Count"]) == (keys[4:], "5")
    assert last.headers["Link"] == link(f"{query}&limit=2&offset=2", "prev").replace("customer?", "customer/?")


def test_there_is_no_filter_by_name_and_what_is_not_known_is_ignored_and_carried_along(
    api: Caller, body: dict[str, Any]
) -> None:
    keys = create(api, body, "A", "B")
    reply = api.get(f"{PATH}?company={body['company']}&name=B&zz=1&limit=1")
    assert [row["id"] for row in reply.body] == keys[:1]
    assert reply.headers["Link"] == link(f"company={body['company']}&name=B&zz=1&limit=1&offset=1", "next")


@pytest.mark.parametrize("query", ["limit=0", "limit=", "limit=-1", "limit=1.0", "offset=-1", "offset=", "offset=x"])
def test_what_is_no_size_of_a_page_is_told_by_its_key(api: Caller, body: dict[str, Any], query: str) -> None:
    told = {"detail": f"{query.partition('=')[0]}: must be of type integer"}
    assert api.get(f"{PATH}?company={body['company']}&{query}").pair == (400, told)


@pytest.mark.parametrize("offset", ["5", "999", "9" * 90])
def test_beyond_the_end_there_is_nothing(api: Caller, body: dict[str, Any], offset: str) -> None:
    create(api, body, "A")
    reply = api.get(f"{PATH}?company={body['company']}&offset={offset}")
    assert (reply.pair, reply.headers["X-Total-Count"]) == ((200, []), "1")


def test_a_hundred_customers_are_a_page_and_a_thousand_the_largest(api: Caller, account: Account) -> None:
    first = account.first
    rows = [
        Customer(
            organization=first.organization,
            reference=str(number),
            name=str(number),
            category=first.root,
            created_by=first.editor,
            currency=first.euro,
        )
        for number in range(1001)
    ]
    Customer.objects.for_organization(first.organization).bulk_create(rows)
    query = f"{PATH}?company={first.organization.pk}"
    assert [len(api.get(query + more).body) for more in ("", "&limit=1000", "&limit=5000")] == [100, 1000, 1000]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", "company is required"),
        ("company=", "company is required"),
        ("company=x", f"company: {INTEGER}"),
        ("company=999999", "company: not found"),
        ("company={company}&limit=0", f"limit: {INTEGER}"),
        ("company={company}&limit=x", f"limit: {INTEGER}"),
        ("company={company}&limit=", f"limit: {INTEGER}"),
        ("company={company}&offset=-1", f"offset: {INTEGER}"),
        ("company={company}&offset=1.5", f"offset: {INTEGER}"),
    ],
)
def test_a_query_that_cannot_be_read_is_refused(api: Caller, body: dict[str, Any], query: str, text: str) -> None:
    assert api.get(f"{PATH}?{query.format(**body)}").pair == (400, detail(text))


def test_a_list_shows_the_customers_of_the_company_that_was_asked_for_alone(whole: Caller, account: Account) -> None:
    first, second = account.first.organization.pk, account.second.organization.pk
    create(whole, {"company": first}, "A")
    create(whole, {"company": second}, "B")
    assert [row["name"] for row in whole.get(f"{PATH}?company={second}").body] == ["B"]
    assert account.first.api.get(f"{PATH}?company={second}").pair == (400, detail("company: not found"))
    outside = account.outside.organization.pk
    assert whole.get(f"{PATH}?company={outside}").pair == (400, detail("company: not found"))


def statements(caller: Caller, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert caller.get(path).status == 200
    return len(captured)


def test_a_list_costs_as_many_statements_for_many_customers_as_for_one(api: Caller, body: dict[str, Any]) -> None:
    path = f"{PATH}?company={body['company']}"
    person = {"name": "M C", "email": "m@example.com"}
    create(api, {**body, "contact_person": person}, "A")
    statements(api, path)
    alone = statements(api, path)
    create(api, {**body, "contact_person": person}, *"BCDEFGHIJKLMNOP")
    assert statements(api, path) == alone <= 8


def test_show_answers_what_the_creation_answered(api: Caller, body: dict[str, Any]) -> None:
    created = api.json(PATH, {**body, "country": 250, "contact_person": {"name": "M", "email": "@"}}).body
    for slash in ("", "/"):
        assert api.get(f"{PATH}/{created['id']}{slash}").pair == (200, created)


def test_a_free_text_for_a_country_is_shown_as_it_is(api: Caller, account: Account) -> None:
    key = api.json(V1, {"reference": "A", "name": "A"}).body["id"]
    records = Customer.objects.for_organization(account.first.organization).filter(pk=key)
    records.update(billing_country="Sealand")
    assert api.get(f"{PATH}/{key}").body["country"] == "Sealand"


@pytest.mark.parametrize("key", ["0", "999999", "x", "-1", "9" * 40, "%2F"])
def test_an_unknown_customer_is_not_found(api: Caller, whole: Caller, key: str) -> None:
    for caller in (api, whole):
        assert caller.get(f"{PATH}/{key}").pair == (404, detail("Not found."))
        assert caller.delete(f"{PATH}/{key}").pair == (404, detail("Not found."))


def test_a_customer_of_another_organization_is_not_found(api: Caller, whole: Caller, account: Account) -> None:
    theirs = account.outside.api.json(V1, {"reference": "A", "name": "A"}).body["id"]
    second = account.second.api.json(V1, {"reference": "A", "name": "B"}).body["id"]
    for caller, key in ((api, theirs), (whole, theirs), (api, second)):
        assert caller.get(f"{PATH}/{key}").pair == (404, detail("Not found."))
        assert caller.delete(f"{PATH}/{key}").pair == (404, detail("Not found."))
    assert whole.get(f"{PATH}/{second}").body["name"] == "B"


def test_delete_answers_an_empty_object_and_the_customer_is_gone_with_its_contact(
    api: Caller, whole: Caller, account: Account, body: dict[str, Any]
) -> None:
    key = api.json(PATH, {**body, "contact_person": {"name": "M", "email": "@"}}).body["id"]
    assert api.delete(f"{PATH}/{key}").pair == (200, {})
    assert api.get(f"{PATH}/{key}").pair == (404, detail("Not found."))
    assert api.get("/api/v1.0/contacts").body["data"] == []
    second = whole.json(PATH, {"company": account.second.organization.pk, "name": "B"}).body["id"]
    assert whole.delete(f"{PATH}/{second}/").pair == (200, {})


def test_a_customer_that_is_the_parent_of_others_stays(api: Caller) -> None:
    parent = api.json(V1, {"reference": "A", "name": "A"}).body["id"]
    api.json(V1, {"reference": "B", "name": "B", "parentCustomer": parent})
    assert api.delete(f"{PATH}/{parent}").pair == (400, detail("It is in use and cannot be deleted."))
    assert api.get(f"{PATH}/{parent}").status == 200
