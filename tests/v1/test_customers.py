"""Customers in dialect v1: the documented answer, whole, and the types of its parameters; it knows no table."""

from typing import Any, ClassVar

import pytest

from customers.models import Customer
from tests.v1.contracts import BASE, Body, error, no_boolean, wrong_type
from tests.v1.contracts_of_references import FreeReferenceContract
from tests.v1.contracts_of_values import BadTypes
from tests.worlds import World

pytestmark = pytest.mark.django_db
Values = tuple[object, ...]
CUSTOMERS = f"{BASE}/customers"
NO_TEXTS: Values = ([], {}, True, ["x"])
NO_IDS: Values = ("abc", "1.5", 1.5, True, [], {}, -1, "-1", " 1", "٣", "1e3")
NO_INTEGERS: Values = ("abc", "1.5", 1.5, 7.0, "7.0", "+7", True, [], {}, "1e3", "٣", " 1", "0x1")
NO_NUMBERS: Values = (
    "abc",
    "1,5",
    "NaN",
    "Infinity",
    "-inf",
    "0x1",
    "1_0",
    "٣",
    "1.٣",
    "--1",
    ".",
    "1e",
    True,
    [],
    {},
    " 1",
)
NO_BOOLEANS: Values = ("yes", "on", "1", 1, 0, [], {}, " true", "truе")
TEXTS = (
    "name",
    "reference2",
    "barcode",
    "billingCity",
    "billingPostalCode",
    "billingAddress",
    "city",
    "postalCode",
    "address",
    "email",
    "phone",
    "mobile",
    "fax",
    "website",
    "taxNumber",
    "companyRegistrationNumber",
    "customerRisk",
    "onHoldReason",
)


def bad_element(parameter: str) -> tuple[int, Body]:
    """Return the error of an element of ``paymentTypes`` that is no link."""
    text = "The type of parameter payment type id you provided is not valid for this request."
    return error(400, "invalid_param_type", text)


class TestCustomers(FreeReferenceContract):
    path = "customers"
    noun = "customer"
    model = Customer
    change: ClassVar[Body] = {"name": "Another", "creditLimit": 5000.5, "onHold": True, "comment": "Pays late"}
    texts: ClassVar[dict[str, int]] = {**dict.fromkeys(TEXTS, 255), "comment": 10_000}
    bad_types: ClassVar[BadTypes] = (
        *((name, NO_TEXTS, wrong_type) for name in (*TEXTS, "comment", "country", "billingCountry", "currency")),
        ("customerRiskColor", NO_TEXTS, wrong_type),
        *((name, NO_IDS, wrong_type) for name in ("categoryId", "parentCustomer", "customerSegmentationId")),
        *((name, NO_IDS, wrong_type) for name in ("userId", "regionId")),
        ("dueDateConfigNumber", NO_INTEGERS, wrong_type),
        *((name, NO_NUMBERS, wrong_type) for name in ("billingLat", "billingLng", "latitude", "longitude")),
        ("creditLimit", NO_NUMBERS, wrong_type),
        *((name, NO_BOOLEANS, no_boolean) for name in ("isActive", "isSubCustomer", "billWithParent")),
        *((name, NO_BOOLEANS, no_boolean) for name in ("isSameAddress", "onHold", "useExternalId")),
        ("imageFile", ([], {}, True, 5, "text"), wrong_type),
        ("paymentTypes", ("x", "7", 7, True, {}, {"id": 7}, "{}", "null", "[", "[7", '[{"id"'), bad_element),
        ("paymentTypes", ([None], [True], [[7]], [{}], [7.5], ["cash"], [""], [-1]), bad_element),
        ("paymentTypes", ("[true]", "[7.5]", "[NaN]", '["cash"]', '[{"id":null}]', '[{"id"="x"}]'), bad_element),
        ("paymentTypes", ("[" * 5000, "[" + "9" * 5000 + "]", '[{"id":{"id":7}}]'), bad_element),
    )

    def answer(self, world: World, record: int, sent: Body) -> Body:
        root, user = world.root, world.editor.pk
        unset_before = dict.fromkeys(("pocTenus", "email", "logo", "phone", "mobile", "fax", "comment", "barcode"))
        billing = ("Country", "City", "PostalCode", "Address", "Lat", "Lng")
        addresses = dict.fromkeys([f"billing{name}" for name in billing])
        addresses |= dict.fromkeys(("country", "city", "postalCode", "address", "latitude", "longitude"))
        amounts = ("isCredit", "creditLimit", "balance", "maxChequePeriod", "maxChequeValue")
        more = ("appliedCashBackOutput", "returnDiscount", "invoicesPerRoute")
        return {
            "id": record,
            "reference": sent["reference"],
            "reference2": None,
            "name": sent["name"],
            "categoryReference": "root",
            "customerCategory": {
                "id": root.pk,
                "reference": "root",
                "name": "Root",
                "href": f"{BASE}/customerCategories/{root.pk}",
            },
            "isSubCustomer": False,
            "parentCustomer": None,
            "billWithParent": False,
            "customerSegmentationReference": None,
            "customerSegmentation": None,
            **unset_before,
            "isSameAddress": True,
            **addresses,
            **dict.fromkeys((*amounts, *more)),
            "isActive": True,
            "onHold": False,
            "onHoldReason": None,
            "paymentTerm": None,
            "createdBy": {"userId": user, "reference": "ed-1", "href": f"{BASE}/users/{user}"},
            "dueDateConfigNumber": None,
            "dueDateConfigType": None,
            "paymentTypes": [],
            "website": None,
            "taxNumber": None,
            "companyRegistrationNumber": None,
            "contacts": [],
            "currency": "EUR",
            "customerRisk": None,
            "customerRiskColor": None,
            "organization": "here",
            "region": None,
        }

    def use(self, world: World, record: int) -> None:
        sent = {"reference": "C-2", "name": "Below", "parentCustomer": record}
        assert world.api.json(CUSTOMERS, sent).status == 201


