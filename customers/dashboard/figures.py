"""How many customers there are of each kind, at this moment; it knows tables, no page and nobody who asks.

PostgreSQL's triggers count while customers are written, so the sum of few rows is the answer for a million customers.
SQLite, whose organizations are small, looks at each customer.
"""

from collections import Counter

from django.db import connection
from django.db.models import Count, Func, Sum, TextField, Value

from customers.models import Customer, CustomerTally
from customers.tally_facts import ALL, CATEGORY, SEGMENTATION, counted
from customers_api.core.tenancy import TenantQuerySet


class Words(Func):
    """The words of a text, a row for each."""

    template = "unnest(string_to_array(%(expressions)s))"
    set_returning = True
    output_field = TextField()


def facts_counted(tally: TenantQuerySet[CustomerTally], customers: TenantQuerySet[Customer]) -> Counter[str]:
    """Return how many customers each fact holds for; both arguments are limited to the same organizations."""
    return kept(tally) if is_kept() else counted(customers)


def facts_counted_together(tally: TenantQuerySet[CustomerTally], customers: TenantQuerySet[Customer]) -> Counter[str]:
    """Return the same of many organizations, whose categories and segmentations have nothing to do with each other."""
    own = (f"{CATEGORY}:", f"{SEGMENTATION}:")
    for start in own:
        tally = tally.exclude(is_folded=True, facts__startswith=start)
    return Counter({fact: n for fact, n in facts_counted(tally, customers).items() if not fact.startswith(own)})


def is_kept() -> bool:
    """Tell whether the database counts by itself."""
    return connection.vendor == "postgresql"


def kept(tally: TenantQuerySet[CustomerTally]) -> Counter[str]:
    """Return the sums of what was counted while it was written."""
    facts = tally.annotate(fact=Words("facts", Value(" "))).values("fact")
    sums = facts.annotate(total=Sum("customers")).values_list("fact", "total").order_by()
    return Counter({fact: total for fact, total in sums if total})


def customers_of_each(tally: TenantQuerySet[CustomerTally], customers: TenantQuerySet[Customer]) -> dict[int, int]:
    """Return how many customers each organization has, by its id; one without any is left out."""
    if is_kept():
        # In the one word or in the first of several.
        rows = tally.filter(facts__startswith=ALL).values_list("organization_id")
        return {key: total for key, total in rows.annotate(total=Sum("customers")).order_by() if total}
    return dict(customers.values_list("organization_id").annotate(total=Count("pk")).order_by())
