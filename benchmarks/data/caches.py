"""Caches: the least recently used goes first, or what is too old."""

from collections.abc import Callable
from functools import partial
from typing import Any

from data.loops import assign, calls, contains, look_up
from data.model import UPSTREAM, Case, Family, Rival, Task, Workload, ours
from data.tasks import each_hit

HOUR = 3_600.0  # long enough that nothing expires while it is measured


def fill(case: Case) -> Callable[[], Any]:
    """Make a cache that is as large as its contents, so that one more means one less."""
    pairs = list(zip(case.keys.held, case.keys.numbers, strict=False))

    def run() -> Any:
        made = case.new(len(pairs))
        assign(made, pairs)
        return made

    return run


def get_hit(case: Case) -> Task:
    """Get what is there."""
    return Task(partial(look_up, case.held, case.keys.hits), case.keys.probes)


def get_miss(case: Case) -> Task:
    """Ask for what is not there."""
    return Task(partial(calls, case.method("get"), case.keys.fresh), case.keys.probes)


def set_existing(case: Case) -> Task:
    """Set what is there."""
    again = list(zip(case.keys.hits, case.keys.chosen, strict=True))
    return Task(partial(assign, case.held, again), len(again))


def set_evicting(case: Case) -> Task:
    """Set what is not there, so that something has to go."""
    fresh = [(key, 0) for key in case.keys.fresh]
    back = list(zip(case.keys.held, case.keys.numbers, strict=False))
    few = back if case.keys.n <= len(fresh) else back[: 2 * len(fresh)]
    return Task(
        partial(assign, case.held, fresh), len(fresh), before=partial(assign, case.held, few)
    )


WORKLOADS = (
    Workload("`c[k]`, hit", "call", get_hit),
    Workload("`get`, hit", "call", each_hit("get")),
    Workload("`get`, miss", "call", get_miss),
    Workload(
        "`in`",
        "call",
        lambda case: Task(partial(contains, case.held, case.keys.hits), case.keys.probes),
    ),
    Workload("`c[k] = v`, existing", "call", set_existing),
    Workload("`c[k] = v`, evicting", "call", set_evicting),
)


def family(name: str, title: str, make: Callable[..., Any] | None, upstream: Rival) -> Family:
    """Return the family of one kind of cache."""
    return Family(
        name=name,
        title=title,
        kinds=("int", "url", "tuple"),
        few=("int",),
        rivals=(
            *ours(title, make=make),
            Rival("cachetools", f"cachetools:{title}", make=make),
            upstream,
            Rival("cachebox", f"cachebox:{title}", make=make),
        ),
        against=("cachetools",),
        build=fill,
        workloads=WORKLOADS,
        each="entry",
    )


LRU_CACHE = family("lru-cache", "LRUCache", None, Rival(UPSTREAM, "polepos.data:LRUCache"))
TTL_CACHE = family(
    "ttl-cache",
    "TTLCache",
    lambda type_, size: type_(size, HOUR),
    Rival(
        UPSTREAM,
        "polepos.data:TTLCache",
        largest=1_000,  # every call looks at every entry
        make=lambda type_, size: type_(HOUR, max_size=size),
    ),
)
