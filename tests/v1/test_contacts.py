"""Contacts in dialect v1: people of a customer, without a reference; it knows nothing of how they are kept."""

from datetime import datetime
from typing import Any

import pytest

from customers.models import Contact, Customer
from tests.v1.contracts import (
    BASE,
    DATES,
    DELETED,
    NO_IDS,
    WRITES,
    Body,
    error,
    missing,
    no_boolean,
    save_failed,
    undated,
    unknown,
    wrong_type,
)
from tests.worlds import World

pytestmark = pytest.mark.django_db
CONTACTS, CUSTOMERS = f"{BASE}/contacts", f"{BASE}/customers"
TEXTS: tuple[str, ...] = ("firstName", "lastName", "fonction", "phone", "phone2", "mobile", "fax", "email", "comment")
TEXTS += ("country", "city", "postalCode", "address")
SHOWN = ("firstName", "lastName", "fonction", "phone", "mobile", "email")


def customer(world: World, reference: str = "C-1") -> Any:
    """Create a customer and return its answer."""
    return world.api.json(CUSTOMERS, {"reference": reference, "name": "Name"}).body


def contact(world: World, owner: Body, **more: object) -> Any:
    """Create a contact and return its answer."""
    sent = {"customerId": owner["id"], "firstName": "Ann", "lastName": "Lee", **more}
    reply = world.api.json(CONTACTS, sent)
    assert reply.status == 201, reply
    return reply.body


def traces(world: World, owner: Body) -> tuple[int, datetime]:
    """Return what every change of a customer moves."""
    row = Customer.objects.for_organization(world.organization).get(pk=owner["id"])
    return row.version, row.last_updated


def test_a_creation_answers_the_whole_contact(world: World) -> None:
    owner = customer(world)
    body = contact(world, owner)
    link = {"id": owner["id"], "reference": "C-1", "name": "Name", "href": f"{CUSTOMERS}/{owner['id']}"}
    expected = {"id": body["id"], "customerReference": "C-1", "customer": link, "firstName": "Ann", "lastName": "Lee"}
    expected |= {**dict.fromkeys(TEXTS[2:]), "isDecisionMaker": False}
    assert (undated(body), list(body)) == (expected, [*expected, *DATES])
    for address in (f"{CONTACTS}/{body['id']}", f"{CONTACTS}/{body['id']}/"):
        assert world.api.get(address).pair == (200, body)
    for address in (CONTACTS, f"{CONTACTS}/", f"{CONTACTS}?customerReference=c-*"):
        assert world.api.get(address).body["data"] == [body]
    assert world.api.get(f"{CONTACTS}?customerReference=x").body["data"] == []


@pytest.mark.parametrize("method", WRITES)
def test_an_update_changes_what_was_sent_and_its_customer(world: World, method: str) -> None:
    owner = customer(world)
    body = contact(world, owner)
    version, moved = traces(world, owner)
    sent = {**{name: f"New {name}" for name in TEXTS}, "isDecisionMaker": "TRUE"}
    reply = world.api.form(f"{CONTACTS}/{body['id']}", sent, method)
    assert reply.pair == (200, {**body, **sent, "isDecisionMaker": True, "lastUpdated": reply.body["lastUpdated"]})
    assert "X-Upsert-Result" not in reply.headers
    shown = world.api.get(f"{CUSTOMERS}/{owner['id']}").body["contacts"]
    entry = {"id": body["id"], **{name: sent[name] for name in SHOWN}, "href": f"{CONTACTS}/{body['id']}"}
    assert (shown, list(shown[0])) == ([entry], list(entry))
    now = traces(world, owner)
    assert (now[0], now[1] > moved) == (version + 1, True)


def test_what_changes_nothing_leaves_no_trace(world: World) -> None:
    owner = customer(world)
    body = contact(world, owner, phone="1", isDecisionMaker=True)
    before = traces(world, owner)
    for sent in ({}, body, {"customerId": owner["id"], "phone": "1"}, {"customerId": "C-1", "useExternalId": True}):
        for method in WRITES:
            assert world.api.json(f"{CONTACTS}/{body['id']}", sent, method).pair == (200, body)
    assert traces(world, owner) == before


@pytest.mark.parametrize("empty", [None, ""])
def test_what_is_cleared_is_null(world: World, empty: object) -> None:
    body = contact(world, customer(world), phone="1", comment="x", isDecisionMaker=True)
    cleared = world.api.json(
        f"{CONTACTS}/{body['id']}", {"phone": empty, "comment": empty, "isDecisionMaker": empty}
    ).body
    shown = (cleared["phone"], cleared["comment"], cleared["isDecisionMaker"])
    assert shown == (None, None, False)


def test_contacts_come_in_the_order_of_their_creation(world: World) -> None:
    owner = customer(world)
    made = [contact(world, owner, firstName=name)["id"] for name in "CAB"]
    assert world.api.delete(f"{CONTACTS}/{made[1]}").pair == DELETED
    made.append(contact(world, owner, firstName="D")["id"])
    shown = world.api.get(f"{CUSTOMERS}/{owner['id']}").body["contacts"]
    assert [entry["firstName"] for entry in shown] == ["C", "B", "D"]


