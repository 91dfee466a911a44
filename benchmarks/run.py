"""Measure the command line against its predecessor, in the same run, and write the tables."""

import argparse
import platform
import statistics
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from measure import PEER, in_empty_folder, pin, spread
from modules import measure_modules

TABLE = Path(__file__).parent / "command-line.md"


@dataclass(frozen=True)
class Case:
    """One comparison: what each side runs, and the ratio that is aimed at."""

    name: str
    ours: list[str]
    peers: list[str]
    aim: float
    setting: Mapping[str, str] = field(default_factory=dict)


CASES = [
    Case("`polepos version`", ["version"], ["version"], 0.6),
    Case("`polepos --help`", ["--help"], ["--help"], 1.0),
    Case("`polepos start`", ["start", "shop-api", "--no-git"], ["start", "shop-api"], 1.0),
    Case(
        "`polepos start`, nothing cached",
        ["start", "shop-api", "--no-git"],
        ["start", "shop-api"],
        1.0,
        {"POLEPOS_CACHE_DIR": ""},
    ),
    Case(
        "`polepos start`, with `git init`",
        ["start", "shop-api", "--git"],
        ["start", "shop-api"],
        1.0,
    ),
]


def main() -> int:
    """Run every case, and write and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--peer", type=Path, required=True, help="the Python of the peer's environment"
    )
    parser.add_argument("--runs", type=int, default=31)
    parser.add_argument("--only", choices=["commands", "modules"], help="one table, not both")
    options = parser.parse_args()
    pin()
    ours = str(Path(sys.executable).with_name("polepos"))
    peer = str(options.peer.with_name("polepos"))
    if options.only != "modules":
        rows = [row(case, ours, peer, options.runs) for case in CASES]
        text = report(rows, options.runs)
        TABLE.write_text(text, encoding="utf-8")
        print(text)
    if options.only != "commands":
        print(measure_modules(ours, peer, options.runs))
    return 0


def row(case: Case, ours: str, peer: str, runs: int) -> str:
    """Measure one case, and return its line of the table."""
    times: tuple[list[float], list[float]] = ([], [])
    sides = [(times[0], [ours, *case.ours]), (times[1], [peer, *case.peers])]
    for number in range(runs + 2):
        for taken, command in sides:
            spent = in_empty_folder(command, case.setting)
            if number >= 2:  # the first runs write bytecode
                taken.append(spent)
    mine, theirs = (statistics.median(taken) for taken in times)
    return (
        f"| {case.name} | {mine:.0f} ± {spread(times[0]):.0f} | {theirs:.0f} ± {spread(times[1]):.0f}"
        f" | {mine / theirs:.2f} | {case.aim:.1f} |"
    )


def report(rows: list[str], runs: int) -> str:
    """Return the table as Markdown."""
    head = [
        "# The command line, and its predecessor",
        "",
        f"CPU milliseconds of a whole process, median ± half the interquartile range of {runs} alternating",
        f"runs on one core; CPython {platform.python_version()}, {platform.system()}; by `nox -s bench`.",
        "",
        f"| command | polepos | {PEER} | ratio | aim: at most |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    return "\n".join([*head, *rows]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
