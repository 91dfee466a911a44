"""Measure `polepos.data` and its rivals in one run, and write the tables and plots to docs/data.

A quick run writes to .cache/bench-data, as what it finds is not for keeping. The rounds of the last
run are there too, for pyperf: `python -m pyperf compare_to BEFORE rounds.json.gz`.

PYTHONPATH=benchmarks python -m data --peer PYTHON [--quick | --sizes N...] [--only FAMILY...]
PYTHONPATH=benchmarks python -m data --redraw
"""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from data.families import FAMILIES
from data.measuring import Plan, machine
from data.model import OURS, Family
from data.plots import draw
from data.results import Results
from data.tables import every_rival, summary

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "data"
CACHE = ROOT / ".cache" / "bench-data"
FIGURES = "results.json"
ROUNDS = "rounds.json.gz"


def main() -> int:
    """Measure what is asked for, or nothing, and write all pages and plots anew."""
    asked = arguments()
    out = asked.out or (CACHE if asked.quick else DOCS)
    out.mkdir(parents=True, exist_ok=True)
    stored = out / FIGURES
    partly = asked.redraw or asked.sizes or asked.kinds or asked.rivals or asked.only
    results = Results.load(stored) if partly and stored.exists() else Results()
    if not asked.redraw:
        _pin()
        measure(asked, results)
        results.dump(stored)
    plots = draw(results, out)
    (out / "benchmarks.md").write_text(summary(results, plots), encoding="utf-8")
    (out / "every-rival.md").write_text(every_rival(results), encoding="utf-8")
    print(f"wrote {out}")
    return 0


def arguments() -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    parser.add_argument("--peer", type=Path, help="the Python that has poleposition==0.0.46")
    parser.add_argument("--only", nargs="+", choices=list(FAMILIES), help="families")
    parser.add_argument("--kinds", nargs="+", help="kinds of keys, such as int or url")
    parser.add_argument("--rivals", nargs="+", help="measure only these, such as pure and pygtrie")
    parser.add_argument("--sizes", nargs="+", type=int)
    parser.add_argument("--repeats", type=int, help="how often everybody's turn comes")
    parser.add_argument(
        "--quick", action="store_true", help="some kinds of keys, not N = 1,000,000, one turn each"
    )
    parser.add_argument("--redraw", action="store_true", help="measure nothing")
    parser.add_argument("--out", type=Path, help="the folder for what is written, if not docs/data")
    return parser.parse_args()


def chosen(asked: argparse.Namespace) -> list[Family]:
    """Return the families, with those kinds of keys and rivals that are asked for."""
    families = []
    for name in asked.only or FAMILIES:
        family = FAMILIES[name]
        kinds = family.few if asked.quick else family.kinds
        kinds = tuple(kind for kind in kinds if kind in (asked.kinds or kinds))
        wanted = asked.rivals or [rival.library for rival in family.rivals]
        rivals = tuple(rival for rival in family.rivals if rival.library in wanted)
        families.append(replace(family, kinds=kinds, rivals=rivals))
    return families


def measure(asked: argparse.Namespace, results: Results) -> None:
    """Measure, and put the new figures in the place of the old ones."""
    plan = Plan(
        families=chosen(asked),
        sizes=asked.sizes or ([1_000, 100_000] if asked.quick else [1_000, 100_000, 1_000_000]),
        peer=asked.peer.absolute()
        if asked.peer
        else None,  # not resolved: that leaves the environment
        repeats=asked.repeats or (1 if asked.quick else None),
        budget=0.005 if asked.quick else 0.02,
    )
    pool = plan.run()
    results.figures |= pool.figures()
    results.about |= machine() | plan.versions
    CACHE.mkdir(parents=True, exist_ok=True)
    pool.keep(CACHE / ROUNDS)
    # What rivals lack shows in the tables; what ours lack, or fail at, is said once for each reason.
    ours = {why: what for what, why in plan.troubles.items() if any(b in what for b in OURS)}
    for why, what in ours.items():
        print(f"{what}: {why}", file=sys.stderr)


def _pin() -> None:
    """Stay on one core, where the system lets us; children inherit it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


if __name__ == "__main__":
    sys.exit(main())
