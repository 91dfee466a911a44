"""A process does not grow by what comes into the containers and goes again, a million times."""

import os
import subprocess
import sys
from types import ModuleType

import pytest

pytest.importorskip("resource", reason="needs a system that tells how much memory a process has")

CYCLES = {"rust": 1_000_000, "pure": 150_000}
SLOW_CYCLES = 150_000
"""Of what runs much Python for each key, with either backend."""
SLOW = {
    "SortedList, objects", "SortedKeyList, objects", "TTLCache, expired", "a failing call",
}  # fmt: skip
BATCH = 500

LEAK = 2
"""Bytes for each cycle that are too many: less than the smallest object takes. A process that leaks
nothing grows by a few pages, if at all."""

CHILD = """
import itertools, os, resource, sys
from collections import deque
from contextlib import suppress
from polepos.data import *

class Level:
    def __init__(self, at): self.at = at
    def __lt__(self, other): return self.at < other.at

run = deque(maxlen=0).extend  # loops in C, and keeps nothing
clock = itertools.count().__next__

def resident():
    # The peak is of no use on Linux, where a process begins with that of the one which started it.
    if os.path.exists("/proc/self/statm"):
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024

{setup}
def rounds(count):
    for start in range(0, count, {batch}):
        keys = [{key} for i in range(start, start + {batch})]
        {cycle}
resident()  # the first file that is read takes memory for good
rounds({cycles} // 5)
before = resident()
rounds({cycles})
print(resident() - before)
"""

ADD_REMOVE = "run(map(c.add, keys)); run(map(c.remove, keys))"
SET_DELETE = "run(map(c.__setitem__, keys, map(str, keys))); run(map(c.__delitem__, keys))"
SET_POP = "run(map(c.__setitem__, keys, map(str, keys))); run(map(c.pop, keys))"
SET = "run(map(c.__setitem__, keys, map(str, keys)))"
PUSH_REMOVE = "run(map(c.push, keys, map(str, keys))); run(map(c.remove, keys))"
PUSH_POP = "run(map(c.push, keys, keys)); run(c.pop() for _ in keys)"

GROWTH: dict[str, tuple[str, str, str]] = {
    **{
        f"{name}, {kind}": (f"c = {name}({first} for i in range(1000))", key, ADD_REMOVE)
        for name in ("SortedList", "SortedSet")
        for kind, first, key in (
            ("ints", "i * 1000", "i + 300"),
            ("floats", "i * 1000.0", "i + 300.5"),
            ("texts", "f'/{i}'", "f'/{i}/x'"),
            ("pairs", "(i, i)", "(i, i + 300)"),
        )
    },
    "SortedList, objects": (
        "c = SortedList(Level(i * 9000) for i in range(100))", "Level(i)", ADD_REMOVE,
    ),
    "SortedKeyList, lengths": (
        "c = SortedKeyList((str(i) for i in range(1000)), key=len)", "f'/{i}'", ADD_REMOVE,
    ),
    "SortedKeyList, objects": (
        "c = SortedKeyList(map(Level, range(100)), key=lambda each: each.at)",
        "Level(i + 1000)", ADD_REMOVE,
    ),
    "SortedDict, ints": (
        "c = SortedDict({i * 1000: i for i in range(1000)})", "i + 300.5", SET_DELETE,
    ),
    "SortedDict, texts": (
        "c = SortedDict({f'/{i}': i for i in range(1000)})", "f'/{i}/x'", SET_POP,
    ),
    "SortedDict, replaced": ("c = SortedDict({i: i for i in range(100)})", "i % 100", SET),
    "Trie": ("c = Trie({f'/{i}': i for i in range(1000)})", "f'/{i}/x'", SET_DELETE),
    "Trie, popped": ("c = Trie({f'/{i}': i for i in range(1000)})", "f'{i}'", SET_POP),
    "Trie, replaced": ("c = Trie({f'/{i}': i for i in range(100)})", "f'/{i % 100}'", SET),
    "IndexedPriorityQueue": (
        "c = IndexedPriorityQueue({i: i for i in range(1000)})", "i + 5000", PUSH_POP,
    ),
    "IndexedPriorityQueue, texts": (
        "c = IndexedPriorityQueue({str(i): str(i) for i in range(1000)})", "f'k{i}'", PUSH_REMOVE,
    ),
    "IndexedPriorityQueue, updates": (
        "c = IndexedPriorityQueue({i: '' for i in range(100)})", "i % 100", SET,
    ),
    "LRUCache": ("c = LRUCache(10_000)", "f'k{i}'", SET_DELETE),
    "LRUCache, popped": ("c = LRUCache(10_000)", "i + 300", SET_POP),
    "LRUCache, full": ("c = LRUCache(300)", "i + 300", SET),
    "TTLCache": ("c = TTLCache(10_000, ttl=9e9)", "f'k{i}'", SET_DELETE),
    "TTLCache, expired": ("c = TTLCache(10_000, ttl=300, timer=clock)", "i + 300", SET),
    "TTLCache, full": ("c = TTLCache(300, ttl=9e9)", "i + 300", SET),
    "OrderedSet": ("c = OrderedSet(range(1000))", "i + 3000", ADD_REMOVE),
    "a failing call": (
        "c = SortedList(range(1000))",
        "str(i)",
        "\n        for each in keys:\n            with suppress(TypeError): c.add(each)",
    ),
    "an iterator left alone": (
        "c = SortedList(range(1000))", "i + 300", "run(next(iter(c)) for _ in keys)",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", GROWTH)
def test_a_process_does_not_grow_by_what_comes_and_goes(
    request: pytest.FixtureRequest, data: ModuleType, case: str
) -> None:
    backend = request.node.callspec.params["data"]
    setup, key, cycle = GROWTH[case]
    cycles = SLOW_CYCLES if case in SLOW else CYCLES[backend]
    program = CHILD.format(setup=setup, key=key, cycle=cycle, cycles=cycles, batch=BATCH)
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "POLEPOS_DATA_BACKEND": backend},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) < cycles * LEAK
