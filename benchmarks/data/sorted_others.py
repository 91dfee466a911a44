"""Sorted lists by key, and sorted sets."""

import operator
from collections.abc import Callable
from functools import partial
from typing import Any

from data.loops import calls, drain
from data.model import MIDDLE, UPSTREAM, Case, Family, Rival, Task, Workload, ours
from data.sorted_list import MAIN, MANY, TREE_SET
from data.tasks import (
    add,
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

KEY_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "int": operator.neg,
    "word": str.upper,
    "tuple": operator.itemgetter(0),
    "object": operator.attrgetter("value"),
}


def by_key(type_: Any, *elements: Any) -> Any:
    """Make a list that is sorted by a key function which fits the elements."""
    sample = elements[0][0] if elements else None
    return type_(*elements, key=_function(sample))


def _function(sample: Any) -> Callable[[Any], Any]:
    kinds = {int: "int", str: "word", tuple: "tuple"}
    return KEY_FUNCTIONS[kinds.get(type(sample), "object")]


SORTED_KEY_LIST = Family(
    name="sorted-key-list",
    title="SortedList with key",
    kinds=tuple(KEY_FUNCTIONS),
    few=("int", "word"),
    rivals=(
        *ours("SortedKeyList", make=by_key),
        Rival("sortedcontainers", "sortedcontainers:SortedKeyList", make=by_key),
    ),
    against=("sortedcontainers",),
    build=lambda case: partial(case.new, case.keys.held),
    workloads=(
        Workload("`add` to full", "call", add),
        Workload("`remove`", "call", remove),
        Workload("`in`, hit", "call", found),
        Workload("`in`, miss", "call", missed),
        Workload("`bisect_right`", "call", each_hit("bisect_right")),
        Workload("`[i]`", "call", position),
        Workload("`update` with 1 %", "element", update_few),
        Workload("iteration", "element", whole(drain)),
        Workload("`copy`", "element", by_method("copy")),
    ),
)


def algebra(work: Callable[[Any, Any], object]) -> Callable[[Case], Task]:
    """Make a task of two sets as large as each other, half of which they share."""

    def task(case: Case) -> Task:
        half = case.keys.held[: case.keys.n // 2]
        others = case.keys.make(number + (1 << 40) for number in case.keys.numbers[: len(half)])
        other = case.new(half + others)
        return Task(partial(work, case.held, other), 2 * case.keys.n, passes=0)

    return task


def discard_missing(case: Case) -> Task:
    """Discard what is not there."""
    return Task(partial(calls, case.method("discard"), case.keys.fresh), case.keys.probes)


SORTED_SET = Family(
    name="sorted-set",
    title="SortedSet",
    kinds=MANY,
    few=MAIN,
    rivals=(
        *ours("SortedSet"),
        Rival("sortedcontainers", "sortedcontainers:SortedSet"),
        Rival(
            UPSTREAM,
            "polepos.data:SortedSet",
            largest=1_000,
            lacks=frozenset({"`irange`, begin", "`irange` of 100"}),
        ),
        TREE_SET,
    ),
    against=("sortedcontainers",),
    build=lambda case: partial(case.new, case.keys.held),
    workloads=(
        Workload("grow from empty by `add`", "element", grow, largest=MIDDLE),
        Workload("`add` to full", "call", add),
        Workload("`add` what is there", "call", each_hit("add")),
        Workload("`remove`", "call", remove),
        Workload("`discard`, miss", "call", discard_missing),
        Workload("`in`, hit", "call", found),
        Workload("`in`, miss", "call", missed),
        Workload("`[i]`", "call", position),
        Workload("`index`", "call", each_hit("index")),
        Workload("`bisect_right`", "call", each_hit("bisect_right")),
        Workload("`irange`, begin", "call", range_begins),
        Workload("`irange` of 100", "element", ranges),
        Workload("build from sorted", "element", build_ordered),
        Workload("`update` with 1 %", "element", update_few),
        Workload("`|`", "element", algebra(operator.or_)),
        Workload("`&`", "element", algebra(operator.and_)),
        Workload("`-`", "element", algebra(operator.sub), largest=MIDDLE),
        Workload("`^`", "element", algebra(operator.xor), largest=MIDDLE),
        Workload("iteration", "element", whole(drain)),
        Workload("`copy`", "element", by_method("copy")),
        Workload("pickle and back", "element", whole(pickled), largest=MIDDLE),
    ),
)
