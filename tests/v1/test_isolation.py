"""Another organization's records do not exist, for every operation of dialect v1 and in every parameter.

It knows operations and answers, and nothing of how rows are told apart.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from tests.clients import Caller, Reply
from tests.v1.contracts import BASE, DELETED, Body, error, unknown
from tests.v1.crowds import MAKERS
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"
NO_CREDENTIALS = error(401, "no_credentials", "Valid credentials are required to access this resource.")
NOUNS = {
    "customers": "customer",
    "customerCategories": "customer category",
    "customerSegmentations": "customer segmentation",
    "paymentTypes": "payment type",
    "regions": "region",
    "currencies": "currency",
    "users": "user",
    "contacts": "contact",
}
READ_ONLY = {"users"}
Operation = Callable[[Caller, str], Reply]
READS: dict[str, Operation] = {
    "show": lambda api, address: api.get(address),
    "show a part": lambda api, address: api.get(f"{address}?fields=id"),
}
WRITES: dict[str, Operation] = {
    "update": lambda api, address: api.json(address, {}),
    "update by PUT": lambda api, address: api.json(address, {}, "PUT"),
    "update by PATCH": lambda api, address: api.json(address, {}, "PATCH"),
    "update by form": lambda api, address: api.form(address, {"comment": "x"}, "PATCH"),
    "update with a bad type": lambda api, address: api.json(address, {"name": [], "firstName": []}, "PUT"),
    "update with a bad body": lambda api, address: api.raw(address, b"{", "application/json", "PUT"),
    "delete": lambda api, address: api.delete(address),
}


def operations(path: str, *, by_reference: bool = False) -> dict[str, Operation]:
    """Return the operations of a resource on one record; a POST to an unknown reference is a creation."""
    known = {**READS, **({} if path in READ_ONLY else WRITES)}
    return {name: call for name, call in known.items() if not (by_reference and name == "update")}


def record_of(world: World, path: str) -> Body:
    """Return the answer of one record of the world; it has a reference that nobody else has."""
    made = MAKERS[path](world)
    records: list[Any] = [record for record in made if getattr(record, "reference", "x")]
    reply = world.api.get(f"{BASE}/{path}/{records[-1].pk}")
    assert reply.status == 200
    body: Body = reply.body
    return body


@pytest.mark.parametrize("path", NOUNS)
def test_the_id_of_another_organization_is_unknown(world: World, elsewhere: World, path: str) -> None:
    body = record_of(elsewhere, path)
    address, absent = f"{BASE}/{path}/{body['id']}", f"{BASE}/{path}/{10**9}"
    for name, call in operations(path).items():
        assert call(world.api, address).pair == unknown(NOUNS[path], "id", body["id"]), name
        assert call(world.api, absent).pair == unknown(NOUNS[path], "id", 10**9), name
        assert call(Caller(), address).pair == call(Caller(), absent).pair == NO_CREDENTIALS, name
    assert elsewhere.api.get(address).pair == (200, body)
    for name, call in operations(path).items():
        own = call(elsewhere.api, address)
        assert own.status == (400 if "bad" in name else 200) or own.body["error"] == "delete_failed", name


@pytest.mark.parametrize("path", [path for path in NOUNS if path != "contacts"])
def test_the_reference_of_another_organization_is_unknown(world: World, elsewhere: World, path: str) -> None:
    body = record_of(elsewhere, path)
    address, absent = (f"{BASE}/{path}/reference/{name}" for name in (body["reference"], "absent"))
    for name, call in operations(path, by_reference=True).items():
        assert call(world.api, address).pair == unknown(NOUNS[path], "reference", body["reference"]), name
        assert call(world.api, absent).pair == unknown(NOUNS[path], "reference", "absent"), name
        assert call(Caller(), address).pair == call(Caller(), absent).pair == NO_CREDENTIALS, name
    assert elsewhere.api.get(address).pair == (200, body)


@pytest.mark.parametrize("path", NOUNS)
def test_a_list_holds_the_own_records_alone(world: World, elsewhere: World, path: str) -> None:
    before = world.api.get(f"{BASE}/{path}?max=1000").pair
    body = record_of(elsewhere, path)
    assert world.api.get(f"{BASE}/{path}?max=1000").pair == before
    for name in ("reference", "name", "customerReference"):
        if name in body and path != "users":
            query = f"{name}={body[name]}"
            assert world.api.get(f"{BASE}/{path}?{query}").body["data"] == []
    assert Caller().get(f"{BASE}/{path}").pair == NO_CREDENTIALS


@pytest.mark.parametrize("path", [path for path in NOUNS if path not in {*READ_ONLY, "contacts"}])
def test_two_organizations_use_one_reference(world: World, elsewhere: World, path: str) -> None:
    sent = {"reference": "USD", "name": "Same", "isRoot": True}
    bodies = [place.api.json(f"{BASE}/{path}/reference/USD", sent) for place in (world, elsewhere)]
    assert [body.status for body in bodies] == [201, 201]
    ids = [body.body["id"] for body in bodies]
    assert ids[0] != ids[1]
    assert world.api.delete(f"{BASE}/{path}/reference/USD").pair == DELETED
    assert elsewhere.api.get(f"{BASE}/{path}/reference/USD").pair == (200, bodies[1].body)


LINKS = (
    ("customers", "categoryId", "customer category", "customerCategories"),
    ("customers", "parentCustomer", "parent customer", "customers"),
    ("customers", "customerSegmentationId", "customer segmentation", "customerSegmentations"),
    ("customers", "userId", "user", "users"),
    ("customers", "paymentTypes", "payment type", "paymentTypes"),
    ("customers", "regionId", "region", "regions"),
    ("customerCategories", "parentId", "customer category", "customerCategories"),
    ("regions", "parentId", "region", "regions"),
    ("contacts", "customerId", "customer", "customers"),
)


MODELS = {
    "customers": "customers.Customer",
    "customerCategories": "customers.Category",
    "customerSegmentations": "customers.Segmentation",
    "paymentTypes": "paymenttypes.PaymentType",
    "regions": "regions.Region",
    "users": "organizations.User",
}


@pytest.mark.parametrize(("path", "parameter", "noun", "target"), LINKS, ids=[f"{a}-{b}" for a, b, *_ in LINKS])
def test_a_link_to_another_organization_is_unknown(
    world: World, elsewhere: World, *, path: str, parameter: str, noun: str, target: str
) -> None:
    body = {**record_of(elsewhere, target), "reference": "theirs"}
    theirs: Any = apps.get_model(MODELS[target]).objects
    theirs.for_organization(elsewhere.organization).filter(pk=body["id"]).update(reference="theirs")
    own = record_of(world, path)
    create = {"reference": "N", "name": "N", "firstName": "F", "lastName": "L"}
    pointers = [("id", body["id"]), ("id", 10**9)]
    pointers += [("reference", body["reference"]), ("reference", "absent")] if parameter != "regionId" else []
    for key, pointer in pointers:
        sent = {"useExternalId": key == "reference", parameter: [pointer] if parameter == "paymentTypes" else pointer}
        expected = unknown(noun, key, pointer)
        assert world.api.json(f"{BASE}/{path}", {**create, **sent}).pair == expected
        assert world.api.json(f"{BASE}/{path}/{own['id']}", sent).pair == expected
    assert world.api.get(f"{BASE}/{path}/{own['id']}").pair == (200, own)


def test_currencies_are_those_of_the_own_organization(world: World, elsewhere: World) -> None:
    sent = {"reference": "GBP", "name": "Pound", "exchangeRate": 0.85}
    assert elsewhere.api.json(f"{BASE}/currencies", sent).status == 201
    customer = {"reference": "N", "name": "N", "currency": "GBP"}
    told = error(404, "not_found", "The currency with name GBP is not configured.")
    assert world.api.json(CUSTOMERS, customer).pair == told
    assert elsewhere.api.json(CUSTOMERS, customer).status == 201


def test_filters_by_link_find_nothing_of_others(world: World, elsewhere: World) -> None:
    for place in (world, elsewhere):
        sent = {"reference": "cat", "name": "C", "parentId": place.root.pk}
        category = place.api.json(f"{BASE}/customerCategories", sent).body["id"]
        assert place.api.json(CUSTOMERS, {"reference": "N", "name": "N", "categoryId": category}).status == 201
    for query in ("categoryReference=cat", "q=n", "name=*", "reference=n"):
        own, other = (place.api.get(f"{CUSTOMERS}?{query}&fields=id").body for place in (world, elsewhere))
        assert (own["paging"]["total"], other["paging"]["total"]) == (1, 1)
        assert own["data"] != other["data"]
