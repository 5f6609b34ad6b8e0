"""Replays every example that the documents print: each request in the world that leads to the printed answer.

It must not know how the service makes an answer; what is printed stands in the files beside it.
"""

from collections.abc import Callable
from typing import Any, NoReturn
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from customers.models import Customer
from customers.services import CustomerWriter
from customers_api.core.selections import Selection
from tests.clients import Caller, Reply
from tests.v1.printed import (
    API,
    CREATED,
    ORGANIZATION,
    UPDATED,
    demo_caller,
    fill_up_to,
    let_time_stand_still,
    picture,
    printed,
    take_customers_away,
    whole,
)

pytestmark = pytest.mark.django_db

CRASH = "Oops! Something went wrong..."
URLENCODED = "application/x-www-form-urlencoded"
# The parameters of Marie's Jewelry, spelled as in the tables of the documents.
CREATION = {
    "name": "Marie's Jewelry",
    "billingCountry": "FR",
    "billingCity": "Nice",
    "creditLimit": "5000",
    "dueDateConfigNumber": "7",
    "dueDateConfigType": "1",
    "paymentTypes": '[{"id"=7},{"id"=8}]',
    "regionId": "3",
}
BY_ID = {"categoryId": "2", "customerSegmentationId": "1", "userId": "2"}
BY_REFERENCE = {"categoryId": "jewelry", "customerSegmentationId": "seg_a", "userId": "emp-002"}


@pytest.fixture
def api(db: None) -> Caller:
    """The documents' caller in the demo world."""
    return demo_caller()


def urlencoded(caller: Caller, path: str, fields: dict[str, Any]) -> Reply:
    return caller.raw(path, urlencode(fields).encode(), URLENCODED)


@pytest.mark.parametrize("path", ["256", "reference/NC-3"])
def test_the_demo_world_shows_the_customer_as_printed_and_with_its_region(api: Caller, path: str) -> None:
    region = {"id": 3, "name": "New York", "href": "/api/v1.0/regions/3"}
    expected = whole({**printed("show"), "region": region})
    for version in ("v1.0", "v1", "v2.1"):
        shown = api.get(f"/api/{version}/customers/{path}")
        assert (shown.status, whole(shown.body)) == (200, expected.replace("/api/v1.0/", f"/api/{version}/"))


