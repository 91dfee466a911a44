"""Measure `add module` and `remove module` in projects that grow, against the predecessor."""

import platform
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measure import PEER, cpu_milliseconds, spread

TABLE = Path(__file__).parent / "modules.md"
SIZES = (1, 20, 100, 300)
TEMPLATE = ["--template", "crud"]


@dataclass(frozen=True)
class Side:
    """One of the two, with a project of its own."""

    command: str
    project: Path

    def run(self, *words: str) -> float:
        """Run a command in the project, and return its CPU time in milliseconds."""
        return cpu_milliseconds([self.command, *words], {}, self.project)

    def grow(self, begin: int, end: int) -> None:
        """Add modules until there are `end` of them."""
        for number in range(begin, end):
            self.run("add", "module", f"items{number}", *TEMPLATE)


def measure_modules(ours: str, peer: str, runs: int) -> str:
    """Grow two projects side by side, measure at every size, and write and return the table."""
    with tempfile.TemporaryDirectory() as folder:
        sides = [_start(Path(folder) / name, command) for name, command in _named(ours, peer)]
        rows = list(_rows(sides, runs))
    text = _report(rows, runs)
    TABLE.write_text(text, encoding="utf-8")
    return text


def _named(ours: str, peer: str) -> list[tuple[str, str]]:
    return [("ours", ours), ("peer", peer)]


def _start(folder: Path, command: str) -> Side:
    folder.mkdir()
    cpu_milliseconds([command, "start", "shop-api"], {}, folder)
    return Side(command, folder / "shop-api")


def _rows(sides: list[Side], runs: int) -> Iterator[str]:
    first: dict[tuple[str, int], float] = {}
    size = 0
    for wanted in SIZES:
        for side in sides:
            side.grow(size, wanted)
        size = wanted
        for verb, taken in _measure(sides, runs).items():
            medians = [statistics.median(each) for each in taken]
            grown = [
                median - first.setdefault((verb, number), median)
                for number, median in enumerate(medians)
            ]
            spreads = [
                f"{median:.0f} ± {spread(each):.0f}"
                for median, each in zip(medians, taken, strict=True)
            ]
            yield (
                f"| `{verb} module` | {size} | {spreads[0]} | {spreads[1]}"
                f" | {medians[0] / medians[1]:.2f} | {grown[0]:+.0f} | {grown[1]:+.0f} |"
            )


def _measure(sides: list[Side], runs: int) -> dict[str, list[list[float]]]:
    taken: dict[str, list[list[float]]] = {verb: [[], []] for verb in ("add", "remove")}
    for number in range(runs + 2):
        for position, side in enumerate(sides):
            spent = {
                "add": side.run("add", "module", "zebras", *TEMPLATE),
                "remove": side.run("remove", "module", "zebras"),
            }
            if number >= 2:  # the first runs write bytecode, and fill caches
                for verb, each in spent.items():
                    taken[verb][position].append(each)
    return taken


def _report(rows: list[str], runs: int) -> str:
    head = [
        "# Modules added to, and removed from, projects that grow",
        "",
        f"CPU milliseconds of a whole process, median ± half the interquartile range of {runs} alternating",
        f"runs on one core, template crud; CPython {platform.python_version()}, {platform.system()}; by",
        "`nox -s bench`. `growth` is what it takes more than in the project of one module.",
        "",
        f"| command | modules | polepos | {PEER} | ratio | growth | peer's growth |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    return "\n".join([*head, *rows]) + "\n"
