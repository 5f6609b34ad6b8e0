"""Pages far behind, read while others write: a page shows the records at its places, as many as its total says.

It is read from the end of its list where that is nearer, and whoever writes meanwhile moves the end. Seen to fail: with
a total and a page that see different moments.
"""

import random
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from customers.models import Customer
from customers.services import customer_create, customer_delete
from customers_api.core import parts
from customers_api.core.drafts import Caller, Incoming
from customers_api.core.reading import ReadModel
from customers_api.core.references import ByReference
from tests.clients import Reply
from tests.concurrency.racing import COMMITTING, again, elsewhere, racers
from tests.worlds import World

pytestmark = COMMITTING
THERE, OFFSET, MAXIMUM = 30, 22, 10
WRITERS, READERS, PAGES = 3, 3, 40


@pytest.fixture(autouse=True)
def every_place_is_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "FAR", 1)


@pytest.fixture
def ids(world: World) -> list[int]:
    """Customers that stay where they are: whoever comes stands behind them in every order that is asked for."""
    for number in range(THERE):
        create(world, f"A-{number:02}")
    rows = Customer.objects.for_organization(world.organization).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def create(world: World, reference: str) -> None:
    incoming = Incoming({"reference": reference, "name": reference})
    customer_create(caller=Caller(world.organization, world.editor), incoming=incoming)


def delete(world: World, reference: str) -> None:
    customer_delete(caller=Caller(world.organization, world.editor), pointer=ByReference(reference))


def addresses(world: World) -> list[str]:
    v1 = f"/api/v1.0/customers?max={MAXIMUM}&offset={OFFSET}"
    v2 = f"/api/v2/customer?company={world.organization.pk}&limit={MAXIMUM}&offset={OFFSET}"
    return [v1, f"{v1}&sort=name", f"{v1}&reference=*", f"{v1}&isActive=true", v2]


def seen(reply: Reply) -> tuple[int, list[Any]]:
    """Return the total of a page, and the ids on it."""
    assert reply.status == 200, reply
    if isinstance(reply.body, list):
        return int(reply.headers["X-Total-Count"]), [row["id"] for row in reply.body]
    return reply.body["paging"]["total"], [row["id"] for row in reply.body["data"]]


def test_who_comes_between_the_total_and_the_page_is_on_neither(
    world: World, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_part = ReadModel.part
    came: list[str] = []

    def part(self: ReadModel, *arguments: Any) -> Any:
        came.append(f"B-{len(came)}")
        elsewhere(lambda: create(world, came[-1]))  # type: ignore[arg-type,return-value]
        return read_part(self, *arguments)

    monkeypatch.setattr(ReadModel, "part", part)
    for address in addresses(world):
        total = THERE + len(came)
        found, shown = seen(world.api.get(address))
        assert (found, len(shown), shown[: THERE - OFFSET]) == (
            total,
            min(MAXIMUM, total - OFFSET),
            ids[OFFSET:],
        ), address
    assert len(came) == len(addresses(world))


def test_no_page_is_short_or_shifted_while_customers_come_and_go(world: World, ids: list[int]) -> None:
    finished = Event()
    pages: list[tuple[int, list[Any]]] = []

    def writing(number: int) -> Callable[[], None]:
        def work() -> None:
            while not finished.is_set():
                for step in range(3):
                    create(world, f"B-{number}-{step}")
                for step in range(3):
                    delete(world, f"B-{number}-{step}")

        return work

    def reading() -> None:
        api, asked = again(world.api), addresses(world)
        try:
            pages.extend(seen(api.get(random.choice(asked))) for _ in range(PAGES))
        finally:
            finished.set()

    with racers(WRITERS + READERS) as race:
        race(*map(writing, range(WRITERS)), *[reading] * READERS)
    assert len({total for total, _ in pages}) > 1
    wrong = [
        (total, shown)
        for total, shown in pages
        if (len(shown), shown[: THERE - OFFSET]) != (min(MAXIMUM, total - OFFSET), ids[OFFSET:])
    ]
    assert wrong == []