@pytest.mark.parametrize("page", ["create", "quick_create"])
@pytest.mark.parametrize("country", ["FR", "France"])
def test_a_customer_is_created_as_printed(
    api: Caller, page: str, country: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_customers_away()
    let_time_stand_still(monkeypatch, CREATED)
    fields = {**CREATION, **BY_ID, "reference": "NC-3", "currency": "USD", "billWithParent": "true"}
    reply = api.form(f"{API}/customers", {**fields, "billingCountry": country, "imageFile": picture()})
    assert (reply.status, whole(reply.body)) == (201, whole(printed(page)))


def test_a_customer_is_created_as_printed_with_external_ids(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    take_customers_away()
    let_time_stand_still(monkeypatch, CREATED)
    fields = {**CREATION, **BY_REFERENCE, "reference": "NC-3", "currency": "USD", "billWithParent": "true"}
    reply = urlencoded(api, f"{API}/customers", {**fields, "useExternalId": "true"})
    assert (reply.status, whole(reply.body)) == (201, whole({**printed("create"), "logo": None}))


@pytest.mark.parametrize(
    ("page", "shipping"), [("upsert", {}), ("quick_upsert", {"country": "France", "city": "Nice"})]
)
def test_an_unknown_customer_is_upserted_as_printed(
    api: Caller, page: str, shipping: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_customers_away()
    let_time_stand_still(monkeypatch, CREATED)
    fields = {**CREATION, **BY_REFERENCE, **shipping, "imageFile": picture()}
    reply = api.form(f"{API}/customers/reference/NC-3", fields)
    assert (reply.status, whole(reply.body)) == (201, whole(printed(page)))


@pytest.mark.parametrize("path", ["256", "reference/NC-3"])
def test_a_customer_is_updated_as_printed_by_what_is_sent_alone(
    api: Caller, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_time_stand_still(monkeypatch, UPDATED)
    reply = urlencoded(api, f"{API}/customers/{path}", {"currency": "USD", "regionId": "2"})
    assert (reply.status, whole(reply.body)) == (200, whole(printed("update")))


def test_customers_are_listed_as_printed(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_up_to(1019)
    let_time_stand_still(monkeypatch, CREATED)
    # The list prints another state of the customer than the show page, and another name of its category.
    assert urlencoded(api, f"{API}/customerCategories/2", {"name": "Home"}).status == 200
    changes = {"imageFile": "", "paymentTypes": "[]", "dueDateConfigNumber": "3", "regionId": ""}
    assert urlencoded(api, f"{API}/customers/256", changes).status == 200
    reply = api.get(f"{API}/customers?max=2")
    assert (reply.status, len(reply.body["data"])) == (200, 2)
    assert whole({**reply.body, "data": reply.body["data"][:1]}) == whole(printed("list"))
    following = api.get(reply.body["paging"]["next"])
    assert (following.status, following.body["paging"]["offset"]) == (200, 2)


@pytest.mark.parametrize("path", ["257", "reference/NC-4"])
def test_a_customer_is_deleted_as_printed(api: Caller, path: str) -> None:
    assert api.delete(f"{API}/customers/{path}").pair == (200, printed("delete"))
    assert api.get(f"{API}/customers/257").status == 404


# What leads to each printed error of a service that writes; the rest of the request is sound.
SENT: dict[str, Callable[[], dict[str, Any]]] = {
    "reference parameter is missing": lambda: {"reference": ""},
    "reference already used": lambda: {"reference": "NC-4"},
    "The type of parameter payment type id you provided is not valid for this request.": lambda: {
        "paymentTypes": '[{"id"="seven"}]',
        "useExternalId": "false",
    },
    "Failed to save instance.": lambda: {"creditLimit": "-1"},
    "image size should not exceed 2Mo": lambda: {"imageFile": picture(more=2 * 1024 * 1024)},
    "image format not supported.": lambda: {"imageFile": SimpleUploadedFile("logo.png", b"no picture")},
    "The payment type with the id 999 doesn't exist.": lambda: {"paymentTypes": '[{"id"=999}]'},
    "The currency with name GmBP doesn't exist.": lambda: {"currency": "GmBP"},
    "The currency with name GBP is not configured.": lambda: {"currency": "GBP"},
    "The parent customer with the id 188911 doesn't exist.": lambda: {
        "isSubCustomer": "true",
        "parentCustomer": "188911",
    },
    "The customer cannot be a subcustomer of itself.": lambda: {"isSubCustomer": "true", "parentCustomer": "256"},
    CRASH: dict,
}
# What the service tells beside the printed keys.
MORE = {"save_failed": {"details": [{"parameter": "creditLimit", "message": "must not be less than 0"}]}}
WRITES = {
    "create": ("", {"reference": "NEW", "name": "New"}),
    "update": ("/256", {"name": "New"}),
    "upsert": ("/reference/NC-3", {"name": "New"}),
}
ASKED = {
    "The parameters [dateCreated_gta] you provided are not valid for this request.": "?dateCreated_gta=2016-08-16",
    "Invalid datetime filter (not ISO-8601 formatted): [2016-08-1Z]": "?dateCreated_gt=2016-08-1Z",
    "The type of parameter id you provided is not valid for this request.": "/12a",
    "The customer with the id 2559 doesn't exist.": "/2559",
    CRASH: "",
}
DELETED = {
    "Failed to delete instance.": "256",
    "The type of parameter id you provided is not valid for this request.": "12a",
    "The customer with the id 32987 doesn't exist.": "32987",
    CRASH: "257",
}


def ask(api: Caller, service: str, text: str) -> Reply:
    """Send the request that leads to a printed error of a service."""
    if service in WRITES:
        path, fields = WRITES[service]
        return api.form(f"{API}/customers{path}", {**fields, **SENT[text]()})
    if service == "delete":
        return api.delete(f"{API}/customers/{DELETED[text]}")
    return api.get(f"{API}/customers{ASKED[text]}")


def let_the_inside_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: object, **kwargs: object) -> NoReturn:
        raise RuntimeError("the inside")

    monkeypatch.setattr(Selection, "shown", crash)
    monkeypatch.setattr(CustomerWriter, "deletion_problem", crash)


@pytest.mark.parametrize("page", printed("errors"))
def test_the_errors_of_each_page_are_answered_as_printed_and_change_nothing(
    api: Caller, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored()
    answers, expected = [], []
    for status, code, text in printed("errors")[page]:
        if text == CRASH:
            let_the_inside_crash(monkeypatch)
        answers.append(ask(api, page.removeprefix("quick_"), text).pair)
        expected.append((status, {"error": code, "error_description": text, **MORE.get(code, {})}))
    assert whole(answers) == whole(expected)
    assert stored() == before


def stored() -> list[Any]:
    return list(Customer.objects.for_organization(ORGANIZATION).order_by("pk").values())
