"""The rules of customers in dialect v1, beyond the types of their parameters; it knows no table."""

from typing import Any

import pytest

from customers.models import Customer
from tests.v1.contracts import BASE, IN_USE, Body, error, missing, no_boolean, save_failed, unknown, wrong_type
from tests.worlds import World

pytestmark = pytest.mark.django_db
CUSTOMERS = f"{BASE}/customers"
NOT_OWN = error(404, "not_found", "The customer cannot be a subcustomer of itself.")


def customer(world: World, reference: str = "C-1", **sent: Any) -> Any:
    """Create a customer and return its answer."""
    reply = world.api.json(CUSTOMERS, {"reference": reference, "name": reference, **sent})
    assert reply.status == 201, reply
    return reply.body


def change(world: World, body: Body, **sent: Any) -> Any:
    """Send changes of a customer."""
    return world.api.json(f"{CUSTOMERS}/{body['id']}", sent)


def parent_of(body: Body) -> tuple[bool, Any]:
    """Return what an answer tells of the parent."""
    parent = body["parentCustomer"]
    return body["isSubCustomer"], parent and parent["reference"]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"parentCustomer": "id"}, (True, "P")),
        ({"parentCustomer": "id", "isSubCustomer": True}, (True, "P")),
        ({"parentCustomer": "id", "isSubCustomer": None}, (False, None)),
        ({"parentCustomer": "id", "isSubCustomer": "FALSE"}, (False, None)),
        ({"parentCustomer": 987654321, "isSubCustomer": False}, (False, None)),
        ({"isSubCustomer": False}, (False, None)),
        ({"parentCustomer": None}, (False, None)),
        ({"parentCustomer": ""}, (False, None)),
    ],
)
@pytest.mark.parametrize("before", [False, True])
def test_flag_and_parent_agree(world: World, sent: Body, expected: object, *, before: bool) -> None:
    parent = customer(world, "P")
    sent = {name: parent["id"] if value == "id" else value for name, value in sent.items()}
    body = customer(world, **({"parentCustomer": parent["id"]} if before else sent))
    answer = change(world, body, **sent).body if before else body
    assert parent_of(answer) == expected
    if answer["parentCustomer"]:
        shown = {"id": parent["id"], "reference": "P", "name": "P", "href": f"{CUSTOMERS}/{parent['id']}"}
        assert (answer["parentCustomer"], list(answer["parentCustomer"])) == (shown, list(shown))


def test_a_sub_customer_needs_a_parent_sent_or_stored(world: World) -> None:
    parent, body = customer(world, "P"), customer(world)
    for sent in ({}, {"parentCustomer": None}, {"parentCustomer": ""}):
        flagged = {"isSubCustomer": True, **sent}
        assert change(world, body, **flagged).pair == missing("parentCustomer")
        new = {"reference": "N", "name": "N", **flagged}
        assert world.api.json(CUSTOMERS, new).pair == missing("parentCustomer")
    assert parent_of(change(world, body, isSubCustomer=True, parentCustomer=parent["id"]).body) == (True, "P")
    assert change(world, body, isSubCustomer=True).status == 200
    assert change(world, body, isSubCustomer=True, parentCustomer="").pair == missing("parentCustomer")


def test_a_customer_is_never_below_itself(world: World) -> None:
    top = customer(world, "top")
    middle = customer(world, "middle", parentCustomer=top["id"])
    low = customer(world, "low", parentCustomer=middle["id"])
    for parent in (top, middle, low):
        assert change(world, top, parentCustomer=parent["id"]).pair == NOT_OWN
        by_reference = world.api.form(f"{CUSTOMERS}/reference/top", {"parentCustomer": parent["reference"]})
        assert by_reference.pair == NOT_OWN
        assert change(world, top, parentCustomer=parent["id"], isSubCustomer=False).status == 200
    assert change(world, low, parentCustomer=top["id"]).status == 200
    assert world.api.delete(f"{CUSTOMERS}/{top['id']}").pair == IN_USE


