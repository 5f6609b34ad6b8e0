"""Draws how many times as many requests we answer as each peer; it knows numbers and colours, and no server."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

from benchmarks.peers.results import Spread

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "performance.svg"
COLOURS = {"drf": "#a33b20", "fastapi": "#0b7285", "litestar": "#5f3dc4"}
NAMES = {"drf": "Django REST framework", "fastapi": "FastAPI, SQLAlchemy", "litestar": "Litestar, SQL by hand"}
TITLES = {"list": "list of 100", "show": "one by id", "reference": "one by reference", "create": "create"}
WIDTH = 0.26


def draw(ratios: Mapping[str, Mapping[str, Spread]], aims: Mapping[str, Mapping[str, float]]) -> None:
    """Draw the ratios of each request to each peer, with their spread and with what was aimed at."""
    # The same file for the same figures: no date, no random names; text stays text.
    mpl.rcParams.update({"svg.hashsalt": "performance", "svg.fonttype": "none", "font.family": "sans-serif"})
    figure, axes = plt.subplots(figsize=(9, 4.2))
    for place, peer in enumerate(NAMES):
        draw_peer(axes, peer, place, {name: row[peer] for name, row in ratios.items() if peer in row}, aims)
    axes.axhline(1, color="#555", linewidth=1)
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g} x")
    axes.set_xticks(range(len(ratios)), [TITLES[name] for name in ratios])
    axes.set_ylabel("our requests/s to theirs")
    axes.set_title("How many times as many requests we answer (bars), and the aim (ticks)", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=9, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.08))
    figure.tight_layout()
    figure.savefig(PICTURE, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def draw_peer(
    axes: "mpl.axes.Axes", peer: str, place: int, found: Mapping[str, Spread], aims: Mapping[str, Mapping[str, float]]
) -> None:
    """Draw the bars of one peer."""
    middles = [index + (place - 1) * WIDTH for index in range(len(found))]
    heights = [spread.median for spread in found.values()]
    below = [spread.median - spread.least for spread in found.values()]
    above = [spread.most - spread.median for spread in found.values()]
    bars = {"yerr": [below, above], "error_kw": {"elinewidth": 0.8, "ecolor": "#222"}}
    # From 1, where both are alike: a bar that hangs down means that we are slower.
    axes.bar(
        middles,
        [height - 1 for height in heights],
        WIDTH * 0.9,
        bottom=1,
        color=COLOURS[peer],
        label=NAMES[peer],
        **bars,
    )
    for middle, name, height in zip(middles, found, heights, strict=True):
        axes.hlines(aims[name][peer], middle - WIDTH * 0.45, middle + WIDTH * 0.45, color="#000", linewidth=2)
        axes.annotate(
            f"{height:.2g}", (middle, max(height, 1)), (0, 9), textcoords="offset points", ha="center", size=8
        )
