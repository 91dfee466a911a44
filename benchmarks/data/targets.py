"""What is aimed at, for each backend, and what falls short of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import geometric_mean

from data.families import FAMILIES
from data.model import BUILD, BYTES, UPSTREAM
from data.results import Cell, Results

SORTED = ("sorted-list", "sorted-key-list", "sorted-set", "sorted-dict")


@dataclass(frozen=True)
class Target:
    """How many times as fast a backend has to be as a rival.

    Arguments: `each` is the least ratio of any row; `mean`, of the geometric mean of all;
    `kinds` has other ratios for some kinds of keys, and with `only` no others count; no `rows`
    means all of them; sizes below `least` do not count.
    """

    backend: str
    families: tuple[str, ...]
    rivals: tuple[str, ...]
    each: float
    mean: float | None = None
    rows: tuple[str, ...] = ()
    kinds: Mapping[str, float] = field(default_factory=dict)
    only: bool = False
    least: int = 0

    def aim(self, cell: Cell) -> float | None:
        """Return the ratio that is aimed at for a cell, if any."""
        counts = (
            cell.library == self.backend
            and cell.family in self.families
            and cell.n >= self.least
            and cell.row != BYTES
            and (not self.rows or cell.row in self.rows)
            and (not self.only or cell.kind in self.kinds)
        )
        return self.kinds.get(cell.kind, self.each) if counts else None


@dataclass(frozen=True)
class Shortfall:
    """A ratio that is less than what is aimed at."""

    cell: Cell
    rival: str
    ratio: float
    aim: float


PURE = (
    Target("pure", SORTED, ("sortedcontainers",), 0.95, mean=1.0),
    Target("pure", ("trie",), ("pygtrie", UPSTREAM), 1.0, mean=1.0),
    Target("pure", ("queue",), ("heapdict", "pqdict"), 1.0, mean=1.0),
    Target("pure", ("lru-cache", "ttl-cache"), ("cachetools",), 1.0, mean=1.0),
)


def rust(
    family: str, rival: str, rows: tuple[str, ...], each: float, *rest: float, least: int = 100_000
) -> Target:
    """Return a target of the Rust backend: for numbers, then strings, pairs and objects."""
    by_kind = dict(zip(("tuple", "object"), rest[1:], strict=False))
    by_kind |= {"url": rest[0], "word": rest[0]} if rest else {}
    return Target("rust", (family,), (rival,), each, rows=rows, kinds=by_kind, least=least)


PEER = "sortedcontainers"
GROW = ("grow from empty by `add`", "`add` to full", "`remove`")
FIND = ("`in`, hit", "`in`, miss", "`bisect_right`")
PLACE = ("`[i]`", "`irange`, begin", "`irange` of 100", "`pop(0)`", "sliding median")
BULK = ("iteration", "slice of 100", "build from sorted")
BY_ORDER = ("`d[k] = v`, new", "`del d[k]`", "`peekitem(i)`", "`items` iteration")
ALGEBRA = ("`|`", "`&`", "`-`", "`^`")
RUST = (
    rust("sorted-list", PEER, GROW, 7, 6, 8, 1.15),
    rust("sorted-list", PEER, FIND, 6, 3.5, 8, 1.1),
    rust("sorted-list", PEER, PLACE, 4.5, 3.5, 4.5, 1.3),
    rust("sorted-list", PEER, BULK, 1, 1, 1, 1),
    rust("sorted-list", PEER, (BUILD,), 4, 1, 1, 1),
    Target("rust", ("sorted-list",), ("BTrees",), 1, kinds={"int": 1}, only=True, least=100_000),
    rust("sorted-set", PEER, ("`add` to full", "`remove`"), 5, 4, 5, 1.2),
    rust("sorted-set", PEER, ALGEBRA, 6, 4, 5, 1.2),
    rust("sorted-dict", PEER, BY_ORDER, 5, 4, 5, 1.2),
    rust("sorted-dict", "dict", ("`d[k]`",), 0.9),
    rust("trie", "pygtrie", ("`get`, hit",), 7),
    rust("trie", "pygtrie", ("`items(prefix)`", "longest prefix"), 25),
    rust("trie", "pygtrie", (BUILD,), 14),
    rust("trie", PEER, ("`items(prefix)`",), 3),
    *(
        target
        for rival in ("heapdict", "pqdict")
        for target in (
            rust("queue", rival, ("push from empty", "push to full"), 9, 6.3, 9, 1.5),
            rust("queue", rival, ("decrease",), 6, 4.2, 6, 1.5),
            rust("queue", rival, ("pop",), 18, 12.6, 18, 1.5),
        )
    ),
    Target(
        "rust",
        ("queue",),
        ("heapq (lazy)",),
        9,
        rows=("pop",),
        kinds={"int": 9, "float": 9},
        only=True,
        least=100_000,
    ),
)
TARGETS = (*PURE, *RUST)
MOST_BYTES = {"sorted-list": 26, "sorted-set": 26, "trie": 75, "queue": 80}  # Rust, each element


def shortfalls(results: Results) -> list[Shortfall]:
    """Return all ratios that are less than what is aimed at, the worst first."""
    return sorted(_missed(results), key=lambda each: each.ratio / each.aim)


def _missed(results: Results) -> Iterator[Shortfall]:
    for target in TARGETS:
        for cell, rival, ratio in _ratios(results, target):
            aim = target.aim(cell)
            if aim is not None and ratio < aim:
                yield Shortfall(cell, rival, ratio, aim)
    for cell, figure in results.figures.items():
        most = MOST_BYTES.get(cell.family) if cell.row == BYTES else None
        if most is not None and cell.library == "rust" and figure.median > most:
            yield Shortfall(cell, "the limit", most / figure.median, 1.0)


def means(results: Results) -> list[tuple[Target, str, float]]:
    """Return for each target of a geometric mean the rival's name and the mean."""
    found = []
    for target in TARGETS:
        for rival in target.rivals if target.mean else ():
            ratios = [ratio for _, name, ratio in _ratios(results, target) if name == rival]
            if ratios:
                found.append((target, rival, geometric_mean(ratios)))
    return found


def _ratios(results: Results, target: Target) -> Iterator[tuple[Cell, str, float]]:
    for cell in results.figures:
        if target.aim(cell) is None:
            continue
        for rival in target.rivals:
            ratio = results.ratio(cell, rival)
            if ratio is not None:
                yield cell, rival, ratio


def titles(target: Target) -> str:
    """Return the names of a target's containers."""
    return ", ".join(FAMILIES[name].title for name in target.families)