def test_a_new_customer_cannot_be_its_own_parent(world: World) -> None:
    reply = world.api.form(f"{CUSTOMERS}/reference/new", {"name": "New", "parentCustomer": "new"})
    assert reply.pair == unknown("parent customer", "reference", "new")


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ({"dueDateConfigType": "1", "dueDateConfigNumber": "7"}, (7, "daysAfterInvoiceDate")),
        ({"dueDateConfigType": 2, "dueDateConfigNumber": 0}, (0, "daysAfterEndOfInvoiceMonth")),
        ({"dueDateConfigType": "daysAfterInvoiceDate", "dueDateConfigNumber": 1}, (1, "daysAfterInvoiceDate")),
        (
            {"dueDateConfigType": "daysAfterEndOfInvoiceMonth", "dueDateConfigNumber": 2147483647},
            (2147483647, "daysAfterEndOfInvoiceMonth"),
        ),
        ({"dueDateConfigNumber": 30}, (30, None)),
    ],
)
def test_a_due_date_has_days_and_a_rule(world: World, sent: Body, answered: object) -> None:
    body = customer(world, **sent)
    assert (body["dueDateConfigNumber"], body["dueDateConfigType"]) == answered
    assert change(world, body, **body).body == body


@pytest.mark.parametrize("rule", ["3", 0, "0", "12", "DaysAfterInvoiceDate", "days_after_invoice_date", "x" * 300, "١"])
def test_another_rule_for_due_dates_is_refused(world: World, rule: object) -> None:
    body = customer(world)
    reply = change(world, body, dueDateConfigType=rule, dueDateConfigNumber=7)
    assert reply.pair == save_failed(("dueDateConfigType", "must be one of the documented values"))


def test_a_rule_for_due_dates_needs_days_sent_or_stored(world: World) -> None:
    body = customer(world)
    for sent in ({}, {"dueDateConfigNumber": None}, {"dueDateConfigNumber": ""}):
        rules: tuple[object, ...] = ("1", "9", [])
        for rule in rules:
            assert change(world, body, dueDateConfigType=rule, **sent).pair == missing("dueDateConfigNumber")
    assert change(world, body, dueDateConfigNumber=7).status == 200
    assert change(world, body, dueDateConfigType=1).body["dueDateConfigType"] == "daysAfterInvoiceDate"
    assert change(world, body, dueDateConfigNumber=None).pair == missing("dueDateConfigNumber")
    assert change(world, body, dueDateConfigType=[]).pair == wrong_type("dueDateConfigType")
    cleared = change(world, body, dueDateConfigNumber=None, dueDateConfigType=None).body
    assert (cleared["dueDateConfigNumber"], cleared["dueDateConfigType"]) == (None, None)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("dueDateConfigNumber", -1, "must not be less than 0"),
        ("dueDateConfigNumber", "-7", "must not be less than 0"),
        ("dueDateConfigNumber", 2**31, "must not be more than 2147483647"),
        ("dueDateConfigNumber", "9" * 400, "must not be more than 2147483647"),
        ("creditLimit", -0.001, "must not be less than 0"),
        ("creditLimit", "0.0001", "must not have more than 3 decimals"),
        ("creditLimit", 10**12, "must not have more than 12 digits before the decimal point"),
        ("creditLimit", "1e400", "must not have more than 12 digits before the decimal point"),
        ("creditLimit", "1e999999999", "must not have more than 12 digits before the decimal point"),
        ("creditLimit", "1e-999999999", "must not have more than 3 decimals"),
        ("creditLimit", "1e-400", "must not have more than 3 decimals"),
        ("creditLimit", 10**399, "must not have more than 12 digits before the decimal point"),
        ("latitude", "90.000000001", "must not be more than 90"),
        ("latitude", -91, "must not be less than -90"),
        ("longitude", "180.1", "must not be more than 180"),
        ("longitude", "-180.000000001", "must not be less than -180"),
        ("longitude", 1000, "must not have more than 3 digits before the decimal point"),
        ("billingLat", 91, "must not be more than 90"),
        ("billingLng", -181, "must not be less than -180"),
        ("billingLng", "0.0000000001", "must not have more than 9 decimals"),
        ("customerRiskColor", "red", "must be written as #RRGGBB"),
        ("customerRiskColor", "#12345", "must be written as #RRGGBB"),
        ("customerRiskColor", "#12345G", "must be written as #RRGGBB"),
        ("customerRiskColor", "#12345\n", "must be written as #RRGGBB"),
        ("customerRiskColor", "#１２３４５６", "must be written as #RRGGBB"),
        ("customerRiskColor", "#1234567", "must be written as #RRGGBB"),
    ],
)
def test_a_value_out_of_its_range_is_refused(world: World, name: str, value: object, message: str) -> None:
    body = customer(world)
    assert change(world, body, **{name: value}).pair == save_failed((name, message))
    new = {"reference": "N", "name": "N", name: value}
    assert world.api.json(CUSTOMERS, new).pair == save_failed((name, message))


