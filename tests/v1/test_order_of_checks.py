"""The order in which dialect v1 checks a request: as its page tells it, step by step; it knows no table of errors."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.clients import Caller, Reply
from tests.docs.checks import documented_steps, without_repetition
from tests.v1.contracts import BASE, error, missing, save_failed, unknown, wrong_type
from tests.worlds import World

CUSTOMERS = f"{BASE}/customers"
JSON = "application/json"
AWAY = 987654321
LONG = "x" * 9000
BAD_KEY = "x" * 256
# What is wrong with the headers, and with the values of the body, as long as nobody mends it.
LATE = {"If-Match": '"99-0"'}
NAMED = {**LATE, "Idempotency-Key": BAD_KEY}
HEADERS = {**NAMED, "Accept": "text/html"}
FAULTS: dict[str, Any] = {
    "name": "",
    "categoryId": "x",
    "country": "Atlantis",
    "creditLimit": -1,
    "reference": "taken",
}

Step = tuple[str, tuple[int, Any]]


def invalid(name: str, value: str) -> tuple[int, Any]:
    return error(400, "invalid_param", f"The value {value} of the parameter {name} is not valid for this request.")


# Step of the page, and the answer to a request that has this fault and all of the later ones.
STEPS: list[Step] = [
    ("host and length of the address", error(400, "malformed_request", "The host of the request is not served here.")),
    (
        "host and length of the address",
        error(400, "malformed_request", "The address of the request is longer than 8192 characters."),
    ),
    ("the address", error(404, "not_found", "The requested address doesn't exist.")),
    (
        "credentials",
        error(401, "no_credentials", "Valid credentials are required to access this resource."),
    ),
    ("method", error(405, "method_not_allowed", "The method OPTIONS is not allowed for this address.")),
    ("role", error(403, "access_denied", "You are not allowed to do this.")),
    ("rate", error(429, "too_many_requests", "Too many requests: try again in … seconds.")),
    ("Accept", error(406, "not_acceptable", "Answers are application/json only.")),
    ("Idempotency-Key", invalid("Idempotency-Key", BAD_KEY)),
    ("the form of the id", wrong_type("id")),
    ("the form of the id", wrong_type("id")),
    ("fields", invalid("fields", "zz")),
    ("the record", unknown("customer", "id", AWAY)),
    ("the body", error(415, "unsupported_media_type", "The content type text/xml is not supported.")),
    ("the body", error(400, "malformed_request", "The body of the request could not be read.")),
    (
        "If-Match",
        error(412, "precondition_failed", "The state of the customer is not the one that the request asks for."),
    ),
    ("required parameters", missing("name")),
    ("types", wrong_type("categoryId")),
    ("links", unknown("customer category", "id", 999)),
    ("links", error(404, "not_found", "The country with name Atlantis doesn't exist.")),
    ("rules", save_failed(("creditLimit", "must not be less than 0"))),
    ("uniqueness", error(400, "not_unique", "reference already used")),
]


def refused_by_headers(world: World) -> list[Reply]:
    """Send what is refused before a record is looked for, up to the rate."""
    nobody, reader, wrong = Caller(), world.reading_api, f"{CUSTOMERS}/x?fields=zz"
    return [
        nobody.raw(f"{BASE}/nowhere?{LONG}", b"{", JSON, "OPTIONS", **HEADERS, Host="evil.example"),
        nobody.raw(f"{BASE}/nowhere?{LONG}", b"{", JSON, "OPTIONS", **HEADERS),
        nobody.raw(f"{BASE}/nowhere", b"{", JSON, "OPTIONS", **HEADERS),
        nobody.raw(wrong, b"{", JSON, "OPTIONS", **HEADERS),
        reader.raw(wrong, b"{", JSON, "OPTIONS", **HEADERS),
        reader.raw(wrong, b"{", JSON, "PUT", **HEADERS),
    ]


def refused_by_rate(world: World, settings: Settings) -> Reply:
    """Send a call too many; the wait is left out of the answer, for nobody knows it beforehand."""
    settings.V1_RATE = "1/day"
    reply = [world.api.raw(f"{CUSTOMERS}/x", b"{", JSON, "PUT", **HEADERS) for _ in range(2)][1]
    settings.V1_RATE = None
    text = reply.body["error_description"].replace(reply.headers["Retry-After"], "…")
    return Reply(reply.status, {**reply.body, "error_description": text}, reply.headers)


def refused_by_the_rest(world: World) -> list[Reply]:
    """Send what is refused by the headers of a named write, the record and the body."""
    assert world.api.json(CUSTOMERS, {"reference": "taken", "name": "x"}).status == 201
    number = world.api.json(CUSTOMERS, {"reference": "N", "name": "N"}).body["id"]
    wrong, away, here = f"{CUSTOMERS}/x", f"{CUSTOMERS}/{AWAY}", f"{CUSTOMERS}/{number}"
    named = {**FAULTS, "name": "x"}
    return [
        world.api.raw(wrong, b"{", "text/xml", "PUT", **HEADERS),
        world.api.raw(wrong, b"{", "text/xml", "PUT", **NAMED),
        world.api.raw(wrong, b"{", "text/xml", "PUT", **LATE),
        world.api.get(f"{wrong}?fields=zz"),
        world.api.get(f"{away}?fields=zz"),
        world.api.raw(away, b"{", "text/xml", "PUT", **LATE),
        world.api.raw(here, b"{", "text/xml", "PUT", **LATE),
        world.api.raw(here, b"{", JSON, "PUT", **LATE),
        world.api.json(here, FAULTS, **LATE),
        world.api.json(here, FAULTS),
        world.api.json(here, named),
        world.api.json(here, {**named, "categoryId": 999}),
        world.api.json(here, {**named, "categoryId": world.root.pk}),
        world.api.json(here, {"creditLimit": -1, "reference": "taken"}),
        world.api.json(here, {"reference": "taken"}),
    ]


@pytest.mark.django_db
def test_each_request_has_one_fault_less_than_the_one_before_and_is_told_of_the_next_one(
    world: World, settings: Settings
) -> None:
    calls = [*refused_by_headers(world), refused_by_rate(world, settings), *refused_by_the_rest(world)]
    assert [call.pair for call in calls] == [answer for _, answer in STEPS]


@pytest.mark.django_db
def test_an_answer_that_was_kept_comes_before_the_record_is_looked_for(world: World) -> None:
    key = {"Idempotency-Key": "k"}
    address = f"{CUSTOMERS}/{world.api.json(CUSTOMERS, {'reference': 'N', 'name': 'N'}).body['id']}"
    first = world.api.json(address, {"name": "M"}, **key)
    assert (first.status, world.api.delete(address).status) == (200, 200)
    assert world.api.json(address, {"name": "M"}, **key, **LATE).pair == first.pair
    assert world.api.json(address, {"name": "M"}, **key, Accept="text/html").status == 406


def test_the_page_tells_the_steps_in_this_order() -> None:
    told = documented_steps("api/v1.md", "Requests are checked in this order: ")
    assert told == without_repetition([step for step, _ in STEPS])
