"""What the containers hold is held once, let go, and collected: references and cycles."""

import copy
import gc
import pickle
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import ModuleType
from typing import Any

import pytest


class Thing:
    """A key, value or priority that is counted, and may refer to the container that holds it."""

    fails = False

    def __init__(self, at: int) -> None:
        self.at = at
        self.held: Any = None

    def __lt__(self, other: "Thing") -> bool:
        if Thing.fails:
            raise ZeroDivisionError
        return self.at < other.at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing) and self.at == other.at

    def __hash__(self) -> int:
        return self.at % 5


class Ranked:
    """A key function of which there may be many, and which may refer to a container."""

    held: Any = None

    def __call__(self, thing: Thing) -> int:
        return thing.at


Holding = Callable[[Any, list[Thing]], Any]

HOLDERS: dict[str, Holding] = {
    "SortedList": lambda data, things: data.SortedList(things),
    "SortedList, reverse": lambda data, things: data.SortedList(things, reverse=True),
    "SortedKeyList": lambda data, things: data.SortedKeyList(things, key=Ranked()),
    "SortedKeyList, keys": lambda data, things: data.SortedKeyList(things, key=lambda each: each),
    "SortedSet": lambda data, things: data.SortedSet(things),
    "SortedDict, keys": lambda data, things: data.SortedDict(dict.fromkeys(things)),
    "SortedDict, values": lambda data, things: data.SortedDict(enumerate(things)),
    "Trie": lambda data, things: data.Trie({str(each.at): each for each in things}),
    "IndexedPriorityQueue, keys": lambda data, things: data.IndexedPriorityQueue(
        dict.fromkeys(things, 1)
    ),
    "IndexedPriorityQueue, priorities": lambda data, things: data.IndexedPriorityQueue(
        dict(enumerate(things))
    ),
    "IndexedPriorityQueue, values": lambda data, things: data.IndexedPriorityQueue(
        [(number, number, each) for number, each in enumerate(things)]
    ),
    "OrderedSet": lambda data, things: data.OrderedSet(things),
    "Graph": lambda data, things: data.Graph([(things[0], each) for each in things[1:]]),
    "UnionFind": lambda data, things: data.UnionFind(things),
    "LRUCache": lambda data, things: _cache(data.LRUCache(1000), things),
    "TTLCache": lambda data, things: _cache(data.TTLCache(1000, ttl=1000), things),
}
every_holder = pytest.mark.parametrize("holder", HOLDERS)


def _cache(made: Any, things: list[Thing]) -> Any:
    for each in things:
        made[each] = each
    return made


