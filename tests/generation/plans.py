"""Plans as a command would make them, without a database; they know ids, and nothing of what is made of them."""

from datetime import UTC, datetime
from itertools import chain
from typing import Any

from customers.generation.blocks import Maker
from customers.generation.places import states
from customers.generation.plan import Links, Money, Plan
from customers.generation.trades import trades_below, tree

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)
EURO = Money(1, 1.0, 2)
POUND = Money(2, 0.85, 2)
YEN = Money(3, 160.0, 0)
LINKS = Links(
    organization=1,
    creator=5,
    categories=tuple((100 + place, trades_below(node.reference)) for place, node in enumerate(tree())),
    segmentations=(1, 2, 3, 4),
    payment_types=(7, 8, 9, 10),
    currencies={"EUR": EURO, "GBP": POUND, "JPY": YEN},
    own_currency=EURO,
    regions={state: 1000 + place for place, state in enumerate(states())},
)


def plan_of(
    count: int, *, seed: int = 1, first_number: int = 1, ids: tuple[tuple[int, int], ...] = (), links: Links = LINKS
) -> Plan:
    """Return a plan; its ids begin with 501."""
    return Plan(seed, count, first_number, UNTIL, ids or ((501, count),), links)


def values_of(plan: Plan) -> list[dict[str, Any]]:
    """Return the values of a plan's customers."""
    maker = Maker(plan)
    return [made.values for made in chain.from_iterable(maker.block(block) for block in range(plan.blocks))]
