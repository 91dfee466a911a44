"""The plots: speed-up by operation and kind of key, memory, growth with N; as SVG, always the same."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from data.families import FAMILIES
from data.model import BYTES, OURS, Family
from data.results import Cell, Results

COLOURS = {
    "int": "#4477aa",
    "float": "#66ccee",
    "url": "#228833",
    "word": "#aacc44",
    "tuple": "#ee8833",
    "object": "#aa3377",
}
LIBRARIES = {
    "pure": "#cc3311",
    "rust": "#882255",
    "sortedcontainers": "#0077bb",
    "poleposition": "#999999",
    "BTrees": "#009988",
    "pygtrie": "#ee7733",
    "heapdict": "#0077bb",
    "pqdict": "#33bbee",
    "cachetools": "#0077bb",
    "networkx": "#ddaa33",
    "cachebox": "#009988",
    "marisa-trie": "#009988",
}
OTHER = "#bbbbbb"
GROWTH = (
    ("sorted-list", "int", "`add` to full"),
    ("sorted-list", "int", "`in`, hit"),
    ("sorted-list", "int", "`[i]`"),
    ("sorted-dict", "url", "`d[k] = v`, new"),
    ("trie", "url", "`get`, hit"),
    ("trie", "url", "`items(prefix)`"),
    ("queue", "int", "decrease"),
    ("queue", "int", "pop"),
    ("lru-cache", "int", "`c[k] = v`, evicting"),
)
SETTINGS: Any = {
    "svg.hashsalt": "polepos",
    "svg.fonttype": "none",  # text stays text: small files, and readers' own fonts
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Verdana"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
}


def draw(results: Results, folder: Path, suffix: str = ".svg") -> list[str]:
    """Draw all plots into a folder, and return the names of their files."""
    drawn = {}
    with mpl.rc_context(SETTINGS):
        for backend in results.backends():
            for family in FAMILIES.values():
                drawn[f"speed-up-{family.name}-{backend}"] = speed_up(results, family, backend)
        drawn["memory"] = memory(results)
        drawn["growth"] = growth(results)
        names = []
        for name, figure in drawn.items():
            if figure is not None:
                nothing: dict[str, None] = (
                    {"Date": None, "Creator": None} if suffix == ".svg" else {}
                )
                figure.savefig(folder / (name + suffix), metadata=nothing, bbox_inches="tight")
                names.append(name + suffix)
    return names


def speed_up(results: Results, family: Family, backend: str) -> Figure | None:
    """Draw a dot for every operation and kind of key: how many times as fast as the best rival."""
    sizes = results.sizes(family)
    points = {n: _ratios(results, family, backend, n) for n in sizes}
    rows = [row for row in family.rows if any(row == each[0] for n in sizes for each in points[n])]
    if not rows:
        return None
    figure = Figure(figsize=(3.2 * len(sizes) + 1.2, 0.26 * len(rows) + 1.3), layout="constrained")
    panels = figure.subplots(1, len(sizes), sharey=True, sharex=True, squeeze=False)[0]
    kinds = [kind for kind in family.kinds if any(kind == p[1] for n in sizes for p in points[n])]
    for panel, n in zip(panels, sizes, strict=True):
        panel.axvline(1, color="black", linewidth=0.8)
        for place, kind in enumerate(kinds):
            mine = [(row, ratio) for row, name, ratio in points[n] if name == kind]
            heights = [rows.index(row) + (place - (len(kinds) - 1) / 2) * 0.12 for row, _ in mine]
            ratios = [ratio for _, ratio in mine]
            panel.scatter(ratios, heights, s=16, color=COLOURS[kind], label=kind, zorder=3)
        panel.set_title(f"N = {n:,}")
        panel.set_ylim(len(rows) - 0.5, -0.5)
        panel.grid(axis="both", color="#e6e6e6", linewidth=0.6)
        panel.set_axisbelow(True)
    _times(panels, [ratio for n in sizes for _, _, ratio in points[n]])
    panels[0].set_yticks(range(len(rows)), [_plain(row) for row in rows])
    figure.suptitle(f"{family.title} ({backend}): times as fast as {_rivals(family)}")
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(kinds), frameon=False)
    return figure


def _ratios(results: Results, family: Family, backend: str, n: int) -> list[tuple[str, str, float]]:
    found = []
    for row, kind in results.lines(family):
        cell = Cell(family.name, kind, n, backend, row)
        best = results.best(family, cell)
        ratio = results.ratio(cell, best) if best else None
        if ratio is not None:
            found.append((row, kind, ratio))
    return found


def _rivals(family: Family) -> str:
    return (
        family.against[0]
        if len(family.against) == 1
        else "the best of " + ", ".join(family.against)
    )


def _times(panels: Any, ratios: list[float]) -> None:
    """Give panels a logarithmic axis for all ratios, whose marks read as 0.5, 1, 2, 5."""
    low, high = min(*ratios, 0.5) / 1.2, max(*ratios, 2.0) * 1.2
    marks = [mark * 10**power for power in range(-3, 5) for mark in (1, 2, 5)]
    for panel in panels:
        panel.set_xscale("log")
        panel.set_xlim(low, high)
        panel.set_xticks([mark for mark in marks if low <= mark <= high])
        panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        panel.xaxis.set_minor_locator(NullLocator())
        panel.tick_params(axis="x", labelsize=7)


def memory(results: Results) -> Figure | None:
    """Draw the bytes for each element, of everybody, family by family."""
    shown = [chosen for family in FAMILIES.values() if (chosen := _weights(results, family))]
    if not shown:
        return None
    across = 3
    down = -(-len(shown) // across)
    figure = Figure(figsize=(4.0 * across, 1.9 * down + 0.5), layout="constrained")
    panels = figure.subplots(down, across, squeeze=False).ravel()
    for panel, (title, weights) in zip(panels, shown, strict=False):
        names = list(weights)
        bars = panel.barh(names, list(weights.values()), color=[_colour(name) for name in names])
        panel.bar_label(bars, labels=[f"{weight:,.0f}" for weight in weights.values()], padding=3)
        panel.set_title(title)
        panel.invert_yaxis()
        panel.margins(x=0.16)
        panel.xaxis.set_major_locator(MaxNLocator(4))
    for panel in panels[len(shown) :]:
        panel.set_visible(False)
    figure.suptitle(
        "Memory: bytes by which the process grows, for each element, key, entry or edge"
    )
    return figure


def _weights(results: Results, family: Family) -> tuple[str, dict[str, float]] | None:
    """Return a title, and everybody's bytes, at the greatest size that most were measured at."""
    kind = family.kinds[0]
    by_size = {
        n: {
            library: found.median
            for library in results.libraries(family)
            if (found := results.figures.get(Cell(family.name, kind, n, library, BYTES)))
        }
        for n in results.sizes(family)
    }
    n = max(by_size, key=lambda n: (len(by_size[n]), n), default=0)
    if not by_size.get(n):
        return None
    return f"{family.title}, {kind}, N = {n:,}", by_size[n]


