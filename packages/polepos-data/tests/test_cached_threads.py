"""cached: many threads that want the same result."""

import threading
import time
from types import ModuleType
from typing import Any

from cached_building import WAIT, Calls, gate, in_threads


def test_threads_wait_for_one_computation(data: ModuleType) -> None:
    calls = Calls()
    start = gate(8)

    @data.cached(data.LRUCache(8), lock=threading.Lock())  # type: ignore[untyped-decorator]
    def slow(n: int) -> Any:
        time.sleep(0.1)
        return [calls(n)]

    def work() -> Any:
        start.wait()
        return slow(4)

    results = in_threads(*[work] * 8)
    assert calls == [4]
    assert all(result is results[0] for result in results)
    assert results[0] == [8]


def test_other_keys_do_not_wait(data: ModuleType) -> None:
    both = gate(2)  # each computation waits until the other one runs

    @data.cached({})  # type: ignore[untyped-decorator]
    def meet(n: int) -> int:
        both.wait()
        return n

    assert in_threads(lambda: meet(1), lambda: meet(2)) == [1, 2]


def test_an_error_goes_to_all_who_wait(data: ModuleType) -> None:
    calls = []
    start = gate(4)

    @data.cached({})  # type: ignore[untyped-decorator]
    def fail() -> None:
        calls.append(1)
        time.sleep(0.1)
        raise ZeroDivisionError

    def work() -> None:
        start.wait()
        fail()

    assert [type(error) for error in in_threads(*[work] * 4)] == [ZeroDivisionError] * 4
    assert calls == [1]


def test_a_thread_that_is_stopped_leaves_the_work_to_the_next(data: ModuleType) -> None:
    begun = threading.Event()
    calls = []

    @data.cached({})  # type: ignore[untyped-decorator]
    def work() -> int:
        calls.append(1)
        if len(calls) == 1:
            begun.set()
            time.sleep(0.1)
            raise KeyboardInterrupt
        return 7

    def late() -> Any:
        begun.wait(WAIT)
        return work()

    stopped, value = in_threads(work, late)
    assert (type(stopped), value) == (KeyboardInterrupt, 7)


def test_a_recursion_on_the_same_key_computes(data: ModuleType) -> None:
    depth = [0]

    @data.cached({})  # type: ignore[untyped-decorator]
    def again(n: int) -> int:
        depth[0] += 1
        return again(n) if depth[0] < 3 else n

    assert in_threads(lambda: again(5)) == [5]
    assert depth == [3]

    @data.cached({})  # type: ignore[untyped-decorator]
    def fibonacci(n: int) -> int:
        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

    assert in_threads(lambda: fibonacci(60)) == [1548008755920]


def test_a_circle_of_threads_computes(data: ModuleType) -> None:
    start = gate(2)
    calls = []

    def other(name: str) -> Any:
        calls.append(name)
        if len(calls) <= 2:
            start.wait()
            return swap("b" if name == "a" else "a")
        return name

    swap = data.cached({})(other)
    results = in_threads(lambda: swap("a"), lambda: swap("b"))
    assert all(result in {"a", "b"} for result in results)


def test_what_was_begun_before_a_clear_is_not_stored(data: ModuleType) -> None:
    begun, cleared = threading.Event(), threading.Event()
    calls = Calls()

    @data.cached({})  # type: ignore[untyped-decorator]
    def slow(n: int) -> Any:
        begun.set()
        cleared.wait(WAIT)
        return calls(n)

    def clear() -> None:
        begun.wait(WAIT)
        slow.cache_clear()
        cleared.set()

    assert in_threads(lambda: slow(1), clear) == [2, None]
    assert slow.cache_info().currsize == 0
    assert slow(1) == 2
    assert calls == [1, 1]
