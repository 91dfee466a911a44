"""Measure the command line against its predecessor, in the same run, and write the table.

What is measured is the CPU time (user and system) of a whole process and its children: machines are
shared, and wall time says more about the neighbours. Runs alternate between the two, on one core, with
both sides' bytecode compiled first; what is reported is the ratio of medians.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

TABLE = Path(__file__).parent / "command-line.md"
PEER = "poleposition 0.0.46"


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
    options = parser.parse_args()
    pin()
    ours = str(Path(sys.executable).with_name("polepos"))
    peer = str(options.peer.with_name("polepos"))
    rows = [row(case, ours, peer, options.runs) for case in CASES]
    text = report(rows, options.runs)
    TABLE.write_text(text, encoding="utf-8")
    print(text)
    return 0


def pin() -> None:
    """Stay on one core, where the system lets us."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def row(case: Case, ours: str, peer: str, runs: int) -> str:
    """Measure one case, and return its line of the table."""
    times: tuple[list[float], list[float]] = ([], [])
    sides = [(times[0], [ours, *case.ours]), (times[1], [peer, *case.peers])]
    for number in range(runs + 2):
        for taken, command in sides:
            spent = cpu_milliseconds(command, case.setting)
            if number >= 2:  # the first runs write bytecode
                taken.append(spent)
    mine, theirs = (statistics.median(taken) for taken in times)
    return (
        f"| {case.name} | {mine:.0f} ± {spread(times[0]):.0f} | {theirs:.0f} ± {spread(times[1]):.0f}"
        f" | {mine / theirs:.2f} | {case.aim:.1f} |"
    )


def spread(taken: list[float]) -> float:
    """Return half the distance between the quartiles."""
    low, _, high = statistics.quantiles(taken, n=4)
    return (high - low) / 2


def cpu_milliseconds(command: list[str], setting: Mapping[str, str]) -> float:
    """Run a command in an empty folder, and return the CPU time that it took."""
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = {**inherited, **setting}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{command} failed: {errors.read().decode()}")
    return (usage.ru_utime + usage.ru_stime) * 1000


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
