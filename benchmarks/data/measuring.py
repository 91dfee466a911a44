"""Run the children: each a rival with keys of one kind at one size, all rivals in turn."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.model import OURS, UPSTREAM, Family
from data.results import Cell, Pool

BENCHMARKS = Path(__file__).parent.parent
REPEATS = {1_000: 5}  # small ones are shaky, and cheap; twice for others
PATIENCE = 600.0  # seconds for one child


@dataclass
class Plan:
    """What to measure, and how long.

    Arguments: `peer` is the Python of the environment that has upstream's package; `repeats` is
    how often everybody's turn comes, if not as often as the size asks for; `budget` is in seconds for each workload of a child.
    """

    families: list[Family]
    sizes: list[int]
    peer: Path | None
    repeats: int | None
    budget: float
    versions: dict[str, str] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)

    def run(self) -> Pool:
        """Measure everything."""
        pool = Pool()
        for family in self.families:
            there = [each.library for each in family.rivals if self._is_there(family, each.library)]
            for n in self.sizes:
                self._measure(pool, family, n, there)
        return pool

    def _is_there(self, family: Family, library: str) -> bool:
        """Tell whether a rival is installed; importing it also writes its bytecode."""
        if library == UPSTREAM and self.peer is None:
            return False
        child = self._child(family, library, family.kinds[0], 0, 0)
        if child.returncode:
            self.troubles[f"{family.name}, {library}"] = child.stderr.strip().rpartition("\n")[2]
            return False
        self.versions[library] = json.loads(child.stdout)["version"]
        return True

    def _measure(self, pool: Pool, family: Family, n: int, there: list[str]) -> None:
        fit = [
            each.library for each in family.rivals if each.library in there and n <= each.largest
        ]
        for kind in family.kinds_at(n):
            print(f"{family.name}, {kind}, {n:,}: {', '.join(fit)}", file=sys.stderr, flush=True)
            for turn in range(self.repeats or REPEATS.get(n, 2)):
                for library in fit:
                    for row, rounds in self._rounds(family, library, kind, n, turn):
                        pool.add(Cell(family.name, kind, n, library, row), rounds)

    def _rounds(
        self, family: Family, library: str, kind: str, n: int, turn: int
    ) -> Iterator[tuple[str, list[float]]]:
        child = self._child(family, library, kind, n, turn)
        name = f"{family.name}, {library}"
        if child.returncode:
            self.troubles[f"{name}, {kind}, {n:,}"] = child.stderr.strip().rpartition("\n")[2]
            return
        answer: dict[str, Any] = json.loads(child.stdout)
        for row, why in answer["missing"].items():
            self.troubles[f"{name}: {row}"] = why
        yield from answer["times"].items()

    def _child(
        self, family: Family, library: str, kind: str, n: int, turn: int
    ) -> subprocess.CompletedProcess[str]:
        python = str(self.peer) if library == UPSTREAM else sys.executable
        command = [python, "-m", "data.child", family.name, library, kind, str(n)]
        command += ["--budget", str(self.budget)]
        try:
            return subprocess.run(
                command, cwd=BENCHMARKS, env=_environment(library, turn), check=False, text=True,
                capture_output=True, timeout=PATIENCE,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, 1, "", f"more than {PATIENCE:.0f} s")


def _environment(library: str, turn: int) -> Mapping[str, str]:
    left_out = {"PYTHONDONTWRITEBYTECODE"}
    if library == UPSTREAM:
        left_out.add("PYTHONPATH")  # its package is named as ours
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    chosen = {"POLEPOS_DATA_BACKEND": library} if library in OURS else {}
    return {**kept, **chosen, "PYTHONHASHSEED": str(turn)}


def machine() -> dict[str, str]:
    """Return what the run ran on, without names of hosts or users."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
    }


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
