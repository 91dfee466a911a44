"""LRUCache: what it keeps, what it evicts, and what it does when something fails."""

import copy
import gc
import math
import pickle
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule


class CountingLock:
    def __init__(self) -> None:
        self.inner = threading.Lock()
        self.taken = 0

    def __enter__(self) -> None:
        assert self.inner.acquire(blocking=False), "taken twice"
        self.taken += 1

    def __exit__(self, *_: object) -> None:
        self.inner.release()

    @property
    def free(self) -> bool:
        return not self.inner.locked()


class Moody:
    """A key that compares by value, and fails from a given comparison on."""

    calls = 0
    fails_at = math.inf
    action: Any = None

    def __init__(self, name: str) -> None:
        self.name = name

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        Moody.calls += 1
        if Moody.calls == Moody.fails_at:
            raise ZeroDivisionError
        if Moody.action is not None:
            action, Moody.action = Moody.action, None
            action()
        return isinstance(other, Moody) and self.name == other.name


@pytest.fixture(autouse=True)
def _calm() -> Iterator[None]:
    yield
    Moody.calls, Moody.fails_at, Moody.action = 0, math.inf, None


def reloaded(cache: Any, protocol: int = pickle.HIGHEST_PROTOCOL) -> Any:
    return pickle.loads(pickle.dumps(cache, protocol))


def size_of(value: Any) -> float:
    return float(value)


def filled(data: ModuleType, count: int, **options: Any) -> Any:
    cache = data.LRUCache(count, **options)
    for number in range(count):
        cache[number] = number * 10
    return cache


# ------------------------------------------------------------------------------------- the order


def test_the_least_recently_used_item_makes_room(data: ModuleType) -> None:
    cache = filled(data, 3)
    assert cache[0] == 0
    cache[3] = 30
    assert list(cache.items()) == [(2, 20), (0, 0), (3, 30)]


@pytest.mark.parametrize("use", ["[]", "get", "setdefault", "set", "[]="])
def test_it_is_use_to(data: ModuleType, use: str) -> None:
    cache = filled(data, 3)
    uses = {
        "[]": lambda: cache[0],
        "get": lambda: cache.get(0),
        "setdefault": lambda: cache.setdefault(0, 5),
        "set": lambda: cache.set(0, 0),
        "[]=": lambda: cache.__setitem__(0, 0),
    }
    uses[use]()
    assert list(cache) == [1, 2, 0]


def test_looking_is_no_use(data: ModuleType) -> None:
    cache = filled(data, 3)
    assert 0 in cache
    assert cache.peek(0) == 0
    assert list(cache.items()) == [(0, 0), (1, 10), (2, 20)]
    assert list(cache.values()) == [0, 10, 20]
    assert 10 in cache.values()
    assert (1, 10) in cache.items()
    assert (1, 11) not in cache.items()
    assert cache == {0: 0, 1: 10, 2: 20}
    assert list(reversed(cache)) == [2, 1, 0]
    assert list(reversed(cache.items())) == [(2, 20), (1, 10), (0, 0)]
    assert list(reversed(cache.values())) == [20, 10, 0]
    assert list(reversed(cache.keys())) == [2, 1, 0]
    assert list(cache) == [0, 1, 2]


def test_popitem_takes_the_least_recently_used(data: ModuleType) -> None:
    cache = filled(data, 2)
    assert cache.popitem() == (0, 0)
    assert cache.popitem() == (1, 10)
    with pytest.raises(KeyError, match="LRUCache is empty"):
        cache.popitem()


# ------------------------------------------------------------------------------------ as a mapping


def test_it_is_a_mutable_mapping(data: ModuleType) -> None:
    cache: Any = data.LRUCache(10)
    assert issubclass(data.LRUCache, MutableMapping)
    cache.update({"a": 1}, b=2)
    assert len(cache) == 2
    del cache["a"]
    assert cache.pop("b") == 2
    assert cache.pop("b", 7) == 7
    assert not cache
    for look in ("__getitem__", "pop", "peek"):
        with pytest.raises(KeyError, match="'a'"):
            getattr(cache, look)("a")
    with pytest.raises(KeyError, match="'a'"):
        del cache["a"]
    assert cache.get("a") is None
    assert cache.get("a", 5) == 5
    assert cache.peek("a", 6) == 6
    cache["a"] = None
    assert cache.setdefault("a", 5) is None
    cache.clear()
    assert cache.currsize == 0 == len(cache)


