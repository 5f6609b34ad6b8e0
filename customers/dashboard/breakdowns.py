"""How customers are spread over organizations, categories, segmentations and countries, each by its name.

It knows scopes, tables and links; it knows no page and draws nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from customers import tally_facts as facts
from customers.dashboard import links
from customers.dashboard.charts import BarChart, Group, bar_chart
from customers.dashboard.figures import customers_of_each, facts_counted, facts_counted_together
from customers.dashboard.trees import on_first_level
from customers.models import Category, Customer, CustomerTally, Segmentation
from customers_api.back_office.scope import Scope
from customers_api.core.countries import country_by_alpha2
from organizations.models import Organization

# Beyond, reading them takes as long as the page may take; that many belong to many organizations.
MOST_CATEGORIES = 50_000


def keys_of(counts: Mapping[str, int], kind: str) -> dict[str, int]:
    """Return the numbers of one kind, by their keys."""
    start = f"{kind}:"
    return {fact.removeprefix(start): count for fact, count in counts.items() if fact.startswith(start)}


class Breakdowns:
    """The customers of a scope, counted; of many organizations, names of records tell theirs."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.tally = scope.shown(CustomerTally.objects.all())
        self.customers = scope.shown(Customer.objects.all())
        rows = scope.shown(Category.objects.all()).values_list("pk", "parent_id", "name", "organization_id")
        self.categories = list(rows[: MOST_CATEGORIES + 1])

    @property
    def is_vast(self) -> bool:
        """Tell whether there are too many categories to show."""
        return len(self.categories) > MOST_CATEGORIES

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Return how many customers each fact holds for."""
        count = facts_counted_together if self.is_vast else facts_counted
        return count(self.tally, self.customers)

    @cached_property
    def of_each(self) -> Mapping[int, int]:
        """Return how many customers each organization has, where there are several."""
        return {} if self.scope.chosen is not None else customers_of_each(self.tally, self.customers)

    @cached_property
    def organizations(self) -> Mapping[int, str]:
        """Return the names of the organizations with customers, where there are several."""
        return dict(Organization.objects.filter(pk__in=self.of_each).values_list("pk", "name"))

    def charts(self) -> list[BarChart]:
        """Return all charts."""
        charts = [
            bar_chart("By country", (country_group(*each) for each in keys_of(self.counts, facts.COUNTRY).items()))
        ]
        if not self.is_vast:
            charts = [
                bar_chart("By category", self.category_groups()),
                bar_chart("By segmentation", self.segmentation_groups()),
                *charts,
            ]
        if self.scope.chosen is None:
            charts.insert(0, bar_chart("By organization", self.organization_groups()))
        return charts

    def organization_groups(self) -> Iterator[Group]:
        """Yield the organizations; one that came or went between two statements has no name, and no bar."""
        for key, name in self.organizations.items():
            yield Group(name, self.of_each[key])

    def named(self, name: str, organization: int) -> str:
        """Return a record's name, with its organization's where records of several are shown."""
        return f"{name} ({self.organizations[organization]})" if organization in self.organizations else name

    def category_groups(self) -> Iterator[Group]:
        """Yield the first categories of each organization, each with all below it."""
        counts = {int(key): count for key, count in keys_of(self.counts, facts.CATEGORY).items()}
        trees: defaultdict[int, dict[int, int | None]] = defaultdict(dict)
        names = {}
        for key, parent, name, organization in self.categories:
            trees[organization][key] = parent
            names[key] = self.named(name, organization)
        for parents in trees.values():
            sums = on_first_level(parents, {key: counts[key] for key in parents if key in counts})
            for key, count in sums.items():
                if any(parents[other] == key for other in sums):
                    # The list of a root would show the customers of the other bars too.
                    yield Group(f"{names[key]}, itself", count)
                else:
                    yield Group(names[key], count, links.customers_list((links.CATEGORY, str(key))))

    def segmentation_groups(self) -> Iterator[Group]:
        """Yield the segmentations, and who is in none."""
        rows = self.scope.shown(Segmentation.objects.all()).values_list("pk", "name", "organization_id")
        counts = keys_of(self.counts, facts.SEGMENTATION)
        if "" in counts:
            yield Group("None", counts[""])
        for key, name, organization in rows:
            if str(key) in counts:
                link = links.customers_list((links.SEGMENTATION, str(key)))
                yield Group(self.named(name, organization), counts[str(key)], link)


def country_group(key: str, count: int) -> Group:
    """Return the group of a country: that of the shipping address, else of the billing address."""
    if not key:
        return Group("None", count)
    if key == facts.OTHER:
        return Group("Written otherwise", count)
    country = country_by_alpha2(key)
    return Group(country.name if country else key, count, links.customers_list((links.COUNTRY, key)))
