"""TTLCache: what expires when, at what cost, and that nobody ever sees it afterwards."""

import copy
import math
import pickle
import sys
import threading
import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule


class Clock:
    """A clock that is set by hand, and counts how often it is read."""

    def __init__(self) -> None:
        self.now: Any = 100
        self.read = 0
        self.error: Exception | None = None

    def __call__(self) -> Any:
        self.read += 1
        if self.error is not None:
            raise self.error
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def reloaded(cache: Any, protocol: int = pickle.HIGHEST_PROTOCOL) -> Any:
    return pickle.loads(pickle.dumps(cache, protocol))


def size_of(value: Any) -> float:
    return float(value)


def frozen_time() -> float:
    return 1000.0


class FreeLock:
    def __init__(self) -> None:
        self.inner = threading.Lock()

    def __enter__(self) -> None:
        assert self.inner.acquire(blocking=False), "taken twice"

    def __exit__(self, *_: object) -> None:
        self.inner.release()


# ------------------------------------------------------------------------------------------ expiry


@pytest.mark.parametrize("options", [{}, {"getsizeof": lambda _: 1}, {"lock": FreeLock()}])
def test_what_has_expired_is_never_seen(
    data: ModuleType, clock: Clock, options: dict[str, Any]
) -> None:
    def expired() -> Any:
        clock.now = 100
        cache = data.TTLCache(10, 5, clock, **options)
        cache["a"] = 1
        clock.now = 103
        cache["b"] = 2
        clock.now = 105  # the deadline itself
        return cache

    assert "a" not in expired()
    assert expired().get("a") is None
    assert expired().peek("a", None) is None
    assert expired().pop("a", None) is None
    assert expired().setdefault("a", 7) == 7
    assert expired().popitem() == ("b", 2)
    assert len(expired()) == 1
    assert expired().currsize == 1
    assert list(expired()) == list(reversed(expired())) == ["b"]
    assert list(expired().items()) == [("b", 2)]
    assert list(expired().values()) == [2]
    assert expired() == {"b": 2}
    assert repr(expired()) == "TTLCache({'b': 2}, maxsize=10, currsize=1, ttl=5)"
    assert list(expired().copy()) == ["b"]
    for look in ("__getitem__", "__delitem__", "pop", "peek", "expires_at", "ttl_of"):
        with pytest.raises(KeyError, match="a"):
            getattr(expired(), look)("a")