def test_the_key_stored_first_stays(data: ModuleType) -> None:
    cache = data.LRUCache(2)
    cache[1] = "a"
    cache[1.0] = "b"
    assert [type(key) for key in cache] == [int]
    assert cache[1] == "b"


def test_reading_while_iterating_is_no_error(data: ModuleType) -> None:
    cache = filled(data, 4)
    assert [(key, cache[key]) for key in cache] == [(0, 0), (1, 10), (2, 20), (3, 30)]
    for key in cache:
        cache[key] = -key
    assert list(cache.values()) == [0, -1, -2, -3]


@pytest.mark.parametrize("change", ["add", "delete", "clear", "pop", "popitem"])
@pytest.mark.parametrize("view", ["iter", "keys", "items", "values", "reversed"])
def test_changing_while_iterating_is_an_error(data: ModuleType, change: str, view: str) -> None:
    cache = filled(data, 4)
    changes = {
        "add": lambda: cache.__setitem__("new", 1),
        "delete": lambda: cache.__delitem__(3),
        "clear": cache.clear,
        "pop": lambda: cache.pop(3),
        "popitem": cache.popitem,
    }
    views = {
        "iter": iter,
        "keys": lambda c: iter(c.keys()),
        "items": lambda c: iter(c.items()),
        "values": lambda c: iter(c.values()),
        "reversed": reversed,
    }
    walk = views[view](cache)
    late = views[view](cache)
    next(walk)
    changes[change]()
    for each in (walk, late):
        with pytest.raises(RuntimeError, match="LRUCache changed during iteration"):
            next(each)


def test_changing_at_the_last_step_of_an_iteration_is_an_error(data: ModuleType) -> None:
    cache = filled(data, 2)
    for view in (cache, cache.items()):
        walk = iter(view)
        assert len([next(walk), next(walk)]) == 2
        cache[object()] = 1
        with pytest.raises(RuntimeError, match="LRUCache changed during iteration"):
            next(walk)


def test_methods_may_come_from_a_class_mixed_in(data: ModuleType) -> None:
    gone = []

    class Watched:
        def popitem(self) -> Any:
            gone.append(super().popitem())  # type: ignore[misc]
            return gone[-1]

        def __missing__(self, key: str) -> str:
            return key

    class Cache(Watched, data.LRUCache):  # type: ignore[name-defined,misc]
        pass

    cache = Cache(1, lock=CountingLock())
    cache["a"] = 1
    cache["b"] = 2
    assert gone == [("a", 1)]
    assert cache["x"] == "x"


def test_missing_is_called_by_a_lookup_alone(data: ModuleType) -> None:
    class Squares(data.LRUCache):  # type: ignore[name-defined,misc]
        def __missing__(self, key: int) -> int:
            self[key] = key * key
            return key * key

    for options in ({}, {"lock": threading.RLock()}):
        cache = Squares(2, **options)
        assert cache.get(3) is None
        assert cache.pop(3, 0) == 0
        assert cache.setdefault(4, 1) == 1
        assert cache[3] == 9
        assert list(cache) == [4, 3]


# ------------------------------------------------------------------------------------------ bounds


@pytest.mark.parametrize("options", [{}, {"maxsize": None}, {"maxsize": math.inf}])
def test_without_a_bound_nothing_is_evicted(data: ModuleType, options: dict[str, Any]) -> None:
    cache = data.LRUCache(**options)
    cache.update(dict.fromkeys(range(1000)))
    assert len(cache) == 1000
    assert cache.maxsize == options.get("maxsize")


def test_max_size_is_another_name(data: ModuleType) -> None:
    cache = data.LRUCache(max_size=2)
    assert cache.maxsize == cache.max_size == 2
    with pytest.raises(TypeError, match="two names for one bound"):
        data.LRUCache(2, max_size=2)


