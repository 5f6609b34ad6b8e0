"""Organizations to make customers for, and a run without a command; they look at no customer."""

from collections.abc import Callable
from datetime import UTC, datetime

from customers.generation.running import Order, Summary, generate
from customers.generation.workers import Numbers
from customers_api.core.drafts import Caller
from paymenttypes.models import Currency
from tests.worlds import World, new_world

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)


def british_world() -> World:
    """Return an organization with geography, whose regions are given at level 2, and with pounds."""
    world = new_world("here", geography=2)
    Currency.objects.create(
        organization=world.organization, reference="GBP", name="Pound", symbol="£", digits=2, exchange_rate="0.85"
    )
    return world


def made(
    world: World, count: int, *, processes: int = 0, listener: Callable[[Numbers], object] = lambda numbers: None
) -> Summary:
    """Make customers as the organization's editor."""
    caller = Caller(world.organization, world.editor)
    order = Order(caller=caller, count=count, seed=1, until=UNTIL, processes=processes)
    return generate(order, listener=listener)