def growth(results: Results) -> Figure | None:
    """Draw how the time of some operations grows with N."""
    shown = [each for each in GROWTH if _curves(results, *each)]
    if not shown:
        return None
    across = 3
    down = -(-len(shown) // across)
    figure = Figure(figsize=(3.9 * across, 2.5 * down + 0.4), layout="constrained")
    panels = figure.subplots(down, across, squeeze=False).ravel()
    for panel, (name, kind, row) in zip(panels, shown, strict=False):
        _grow(panel, _curves(results, name, kind, row))
        panel.set_title(f"{FAMILIES[name].title}, {kind}: {_plain(row)}")
    for panel in panels[len(shown) :]:
        panel.set_visible(False)
    figure.suptitle("Nanoseconds by N")
    return figure


def _grow(panel: Any, curves: dict[str, list[tuple[int, float]]]) -> None:
    for library, points in curves.items():
        width = 2.2 if library in OURS else 1.2
        sizes, times = zip(*points, strict=True)
        panel.plot(
            sizes, times, "o-", color=_colour(library), label=library, linewidth=width, markersize=3
        )
    panel.set_xscale("log")
    panel.set_yscale("log")
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    panel.xaxis.set_minor_locator(NullLocator())
    panel.yaxis.set_minor_locator(NullLocator())
    panel.grid(color="#e6e6e6", linewidth=0.6)
    panel.legend(fontsize=7, frameon=False)


def _curves(results: Results, name: str, kind: str, row: str) -> dict[str, list[tuple[int, float]]]:
    family = FAMILIES[name]
    curves = {
        library: [
            (n, found.median)
            for n in results.sizes(family)
            if (found := results.figures.get(Cell(name, kind, n, library, row)))
        ]
        for library in results.libraries(family)
    }
    return {library: points for library, points in curves.items() if points}


def _colour(library: str) -> str:
    return LIBRARIES.get(library, OTHER)


def _plain(text: str) -> str:
    return text.replace("`", "")
