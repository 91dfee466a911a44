"""Measure whole processes: their CPU time, on one core, both sides of a comparison in turn.

What is measured is the CPU time (user and system) of a process and its children: machines are shared, and
wall time says more about the neighbours. What is reported is the ratio of medians.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

PEER = "poleposition 0.0.46"


def pin() -> None:
    """Stay on one core, where the system lets us."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def spread(taken: list[float]) -> float:
    """Return half the distance between the quartiles."""
    low, _, high = statistics.quantiles(taken, n=4)
    return (high - low) / 2


def cpu_milliseconds(command: list[str], setting: Mapping[str, str], folder: Path | str) -> float:
    """Run a command in a folder, and return the CPU time that it took; end all if it fails."""
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment = {**inherited, **setting}
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{command} failed: {errors.read().decode()}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def in_empty_folder(command: list[str], setting: Mapping[str, str]) -> float:
    """Run a command in an empty folder, and return the CPU time that it took."""
    with tempfile.TemporaryDirectory() as folder:
        return cpu_milliseconds(command, setting, folder)