@pytest.mark.parametrize(
    "maxsize, error", [(-1, ValueError), (math.nan, ValueError), ("3", TypeError)]
)
def test_a_bound_has_to_be_a_number_from_0(
    data: ModuleType, maxsize: Any, error: type[Exception]
) -> None:
    cache = filled(data, 2)
    with pytest.raises(error, match="maxsize"):
        data.LRUCache(maxsize)
    with pytest.raises(error, match="maxsize"):
        cache.resize(maxsize)
    assert (cache.maxsize, len(cache)) == (2, 2)


@pytest.mark.parametrize("name", ["getsizeof", "on_evict", "lock"])
def test_what_cannot_be_used_is_refused_at_once(data: ModuleType, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        data.LRUCache(2, **{name: 3})


def test_a_bound_of_0_refuses_every_write(data: ModuleType) -> None:
    cache = data.LRUCache(0)
    with pytest.raises(ValueError, match="value too large"):
        cache["a"] = 1
    assert len(cache) == 0


def test_a_bound_may_be_changed(data: ModuleType) -> None:
    evicted: list[Any] = []
    cache = filled(data, 4, on_evict=lambda *pair: evicted.append(pair))
    cache.maxsize = 2
    assert list(cache) == [2, 3]
    assert evicted == [(0, 0), (1, 10)]
    cache.max_size = 1
    assert list(cache) == [3]
    cache.resize(None)
    cache.update(dict.fromkeys(range(9)))
    assert len(cache) == 9


def test_sizes_count_against_the_bound(data: ModuleType) -> None:
    cache = data.LRUCache(10, getsizeof=size_of)
    cache.update(a=4, b=3, c=3)
    assert cache.currsize == 10
    cache["d"] = 5
    assert dict(cache) == {"c": 3, "d": 5}
    cache["c"] = 6
    assert dict(cache) == {"c": 6}
    with pytest.raises(ValueError, match="value too large"):
        cache["c"] = 11
    assert dict(cache) == {"c": 6}
    assert cache.currsize == 6
    assert cache.getsizeof(4) == 4
    assert data.LRUCache(1).getsizeof(4) == 1


@pytest.mark.parametrize("size", [-1, math.nan])
def test_a_size_has_to_be_a_number_from_0(data: ModuleType, size: float) -> None:
    cache = data.LRUCache(10, getsizeof=size_of)
    cache["a"] = 1
    with pytest.raises(ValueError, match="non-negative"):
        cache["a"] = size
    assert dict(cache) == {"a": 1}


def test_a_subclass_may_tell_sizes_and_watch_what_is_evicted(data: ModuleType) -> None:
    gone = []

    class Cache(data.LRUCache):  # type: ignore[name-defined,misc]
        def getsizeof(self, value: int) -> int:
            return value

        def popitem(self) -> Any:
            pair = super().popitem()
            gone.append(pair)
            return pair

    cache = Cache(10)
    cache.update(a=4, b=4)
    cache["c"] = 6
    assert gone == [("a", 4)]
    assert cache.currsize == 10
    cache["b"] = 5
    assert gone == [("a", 4), ("b", 4), ("c", 6)]  # the oldest first, though it comes back
    assert dict(cache) == {"b": 5}


def test_getsizeof_that_raises_changes_nothing(data: ModuleType) -> None:
    cache = data.LRUCache(10, getsizeof=len)
    cache["a"] = "abc"
    with pytest.raises(TypeError):
        cache["a"] = 5
    assert dict(cache) == {"a": "abc"}
    assert cache.currsize == 3


# ---------------------------------------------------------------------------- callback and factory


def test_on_evict_is_told_what_made_room_and_nothing_else(data: ModuleType) -> None:
    evicted: list[Any] = []
    cache = filled(data, 3, on_evict=lambda *pair: evicted.append(pair))
    cache[0] = 1
    del cache[0]
    cache.pop(1)
    cache.popitem()
    cache.update(dict.fromkeys("abc"))
    assert evicted == []
    cache["d"] = 4
    assert evicted == [("a", None)]
    cache.clear()
    assert evicted == [("a", None)]


def test_on_evict_finds_the_cache_whole_and_the_lock_free(data: ModuleType) -> None:
    lock = CountingLock()
    seen = []

    def look(key: object, value: object) -> None:
        seen.append((key, lock.free, list(cache.items())))
        cache.pop("c", None)

    cache = data.LRUCache(2, on_evict=look, lock=lock)
    cache.update(a=1, b=2, c=3)
    assert seen == [("a", True, [("b", 2), ("c", 3)])]
    assert dict(cache) == {"b": 2}


def test_on_evict_that_raises_leaves_the_operation_done(data: ModuleType) -> None:
    told = []

    def fail(key: object, value: object) -> None:
        told.append(key)
        raise LookupError(key)

    cache = data.LRUCache(10, getsizeof=size_of, on_evict=fail)
    cache.update(a=5, b=5)
    with pytest.raises(LookupError, match="a"):
        cache["c"] = 10
    assert told == ["a", "b"]
    assert dict(cache) == {"c": 10}


def test_get_or_set_makes_what_is_not_there(data: ModuleType) -> None:
    cache = data.LRUCache(2, getsizeof=size_of)
    assert cache.get_or_set("a", lambda: 1) == 1
    assert cache.get_or_set("a", lambda: 2) == 1
    assert cache.get_or_set("b", lambda: 3) == 3
    assert "b" not in cache
    with pytest.raises(ZeroDivisionError):
        cache.get_or_set("c", lambda: 1 // 0)
    assert dict(cache) == {"a": 1}

    def slow() -> int:
        cache["d"] = 1
        return 2

    assert cache.get_or_set("d", slow) == 1


def test_the_lock_is_held_in_each_operation_once(data: ModuleType) -> None:
    lock = CountingLock()
    cache = data.LRUCache(2, lock=lock)
    operations = [
        lambda: cache.__setitem__("a", 1),
        lambda: cache["a"],
        lambda: cache.get("a"),
        lambda: cache.setdefault("b", 1),
        lambda: list(cache),
        lambda: cache.pop("a"),
        lambda: cache.__delitem__("b"),
        cache.clear,
        cache.copy,
        lambda: cache.resize(1),
    ]
    for operation in operations:
        before = lock.taken
        operation()
        assert before < lock.taken <= before + 2
        assert lock.free


def test_threads_that_share_a_lock_keep_it_whole(data: ModuleType) -> None:
    cache = data.LRUCache(50, getsizeof=size_of, lock=threading.Lock())

    def work(seed: int) -> None:
        for number in range(2000):
            key = number * seed % 97
            cache[key] = key % 7
            cache.get((key + 3) % 97)
            cache.pop((key + 5) % 97, None)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (1, 5, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.currsize == sum(cache.values()) <= 50
    assert all(key % 7 == value for key, value in cache.items())


# --------------------------------------------------------------------------------- things that fail


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("fails_at", range(1, 12))
@pytest.mark.parametrize("operation", ["get", "set", "replace", "delete", "pop", "evict"])
def test_a_comparison_that_fails_leaves_it_whole(
    data: ModuleType, *, sized: bool, fails_at: int, operation: str
) -> None:
    cache = data.LRUCache(4, getsizeof=(lambda _: 1) if sized else None)
    for name in "abc" + ("x" if operation == "evict" else ""):
        cache[Moody(name)] = name
    operations = {
        "get": lambda: cache.get(Moody("c")),
        "set": lambda: cache.__setitem__(Moody("d"), "d"),
        "replace": lambda: cache.__setitem__(Moody("b"), "b"),
        "delete": lambda: cache.__delitem__(Moody("b")),
        "pop": lambda: cache.pop(Moody("b")),
        "evict": lambda: cache.__setitem__(Moody("d"), "d"),
    }
    Moody.calls, Moody.fails_at = 0, fails_at
    with suppress(ZeroDivisionError):
        operations[operation]()
    Moody.fails_at = math.inf
    content = [(key.name, value) for key, value in cache.items()]
    assert all(name == value for name, value in content)
    assert len(content) == len(cache) == cache.currsize <= 4
    for name, value in content:
        assert cache[Moody(name)] == value
    while cache:
        cache.popitem()
    assert cache.currsize == 0


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("operation", ["get", "set", "replace", "delete", "pop"])
@pytest.mark.parametrize("change", ["clear", "add", "delete"])
def test_a_comparison_that_changes_the_cache_leaves_it_whole(
    data: ModuleType, *, sized: bool, operation: str, change: str
) -> None:
    cache = data.LRUCache(4, getsizeof=(lambda _: 1) if sized else None)
    keys = {name: Moody(name) for name in "abc"}
    for name, key in keys.items():
        cache[key] = name
    operations = {
        "get": lambda: cache.get(Moody("c")),
        "set": lambda: cache.__setitem__(Moody("d"), "d"),
        "replace": lambda: cache.__setitem__(Moody("b"), "b"),
        "delete": lambda: cache.__delitem__(Moody("b")),
        "pop": lambda: cache.pop(Moody("b"), None),
    }
    Moody.action = {
        "clear": cache.clear,
        "add": lambda: cache.__setitem__(keys["a"], "a"),
        "delete": lambda: cache.pop(keys["b"], None),
    }[change]
    with suppress(KeyError):
        operations[operation]()
    content = [(key.name, value) for key, value in cache.items()]
    assert all(name == value for name, value in content)
    assert len(content) == len(cache) == cache.currsize <= 4


def test_an_unhashable_key_changes_nothing(data: ModuleType) -> None:
    cache = filled(data, 2)
    for call in (cache.get, cache.pop, cache.peek, cache.__getitem__, cache.__delitem__):
        with pytest.raises(TypeError, match="unhashable"):
            call([])
    with pytest.raises(TypeError, match="unhashable"):
        cache[[]] = 1
    assert list(cache.items()) == [(0, 0), (1, 10)]


def test_a_finaliser_finds_the_cache_whole(data: ModuleType) -> None:
    seen = []

    class Value:
        def __del__(self) -> None:
            seen.append(len(cache))

    cache = data.LRUCache(1)
    cache["a"] = Value()
    cache["b"] = Value()
    cache["b"] = Value()
    del cache["b"]
    cache["c"] = Value()
    cache.clear()
    gc.collect()
    assert seen == [1, 1, 0, 0]


# -------------------------------------------------------------------------------- as a good citizen


def test_its_repr_says_what_is_in_it(data: ModuleType) -> None:
    cache = filled(data, 2)
    assert repr(cache) == "LRUCache({0: 0, 1: 10}, maxsize=2, currsize=2)"
    cache[0] = cache
    assert repr(cache) == "LRUCache({1: 10, 0: ...}, maxsize=2, currsize=2)"


def test_it_has_no_hash(data: ModuleType) -> None:
    with pytest.raises(TypeError):
        hash(data.LRUCache(1))


def test_it_equals_a_mapping_with_the_same_items(data: ModuleType) -> None:
    cache = filled(data, 2)
    assert cache == {1: 10, 0: 0}
    assert cache == filled(data, 2, getsizeof=lambda _: 1)
    assert cache != {0: 0}
    assert cache != [0, 1]


@pytest.mark.parametrize("duplicate", [copy.copy, lambda cache: cache.copy()])
def test_a_copy_is_of_the_same_class_and_goes_its_own_way(data: ModuleType, duplicate: Any) -> None:
    class Cache(data.LRUCache):  # type: ignore[name-defined,misc]
        pass

    cache = Cache(10, getsizeof=size_of)
    cache.update(a=4, b=5)
    cache.label = "mine"
    cache.get("a")
    twin = duplicate(cache)
    assert type(twin) is Cache
    assert (twin.label, twin.maxsize, twin.currsize) == ("mine", 10, 9)
    assert list(twin) == ["b", "a"]
    twin["c"] = 5
    assert list(twin) == ["a", "c"]
    assert list(cache) == ["b", "a"]
    assert cache["b"] == 5


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("sized", [False, True])
def test_a_pickle_brings_everything_but_the_lock(
    data: ModuleType, protocol: int, *, sized: bool
) -> None:
    cache = data.LRUCache(10, getsizeof=size_of if sized else None, lock=threading.Lock())
    cache.update(a=4, b=5)
    cache.get("a")
    loaded = reloaded(cache, protocol)
    assert list(loaded.items()) == [("b", 5), ("a", 4)]
    assert (loaded.maxsize, loaded.currsize) == (cache.maxsize, cache.currsize)
    loaded["c"] = 6
    assert ("b" in loaded) is not sized


def test_a_deep_copy_of_a_cache_that_holds_itself_holds_itself(data: ModuleType) -> None:
    cache = data.LRUCache(2)
    cache["me"] = cache
    for twin in (copy.deepcopy(cache), reloaded(cache)):
        assert twin["me"] is twin


def test_it_can_be_watched_generic_and_measured(data: ModuleType) -> None:
    cache = data.LRUCache(1000)
    small = cache.__sizeof__()
    reference: Any = weakref.ref(cache)
    assert reference() is cache
    assert data.LRUCache[int, str].__origin__ is data.LRUCache
    assert not hasattr(cache, "__dict__")
    assert data.LRUCache.__module__ == "polepos.data"
    cache.update(dict.fromkeys(range(1000)))
    assert cache.__sizeof__() > small + 8000


# ------------------------------------------------------------------------------------------- a model


class Model(RuleBasedStateMachine):
    data: Any
    sized: bool
    keys = st.integers(0, 7)
    sizes = st.integers(0, 6)

    def __init__(self) -> None:
        super().__init__()
        self.evicted: list[Any] = []
        self.expected: list[Any] = []
        self.maxsize = 5
        self.model: OrderedDict[int, int] = OrderedDict()
        self.cache = self.data.LRUCache(
            5,
            size_of if self.sized else None,
            on_evict=(lambda *pair: self.evicted.append(pair)) if self.watched else None,
        )

    watched = True

    def size(self, value: int) -> int:
        return value if self.sized else 1

    def total(self) -> int:
        return sum(map(self.size, self.model.values()))

    def trim(self) -> None:
        while self.total() > self.maxsize:
            self.expected.append(self.model.popitem(last=False))

    @rule(key=keys, value=sizes)
    def store(self, key: int, value: int) -> None:
        if self.size(value) > self.maxsize:
            with pytest.raises(ValueError, match="too large"):
                self.cache[key] = value
            return
        self.cache[key] = value
        self.model[key] = value
        self.model.move_to_end(key)
        self.trim()

    @rule(key=keys)
    def read(self, key: int) -> None:
        assert self.cache.get(key) == self.model.get(key)
        if key in self.model:
            self.model.move_to_end(key)

    @rule(key=keys)
    def look_up(self, key: int) -> None:
        if key in self.model:
            self.model.move_to_end(key)
            assert self.cache[key] == self.model[key]
        else:
            with pytest.raises(KeyError):
                self.cache[key]

    @rule(key=keys)
    def peek(self, key: int) -> None:
        assert self.cache.peek(key, None) == self.model.get(key)
        assert (key in self.cache) == (key in self.model)

    @rule(key=keys)
    def pop(self, key: int) -> None:
        assert self.cache.pop(key, None) == self.model.pop(key, None)

    @rule(key=keys)
    def delete(self, key: int) -> None:
        if key in self.model:
            del self.cache[key], self.model[key]
        else:
            with pytest.raises(KeyError):
                del self.cache[key]

    @precondition(lambda self: self.model)
    @rule()
    def pop_item(self) -> None:
        assert self.cache.popitem() == self.model.popitem(last=False)

    @rule(maxsize=st.integers(0, 8))
    def resize(self, maxsize: int) -> None:
        self.cache.maxsize = self.maxsize = maxsize
        self.trim()

    @rule()
    def pickle(self) -> None:
        if not self.watched:
            self.cache = reloaded(self.cache)

    @rule()
    def copy(self) -> None:
        self.cache = self.cache.copy()

    @invariant()
    def agrees(self) -> None:
        assert list(self.cache.items()) == list(self.model.items())
        assert list(self.cache) == list(self.model)
        assert list(reversed(self.cache)) == list(reversed(self.model))
        assert self.cache.currsize == self.total()
        assert len(self.cache) == len(self.model)
        if self.watched:
            assert self.evicted == self.expected


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("watched", [False, True])
def test_it_behaves_as_the_model_does(data: ModuleType, *, sized: bool, watched: bool) -> None:
    machine: Any = type("Machine", (Model,), {"data": data, "sized": sized, "watched": watched})
    case = machine.TestCase
    case.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
    case("runTest").runTest()


@given(keys=st.lists(st.integers(0, 20)), maxsize=st.integers(1, 10))
def test_what_was_stored_last_is_there(data: ModuleType, keys: list[int], maxsize: int) -> None:
    cache = data.LRUCache(maxsize)
    for key in keys:
        cache[key] = key
    last = list(dict.fromkeys(reversed(keys)))[:maxsize]
    assert list(reversed(cache)) == last
