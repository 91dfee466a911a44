"""The tables: against the best of the rivals, and against every one of them, in Markdown."""

from collections.abc import Iterator
from statistics import geometric_mean

from data.families import FAMILIES
from data.model import BYTES, Family
from data.results import Cell, Results
from data.targets import means, shortfalls, titles

NONE = "-"


def summary(results: Results, plots: list[str]) -> str:
    """Return the page with the ratios, what falls short, and our times beside the best rival's."""
    parts = [
        "# How fast `polepos.data` is",
        "",
        *_about(results),
        "",
        "[Every rival's figures](every-rival.md) are on a page of their own.",
        "",
        "## Geometric means",
        "",
        *_means(results),
        "",
        "## What falls short",
        "",
        "[Why, and what would close it](falling-short.md).",
        "",
        *_shortfalls(results),
        "",
        *(f"![{name.removesuffix('.svg').replace('-', ' ')}]({name})\n" for name in plots),
        "## Memory",
        "",
        *_memory(results),
    ]
    for family in FAMILIES.values():
        if results.sizes(family):
            parts += ["", f"## {family.title}", "", *_against_best(results, family)]
    return "\n".join(parts) + "\n"


def every_rival(results: Results) -> str:
    """Return the page with the figures of all rivals."""
    parts = ["# `polepos.data` and every rival", "", *_about(results)]
    for family in FAMILIES.values():
        for n in results.sizes(family):
            parts += ["", f"## {family.title}, N = {n:,}", "", *_against_all(results, family, n)]
    return "\n".join(parts) + "\n"


def _about(results: Results) -> list[str]:
    about = dict(results.about)
    machine = [about.pop(name, "?") for name in ("python", "system", "processor")]
    own = {name for name, version in about.items() if machine[0].endswith(version)}  # Python's own
    named = sorted((name, about[name]) for name in about if name not in own)
    versions = ", ".join(f"{name} {version}" for name, version in named)
    return [
        "Nanoseconds of CPU time for each call or element, without what an empty loop takes: medians of",
        "the rounds of several processes, whose turns alternate, on one core. A ratio is the rival's",
        f"time by ours, so more than 1 is faster. {', '.join(machine)}; {versions}.",
        "Written by `nox -s bench`.",
    ]


def _table(head: list[str], rows: Iterator[list[str]] | list[list[str]], words: int) -> list[str]:
    """Return a table whose first columns are words, and the others numbers."""
    rule = ["---"] * words + ["---:"] * (len(head) - words)
    return ["| " + " | ".join(line) + " |" for line in (head, rule, *rows)]


def _against_best(results: Results, family: Family) -> list[str]:
    backends, sizes = results.backends(), results.sizes(family)
    head = ["workload", "per", "key"]
    for n in sizes:
        head += [f"{n:,}: {backends[0] if backends else 'ours'}", *backends[1:], "rival"]
        head += ["ratio"] if len(backends) < 2 else [f"{backend} ratio" for backend in backends]
    rows = []
    for row, kind in results.lines(family):
        line = [row, family.per(row), kind]
        for n in sizes:
            line += _best(results, family, Cell(family.name, kind, n, "", row))
        rows.append(line)
    return [*_named(family), "", *_table(head, rows, 3)]


def _named(family: Family) -> list[str]:
    if len(family.against) == 1:
        return [f"The rival is {family.against[0]}."]
    return [f"The rival is the fastest of {', '.join(family.against)} in each row."]


def _best(results: Results, family: Family, cell: Cell) -> list[str]:
    mine = [cell._replace(library=backend) for backend in results.backends() or ["pure"]]
    best = results.best(family, cell)
    theirs = _figure(results, cell._replace(library=best)) if best else NONE
    if best and len(family.against) > 1:
        theirs += f" {best}"
    ratios = [_ratio(results.ratio(each, best)) if best else NONE for each in mine]
    return [*(_figure(results, each) for each in mine), theirs, *ratios]


def _against_all(results: Results, family: Family, n: int) -> list[str]:
    libraries = results.libraries(family)
    ours = [name for name in results.backends() if name in libraries]
    others = [name for name in libraries if name not in ours]
    rows = []
    for row, kind in results.lines(family):
        line = [row, kind]
        for library in libraries:
            cell = Cell(family.name, kind, n, library, row)
            text = _figure(results, cell)
            ratios = [_ratio(results.ratio(cell._replace(library=each), library)) for each in ours]
            known = library in others and text != NONE and ratios
            line.append(f"{text} ({', '.join(ratios)})" if known else text)
        rows.append(line)
    note = f"In brackets: the ratio to {', '.join(ours)}." if ours else "Nothing of ours yet."
    return [note, "", *_table(["workload", "key", *libraries], rows, 2)]


def _memory(results: Results) -> list[str]:
    cells = [cell for cell in results.figures if cell.row == BYTES]
    order = dict.fromkeys(cell.library for cell in cells)
    libraries = [*results.backends(), *(name for name in order if name not in results.backends())]
    named = dict.fromkeys((cell.family, cell.kind, cell.n) for cell in cells)
    rows = [
        [FAMILIES[family].title, kind, f"{n:,}"]
        + [_figure(results, Cell(family, kind, n, library, BYTES)) for library in libraries]
        for family, kind, n in named
    ]
    text = [
        "Bytes for each element (key, entry, edge) by which the process grows when the container is",
        "built from keys that exist already.",
        "",
    ]
    return [*text, *_table(["container", "key", "N", *libraries], rows, 2)]


def _means(results: Results) -> list[str]:
    rows = []
    for backend in results.backends():
        for family in FAMILIES.values():
            for rival in dict.fromkeys((*family.against, *results.libraries(family))):
                if rival in results.backends():
                    continue
                line = [_mean(results, family, backend, rival, n) for n in _all_sizes(results)]
                if set(line) != {NONE}:
                    rows.append([family.title, backend, rival, *line])
    sizes = [f"{n:,}" for n in _all_sizes(results)]
    return _table(["container", "backend", "rival", *sizes], rows, 3)


def _all_sizes(results: Results) -> list[int]:
    return sorted({cell.n for cell in results.figures})


def _mean(results: Results, family: Family, backend: str, rival: str, n: int) -> str:
    ratios = [
        ratio
        for cell in results.figures
        if (cell.family, cell.library, cell.n) == (family.name, backend, n) and cell.row != BYTES
        if (ratio := results.ratio(cell, rival)) is not None
    ]
    return _ratio(geometric_mean(ratios)) if ratios else NONE


def _shortfalls(results: Results) -> list[str]:
    lines = [
        f"- {target.backend}: {titles(target)} against {rival}: geometric mean {_ratio(mean)}"
        f" (aim {target.mean:g}){'' if mean >= (target.mean or 0) else ', **missed**'}"
        for target, rival, mean in means(results)
    ]
    rows = [
        [
            short.cell.library,
            FAMILIES[short.cell.family].title,
            short.cell.row,
            short.cell.kind,
            short.rival,
            f"{short.cell.n:,}",
            _ratio(short.ratio),
            f"{short.aim:g}",
        ]
        for short in shortfalls(results)
    ]
    head = ["backend", "container", "workload", "key", "rival", "N", "ratio", "aim"]
    return [*lines, "", *(_table(head, rows, 5) if rows else ["Nothing."])]


def _figure(results: Results, cell: Cell) -> str:
    figure = results.figures.get(cell)
    if figure is None:
        return NONE
    return f"{figure.median:,.0f}" if figure.median >= 10 else f"{figure.median:.1f}"


def _ratio(ratio: float | None) -> str:
    return NONE if ratio is None else f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"
