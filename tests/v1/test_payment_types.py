"""Payment types in dialect v1; it knows their keys and rules, and nothing of how they are kept."""

from typing import ClassVar

import pytest

from paymenttypes.models import PaymentType
from tests.v1.contracts import BASE, Body, error, no_boolean
from tests.v1.contracts_of_references import FreeReferenceContract
from tests.v1.contracts_of_values import BadTypes
from tests.worlds import World

pytestmark = pytest.mark.django_db
MUST_STAY = error(400, "delete_not_authorized", "This type of payment must not be deleted")


class TestPaymentTypes(FreeReferenceContract):
    path = "paymentTypes"
    noun = "payment type"
    model = PaymentType
    change: ClassVar[Body] = {"name": "Another", "isActive": False}
    bad_types: ClassVar[BadTypes] = (("isActive", ("yes", "1", 1, 0, [], {}, " true"), no_boolean),)

    def answer(self, world: World, record: int, sent: Body) -> Body:
        return {
            "id": record,
            "reference": sent["reference"],
            "name": sent["name"],
            "isActive": True,
            "organization": "here",
        }

    def use(self, world: World, record: int) -> None:
        sent = {"reference": "C-1", "name": "Customer", "paymentTypes": [record]}
        assert world.api.json(f"{BASE}/customers", sent).status == 201


@pytest.mark.parametrize("reference", ["cash", "credit_card", "cheque"])
def test_a_standard_payment_type_is_renamed_and_switched_but_not_deleted(world: World, reference: str) -> None:
    by_reference = f"{BASE}/paymentTypes/reference/{reference}"
    changed = world.api.json(by_reference, {"reference": "money", "name": "Money", "isActive": False})
    assert (changed.status, changed.body["reference"], changed.body["isActive"]) == (200, "money", False)
    for address in (f"{BASE}/paymentTypes/{changed.body['id']}", f"{BASE}/paymentTypes/reference/money"):
        assert world.api.delete(address).pair == MUST_STAY
        assert world.api.get(address).body == changed.body


def test_the_standard_payment_types_come_first(world: World) -> None:
    rows = world.api.get(f"{BASE}/paymentTypes?fields=reference").body["data"]
    assert rows == [{"reference": "cash"}, {"reference": "cheque"}, {"reference": "credit_card"}]


@pytest.mark.parametrize("text", ["true", "TRUE", "True", "tRuE"])
def test_a_boolean_is_read_in_any_case(world: World, text: str) -> None:
    address = f"{BASE}/paymentTypes/reference/cash"
    assert world.api.form(address, {"isActive": "FALSE"}).body["isActive"] is False
    assert world.api.form(address, {"isActive": text}).body["isActive"] is True


@pytest.mark.parametrize("empty", [None, ""])
def test_a_cleared_boolean_goes_back_to_its_default(world: World, empty: object) -> None:
    address = f"{BASE}/paymentTypes/reference/cash"
    assert world.api.json(address, {"isActive": False}).body["isActive"] is False
    assert world.api.json(address, {"isActive": empty}).body["isActive"] is True
