"""Tasks that several families have in common."""

import pickle
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from data.loops import calls, contains, drain, drains, look_up
from data.model import Case, Task


def grow(case: Case) -> Task:
    """Add all keys, one by one, to an empty list."""

    def run() -> None:
        calls(case.method("add", case.new()), case.keys.held)

    return Task(run, case.keys.n)


def add(case: Case) -> Task:
    """Add keys to the full list."""
    fresh = case.keys.fresh
    remove = case.method("remove")
    return Task(
        partial(calls, case.method("add"), fresh), len(fresh), after=partial(calls, remove, fresh)
    )


def remove(case: Case) -> Task:
    """Remove from the full list what was just added."""
    fresh = case.keys.fresh
    add = case.method("add")
    return Task(
        partial(calls, case.method("remove"), fresh), len(fresh), before=partial(calls, add, fresh)
    )


def found(case: Case) -> Task:
    """Ask for keys that are there."""
    return Task(partial(contains, case.held, case.keys.hits), case.keys.probes)


def missed(case: Case) -> Task:
    """Ask for keys that are not there."""
    return Task(partial(contains, case.held, case.keys.fresh), case.keys.probes)


def each_hit(name: str, times: int | None = None) -> Callable[[Case], Task]:
    """Make a task that calls a method with each of the keys that are there."""

    def task(case: Case) -> Task:
        hits = case.keys.hits[:times]
        return Task(partial(calls, case.method(name), hits), len(hits))

    return task


def position(case: Case) -> Task:
    """Get elements at random positions."""
    return Task(partial(look_up, case.held, case.keys.chosen), case.keys.probes)


def ranges(case: Case) -> Task:
    """Go through ranges of a hundred elements."""
    stretches = case.keys.stretches
    units = len(stretches) * min(100, case.keys.n // 4)
    return Task(partial(drains, case.method("irange"), stretches), units, passes=len(stretches))


def range_begins(case: Case) -> Task:
    """Get the first element of ranges."""
    irange, stretches = case.method("irange"), case.keys.stretches

    def run() -> None:
        for low, high in stretches:
            for _ in irange(low, high):
                break

    return Task(run, len(stretches))


def build_ordered(case: Case) -> Task:
    """Build a list from elements that are in order already."""
    return Task(partial(case.new, case.keys.ordered), case.keys.n, passes=0)


def update_few(case: Case) -> Task:
    """Update the full list with a hundredth of its size."""
    few = case.keys.fresh[: max(10, case.keys.n // 100)]
    return Task(
        partial(case.method("update"), few),
        len(few),
        after=partial(calls, case.method("remove"), few),
        passes=0,
    )


def whole(work: Callable[[Any], object]) -> Callable[[Case], Task]:
    """Make a task that does something with the whole container, counted by element."""
    return lambda case: Task(partial(work, case.held), case.keys.n, passes=0)


def by_method(name: str) -> Callable[[Case], Task]:
    """Make a task that calls a method of the whole container, counted by element."""
    return lambda case: Task(case.method(name), case.keys.n, passes=0)


def pickled(held: Any) -> object:
    """Pickle and unpickle."""
    return pickle.loads(pickle.dumps(held, pickle.HIGHEST_PROTOCOL))  # noqa: S301 - it is our own


def backwards(held: Iterable[Any]) -> None:
    """Go through all elements from the last to the first."""
    drain(reversed(held))  # type: ignore[call-overload]
