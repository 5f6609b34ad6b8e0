"""Puts the first page of the back office together: whose customers, which numbers, charts and links.

It knows requests and scopes; it counts nothing itself and draws nothing.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

from customers import tally_facts as facts
from customers.dashboard import links
from customers.dashboard.breakdowns import Breakdowns, keys_of
from customers.dashboard.charts import Group, MonthChart, last_months, month_chart
from customers.dashboard.world_map import world_map
from customers_api.back_office.scope import scope_of


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what the first page shows to the theme's context."""
    breakdowns = Breakdowns(scope_of(request))
    counts = breakdowns.counts
    return {
        **context,
        "title": "Dashboard",
        "figures": figures_of(counts),
        "months": months_of(counts),
        "charts": breakdowns.charts(),
        "map": world_map(keys_of(counts, facts.CELL)),
    }


def figures_of(counts: Mapping[str, int]) -> list[Group]:
    """Return the numbers that stand first; sub-customers and inactive ones count like all others."""
    return [
        Group("Customers in all", counts.get(facts.ALL, 0), links.customers_list()),
        Group("On hold", counts.get(facts.ON_HOLD, 0), links.customers_list(links.ON_HOLD)),
        Group("Without address", counts.get(facts.WITHOUT_ADDRESS, 0), links.customers_list(links.WITHOUT_ADDRESS)),
        Group("Without e-mail", counts.get(facts.WITHOUT_EMAIL, 0), links.customers_list(links.WITHOUT_EMAIL)),
        Group("Over the credit limit", counts.get(facts.OVER_LIMIT, 0), links.customers_list(links.OVER_LIMIT)),
    ]


def months_of(counts: Mapping[str, int]) -> MonthChart:
    """Return the chart of new customers; months are those of UTC, like all dates of the service."""
    today = datetime.now(UTC).date()
    leading = {month: links.customers_list((links.CREATED_MONTH, month)) for month in last_months(today)}
    return month_chart(keys_of(counts, facts.MONTH), today, leading)
