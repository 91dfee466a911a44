"""What was measured: pooled by pyperf, kept in a small file that tables and plots are made of."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

import pyperf  # type: ignore[import-untyped]

from data.families import FAMILIES
from data.model import BYTES, OURS, Family


class Cell(NamedTuple):
    """What a figure is about."""

    family: str
    kind: str
    n: int
    library: str
    row: str


class Figure(NamedTuple):
    """The median of all rounds of all children, and their median absolute deviation.

    In nanoseconds for each unit of the row, or in bytes for each element.
    """

    median: float
    spread: float


@dataclass
class Results:
    """All figures of a run, and what it ran on."""

    about: dict[str, str] = field(default_factory=dict)
    figures: dict[Cell, Figure] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the results of an earlier run."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        figures = {
            Cell(family, kind, int(n), library, row): Figure(*pair)
            for family, kinds in stored["figures"].items()
            for kind, sizes in kinds.items()
            for n, libraries in sizes.items()
            for library, pairs in libraries.items()
            for row, pair in zip(stored["rows"][family], pairs, strict=True)
            if pair
        }
        return cls(stored["about"], figures)

    def dump(self, path: Path) -> None:
        """Write the results: a line for each rival, figures in the order of the family's rows."""
        nested: dict[str, dict[str, dict[str, dict[str, list[Any]]]]] = {}
        for family, kind, n, library in dict.fromkeys(cell[:4] for cell in self.figures):
            cells = [Cell(family, kind, n, library, row) for row in _rows(FAMILIES[family])]
            line = [self.figures.get(cell, ()) for cell in cells]
            place = nested.setdefault(family, {}).setdefault(kind, {}).setdefault(str(n), {})
            place[library] = line
        rows = {family: _rows(FAMILIES[family]) for family in nested}
        stored = {"about": self.about, "rows": rows, "figures": nested}
        text = json.dumps(stored, separators=(",", ":"))
        path.write_text(text.replace("]],", "]],\n") + "\n", encoding="utf-8")

    def backends(self) -> list[str]:
        """Return those of our backends that were measured."""
        there = {cell.library for cell in self.figures}
        return [backend for backend in OURS if backend in there]

    def sizes(self, family: Family) -> list[int]:
        """Return the sizes that were measured."""
        return sorted({cell.n for cell in self.figures if cell.family == family.name})

    def libraries(self, family: Family) -> list[str]:
        """Return those who were measured in a family, in its order."""
        there = {cell.library for cell in self.figures if cell.family == family.name}
        return [rival.library for rival in family.rivals if rival.library in there]

    def lines(self, family: Family) -> Iterator[tuple[str, str]]:
        """Go through rows and kinds of keys, in the family's order."""
        there = {(cell.row, cell.kind) for cell in self.figures if cell.family == family.name}
        return ((row, kind) for row in family.rows for kind in family.kinds if (row, kind) in there)

    def ratio(self, cell: Cell, rival: str) -> float | None:
        """Return how many times as long, or as large, a rival is as what the cell is about."""
        mine, theirs = self.figures.get(cell), self.figures.get(cell._replace(library=rival))
        return theirs.median / mine.median if mine and theirs else None

    def best(self, family: Family, cell: Cell) -> str | None:
        """Return the fastest of those that the family is measured against."""
        times = {
            library: self.figures[cell._replace(library=library)].median
            for library in family.against
            if cell._replace(library=library) in self.figures
        }
        return min(times, key=times.__getitem__) if times else None


def _rows(family: Family) -> list[str]:
    return [*family.rows, BYTES]


class Pool:
    """Rounds as they come in from children, each child a run of pyperf's."""

    def __init__(self) -> None:
        self.runs: dict[Cell, list[pyperf.Run]] = defaultdict(list)

    def add(self, cell: Cell, rounds: list[float]) -> None:
        """Add the rounds of one child, in nanoseconds or in bytes."""
        of_bytes = cell.row == BYTES
        values = [max(each, 1.0) if of_bytes else each * 1e-9 for each in rounds]
        metadata = {
            "name": " ".join(str(part).replace("`", "") for part in cell),
            "unit": "byte" if of_bytes else "second",
        }
        if values:
            run = pyperf.Run(values, metadata=metadata, collect_metadata=False)
            self.runs[cell].append(run)

    def figures(self) -> dict[Cell, Figure]:
        """Return the median and spread of every cell."""
        return {cell: _figure(cell, pyperf.Benchmark(runs)) for cell, runs in self.runs.items()}

    def keep(self, path: Path) -> None:
        """Write all rounds for pyperf's own commands, such as `compare_to`."""
        suite = pyperf.BenchmarkSuite([pyperf.Benchmark(runs) for runs in self.runs.values()])
        suite.dump(str(path), replace=True)


def _figure(cell: Cell, benchmark: pyperf.Benchmark) -> Figure:
    scale = 1.0 if cell.row == BYTES else 1e9
    single = benchmark.get_nvalue() < 2
    spread = 0.0 if single else benchmark.median_abs_dev()
    return Figure(_short(benchmark.median() * scale), _short(spread * scale))


def _short(value: float) -> float:
    """Keep four digits: nothing here is measured better."""
    short = float(f"{value:.4g}")
    return int(short) if short.is_integer() else short
