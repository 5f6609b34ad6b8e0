"""Shapes numbers for the eye: bars in order of their size, months in order of time, a map; it asks no database."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# More bars are not read; the rest is one number.
MOST_BARS = 10
MONTHS_SHOWN = 24


@dataclass(frozen=True)
class Group:
    """Customers that have something in common; ``link`` leads to a list of them."""

    label: str
    customers: int
    link: str | None = None

    @property
    def number(self) -> str:
        """Return how many they are, as people read it."""
        return f"{self.customers:,}"


@dataclass(frozen=True)
class Bar:
    """A group as a bar: ``length`` is the part of the longest bar, ``share`` that of all customers, in percent."""

    group: Group
    length: str
    share: str


@dataclass(frozen=True)
class BarChart:
    """Bars below a title."""

    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class MonthChart:
    """The customers that came in each month; ``data`` is for the script that draws them."""

    groups: Sequence[Group]
    data: str


def bar_chart(title: str, groups: Iterable[Group]) -> BarChart:
    """Return the largest groups as bars, and all others together as one."""
    ranked = sorted(groups, key=lambda group: (-group.customers, group.label))
    total = sum(group.customers for group in ranked)
    shown = ranked[:MOST_BARS]
    if rest := ranked[MOST_BARS:]:
        label = "1 other" if len(rest) == 1 else f"{len(rest)} others"
        shown.append(Group(label, sum(group.customers for group in rest)))
    longest = max((group.customers for group in shown), default=0)
    bars = [
        Bar(group, f"{percent(group.customers, longest):.1f}%", f"{percent(group.customers, total):.1f}%")
        for group in shown
    ]
    return BarChart(title, bars)


def percent(part: int, whole: int) -> float:
    """Return a part in percent."""
    return 100 * part / whole if whole else 0


def month_chart(counts: Mapping[str, int], today: date, links: Mapping[str, str]) -> MonthChart:
    """Return the last months, the present one included, also those in which nobody came."""
    months = last_months(today)
    groups = [
        Group(f"{date.fromisoformat(f'{month}-01'):%b %Y}", counts.get(month, 0), links.get(month)) for month in months
    ]
    data = {
        "labels": [group.label for group in groups],
        "datasets": [
            {
                "label": "New customers",
                "data": [group.customers for group in groups],
                # The theme's names for what it draws.
                "backgroundColor": "var(--color-primary-600)",
                "maxBarThickness": 24,
                "displayYAxis": True,
                "maxTicksXLimit": 12,
            }
        ],
    }
    return MonthChart(groups, json.dumps(data))


def last_months(today: date) -> list[str]:
    """Return the months that are shown, as in 2024-03, oldest first."""
    newest = today.year * 12 + today.month - 1
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(newest - MONTHS_SHOWN + 1, newest + 1)]
