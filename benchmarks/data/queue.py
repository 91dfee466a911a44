"""Priority queues whose entries can be found and changed by key; smaller priorities come first."""

import heapq
from collections.abc import Callable, Iterable
from functools import partial
from itertools import count
from typing import Any

from data.loops import calls, calls2, contains, drain, look_up, repeat
from data.model import MIDDLE, UPSTREAM, Case, Family, Rival, Task, Workload, ours


class LazyHeap:
    """The recipe of heapq's documentation: what is changed or removed stays in the heap, marked."""

    def __init__(self, filled: Iterable[tuple[Any, Any]] = ()) -> None:
        self.counter = count()
        self.entries = {key: [priority, next(self.counter), key] for key, priority in filled}
        self.heap = list(self.entries.values())
        heapq.heapify(self.heap)

    def push(self, key: Any, priority: Any) -> None:
        """Push a key, or change its priority."""
        if key in self.entries:
            self.entries.pop(key)[2] = None
        entry = self.entries[key] = [priority, next(self.counter), key]
        heapq.heappush(self.heap, entry)

    def pop(self) -> Any:
        """Pop the key of the least priority."""
        while True:
            key = heapq.heappop(self.heap)[2]
            if key is not None:
                del self.entries[key]
                return key


def mapped(type_: Any, filled: Iterable[tuple[Any, Any]] = ()) -> Any:
    """Make networkx's queue, which takes a dictionary."""
    return type_(dict(filled))


def pushed(type_: Any, filled: Iterable[tuple[Any, Any]] = ()) -> Any:
    """Make a queue that has to be filled one by one."""
    made = type_()
    calls2(made.push, filled)
    return made


def pairs(case: Case) -> list[tuple[int, Any]]:
    """Return keys with their priorities: it is the priorities that are of the case's kind."""
    return list(zip(case.keys.numbers, case.keys.held, strict=False))


def some(case: Case) -> list[tuple[int, Any, Any]]:
    """Return some keys of the queue, with a new priority that is less, and the one they have."""
    keys, picked = case.keys, list(dict.fromkeys(case.keys.chosen))
    chance = keys.dice("less")
    less = keys.make(chance.randrange(keys.numbers[place]) for place in picked)
    return [
        (keys.numbers[place], new, keys.held[place])
        for place, new in zip(picked, less, strict=True)
    ]


def push(case: Case) -> Task:
    """Push all, one by one, to an empty queue."""
    filling = pairs(case)

    def run() -> None:
        calls2(case.method("push", case.new()), filling)

    return Task(run, len(filling))


def push_more(case: Case) -> Task:
    """Push to the full queue."""
    fresh = list(zip(case.keys.numbers[case.keys.n :], case.keys.fresh, strict=True))
    remove = case.method("remove")
    after = partial(calls, remove, [key for key, _ in fresh])
    return Task(partial(calls2, case.method("push"), fresh), len(fresh), after=after)


def decrease(case: Case) -> Task:
    """Decrease priorities."""
    changes = some(case)
    update = case.method("update")
    return Task(
        partial(calls2, update, [(key, new) for key, new, _ in changes]),
        len(changes),
        after=partial(calls2, update, [(key, old) for key, _, old in changes]),
    )


def increase(case: Case) -> Task:
    """Increase priorities."""
    changes = some(case)
    update = case.method("update")
    return Task(
        partial(calls2, update, [(key, old) for key, _, old in changes]),
        len(changes),
        before=partial(calls2, update, [(key, new) for key, new, _ in changes]),
    )


def update_one(case: Case) -> Task:
    """Change the priority of one key many times."""
    key, priority = case.keys.numbers[0], case.keys.held[0]
    changes = [(key, new) for new in case.keys.fresh]
    update = case.method("update")
    return Task(
        partial(calls2, update, changes), len(changes), after=partial(update, key, priority)
    )


def popping(name: str) -> Callable[[Case], Task]:
    """Make a task that pops the entries of least priority, and pushes them again."""

    def task(case: Case) -> Task:
        back = least(case)
        after = partial(calls2, case.method("push"), back)
        return Task(partial(repeat, case.method(name), len(back)), len(back), after=after)

    return task


def least(case: Case) -> list[tuple[int, Any]]:
    """Return the entries of least priority, in order."""
    times = min(case.keys.probes, case.keys.n // 2)
    numbers = sorted(case.keys.numbers[: case.keys.n])[:times]
    return list(zip(numbers, case.keys.ordered, strict=False))


def sort(case: Case) -> Task:
    """Build a queue in one go, and pop all of it."""
    filling = pairs(case)

    def run() -> None:
        made = case.new(filling)
        repeat(case.method("pop", made), len(filling))

    return Task(run, len(filling))


def chosen(case: Case) -> list[int]:
    """Return keys that are there."""
    return [case.keys.numbers[place] for place in case.keys.chosen]


SUBSCRIPT = {"push": "__setitem__", "update": "__setitem__", "remove": "__delitem__"}

QUEUE = Family(
    name="queue",
    title="IndexedPriorityQueue",
    kinds=("int", "float", "tuple", "object"),
    few=("int", "object"),
    rivals=(
        *ours("IndexedPriorityQueue", names={"pop": "popitem", "pop whole": "pop"}),
        Rival("heapdict", "heapdict:heapdict", names={**SUBSCRIPT, "pop": "popitem"}),
        Rival("pqdict", "pqdict:pqdict", names={**SUBSCRIPT, "pop": "popitem"}),
        Rival(
            UPSTREAM,
            "polepos.data:IndexedPriorityQueue",
            make=pushed,
            names={"pop whole": "pop"},
            lacks=frozenset({"`q[key]`", "iteration"}),
        ),
        Rival(
            "networkx",
            "networkx.utils.mapped_queue:MappedQueue",
            make=mapped,
            lacks=frozenset(
                {"decrease", "increase", "update one key", "`in`", "`q[key]`", "iteration"}
            ),
        ),
        Rival(
            "heapq (lazy)",
            "data.queue:LazyHeap",
            names={"update": "push"},
            lacks=frozenset({"push to full", "`in`", "`q[key]`", "iteration"}),
        ),
    ),
    against=("heapdict", "pqdict"),
    build=lambda case: partial(case.new, pairs(case)),
    each="entry",
    workloads=(
        Workload("push from empty", "entry", push, largest=MIDDLE),
        Workload("push to full", "call", push_more),
        # Before what leaves stale entries behind in some.
        Workload("pop", "call", popping("pop")),
        Workload("pop with value", "call", popping("pop whole")),
        Workload("build, pop all", "entry", sort, largest=MIDDLE),
        Workload("decrease", "call", decrease),
        Workload("increase", "call", increase),
        Workload("update one key", "call", update_one),
        Workload(
            "`in`",
            "call",
            lambda case: Task(partial(contains, case.held, chosen(case)), case.keys.probes),
        ),
        Workload(
            "`q[key]`",
            "call",
            lambda case: Task(partial(look_up, case.held, chosen(case)), case.keys.probes),
        ),
        Workload(
            "iteration", "entry", lambda case: Task(lambda: drain(case.held), case.keys.n, passes=0)
        ),
    ),
)