@pytest.fixture(autouse=True, scope="module")
def _small_heap() -> Iterator[None]:
    """Let collections look at what these tests make, and not at all that pytest holds."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _at_rest() -> Iterator[None]:
    yield
    Thing.fails = False


# ------------------------------------------------------------------------------------- references

USES: dict[str, Callable[[Any], object]] = {
    "read all": list,
    "read a part": lambda made: next(iter(made)),
    "copy": lambda made: made.copy(),
    "pickle": lambda made: pickle.loads(pickle.dumps(made)),
    "deepcopy": copy.deepcopy,
    "clear": lambda made: made.clear(),
    "pop": lambda made: made.pop(),
    "popitem": lambda made: made.popitem(),
    "delete the first": lambda made: made.__delitem__(_first(made)),
    "delete a slice": lambda made: made.__delitem__(slice(3, 9, 2)),
    "read a slice": lambda made: made[2:7],
    "look for it": lambda made: _first(made) in made,
    "add it again": lambda made: made.add(_first(made)),
    "remove and add": lambda made: (made.add(each := _first(made)), made.remove(each)),
    "update with itself": lambda made: made.update(made),
    "set again": lambda made: made.__setitem__(_first(made), made[_first(made)]),
    "items": lambda made: list(made.items()),
    "in order": lambda made: list(made.in_order()),
    "irange": lambda made: list(made.irange(_first(made), None)),
    "set algebra": lambda made: (made | made, made & made, made - made, made ^ made),
    "compare": lambda made: made == made.copy(),
    "write": repr,
    "begin to read, then clear": lambda made: (it := iter(made), next(it), made.clear()),
}


def _first(made: Any) -> Any:
    return next(iter(made))


def _counted(things: list[Thing]) -> list[int]:
    gc.collect()
    return [sys.getrefcount(each) for each in things]


@every_holder
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("fails", [False, True], ids=["", "failing"])
def test_every_reference_is_given_back(
    data: ModuleType, holder: str, use: str, *, fails: bool
) -> None:
    things = [Thing(at * 7 % 20) for at in range(20)]
    before = _counted(things)
    made = HOLDERS[holder](data, things)
    held = _counted(things)
    Thing.fails = fails
    with suppress(ArithmeticError, AttributeError, TypeError, ValueError, LookupError):
        USES[use](made)
    Thing.fails = False
    if fails:
        del made
    elif "clear" in use or use in {"pop", "popitem"} or "delete" in use:
        assert all(now <= then for now, then in zip(_counted(things), held, strict=True))
        del made
    else:
        content = list(made)
        del content, made
    assert _counted(things) == before


@every_holder
def test_what_is_held_is_held_as_often_after_many_uses(data: ModuleType, holder: str) -> None:
    things = [Thing(at * 7 % 20) for at in range(20)]
    made = HOLDERS[holder](data, things)
    reading = [use for name, use in USES.items() if name in {
        "read all", "read a part", "copy", "look for it", "items", "in order", "irange", "compare",
        "read a slice",
    }]  # fmt: skip
    counts = []
    for _ in range(3):
        for use in reading:
            with suppress(AttributeError, TypeError, LookupError):
                use(made)
        counts.append(_counted(things))
    assert counts[1] == counts[2]


# ----------------------------------------------------------------------------------------- cycles


@every_holder
@pytest.mark.parametrize("through", ["itself", "an iterator", "a bound method"])
def test_a_cycle_through_what_it_holds_is_collected(
    data: ModuleType, holder: str, through: str
) -> None:
    things = [Thing(at) for at in range(20)]
    made = HOLDERS[holder](data, things)
    if through == "an iterator":
        held = iter(made)
        next(held)
    else:
        held = made if through == "itself" else made.copy
    things[7].held = held
    gone = [weakref.ref(made), *map(weakref.ref, things)]
    del made, things, held
    gc.collect()
    assert [each() for each in gone] == [None] * len(gone)


ORDERED: dict[str, Callable[[Any, Any, list[Thing]], Any]] = {
    "SortedList": lambda data, key, things: data.SortedList(things, key=key),
    "SortedSet": lambda data, key, things: data.SortedSet(things, key=key),
    "SortedDict": lambda data, key, things: data.SortedDict(key, dict.fromkeys(things)),
    "IndexedPriorityQueue": lambda data, key, things: data.IndexedPriorityQueue(
        enumerate(things), key=key
    ),
}


@pytest.mark.parametrize("name", ORDERED)
def test_a_cycle_through_the_key_function_is_collected(data: ModuleType, name: str) -> None:
    key = Ranked()
    made = ORDERED[name](data, key, [Thing(at) for at in range(5)])
    key.held = made
    gone = [weakref.ref(made), weakref.ref(key)]
    del made, key
    gc.collect()
    assert [each() for each in gone] == [None, None]


@pytest.mark.parametrize("holder", ["SortedDict, values", "Trie", "LRUCache"])
def test_a_container_that_holds_itself_is_collected(data: ModuleType, holder: str) -> None:
    made = HOLDERS[holder](data, [Thing(1)])
    made[_first(made)] = made
    gone = weakref.ref(made)
    del made
    gc.collect()
    assert gone() is None
