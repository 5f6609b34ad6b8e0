"""Which customers are the sub-customers of which: heads of chains, and those below them. It knows places in a run only.

Every fiftieth customer is the head of a chain. A head is drawn from a seed of its own, so that whoever makes its
sub-customers need not make all customers before it.
"""

from dataclasses import dataclass

from customers.generation import shares
from customers.generation.chance import Random, Weighted, happens
from customers.generation.places import Country, countries
from customers.generation.plan import Plan

SPACING = 50
_SHARE = shares.SUB_CUSTOMERS * SPACING / (SPACING - 1)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a chain: its place in the run, and what its sub-customers share with it."""

    place: int
    country: Country
    category: int
    trade: int
    name: str
    spelled: str


def is_head(place: int) -> bool:
    """Tell whether the customer at a place is the head of a chain."""
    return place % SPACING == 0


def has_parent(place: int, random: Random) -> bool:
    """Tell whether the customer at a place is a sub-customer."""
    return not is_head(place) and happens(_SHARE, random)


def head_above(place: int, random: Random) -> int:
    """Return the place of an earlier head: the oldest chains have by far the most branches."""
    heads = (place - 1) // SPACING + 1
    return int(random() ** 3 * heads) * SPACING


def head_at(plan: Plan, place: int, categories: "Weighted[tuple[int, tuple[int, ...]]]") -> Head:
    """Return the head at a place."""
    random = plan.random(f"head {place}").random
    country = countries().draw(random)
    category, trades = categories.draw(random)
    trade = trades[int(random() * len(trades))]
    firm = country.language.firm(trade, country.cities.draw(random).name, country.people, random)
    return Head(place, country, category, trade, firm.text, firm.plain)
