"""The order in which dialect rws checks a request: as its page tells it, step by step."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.accounts import Account, basic
from tests.clients import Caller, Reply
from tests.docs.checks import documented_steps, without_repetition
from tests.rws.answers import NO_ADDRESS, PATH, error

BIG = "x" * 1000
JSON, XML = "application/json", "text/xml"
OTHER = "/rws/api/v3"
AWAY = f"{PATH}/987654321"
HTML = {"Accept": "text/html"}
BODY: dict[str, Any] = {
    "name": "",
    "accountName": 5,
    "securityQuestion": "Q",
    "contacts": [{"name": BIG, "title": BIG, "phone": BIG, "mobile": BIG, "email": BIG}] * 5,
    "billingAddress": dict.fromkeys(NO_ADDRESS, BIG),
    "shippingAddress": {"city": BIG},
    "shipToBillAddress": "maybe",
}
# Step of the page, code, and what mends this fault of the body.
BODY_STEPS: list[tuple[str, str, dict[str, Any]]] = [
    ("name", "10000581", {"name": "Acme"}),
    ("account", "10000004", {"accountName": "Nobody"}),
    ("security pair", "10000584", {"securityAnswer": None, "securityQuestion": None}),
    ("contacts", "10000588", {"contacts": [{"phone": BIG}, {"name": BIG}]}),
    ("contacts", "10000591", {"contacts": [{}, {"name": BIG, "title": BIG}]}),
    ("contacts", "10000589", {"contacts": [{}, {"title": BIG}]}),
    ("contacts", "10000590", {"contacts": []}),
    ("billing address", "10000594", {"billingAddress": {"country": BIG, "postalCode": BIG}}),
    ("billing address", "10000598", {"billingAddress": {}}),
    ("shipping address", "10000596", {"shippingAddress": {}}),
    ("the flag", "10000023", {"shipToBillAddress": True}),
    ("whether the account exists", "20000003", {"accountName": "First"}),
    ("whether it is being erased", "10000603", {}),
    ("whether the name is free", "10000602", {}),
]
# Step of the page, and the answer to a request that has this fault and all of the later ones.
STEPS: list[tuple[str, tuple[int, dict[str, str]]]] = [
    ("host and length of the address", (400, {"errorMessage": "Invalid host"})),
    ("host and length of the address", (400, {"errorMessage": "The URL is too long"})),
    ("the address", (404, {"errorMessage": "Not found"})),
    ("credentials", (401, {"errorMessage": "Full authentication is required to access this resource"})),
    ("version", error("10000024")),
    ("method", (405, {"errorMessage": "Request method 'DELETE' not supported"})),
    ("role", error("10000030")),
    ("rate", error("40000029")),
    ("Accept", (406, {"errorMessage": "Could not find acceptable representation"})),
    ("whether the customer exists", error("20000002")),
    ("content type", (415, {"errorMessage": "Content type 'text/xml' not supported"})),
    ("body", error("10000023")),
    ("body", error("10000580")),
    *((step, error(code)) for step, code, _ in BODY_STEPS),
]


def refused_before_the_body(account: Account, settings: Settings) -> list[Reply]:
    """Send what is refused whatever the body says."""
    nobody, reader, editor = Caller(), basic(account.first.reader), basic(account.first.editor)
    calls = [
        nobody.raw(f"{OTHER}/nowhere?{BIG * 9}", b"{", XML, "DELETE", **HTML, Host="evil.example"),
        nobody.raw(f"{OTHER}/nowhere?{BIG * 9}", b"{", XML, "DELETE", **HTML),
        nobody.raw(f"{OTHER}/nowhere", b"{", XML, "DELETE", **HTML),
        nobody.raw(f"{OTHER}/customers/1", b"{", XML, "DELETE", **HTML),
        reader.raw(f"{OTHER}/customers/1", b"{", XML, "DELETE", **HTML),
        reader.raw(AWAY, b"{", XML, "DELETE", **HTML),
        reader.raw(AWAY, b"{", XML, "PUT", **HTML),
    ]
    settings.RWS_RATE = "1/day"
    calls += [editor.raw(AWAY, b"{", XML, "PUT", **HTML) for _ in range(2)][1:]
    settings.RWS_RATE = None
    return [
        *calls,
        editor.raw(AWAY, b"{", XML, "PUT", **HTML),
        editor.raw(AWAY, b"{", XML, "PUT"),
        editor.raw(PATH, b"{", XML),
        editor.raw(PATH, b"{", JSON),
        editor.raw(PATH, b"[]", JSON),
    ]


def refused_by_the_body(account: Account) -> list[Reply]:
    """Send a body in which everything is wrong, and mend one thing after the other."""
    api, organization, body, calls = basic(account.first.editor), account.first.organization, dict(BODY), []
    assert api.json(PATH, {"name": "Acme", "accountName": "First"}).status == 200
    for _, code, mended in BODY_STEPS:
        organization.being_erased = code == "10000603"
        organization.save()
        calls.append(api.json(PATH, body))
        body |= mended
    return calls


@pytest.mark.django_db
def test_each_request_has_one_fault_less_than_the_one_before_and_is_told_of_the_next_one(
    account: Account, settings: Settings
) -> None:
    calls = [*refused_before_the_body(account, settings), *refused_by_the_body(account)]
    assert [call.pair for call in calls] == [answer for _, answer in STEPS]


def test_the_page_tells_the_steps_in_this_order() -> None:
    told = documented_steps("api/rws.md", "the first in this order: ")
    assert told == without_repetition([step for step, _ in STEPS])
