"""cached: what is computed, how often, and under which key."""

import threading
from types import ModuleType
from typing import Any

import pytest
from cached_building import Calls


def test_a_result_is_computed_once_for_each_key(data: ModuleType) -> None:
    calls = Calls()
    double = data.cached(data.LRUCache(2))(calls.__call__)
    assert [double(n) for n in (1, 1, 2, 1, 3, 2)] == [2, 2, 4, 2, 6, 4]
    assert calls == [1, 2, 3, 2]
    assert double.cache_info() == (2, 4, 2, 2)
    double.cache_clear()
    assert double.cache_info() == data.CacheInfo(hits=0, misses=0, maxsize=2, currsize=0)


def test_the_wrapper_looks_like_the_function(data: ModuleType) -> None:
    cache: dict[Any, Any] = {}
    lock = threading.Lock()

    def area(width: int, height: int = 1) -> int:
        """Multiply."""
        return width * height

    wrapped = data.cached(cache, lock=lock)(area)
    assert (wrapped.__name__, wrapped.__doc__, wrapped.__wrapped__) == ("area", "Multiply.", area)
    assert (wrapped.cache, wrapped.cache_lock) == (cache, lock)
    assert wrapped(3, height=2) == 6
    assert cache == {wrapped.cache_key(3, height=2): 6}
    assert wrapped.cache_info() == (0, 1, None, 1)


def test_the_order_of_keyword_arguments_is_no_matter(data: ModuleType) -> None:
    calls = []

    @data.cached({})  # type: ignore[untyped-decorator]
    def note(*args: Any, **kwargs: Any) -> None:
        calls.append((args, kwargs))

    note(a=1, b=2)
    note(b=2, a=1)
    note("a", 1, b=2)
    note(("a", 1), ("b", 2))
    assert len(calls) == 3


@pytest.mark.parametrize("typed, expected", [(False, 1), (True, 3)])
def test_types_are_told_apart_if_asked_for(data: ModuleType, *, typed: bool, expected: int) -> None:
    calls = Calls()
    double = data.cached({}, typed=typed)(calls)
    for number in (1, 1.0, True):
        double(number)
        double(number)
    assert len(calls) == expected


def test_a_key_may_be_made_of_some_arguments(data: ModuleType) -> None:
    calls = Calls()
    double = data.cached({}, key=lambda n: n % 10)(calls)
    assert [double(3), double(13), double(4)] == [6, 6, 8]
    assert double.cache_key(13) == 3


def test_without_a_cache_nothing_is_remembered(data: ModuleType) -> None:
    calls = Calls()
    double = data.cached(None)(calls)
    assert [double(1), double(1)] == [2, 2]
    assert calls == [1, 1]
    assert double.cache_info() == (0, 2, 0, 0)
    double.cache_clear()


def test_a_result_that_is_too_large_is_returned_all_the_same(data: ModuleType) -> None:
    calls = Calls()
    double = data.cached(data.LRUCache(5, getsizeof=float))(calls)
    assert [double(9), double(9), double(2), double(2)] == [18, 18, 4, 4]
    assert calls == [9, 9, 2]


def test_an_error_is_not_remembered(data: ModuleType) -> None:
    calls = []

    @data.cached({})  # type: ignore[untyped-decorator]
    def fail(n: int) -> None:
        calls.append(n)
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            fail(1)
    assert calls == [1, 1]


def test_none_is_a_result(data: ModuleType) -> None:
    calls: list[int] = []
    note = data.cached({})(calls.append)
    note(1)
    note(1)
    assert calls == [1]


def test_self_is_part_of_the_key_of_a_method(data: ModuleType) -> None:
    class Shop:
        def __init__(self, price: int) -> None:
            self.price = price
            self.asked = 0

        @data.cached({})  # type: ignore[untyped-decorator]
        def total(self, count: int) -> int:
            self.asked += 1
            return self.price * count

    one, two = Shop(1), Shop(2)
    assert [one.total(3), two.total(3), one.total(3)] == [3, 6, 3]
    assert (one.asked, two.asked) == (1, 1)
    assert Shop.total.cache_info().hits == 1
    assert one.total.cache_info().hits == 1


def test_the_lock_is_held_for_the_cache_and_not_for_the_function(data: ModuleType) -> None:
    lock = threading.Lock()
    seen = []

    class Cache(dict[Any, Any]):
        def __getitem__(self, key: Any) -> Any:
            seen.append(("get", lock.locked()))
            return super().__getitem__(key)

        def __setitem__(self, key: Any, value: Any) -> None:
            seen.append(("set", lock.locked()))
            super().__setitem__(key, value)

    double = data.cached(Cache(), lock=lock)(lambda n: seen.append((n, lock.locked())))
    double(1)
    assert set(seen) == {("get", True), ("set", True), (1, False)}
    double.cache_clear()
    assert data.cached({}, condition=threading.Condition())(len).cache_lock is not None


@pytest.mark.parametrize(
    "arguments, name", [((3,), "cache"), (({}, None, 3), "lock"), (({}, None, None, 3), "cond")]
)
def test_wrong_arguments_are_explained(
    data: ModuleType, arguments: tuple[Any, ...], name: str
) -> None:
    with pytest.raises(TypeError, match=name):
        data.cached(*arguments)


def test_a_time_to_live_is_kept(data: ModuleType) -> None:
    now = [0]
    calls = Calls()
    double = data.cached(data.TTLCache(10, 5, lambda: now[0]))(calls)
    double(1)
    now[0] = 4
    double(1)
    now[0] = 5
    double(1)
    assert calls == [1, 1]