def test_an_item_is_there_until_its_deadline(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache["a"] = 1
    clock.now = 104.999
    assert cache["a"] == 1
    clock.now = 105
    with pytest.raises(KeyError, match="a"):
        cache["a"]


def test_writing_puts_expiry_off_and_reading_does_not(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.update(a=1, b=2)
    clock.now = 103
    cache["a"] = 3
    cache["b"]
    clock.now = 106
    assert dict(cache) == {"a": 3}


def test_expire_returns_what_expired_the_earliest_first(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.set("c", 3, ttl=3)
    cache.set("b", 2, ttl=2)
    cache["d"] = 4
    cache.set("a", 1, ttl=1)
    cache.set("e", 5, ttl=None)
    assert cache.expire() == []
    assert cache.expire(102) == [("a", 1), ("b", 2)]
    clock.now = 200
    assert cache.expire() == [("c", 3), ("d", 4)]
    assert cache.expire(10**9) == []
    assert dict(cache) == {"e": 5}


@pytest.mark.parametrize("ttl", [None, math.inf])
def test_what_never_expires_stays(data: ModuleType, clock: Clock, ttl: Any) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.set("a", 1, ttl=ttl)
    always = data.TTLCache(10, ttl, clock)
    always["a"] = 1
    clock.now = 10**12
    assert cache["a"] == always["a"] == 1
    assert cache.expires_at("a") == cache.ttl_of("a") == math.inf


def test_each_item_may_have_a_time_of_its_own(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.set("a", 1, ttl=100)
    cache.set("b", 2, 1)
    cache.set("c", 3)
    assert [cache.expires_at(key) for key in "abc"] == [200, 101, 105]
    clock.now = 100.5
    assert [cache.ttl_of(key) for key in "abc"] == [99.5, 0.5, 4.5]
    clock.now = 101
    assert list(cache) == ["a", "c"]
    cache.set("a", 1, ttl=1)  # earlier than before
    clock.now = 102
    assert list(cache) == ["c"]


@pytest.mark.parametrize("ttl", [0, -1])
def test_without_time_to_live_an_item_expires_at_once(
    data: ModuleType, clock: Clock, ttl: int
) -> None:
    evicted: list[Any] = []
    cache = data.TTLCache(1, ttl, clock, on_evict=lambda *pair: evicted.append(pair))
    cache["a"] = 1
    assert len(cache) == 0
    assert evicted == [("a", 1)]
    cache.set("a", 2, ttl=5)
    cache["b"] = 3
    assert dict(cache) == {"a": 2}  # nothing had to make room
    cache["a"] = 4
    assert len(cache) == 0
    assert evicted == [("a", 1), ("b", 3), ("a", 4)]


def test_the_time_to_live_may_be_changed_for_what_comes(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache["a"] = 1
    cache.ttl = 1
    cache["b"] = 2
    assert (cache.ttl, cache.timer) == (1, clock)
    clock.now = 101
    assert list(cache) == ["a"]


def test_on_evict_is_told_what_expired(data: ModuleType, clock: Clock) -> None:
    seen: list[Any] = []
    lock = threading.Lock()

    def look(key: Any, value: Any) -> None:
        seen.append((key, value, lock.locked(), list(cache)))

    cache = data.TTLCache(10, 5, clock, on_evict=look, lock=lock)
    cache.update(a=1, b=2)
    cache.set("c", 3, ttl=9)
    cache["a"] = 4
    clock.now = 106
    assert cache.get("c") == 3
    assert seen == [("b", 2, False, ["c"]), ("a", 4, False, ["c"])]


def test_what_expired_makes_room_before_what_is_good(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(2, 5, clock)
    cache["old"] = 1
    cache.set("new", 2, ttl=50)
    cache["old"]
    clock.now = 105
    cache["more"] = 3
    assert list(cache) == ["new", "more"]


def test_a_subclass_may_watch_expiry(data: ModuleType, clock: Clock) -> None:
    gone: list[Any] = []

    class Cache(data.TTLCache):  # type: ignore[name-defined,misc]
        def expire(self, time: Any = None) -> Any:
            expired = super().expire(time)
            gone.extend(expired)
            return expired

        def popitem(self) -> Any:
            pair = super().popitem()
            gone.append(pair)
            return pair

        def __missing__(self, key: str) -> str:
            return key * 2

    cache = Cache(2, 5, clock)
    cache.update(a=1, b=2, c=3)
    assert gone == [("a", 1)]
    clock.now = 105
    assert cache["b"] == "bb"
    assert cache["x"] == "xx"
    assert gone == [("a", 1), ("b", 2), ("c", 3)]


# ------------------------------------------------------------------------------------------- clocks


def test_a_clock_that_goes_backwards_loses_nothing(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache["a"] = 1
    clock.now = 50
    cache["b"] = 2
    assert list(cache) == ["a", "b"]
    clock.now = 55
    assert list(cache) == ["a"]
    clock.now = 105
    assert list(cache) == []


def test_a_clock_that_fails_changes_nothing(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(2, 5, clock)
    cache.update(a=1, b=2)
    clock.error = OSError("no clock")
    for call in (lambda: cache["a"], lambda: cache.__setitem__("c", 1), lambda: len(cache)):
        with pytest.raises(OSError, match="no clock"):
            call()
    clock.error = None
    assert list(cache.items()) == [("a", 1), ("b", 2)]


def test_a_deadline_that_is_nan_is_refused(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(2, 5, clock)
    cache["a"] = 1
    with pytest.raises(ValueError, match="NaN"):
        cache.set("a", 2, ttl=math.nan)
    with pytest.raises(ValueError, match="NaN"):
        data.TTLCache(2, math.nan)
    clock.now = math.nan
    for key in ("a", "b"):
        with pytest.raises(ValueError, match="NaN"):
            cache[key] = 3
    clock.now = 101
    assert dict(cache) == {"a": 1}


def test_time_may_be_of_any_type_that_can_be_added(data: ModuleType, clock: Clock) -> None:
    clock.now = datetime(2024, 1, 1, tzinfo=UTC)
    cache = data.TTLCache(2, timedelta(seconds=5), clock)
    cache["a"] = 1
    cache.set("b", 2, ttl=timedelta(seconds=2))
    assert cache.ttl_of("b") == timedelta(seconds=2)
    clock.now += timedelta(seconds=2)
    assert list(cache) == ["a"]
    cache["c"] = 1
    clock.now += timedelta(seconds=3)
    assert list(cache) == ["c"]


def test_by_default_time_is_monotonic(data: ModuleType) -> None:
    cache = data.TTLCache(2, ttl=60)
    assert cache.timer is time.monotonic
    cache["a"] = 1
    assert 59 < cache.ttl_of("a") <= 60


def test_an_operation_reads_the_clock_a_bounded_number_of_times(
    data: ModuleType, clock: Clock
) -> None:
    cache = data.TTLCache(1000, 5, clock, on_evict=lambda *_: None)
    operations = [
        lambda: cache.__setitem__("a", 1),
        lambda: cache["a"],
        lambda: cache.get("a"),
        lambda: "a" in cache,
        lambda: len(cache),
        lambda: cache.setdefault("b", 1),
        lambda: cache.pop("a"),
        cache.popitem,
        lambda: cache.__delitem__(999),
        cache.expire,
        cache.copy,
    ]
    for step, operation in enumerate(operations):
        cache.clear()
        clock.now = 1000 * step
        cache.update(dict.fromkeys(range(400)))
        clock.now += 4
        cache.update(dict.fromkeys(range(900, 1000)))
        cache.update(a=1)
        clock.now += 1  # 400 have expired
        clock.read = 0
        operation()
        assert clock.read <= 2, step
        assert len(cache) <= 102


# --------------------------------------------------------------------------------------- the bounds


@pytest.mark.parametrize("mixed", [False, True])
def test_updates_leave_no_garbage(data: ModuleType, clock: Clock, *, mixed: bool) -> None:
    cache = data.TTLCache(100, 10**6, clock)
    cache.update(dict.fromkeys(range(100)))
    small = cache.__sizeof__()
    for number in range(20_000):
        clock.now += 1
        cache.set(number % 100, 1, ttl=10**6 - (number * 7919 % 1000 if mixed else 0))
        if number % 3:
            cache.get(number % 100)
    assert cache.__sizeof__() < 12 * small
    for number in range(20_000):
        cache.pop(number % 100, None)
        cache[number % 100] = 1
    assert cache.__sizeof__() < 12 * small
    for number in range(100):
        del cache[number]
    assert cache.__sizeof__() < 12 * small


def test_replaced_and_deleted_values_are_let_go_at_once(data: ModuleType, clock: Clock) -> None:
    class Value:
        alive = 0

        def __init__(self) -> None:
            Value.alive += 1

        def __del__(self) -> None:
            Value.alive -= 1

    cache = data.TTLCache(3, 50, clock)
    for name in "aabacdeb":
        cache[name] = Value()
        assert Value.alive == len(cache)
    del cache["b"]
    cache.pop("e")
    assert Value.alive == len(cache) == 1
    clock.now = 150
    assert len(cache) == Value.alive == 0


def test_expiry_costs_what_expired(data: ModuleType, clock: Clock) -> None:
    class Key:
        hashed = 0

        def __init__(self, number: int) -> None:
            self.number = number

        def __hash__(self) -> int:
            Key.hashed += 1
            return self.number

    cache = data.TTLCache(None, 1000, clock)
    for number in range(1000):
        cache.set(Key(number), number, ttl=10 + (number * 7919) % 1000)
    for now in range(110, 200):
        clock.now = now
        Key.hashed = 0
        assert len(cache.expire()) == 1
        assert Key.hashed < 10


def test_sizes_are_given_back_when_items_expire(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock, size_of)
    cache.update(a=4, b=3)
    clock.now = 102
    cache["c"] = 3
    assert cache.currsize == 10
    clock.now = 105
    assert cache.currsize == 3
    with pytest.raises(ValueError, match="value too large"):
        cache["d"] = 11
    cache["d"] = 8
    assert dict(cache) == {"d": 8}


@pytest.mark.parametrize(
    "arguments, options, message",
    [
        ((60,), {}, "needs a time to live"),
        ((60,), {"max_size": 10}, "two names for one bound"),
        ((10, 60), {"timer": 3}, "timer"),
        ((10, "60"), {}, "ttl"),
    ],
)
def test_wrong_arguments_are_explained(
    data: ModuleType, arguments: tuple[Any, ...], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        data.TTLCache(*arguments, **options)


def test_the_bound_may_be_left_out_or_changed(data: ModuleType) -> None:
    cache = data.TTLCache(ttl=60)
    cache.update(dict.fromkeys(range(100)))
    assert cache.maxsize is None
    cache.max_size = 3
    assert list(cache) == [97, 98, 99]
    assert data.TTLCache(ttl=60, max_size=4).maxsize == 4
    with pytest.raises(ValueError, match="value too large"):
        data.TTLCache(0, 60)["a"] = 1


# ---------------------------------------------------------------------------------------- iteration


def test_items_that_expire_under_way_are_passed_over(data: ModuleType, clock: Clock) -> None:
    for view in (iter, lambda cache: iter(cache.keys()), lambda cache: iter(cache.values())):
        clock.now = 100
        cache = data.TTLCache(10, 5, clock)
        cache.update(a="a")
        cache.set("b", "b", ttl=2)
        cache.set("c", "c", ttl=3)
        cache.update(d="d")
        walk = view(cache)
        assert next(walk) == "a"
        clock.now = 102
        assert next(walk) == "c"
        clock.now = 103
        assert cache.get("a") == "a"  # which takes out what has expired
        assert list(walk) == ["d"]


def test_items_taken_out_under_way_are_passed_over(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.set("a", 1)
    cache.set("b", 2, ttl=2)
    cache.set("c", 3)
    walk = iter(cache)
    assert next(walk) == "a"
    clock.now = 102
    assert cache.expire() == [("b", 2)]
    assert list(walk) == ["c"]


def test_changing_while_iterating_is_an_error(data: ModuleType, clock: Clock) -> None:
    cache = data.TTLCache(10, 5, clock)
    cache.update(a=1, b=2)
    for view in (cache, cache.keys(), cache.items(), cache.values()):
        walk = iter(view)
        next(walk)
        cache[str(clock.read)] = 3
        with pytest.raises(RuntimeError, match="TTLCache changed during iteration"):
            next(walk)


# -------------------------------------------------------------------------------- copies and pickles


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_holds_the_time_that_is_left(data: ModuleType, protocol: int) -> None:
    cache = data.TTLCache(10, 60, frozen_time, size_of, lock=threading.Lock())
    cache.set("a", 1, ttl=5)
    cache.set("b", 2, ttl=None)
    cache["c"] = 3
    cache.get("a")
    loaded = reloaded(cache, protocol)
    assert list(loaded.items()) == [("b", 2), ("c", 3), ("a", 1)]
    assert [loaded.expires_at(key) for key in "abc"] == [1005, math.inf, 1060]
    assert (loaded.maxsize, loaded.currsize, loaded.ttl) == (10, 6, 60)
    loaded["d"] = 7
    assert list(loaded) == ["a", "d"]
    assert loaded.expire(1005) == [("a", 1)]


def test_lifetimes_go_on_by_the_clock_where_a_pickle_is_loaded(
    data: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = data.TTLCache(10, 60, frozen_time)
    cache["a"] = 1
    text = pickle.dumps(cache)

    def later() -> float:
        return 7.0

    later.__qualname__ = "frozen_time"
    monkeypatch.setattr(sys.modules[__name__], "frozen_time", later)
    loaded = pickle.loads(text)
    assert loaded.expires_at("a") == 67


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_a_copy_goes_its_own_way(data: ModuleType, clock: Clock, duplicate: Any) -> None:
    class Cache(data.TTLCache):  # type: ignore[name-defined,misc]
        pass

    cache = Cache(3, 5, clock)
    cache.label = ["mine"]
    cache.update(a=1, b=2)
    cache.set("c", 3, ttl=1)
    cache.get("a")
    twin = duplicate(cache)
    assert type(twin) is Cache
    assert twin.label == ["mine"]
    assert list(twin) == ["b", "c", "a"]
    twin.timer.now = 101
    assert list(twin) == ["b", "a"]
    twin["d"] = 4
    assert twin.expires_at("d") == 106
    assert "d" not in cache


def test_a_cache_that_holds_itself_survives_all(data: ModuleType) -> None:
    cache = data.TTLCache(2, 60, frozen_time)
    cache["me"] = cache
    assert repr(cache) == "TTLCache({'me': ...}, maxsize=2, currsize=1, ttl=60)"
    for twin in (copy.deepcopy(cache), reloaded(cache)):
        assert twin["me"] is twin


# ------------------------------------------------------------------------------------------- a model


class Model(RuleBasedStateMachine):
    data: Any
    sized: bool
    watched: bool
    keys = st.integers(0, 7)
    sizes = st.integers(0, 6)
    ttls = st.sampled_from([3, 3, 3, 1, 7, 0, -1, None])

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.evicted: list[Any] = []
        self.expected: list[Any] = []
        self.maxsize = 5
        self.model: OrderedDict[int, tuple[int, float]] = OrderedDict()
        self.cache = self.data.TTLCache(
            5,
            3,
            self.clock,
            size_of if self.sized else None,
            on_evict=(lambda *pair: self.evicted.append(pair)) if self.watched else None,
        )

    def size(self, value: int) -> int:
        return value if self.sized else 1

    def total(self) -> int:
        return sum(self.size(value) for value, _ in self.model.values())

    def sweep(self) -> None:
        for key, (value, deadline) in list(self.model.items()):
            if deadline <= self.clock.now:
                del self.model[key]
                self.expected.append((key, value))

    def note(self, key: int, value: int, ttl: float | None) -> None:
        self.sweep()
        if ttl is not None and ttl <= 0:
            self.model.pop(key, None)
            self.expected.append((key, value))
            return
        self.model[key] = (value, math.inf if ttl is None else self.clock.now + ttl)
        self.model.move_to_end(key)
        while self.total() > self.maxsize:
            oldest, (gone, _) = self.model.popitem(last=False)
            self.expected.append((oldest, gone))

    @rule(key=keys, value=sizes)
    def store(self, key: int, value: int) -> None:
        if self.size(value) <= self.maxsize:
            self.cache[key] = value
            self.note(key, value, 3)
        else:
            with pytest.raises(ValueError, match="too large"):
                self.cache[key] = value

    @rule(key=keys, value=sizes, ttl=ttls)
    def store_for(self, key: int, value: int, ttl: int | None) -> None:
        if self.size(value) <= self.maxsize:
            self.cache.set(key, value, ttl=ttl)
            self.note(key, value, ttl)

    @rule(seconds=st.sampled_from([1, 1, 1, 2, 5, -1]))
    def wait(self, seconds: int) -> None:
        self.clock.now += seconds

    @rule(key=keys)
    def read(self, key: int) -> None:
        self.sweep()
        assert self.cache.get(key, "no") == self.model.get(key, ("no",))[0]
        if key in self.model:
            self.model.move_to_end(key)

    @rule(key=keys)
    def look_up(self, key: int) -> None:
        self.sweep()
        if key in self.model:
            self.model.move_to_end(key)
            assert self.cache[key] == self.model[key][0]
        else:
            with pytest.raises(KeyError):
                self.cache[key]

    @rule(key=keys)
    def look(self, key: int) -> None:
        self.sweep()
        assert (key in self.cache) == (key in self.model)
        assert self.cache.peek(key, "no") == self.model.get(key, ("no",))[0]
        if key in self.model:
            assert self.cache.expires_at(key) == self.model[key][1]

    @rule(key=keys)
    def delete(self, key: int) -> None:
        self.sweep()
        if key in self.model:
            del self.cache[key], self.model[key]
        else:
            with pytest.raises(KeyError):
                del self.cache[key]

    @rule(key=keys)
    def pop(self, key: int) -> None:
        self.sweep()
        assert self.cache.pop(key, "no") == self.model.pop(key, ("no",))[0]

    @rule()
    def expire(self) -> None:
        before = len(self.expected)
        self.sweep()
        assert sorted(self.cache.expire()) == sorted(self.expected[before:])

    @rule()
    def pop_item(self) -> None:
        self.sweep()
        if self.model:
            key, (value, _) = self.model.popitem(last=False)
            assert self.cache.popitem() == (key, value)
        else:
            with pytest.raises(KeyError):
                self.cache.popitem()

    @precondition(lambda self: not self.watched)
    @rule()
    def deep_copy(self) -> None:
        self.cache, self.clock = copy.deepcopy((self.cache, self.clock))

    @rule()
    def copy(self) -> None:
        self.cache = self.cache.copy()

    @invariant()
    def agrees(self) -> None:
        self.sweep()
        content = [(key, value) for key, (value, _) in self.model.items()]
        assert list(self.cache.items()) == content
        assert list(self.cache) == list(self.model)
        assert self.cache.currsize == self.total()
        assert len(self.cache) == len(self.model)
        if self.watched:
            assert sorted(self.evicted) == sorted(self.expected)


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("watched", [False, True])
def test_it_behaves_as_the_model_does(data: ModuleType, *, sized: bool, watched: bool) -> None:
    machine: Any = type("Machine", (Model,), {"data": data, "sized": sized, "watched": watched})
    case = machine.TestCase
    case.settings = settings(max_examples=40, stateful_step_count=50, deadline=None)
    case("runTest").runTest()
