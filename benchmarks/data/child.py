"""Measure one rival, at one size, with keys of one kind, in a process of its own; print JSON."""

import argparse
import importlib.metadata
import json
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from data.families import FAMILIES
from data.keys import Keys
from data.memory import resident, settle
from data.model import BUILD, BYTES, MIDDLE, OURS, Case, Family, Rival, Task
from data.timing import empty_pass, per_unit, quiet, rounds

VISITS = 3
MEASURABLE = 100_000  # elements; the memory of fewer is lost in pages and arenas


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("family", choices=list(FAMILIES))
    parser.add_argument("library")
    parser.add_argument("kind")
    parser.add_argument("n", type=int)
    parser.add_argument("--budget", type=float, default=0.02, help="seconds for each workload")
    asked = parser.parse_args()
    family = FAMILIES[asked.family]
    rival = next(each for each in family.rivals if each.library == asked.library)
    type_ = rival.load(asked.kind)
    if rival.library == "rust" and type_ is getattr(reference(), type_.__name__, None):
        sys.exit("the Rust backend hands this one on to the pure one")
    if not asked.n:  # only asked whether it is there; and its bytecode is written now
        print(json.dumps({"version": version(rival.library)}))
        return
    warm_up(family, rival, type_, asked.kind)
    case = Case(rival, type_, Keys(asked.kind, asked.n))
    print(json.dumps(measure(family, case, asked.budget)))


def reference() -> Any:
    """Return the module of the pure backend."""
    return importlib.import_module("polepos.data._pure")


def version(library: str) -> str:
    """Return a library's version, or of the Python that it came with."""
    if library in OURS:
        backend = getattr(importlib.import_module("polepos.data"), "BACKEND", "pure")
        if backend != library:
            sys.exit(f"the backend is {backend}, not {library}")
        library = "polepos-data"
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return platform.python_version()


def warm_up(family: Family, rival: Rival, type_: Any, kind: str) -> None:
    """Build a small container, so that what is imported late and what adapts is done."""
    family.build(Case(rival, type_, Keys(kind, 200)))()


def measure(family: Family, case: Case, budget: float) -> dict[str, Any]:
    """Return the rounds of every workload in nanoseconds, what is missing, and the memory.

    All workloads are visited several times, as what disturbs a machine often lasts as long as
    the rounds of a single visit.
    """
    one_pass = empty_pass()
    build = family.build(case)
    size, first = weigh(case, build)
    times: dict[str, list[float]] = defaultdict(list)
    missing: dict[str, str] = {}
    times[BYTES] = [size] if size else []
    times[BUILD] = per_unit(Task(build, case.keys.n, passes=0), [first], one_pass)
    visits = VISITS if case.keys.n <= MIDDLE else 1
    for _ in range(visits):
        case.held = None  # every visit begins with a new container
        case.held = build()
        for name, task in tasks(family, case, missing):
            try:
                times[name] += per_unit(task, rounds(task, budget / visits), one_pass)
            except Exception as error:  # noqa: BLE001 - what somebody cannot do is a finding too
                missing[name] = f"{type(error).__name__}: {error}"
                case.held = build()  # it may have stopped half way
    if BUILD in case.rival.lacks:
        del times[BUILD], times[BYTES]
    return {"times": times, "missing": missing}


def tasks(family: Family, case: Case, missing: dict[str, str]) -> Iterator[tuple[str, Task]]:
    """Go through the tasks that can be done with the case's container, building it included."""
    yield BUILD, Task(family.build(case), case.keys.n, passes=0)
    for workload in family.workloads:
        name = workload.name
        if name in case.rival.lacks | missing.keys() or case.keys.n > workload.largest:
            continue
        try:
            task = workload.task(case)
        except AttributeError as error:
            missing[name] = f"AttributeError: {error}"
        else:
            yield name, task


def weigh(case: Case, build: Any) -> tuple[float | None, float]:
    """Build the full container, and return its bytes per element and the seconds that it took."""
    settle()
    before = resident()
    quiet()
    begin = time.process_time()
    case.held = build()
    spent = time.process_time() - begin
    settle()
    grown = resident() - before
    return (grown / case.keys.n if case.keys.n >= MEASURABLE else None), spent


if __name__ == "__main__":
    main()