@pytest.mark.parametrize(
    ("sent", "printed"),
    [
        ("5000", b"5000"),
        ("5000.50", b"5000.5"),
        ("0.3", b"0.3"),
        ("-0", b"0"),
        ("0e999999999", b"0"),
        ("0e-999999999", b"0"),
        (f"1.5{'0' * 20_000}", b"1.5"),
        (f"{'0' * 20_000}1", b"1"),
        ("1e2", b"100"),
        ("000.100", b"0.1"),
        ("999999999999.999", b"999999999999.999"),
        ("123456789012.345", b"123456789012.345"),
        ("0.001", b"0.001"),
    ],
)
def test_an_amount_is_printed_as_the_shortest_number(world: World, sent: str, printed: bytes) -> None:
    body = f'{{"reference": "C", "name": "C", "creditLimit": "{sent}"}}'.encode()
    answer = world.api.client.post(CUSTOMERS, body, "application/json").content
    assert b'"creditLimit":' + printed + b"," in answer
    shown = world.api.client.get(f"{CUSTOMERS}/reference/C").content
    assert shown == answer


def test_all_values_that_break_rules_are_named(world: World) -> None:
    reply = world.api.json(CUSTOMERS, {"reference": "a/", "name": "x" * 256, "creditLimit": -1, "latitude": 91})
    assert reply.pair == save_failed(
        ("reference", "must not end with a slash"),
        ("name", "must not be longer than 255 characters"),
        ("latitude", "must not be more than 90"),
        ("creditLimit", "must not be less than 0"),
    )
    assert not Customer.objects.for_organization(world.organization).exists()


def test_an_unreadable_flag_is_of_the_wrong_type_with_and_without_a_parent(world: World) -> None:
    body = customer(world)
    assert change(world, body, isSubCustomer="maybe").pair == no_boolean("isSubCustomer")
    assert change(world, body, isSubCustomer="maybe", parentCustomer="x").pair == no_boolean("isSubCustomer")


@pytest.mark.parametrize("sent", ["1", "999", "abc", ""])
def test_a_region_is_ignored_where_geographical_locations_are_off(elsewhere: World, sent: str) -> None:
    answer = elsewhere.api.form("/api/v1.0/customers", {"reference": "r", "name": "n", "regionId": sent})
    assert (answer.status, "region" in answer.body) == (201, False)


@pytest.mark.parametrize("sent", ["+1", " 1", "1 ", "1.0", "١"])
def test_a_whole_number_is_digits_alone(world: World, sent: str) -> None:
    answer = world.api.form("/api/v1.0/customers", {"reference": "r", "name": "n", "dueDateConfigNumber": sent})
    text = "The type of parameter dueDateConfigNumber you provided is not valid for this request."
    assert answer.pair == (400, {"error": "invalid_param_type", "error_description": text})