def test_what_is_required_is_named_in_the_documented_order(world: World) -> None:
    owner = customer(world)
    sent: Body = {}
    for name, value in (("customerId", owner["id"]), ("firstName", "Ann"), ("lastName", "Lee")):
        assert world.api.json(CONTACTS, sent).pair == missing(name)
        assert world.api.form(CONTACTS, {**sent, name: ""}).pair == missing(name)
        sent[name] = value
    assert world.api.form(CONTACTS, sent).status == 201


def test_a_contact_stays_with_its_customer(world: World) -> None:
    owner, other = customer(world), customer(world, "C-2")
    body = contact(world, owner)
    address = f"{CONTACTS}/{body['id']}"
    assert world.api.json(address, {"customerId": other["id"]}).pair == save_failed(
        ("customerId", "must not be changed")
    )
    assert world.api.json(address, {"customerId": None}).pair == missing("customerId")
    assert world.api.json(address, {"customerId": 10**9}).pair == unknown("customer", "id", 10**9)
    assert world.api.get(address).pair == (200, body)


def test_customers_are_found_by_reference_where_it_is_said(world: World) -> None:
    owner = customer(world)
    sent = {"customerId": "C-1", "firstName": "A", "lastName": "B"}
    assert world.api.json(CONTACTS, sent).pair == wrong_type("customerId")
    reply = world.api.form(CONTACTS, {**sent, "useExternalId": "true"})
    assert (reply.status, reply.body["customer"]["id"]) == (201, owner["id"])
    absent = world.api.form(CONTACTS, {**sent, "customerId": "C-9", "useExternalId": "true"})
    assert absent.pair == unknown("customer", "reference", "C-9")


def test_types_and_lengths(world: World) -> None:
    body = contact(world, customer(world))
    address = f"{CONTACTS}/{body['id']}"
    bad: tuple[object, ...] = ([], {}, True)
    for name in TEXTS:
        for value in bad:
            assert world.api.json(address, {name: value}).pair == wrong_type(name)
    flags: tuple[object, ...] = ("yes", 1, [])
    for flag in flags:
        assert world.api.json(address, {"isDecisionMaker": flag}).pair == no_boolean("isDecisionMaker")
    lengths = {**dict.fromkeys(TEXTS, 255), "email": 320, "comment": 10_000}
    refused = world.api.json(address, {name: "é" * (length + 1) for name, length in lengths.items()})
    details = [(name, f"must not be longer than {lengths[name]} characters") for name in TEXTS]
    assert refused.pair == save_failed(*details)
    unstorable = world.api.json(address, dict.fromkeys(TEXTS, "a\x00"))
    assert len(unstorable.body["details"]) == len(TEXTS)
    kept = world.api.json(address, {name: "é" * length for name, length in lengths.items()})
    assert {name: len(kept.body[name]) for name in TEXTS} == lengths


@pytest.mark.parametrize("text", NO_IDS)
def test_what_is_no_id_is_of_the_wrong_type(world: World, text: str) -> None:
    calls = [world.api.get(f"{CONTACTS}/{text}"), world.api.delete(f"{CONTACTS}/{text}")]
    calls += [world.api.json(f"{CONTACTS}/{text}", {}, method) for method in WRITES]
    assert [call.pair for call in calls] == [wrong_type("id")] * 5


def test_a_deleted_contact_is_gone_and_its_customer_changed(world: World) -> None:
    owner = customer(world)
    body = contact(world, owner)
    version, _ = traces(world, owner)
    assert world.api.delete(f"{CONTACTS}/{body['id']}").pair == DELETED
    assert traces(world, owner)[0] == version + 1
    gone = unknown("contact", "id", body["id"])
    calls = [world.api.get(f"{CONTACTS}/{body['id']}"), world.api.delete(f"{CONTACTS}/{body['id']}")]
    calls += [world.api.json(f"{CONTACTS}/{body['id']}", {}, method) for method in WRITES]
    assert [call.pair for call in calls] == [gone] * 5


def test_a_deleted_customer_takes_its_contacts_along(world: World) -> None:
    owner = customer(world)
    body = contact(world, owner)
    assert world.api.delete(f"{CUSTOMERS}/{owner['id']}").pair == DELETED
    assert world.api.get(f"{CONTACTS}/{body['id']}").pair == unknown("contact", "id", body["id"])
    assert not Contact.objects.for_organization(world.organization).exists()


def test_contacts_have_no_reference(world: World) -> None:
    nowhere = error(404, "not_found", "The requested address doesn't exist.")
    for method in ("GET", *WRITES, "DELETE"):
        assert world.api.raw(f"{CONTACTS}/reference/x", b"", "application/json", method).pair == nowhere
