"""Sorted dictionaries: as a dictionary, and by order."""

from functools import partial

from data.loops import assign, calls, delete, drain, look_up, repeat
from data.model import MIDDLE, UPSTREAM, Case, Family, Rival, Task, Workload, ours
from data.sorted_list import MAIN, MANY
from data.tasks import (
    by_method,
    each_hit,
    found,
    missed,
    pickled,
    range_begins,
    ranges,
    whole,
)


def pairs(case: Case) -> list[tuple[object, int]]:
    """Return the held keys with values."""
    return list(zip(case.keys.held, case.keys.numbers, strict=False))


def grow(case: Case) -> Task:
    """Set all keys, one by one, in an empty dictionary."""
    filling = pairs(case)

    def run() -> None:
        assign(case.new(), filling)

    return Task(run, len(filling))


def set_new(case: Case) -> Task:
    """Set keys that are not there."""
    fresh = [(key, 0) for key in case.keys.fresh]
    after = partial(delete, case.held, case.keys.fresh)
    return Task(partial(assign, case.held, fresh), len(fresh), after=after)


def delete_key(case: Case) -> Task:
    """Delete keys."""
    fresh = [(key, 0) for key in case.keys.fresh]
    before = partial(assign, case.held, fresh)
    return Task(partial(delete, case.held, case.keys.fresh), len(fresh), before=before)


def set_existing(case: Case) -> Task:
    """Set keys that are there."""
    again = [
        (key, case.keys.numbers[place])
        for key, place in zip(case.keys.hits, case.keys.chosen, strict=True)
    ]
    return Task(partial(assign, case.held, again), len(again))


def get_item(case: Case) -> Task:
    """Get values by their keys."""
    return Task(partial(look_up, case.held, case.keys.hits), case.keys.probes)


def peek(case: Case) -> Task:
    """Get keys and values by their position."""
    return Task(partial(calls, case.method("peekitem"), case.keys.chosen), case.keys.probes)


def pop_item(case: Case) -> Task:
    """Pop the last key and value, again and again, and put all back."""
    last = case.keys.ordered[-min(case.keys.probes, case.keys.n // 2) :]
    after = partial(assign, case.held, [(key, 0) for key in last])
    return Task(partial(repeat, case.method("popitem"), len(last)), len(last), after=after)


def key_at(case: Case) -> Task:
    """Get keys by their position, of a view."""
    return Task(partial(look_up, case.held.keys(), case.keys.chosen), case.keys.probes)


def build_ordered(case: Case) -> Task:
    """Build a dictionary from keys that are in order already."""
    ordered = [(key, 0) for key in case.keys.ordered]
    return Task(partial(case.new, ordered), len(ordered), passes=0)


def update_few(case: Case) -> Task:
    """Update the full dictionary with a hundredth of its size."""
    few = case.keys.fresh[: max(10, case.keys.n // 100)]
    after = partial(delete, case.held, few)
    work = partial(case.method("update"), [(key, 0) for key in few])
    return Task(work, len(few), after=after, passes=0)


def items(case: Case) -> Task:
    """Go through all items."""
    return Task(lambda: drain(case.held.items()), case.keys.n, passes=0)


POSITIONS = frozenset({"`peekitem(i)`", "`keys()[i]`", "`popitem`", "`copy`"})
RANGES = frozenset({"`irange`, begin", "`irange` of 100"})

SORTED_DICT = Family(
    name="sorted-dict",
    title="SortedDict",
    kinds=MANY,
    few=MAIN,
    rivals=(
        *ours("SortedDict"),
        Rival("sortedcontainers", "sortedcontainers:SortedDict"),
        # Its `irange` goes through pairs, others' through keys; its views are not sequences.
        Rival(UPSTREAM, "polepos.data:SortedDict", largest=1_000, lacks=POSITIONS | RANGES),
        Rival(
            "BTrees",
            "BTrees.OOBTree:OOBTree",
            special={"int": "BTrees.LOBTree:LOBTree"},
            lacks=POSITIONS,
            names={"irange": "keys"},
        ),
        Rival("dict", "builtins:dict", lacks=POSITIONS),
    ),
    against=("sortedcontainers",),
    build=lambda case: partial(case.new, pairs(case)),
    workloads=(
        Workload("grow from empty by `d[k] = v`", "element", grow, largest=MIDDLE),
        Workload("`d[k] = v`, new", "call", set_new),
        Workload("`d[k] = v`, existing", "call", set_existing),
        Workload("`del d[k]`", "call", delete_key),
        Workload("`d[k]`", "call", get_item),
        Workload("`get`", "call", each_hit("get")),
        Workload("`in`, hit", "call", found),
        Workload("`in`, miss", "call", missed),
        Workload("`peekitem(i)`", "call", peek),
        Workload("`keys()[i]`", "call", key_at),
        Workload("`popitem`", "call", pop_item),
        Workload("`bisect_right`", "call", each_hit("bisect_right")),
        Workload("`irange`, begin", "call", range_begins),
        Workload("`irange` of 100", "element", ranges),
        Workload("build from sorted", "element", build_ordered),
        Workload("`update` with 1 %", "element", update_few),
        Workload("`items` iteration", "element", items),
        Workload("`copy`", "element", by_method("copy")),
        Workload("pickle and back", "element", whole(pickled), largest=MIDDLE),
    ),
)
