"""Makes customers, a block at a time: their values by the core's names, and their payment types.

The same plan and the same number give the same block, in whatever process and order. It knows no database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import combinations
from typing import Any

from customers.generation import addresses, kinship, shares, terms
from customers.generation.calendar import created_at, updated_at
from customers.generation.chance import Random, Weighted, happens, heavy_tailed, pick, shuffled
from customers.generation.kinship import Head
from customers.generation.patterns import Pattern
from customers.generation.places import City, Country, countries
from customers.generation.plan import BLOCK, Money, Plan
from customers.generation.tables.trades import TRADES

Values = dict[str, Any]

ALL_TRADES = tuple(range(len(TRADES)))
_OTHER_REFERENCE = Pattern("ERP-######")
# Numbers that begin with 29 are for use inside of a firm: no product on earth has them.
_BARCODE = Pattern("29##########")


@dataclass(frozen=True, slots=True)
class Made:
    """A customer: its values, and the ids of its payment types."""

    values: Values
    payment_types: tuple[int, ...]


@dataclass(frozen=True)
class Maker:
    """Makes the customers of one plan."""

    plan: Plan

    @cached_property
    def categories(self) -> "Weighted[tuple[int, tuple[int, ...]]]":
        """The categories with their trades; which of them are large is a matter of the seed."""
        found = shuffled(self.plan.links.categories, self.plan.taste("categories").random)
        known = [(category, trades or ALL_TRADES) for category, trades in found]
        return Weighted(known, heavy_tailed(len(known)))

    @cached_property
    def segmentations(self) -> "Weighted[int | None]":
        """The segmentations; one customer in eight has none."""
        found = shuffled(self.plan.links.segmentations, self.plan.taste("segmentations").random)
        weights = heavy_tailed(len(found), 0.8)
        return Weighted([None, *found], [(sum(weights) or 1) / 7, *weights])

    @cached_property
    def payment_types(self) -> "Weighted[tuple[int, ...]]":
        """Up to three payment types together; the more, the rarer."""
        found = shuffled(self.plan.links.payment_types, self.plan.taste("payment types").random)[:12]
        liked = dict(zip(found, heavy_tailed(len(found)), strict=True))
        shares = ((1, 0.55), (2, 0.32), (3, 0.13))
        groups: list[tuple[int, ...]] = [()]
        weights = [0.0 if found else 1.0]
        for size, share in shares:
            together = list(combinations(found, size))
            likings = [sum(liked[one] for one in group) for group in together]
            groups += together
            weights += [share * liking / sum(likings) for liking in likings]
        return Weighted(groups, weights)

    def block(self, number: int) -> Iterator[Made]:
        """Make the customers of a block, in the order of their numbers."""
        random = self.plan.random(f"block {number}").random
        for place in range(number * BLOCK, min((number + 1) * BLOCK, self.plan.count)):
            yield Made(self.customer(place, random), self.payment_types.draw(random))

    def customer(self, place: int, random: Random) -> Values:
        """Make one customer."""
        plan, links = self.plan, self.plan.links
        created = created_at((place + 0.5) / plan.count, plan.until, random)
        updated, version = updated_at(created, plan.until, random)
        values: Values = {
            "id": plan.id_of(place),
            "organization_id": links.organization,
            "version": version,
            "date_created": created,
            "last_updated": updated,
            "reference": reference_of(plan.first_number + place),
            "created_by_id": links.creator,
            "segmentation_id": self.segmentations.draw(random),
        }
        values |= terms.standing(random)
        values |= terms.conditions(random)
        identity, country, city = self.identity(place, random)
        values |= identity
        self.add_place(values, country, city, random)
        self.add_papers(values, random)
        return values

    def identity(self, place: int, random: Random) -> tuple[Values, Country, City]:
        """Return who the customer is and where: the head of a chain, one of its branches, a firm or a person."""
        if kinship.is_head(place):
            head = kinship.head_at(self.plan, place, self.categories)
            return self.firm(head, random), head.country, head.country.cities.draw(random)
        if kinship.has_parent(place, random):
            head = kinship.head_at(self.plan, kinship.head_above(place, random), self.categories)
            city = head.country.cities.draw(random)
            return self.branch(head, city, random), head.country, city
        country = countries().draw(random)
        city = country.cities.draw(random)
        if happens(shares.PERSONS, random):
            return self.person(country, random), country, city
        return self.independent(country, city, random), country, city

    def firm(self, head: Head, random: Random) -> Values:
        """Return the values of a firm: its name in full, its numbers, its terms."""
        country, name = head.country, head.name
        if happens(shares.LEGAL_FORM, random):
            name = country.language.incorporated(name, pick(country.legal_forms, random))
        values: Values = {
            "name": name,
            "category_id": head.category,
            **addresses.firm_on_the_net(head.spelled, random),
            **terms.credit(random, self.money(country), shares.LIMIT_OF_FIRMS, 8000),
        }
        if happens(shares.TAX_NUMBER, random):
            values["tax_number"] = country.tax_number.draw(random)
        if country.registration is not None and happens(shares.REGISTRATION, random):
            values["company_registration_number"] = country.registration.draw(random)
        return values

    def branch(self, head: Head, city: City, random: Random) -> Values:
        """Return the values of a branch: the name of its chain, and the city that it stands in."""
        values = self.firm(head, random)
        values["name"] = f"{head.name}, {city.name.text}"
        values["parent_id"] = self.plan.id_of(head.place)
        values["bill_with_parent"] = happens(shares.BILLED_WITH_PARENT, random)
        return values

    def independent(self, country: Country, city: City, random: Random) -> Values:
        """Return the values of a firm that belongs to no chain."""
        category, trades = self.categories.draw(random)
        trade = pick(trades, random)
        firm = country.language.firm(trade, city.name, country.people, random)
        return self.firm(Head(0, country, category, trade, firm.text, firm.plain), random)

    def person(self, country: Country, random: Random) -> Values:
        """Return the values of a person."""
        given, surname = country.people.person(random)
        return {
            "name": country.language.person(given, surname),
            "category_id": self.categories.draw(random)[0],
            **addresses.person_on_the_net(given, surname, random),
            **terms.credit(random, self.money(country), shares.LIMIT_OF_PERSONS, 700),
        }

    def add_place(self, values: Values, country: Country, city: City, random: Random) -> None:
        """Add where the customer is; one in twenty has no address."""
        values |= addresses.phones(country, random)
        if happens(shares.WITH_ADDRESS, random):
            values |= addresses.addresses(country, city, random)
        values["region_id"] = self.plan.links.regions.get((country.code, city.state))

    def add_papers(self, values: Values, random: Random) -> None:
        """Add numbers of other systems, and agreements that were signed."""
        if happens(shares.OTHER_REFERENCE, random):
            values["reference2"] = _OTHER_REFERENCE.draw(random)
        if happens(shares.BARCODE, random):
            values["barcode"] = with_check_digit(_BARCODE.draw(random))
        for agreement, share in shares.AGREEMENTS.items():
            if happens(share, random):
                signed = values["date_created"] + timedelta(days=int(random() * 60))
                values[f"{agreement}_signed"] = True
                values[f"{agreement}_signed_date"] = min(signed, self.plan.until).date()

    def money(self, country: Country) -> Money:
        """Return the currency of a country, where the organization has configured it, else its own."""
        return self.plan.links.currencies.get(country.currency, self.plan.links.own_currency)


def reference_of(number: int) -> str:
    """Return the reference of a customer: ``C-0000001``."""
    return f"C-{number:07d}"


def with_check_digit(digits: str) -> str:
    """Return the thirteen digits of a bar code."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"
