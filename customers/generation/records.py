"""The records that made customers link to: those that the organization has, and made-up ones where it has too few.

They are made through the write paths of their own kinds. It knows no row of a customer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from customers.categories import category_writer, segmentation_writer
from customers.generation.places import states
from customers.generation.plan import Links, Money
from customers.generation.tables.records import SEGMENTATIONS
from customers.generation.trades import trades_below, tree
from customers.models import Category, Segmentation
from customers_api.core.countries import country_by_alpha2
from customers_api.core.drafts import Caller, Incoming
from customers_api.core.models import ReferenceModel
from customers_api.core.references import ById
from customers_api.core.text import fold
from customers_api.core.writing import RecordWriter
from paymenttypes.models import Currency, PaymentType
from regions.models import Region
from regions.services import region_writer

# Regions are countries and their states; organizations that ask for more levels have them made by hand.
LEVELS = 2


@dataclass
class Records:
    """Finds and makes what customers of one organization link to; ``made`` counts by kind what was made."""

    caller: Caller
    moment: datetime
    made: Counter[str] = field(default_factory=Counter)

    def links(self) -> Links:
        """Return the ids, in the order of references: the same customers come out wherever they are made."""
        organization, actor = self.caller.organization, self.caller.actor
        currencies = self.currencies()
        return Links(
            organization=organization.pk,
            creator=actor.pk if actor.organization_id == organization.pk else None,
            categories=tuple((row.pk, trades_below(row.reference)) for row in self.categories()),
            segmentations=tuple(row.pk for row in self.segmentations()),
            payment_types=tuple(row.pk for row in ordered(self.rows(PaymentType).filter(is_active=True))),
            currencies=currencies,
            own_currency=currencies[organization.currency],
            regions=self.regions() if organization.has_geography else {},
        )

    def rows(self, model: type[Any]) -> Any:
        """Return the organization's records of a model."""
        return model.objects.for_organization(self.caller.organization)

    def create(self, writer: RecordWriter[Any], **values: object) -> Any:
        """Make a record as old as the first customers."""
        dates = {"date_created": self.moment, "last_updated": self.moment}
        written = writer.create(caller=self.caller, incoming=Incoming({**dates, **values}))
        self.made[str(writer.model._meta.verbose_name_plural)] += 1
        return written.record

    def categories(self) -> list[Category]:
        """Return the categories; an organization with fewer than the tree of trades gets it below its root."""
        known = {row.reference: row for row in self.rows(Category)}
        if len(known) < len(tree()):
            root = self.rows(Category).filter(parent=None).order_by("pk").first()
            for node in tree():
                if node.reference not in known:
                    above = known[node.parent] if node.parent else root
                    place = {"is_root": True} if above is None else {"parent": ById(above.pk)}
                    known[node.reference] = self.create(
                        category_writer, reference=node.reference, name=node.name, **place
                    )
        return ordered(known.values())

    def segmentations(self) -> list[Segmentation]:
        """Return the segmentations; an organization with fewer than the usual ones gets those."""
        known = {row.reference: row for row in self.rows(Segmentation)}
        if len(known) < len(SEGMENTATIONS):
            for reference, name in SEGMENTATIONS.items():
                if reference not in known:
                    known[reference] = self.create(segmentation_writer, reference=reference, name=name)
        return ordered(known.values())

    def currencies(self) -> dict[str, Money]:
        """Return the currencies that a customer can be given, by their codes."""
        configured = self.rows(Currency).filter(is_active=True, exchange_rate__isnull=False)
        return {row.reference: Money(row.pk, float(row.exchange_rate), row.digits) for row in configured}

    def regions(self) -> Mapping[tuple[str, str], int]:
        """Return the regions of the states, which are made where they are missing, below their countries."""
        if self.caller.organization.region_level > LEVELS:
            return {}
        known = {(row.parent_id, fold(row.name)): row for row in self.rows(Region)}
        found = {}
        for code, state in states():
            country = self.region(known, None, name_of_country(code))
            found[code, state] = self.region(known, country, state).pk
        return found

    def region(self, known: dict[tuple[int | None, str], Region], above: Region | None, name: str) -> Region:
        """Return the region of a name below another one."""
        key = (None if above is None else above.pk, fold(name))
        if key not in known:
            place = {} if above is None else {"parent": ById(above.pk)}
            known[key] = self.create(region_writer, name=name, **place)
        return known[key]


def name_of_country(code: str) -> str:
    """Return the English name of a country of the tables."""
    country = country_by_alpha2(code)
    if country is None:
        raise LookupError(code)
    return country.name


def ordered(records: Iterable[Any]) -> list[Any]:
    """Return records in the order of their references, which no database decides."""
    found: list[ReferenceModel] = list(records)
    return sorted(found, key=lambda record: record.reference)
