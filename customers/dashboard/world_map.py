"""Draws where customers are: circles on a plain map of the world, without anybody's tiles; it asks no database.

The map shows degrees as they are, as wide as high (an equirectangular projection), a tenth of a degree the unit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from customers.dashboard.charts import Group
from customers.tally_facts import CELL_DEGREES

UNIT = 10
# So large are the circles of one customer, and of the cell with the most.
SMALLEST, LARGEST = 6, 60
ROWS, COLUMNS = 180 // CELL_DEGREES, 360 // CELL_DEGREES
MOST_LISTED = 20


@dataclass(frozen=True)
class Circle:
    """A cell of the map with its customers: its middle, and a radius whose circle's area grows with them."""

    x: int
    y: int
    radius: int
    group: Group


@dataclass(frozen=True)
class WorldMap:
    """The circles, largest first, so that small ones lie above large ones."""

    circles: Sequence[Circle]
    shown: Group

    @property
    def drawing(self) -> SafeString:
        """Return the circles as SVG: they may be thousands, for which a template takes its time."""
        return format_html_join(
            "",
            '<circle cx="{}" cy="{}" r="{}" role="img"><title>{}: {}</title></circle>',
            ((each.x, each.y, each.radius, each.group.label, each.group.number) for each in self.circles),
        )

    @property
    def listed(self) -> Sequence[Circle]:
        """Return the largest circles, for who does not see the map."""
        return self.circles[:MOST_LISTED]


def world_map(counts: Mapping[str, int]) -> WorldMap:
    """Return the map of cells, given by their keys."""
    cells: Counter[tuple[int, int]] = Counter()
    for key, count in counts.items():
        north, east = map(int, key.split(","))
        # What lies on the northern or eastern edge belongs to the last cell before it.
        cells[min(north, ROWS // 2 - 1), min(east, COLUMNS // 2 - 1)] += count
    most = max(cells.values(), default=0)
    ordered = sorted(cells.items(), key=lambda item: (-item[1], item[0]))
    return WorldMap([circle(*cell, count, most) for cell, count in ordered], Group("On the map", cells.total()))


def circle(north: int, east: int, count: int, most: int) -> Circle:
    """Return the circle of one cell."""
    latitude, longitude = ((number * CELL_DEGREES + CELL_DEGREES // 2) for number in (north, east))
    radius = max(SMALLEST, round(LARGEST * sqrt(count / most)))
    return Circle((longitude + 180) * UNIT, (90 - latitude) * UNIT, radius, Group(place(latitude, longitude), count))


def place(latitude: int, longitude: int) -> str:
    """Return where a cell lies, as people say it."""
    across = f"{abs(latitude)}° {'N' if latitude >= 0 else 'S'}"
    return f"{across}, {abs(longitude)}° {'E' if longitude >= 0 else 'W'}"
