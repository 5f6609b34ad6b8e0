"""A page far behind is the same whole answer, whether it is read from the beginning of its list or from the end.

Seen to fail: with unset values at the same end in both orders, with ties that keep their order, and with a last page
that is as long as the others.
"""

from typing import Any

import pytest

from customers_api.core import parts
from tests.clients import Reply
from tests.v1.contracts import BASE
from tests.v1.crowds import MAKERS
from tests.worlds import World

pytestmark = pytest.mark.django_db
MAXIMUM = 5
ORDERS = ("asc", "desc")
EVERY_ONE = ("", "&lastUpdated_gte=2000-01-01T00:00:00Z")
SOME = "&lastUpdated_gt=2020-02-29T23:59:59Z"


def pages(world: World, address: str, total: int, step: int = 4) -> list[Reply]:
    """Return pages at places that are no multiple of their length, up to one behind them all."""
    return [world.api.get(f"{address}&offset={offset}") for offset in range(1, total + step + 1, step)]


def read_from_the_nearer_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "FAR", 1)


def alike(there: list[Reply], back: list[Reply]) -> bool:
    return [reply.pair for reply in there] == [reply.pair for reply in back]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("path", MAKERS)
def test_pages_are_the_same_from_both_ends(
    world: World, monkeypatch: pytest.MonkeyPatch, path: str, order: str
) -> None:
    MAKERS[path](world)
    everything: list[dict[str, Any]] = world.api.get(f"{BASE}/{path}?max=1000").body["data"]
    scalar = [key for key in everything[0] if not any(isinstance(row[key], dict | list) for row in everything)]
    keys = [key for key in scalar if key != "region"]
    addresses = [f"{BASE}/{path}?max={MAXIMUM}&sort={key}&order={order}&fields=id,{key}" for key in keys]
    addresses = [f"{address}{filters}" for address in addresses for filters in ("", SOME)]
    there = {address: pages(world, address, len(everything)) for address in addresses}
    read_from_the_nearer_end(monkeypatch)
    assert [address for address in addresses if not alike(pages(world, address, len(everything)), there[address])] == []


@pytest.mark.parametrize("filters", EVERY_ONE)
def test_whole_customers_are_the_same_from_both_ends(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch, filters: str
) -> None:
    MAKERS["customers"](elsewhere)
    total = len(MAKERS["customers"](world))
    address = f"{BASE}/customers?max={MAXIMUM}{filters}"
    there = pages(world, address, total, 1)
    assert [len(reply.body["data"]) for reply in there] == [5] * (total - MAXIMUM) + [4, 3, 2, 1, 0, 0]
    read_from_the_nearer_end(monkeypatch)
    assert alike(pages(world, address, total, 1), there)
