"""The door of each dialect through which customers come in, and its words for a body that cannot be read.

It knows wire names and error bodies, and no bound.
"""

from dataclasses import dataclass
from typing import Any

from customers.models import Customer
from tests.accounts import basic
from tests.clients import Caller, Reply
from tests.worlds import World

Pair = tuple[int, Any]
MALFORMED_V1 = (400, {"error": "malformed_request", "error_description": "The body of the request could not be read."})


@dataclass(frozen=True)
class Door:
    """Where a dialect creates customers."""

    caller: Caller
    path: str
    body: dict[str, Any]
    created: int
    malformed: Pair

    def send(self, name: str, **more: Any) -> Reply:
        """Create a customer of a name."""
        return self.caller.json(self.path, {**self.body, "name": name, **more})


def doors(world: World) -> dict[str, Door]:
    """Return the door of each dialect."""
    unreadable = {"errorMessage": "Invalid request body.", "errorCode": "10000023"}
    account = {"accountName": world.organization.name}
    return {
        "v1": Door(world.api, "/api/v1.0/customers", {"reference": "R"}, 201, MALFORMED_V1),
        "v2": Door(
            world.api,
            "/api/v2/customer",
            {"company": world.organization.pk},
            201,
            (400, {"detail": "JSON parse error."}),
        ),
        "rws": Door(basic(world.editor), "/rws/api/v1/customers", account, 200, (400, unreadable)),
    }


def count(world: World) -> int:
    """Return how many customers there are."""
    return Customer.objects.for_organization(world.organization).count()
