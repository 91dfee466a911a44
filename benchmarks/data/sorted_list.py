"""Sorted lists: growing, looking up by value and by position, ranges, bulk work."""

from collections.abc import Callable
from functools import partial

from data.loops import calls, drain, look_up, repeat
from data.model import MIDDLE, UPSTREAM, Case, Family, Rival, Task, Workload, ours
from data.tasks import (
    add,
    backwards,
    build_ordered,
    by_method,
    each_hit,
    found,
    grow,
    missed,
    pickled,
    position,
    range_begins,
    ranges,
    remove,
    update_few,
    whole,
)

MANY = ("int", "float", "url", "word", "tuple", "object")
MAIN = ("int", "url", "tuple", "object")


def position_between_adds(case: Case) -> Task:
    """Add an element, get one at a random position, and so on."""
    add, held = case.method("add"), case.held
    pairs = list(zip(case.keys.fresh, case.keys.chosen, strict=True))

    def run() -> None:
        for key, place in pairs:
            add(key)
            held[place]

    after = partial(calls, case.method("remove"), case.keys.fresh)
    return Task(run, len(pairs), after=after)


def pop(*place: int) -> Callable[[Case], Task]:
    """Make a task that pops from one end, and puts all back."""

    def task(case: Case) -> Task:
        times, ordered = min(case.keys.probes, case.keys.n // 2), case.keys.ordered
        popped = ordered[:times] if place else ordered[-times:]
        pop = case.method("pop")
        run = partial(calls, pop, [*place] * times) if place else partial(repeat, pop, times)
        return Task(run, times, after=partial(calls, case.method("add"), popped))

    return task


def window(case: Case) -> Task:
    """Slide a window over numbers: add one, remove the oldest, get the median."""
    add, remove, held, middle = (
        case.method("add"),
        case.method("remove"),
        case.held,
        case.keys.n // 2,
    )
    pairs = list(zip(case.keys.fresh, case.keys.held, strict=False))

    def run() -> None:
        for new, old in pairs:
            add(new)
            remove(old)
            held[middle]

    def back() -> None:
        for new, old in pairs:
            add(old)
            remove(new)

    return Task(run, len(pairs), after=back)


def slices(case: Case) -> Task:
    """Get slices of a hundred elements."""
    size = min(100, case.keys.n // 4)
    places = [slice(min(place, case.keys.n - size), None) for place in case.keys.chosen[:2_000]]
    bounded = [slice(place.start, place.start + size) for place in places]
    return Task(partial(look_up, case.held, bounded), len(bounded))


WORKLOADS = (
    Workload("grow from empty by `add`", "element", grow, largest=MIDDLE),
    Workload("`add` to full", "call", add),
    Workload("`remove`", "call", remove),
    Workload("`in`, hit", "call", found),
    Workload("`in`, miss", "call", missed),
    Workload("`bisect_right`", "call", each_hit("bisect_right")),
    Workload("`count`", "call", each_hit("count")),
    Workload("`index`", "call", each_hit("index")),
    Workload("`[i]`", "call", position),
    Workload("`add`, `[i]` in turn", "pair", position_between_adds),
    Workload("`irange`, begin", "call", range_begins),
    Workload("`irange` of 100", "element", ranges),
    Workload("slice of 100", "call", slices),
    Workload("`pop(0)`", "call", pop(0)),
    Workload("`pop()`", "call", pop()),
    Workload("sliding median", "step", window),
    Workload("build from sorted", "element", build_ordered),
    Workload("`update` with 1 %", "element", update_few),
    Workload("iteration", "element", whole(drain)),
    Workload("`reversed`", "element", whole(backwards)),
    Workload("`copy`", "element", by_method("copy")),
    Workload("pickle and back", "element", whole(pickled), largest=MIDDLE),
)

TREE_SET = Rival(
    "BTrees",
    "BTrees.OOBTree:OOTreeSet",
    special={"int": "BTrees.LLBTree:LLTreeSet"},
    names={"irange": "keys"},
    lacks=frozenset(
        {"`pop()`", "`pop(0)`", "`copy`", "`reversed`", "sliding median", "slice of 100"}
    )
    | {"`[i]`", "`add`, `[i]` in turn"},
)

SORTED_LIST = Family(
    name="sorted-list",
    title="SortedList",
    kinds=MANY,
    few=MANY,
    rivals=(
        *ours("SortedList"),
        Rival("sortedcontainers", "sortedcontainers:SortedList"),
        Rival(UPSTREAM, "polepos.data:SortedList", largest=100_000),
        TREE_SET,
    ),
    against=("sortedcontainers",),
    build=lambda case: partial(case.new, case.keys.held),
    workloads=WORKLOADS,
)
