"""Customer segmentations in dialect v1; it knows their keys and rules, and nothing of how they are kept."""

from typing import ClassVar

import pytest

from customers.models import Segmentation
from tests.v1.contracts import Body, wrong_type
from tests.v1.contracts_of_references import FreeReferenceContract
from tests.v1.contracts_of_values import BadTypes
from tests.worlds import World

pytestmark = pytest.mark.django_db


class TestSegmentations(FreeReferenceContract):
    path = "customerSegmentations"
    noun = "customer segmentation"
    model = Segmentation
    change = {"name": "Another", "description": "Buys in summer"}
    bad_types: ClassVar[BadTypes] = (("description", ([], {}, True), wrong_type),)
    texts = {"name": 255, "description": 10_000}

    def answer(self, world: World, record: int, sent: Body) -> Body:
        return {
            "id": record,
            "reference": sent["reference"],
            "name": sent["name"],
            "description": None,
            "organization": "here",
        }

    def use(self, world: World, record: int) -> None:
        sent = {"reference": "C-1", "name": "Customer", "customerSegmentationId": record}
        assert world.api.json("/api/v1.0/customers", sent).status == 201
