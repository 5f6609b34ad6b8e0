"""Knows how Natural Earth's land becomes the one line that the dashboard's map is drawn with.

    python -m scripts.draw_land land-110m.json > customers/templates/dashboard/land.html

The file is land of Natural Earth 1:110m (naturalearthdata.com, public domain) as TopoJSON, as the npm package
world-atlas 2.0.2 has it. It must not know what is drawn on the land.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

# A tenth of a degree is the unit of the map, counted from its upper left corner.
UNIT = 10
WIDTH, HEIGHT = 360 * UNIT, 180 * UNIT
ORIGIN = "{# Land of Natural Earth 1:110m, public domain, drawn by scripts/draw_land.py in tenths of a degree. #}"
Point = tuple[int, int]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the lines that outlines are made of: each point is told by its way from the one before."""
    across, down = topology["transform"]["scale"]
    left, bottom = topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        east = north = 0
        arc: list[Point] = []
        for step in steps:
            east, north = east + step[0], north + step[1]
            longitude, latitude = left + east * across, bottom + north * down
            arc.append((round((longitude + 180) * UNIT), round((90 - latitude) * UNIT)))
        arcs.append(arc)
    return arcs


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield the points of each outline; a line that is numbered from behind is walked backwards."""
    arcs = arcs_of(topology)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                lines = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
                yield [point for line in lines for point in line]


def unrolled(ring: list[Point]) -> list[Point]:
    """Return an outline without leaps from one edge of the map to the other: it goes on beyond the edge.

    One that comes round the whole earth, as Antarctica's does, is closed along the lower edge.
    """
    turns = 0
    points = ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        turns += (before - x > WIDTH // 2) - (x - before > WIDTH // 2)
        here = (x + turns * WIDTH, y)
        if here != points[-1]:
            points.append(here)
    if turns:
        points += [(points[-1][0], HEIGHT), (points[0][0], HEIGHT)]
    return points


def outlines(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield what is drawn; what reaches beyond one edge is drawn again at the other."""
    for ring in rings(topology):
        points = unrolled(ring)
        for shift in (-WIDTH, 0, WIDTH):
            if any(0 < x + shift < WIDTH for x, _ in points):
                yield [(x + shift, y) for x, y in points]


def drawn(points: list[Point]) -> str:
    """Return an outline in the language of SVG's paths; a minus needs no blank before it."""
    (x, y), *_ = points
    steps = [number for (a, b), (c, d) in pairwise(points) for number in (c - a, d - b)]
    return f"M{x} {y}l" + " ".join(map(str, steps)).replace(" -", "-") + "z"


def main(arguments: list[str]) -> int:
    """Print the land."""
    topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    path = "".join(drawn(points) for points in outlines(topology))
    print(f'{ORIGIN}<path class="land" fill-rule="evenodd" d="{path}"/>')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
