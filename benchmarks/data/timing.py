"""Take the time of a task: CPU time of this process, several rounds, nothing else in between."""

import gc
import time
from functools import partial

from data.loops import empty
from data.model import Task

MOST = 10  # rounds


def once(task: Task) -> float:
    """Run a task once, and return its CPU time in seconds."""
    task.before()
    begin = time.process_time()
    made = task.run()
    spent = time.process_time() - begin
    del made  # not within the time
    task.after()
    return spent


def rounds(task: Task, budget: float) -> list[float]:
    """Return the CPU seconds of a task's rounds, until about `budget` seconds are used up."""
    spent = [once(task)]
    while sum(spent) < budget and len(spent) < MOST:
        spent.append(once(task))
    return spent


def empty_pass() -> float:
    """Return the seconds that a loop takes to go round once, with nothing in it."""
    numbers = list(range(10_000))
    return min(rounds(Task(partial(empty, numbers), 0), 0.01)) / len(numbers)


def per_unit(task: Task, spent: list[float], one_pass: float) -> list[float]:
    """Return nanoseconds per unit without what the loop itself takes."""
    passes = task.units if task.passes is None else task.passes
    return [max(each - passes * one_pass, 1e-9) / task.units * 1e9 for each in spent]


def quiet() -> None:
    """Let no garbage collection come between: what exists is kept, and nothing is collected."""
    gc.collect()
    gc.freeze()
    gc.disable()