# Every writable parameter as sent, and as answered.
WRITABLE: tuple[tuple[str, Any, Any], ...] = (
    *((name, f"A {name}", f"A {name}") for name in TEXTS),
    ("comment", "Two\nlines", "Two\nlines"),
    ("isActive", "False", False),
    ("billWithParent", "TRUE", True),
    ("isSameAddress", False, False),
    ("onHold", "true", True),
    ("billingCountry", "france", "FR"),
    ("country", "Deutschland", None),
    ("billingLat", "43.710173", 43.710173),
    ("billingLng", "-7.26", -7.26),
    ("latitude", -90, -90),
    ("longitude", "180.000", 180),
    ("creditLimit", "5000.50", 5000.5),
    ("dueDateConfigNumber", "7", 7),
    ("customerRiskColor", "#1be9D8", "#1be9D8"),
)


@pytest.mark.parametrize(("name", "sent", "answered"), WRITABLE, ids=[name for name, *_ in WRITABLE])
def test_each_parameter_is_kept_and_cleared_alone(world: World, name: str, sent: Any, answered: Any) -> None:
    body = world.api.json(CUSTOMERS, {"reference": "C-1", "name": "Name"}).body
    address = f"{CUSTOMERS}/{body['id']}"
    if answered is None:
        assert world.api.json(address, {name: sent}).status == 404
        return
    for send in (world.api.json, world.api.form):
        changed = send(address, {name: sent}).body
        assert changed == {**body, name: answered, "lastUpdated": changed["lastUpdated"]}
        if name != "name":
            cleared = send(address, {name: ""}).body
            assert cleared == {**body, "lastUpdated": cleared["lastUpdated"]}
    if name != "name":
        assert world.api.json(address, {name: sent}).body[name] == answered
        assert world.api.json(address, {name: None}).body[name] == body[name]


def test_without_geography_there_is_no_region(elsewhere: World) -> None:
    sent = {"reference": "C-1", "name": "Name", "regionId": 987654321}
    created = elsewhere.api.json(CUSTOMERS, sent)
    assert created.status == 201
    for body in (created.body, elsewhere.api.get(CUSTOMERS).body["data"][0]):
        assert list(body)[-2:] == ["dateCreated", "lastUpdated"]
    refused = "The value region of the parameter fields is not valid for this request."
    assert elsewhere.api.get(f"{CUSTOMERS}?fields=id,region").pair == error(400, "invalid_param", refused)


def test_each_version_answers_with_its_own_addresses(world: World) -> None:
    for version in ("v1.0", "v1", "v2.1"):
        path = f"/api/{version}/customers"
        body = world.api.json(path, {"reference": version, "name": "Name"}).body
        assert body["customerCategory"]["href"] == f"/api/{version}/customerCategories/{world.root.pk}"
        assert body["createdBy"]["href"] == f"/api/{version}/users/{world.editor.pk}"
        assert world.api.get(f"{path}?max=1").body["paging"]["next"] in (
            None,
            f"{path}?max=1&offset=1&sort=dateCreated&order=asc",
        )
