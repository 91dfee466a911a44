"""cached: what is computed, how often, and who gets it."""

import asyncio
import threading
import time
from collections.abc import Callable
from inspect import iscoroutinefunction
from types import ModuleType
from typing import Any

import pytest

WAIT = 20  # seconds; only ever reached by what hangs


class Calls(list[Any]):
    """A function that notes its calls and returns twice its argument."""

    def __call__(self, number: Any) -> Any:
        self.append(number)
        return number * 2


def in_threads(*works: Callable[[], object]) -> list[Any]:
    """Run all at once; return what each returned or raised."""
    results: list[Any] = [None] * len(works)

    def run(place: int) -> None:
        try:
            results[place] = works[place]()
        except BaseException as error:  # noqa: BLE001 - it is the result
            results[place] = error

    threads = [threading.Thread(target=run, args=(n,), daemon=True) for n in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
        assert not thread.is_alive(), "it hangs"
    return results


def run(work: Any) -> Any:
    async def limited() -> Any:
        return await asyncio.wait_for(work, WAIT)

    return asyncio.run(limited())


# ----------------------------------------------------------------------------------------- one call


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


# ------------------------------------------------------------------------------------- many threads


def gate(count: int) -> threading.Barrier:
    return threading.Barrier(count, timeout=WAIT)


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


# --------------------------------------------------------------------------------------- many tasks


def test_a_coroutine_stays_one_and_its_result_is_remembered(data: ModuleType) -> None:
    calls = Calls()

    @data.cached(data.LRUCache(8))  # type: ignore[untyped-decorator]
    async def double(n: int) -> Any:
        await asyncio.sleep(0)
        return calls(n)

    async def work() -> None:
        assert [await double(1), await double(1), await double(n=1)] == [2, 2, 2]

    assert iscoroutinefunction(double)
    run(work())
    run(work())  # in another loop
    assert calls == [1, 1]
    assert double.cache_info()[:2] == (4, 2)


def test_tasks_wait_for_one_computation(data: ModuleType) -> None:
    calls = Calls()

    @data.cached({}, lock=threading.Lock())  # type: ignore[untyped-decorator]
    async def slow(n: int) -> Any:
        await asyncio.sleep(0.01)
        return [calls(n)]

    async def work() -> None:
        results = await asyncio.gather(*(slow(n % 2) for n in range(10)))
        assert len({id(result) for result in results}) == 2

    run(work())
    assert calls == [0, 1]


@pytest.mark.parametrize("cancelled", [0, 1, 2])
def test_a_caller_that_is_cancelled_leaves_the_others_their_result(
    data: ModuleType, cancelled: int
) -> None:
    calls = Calls()

    @data.cached({})  # type: ignore[untyped-decorator]
    async def slow(n: int) -> Any:
        await asyncio.sleep(0.05)
        return calls(n)

    async def work() -> list[Any]:
        tasks = [asyncio.create_task(slow(3)) for _ in range(3)]
        await asyncio.sleep(0.01)
        tasks[cancelled].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    results = run(work())
    assert isinstance(results.pop(cancelled), asyncio.CancelledError)
    assert results == [6, 6]
    assert calls == [3]


def test_when_all_are_cancelled_the_computation_is_too(data: ModuleType) -> None:
    ended: list[int] = []

    @data.cached({})  # type: ignore[untyped-decorator]
    async def slow() -> str:
        try:
            await asyncio.sleep(0.05 if ended else WAIT)
        finally:
            ended.append(1)
        return "done"

    async def work() -> Any:
        tasks = [asyncio.create_task(slow()) for _ in range(2)]
        await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)
        assert ended == [1]
        return await slow()

    assert run(work()) == "done"


def test_an_error_goes_to_all_tasks_and_is_not_remembered(data: ModuleType) -> None:
    calls = []

    @data.cached({})  # type: ignore[untyped-decorator]
    async def fail() -> None:
        calls.append(1)
        await asyncio.sleep(0)
        raise ZeroDivisionError

    async def work() -> list[Any]:
        return await asyncio.gather(*(fail() for _ in range(3)), return_exceptions=True)

    assert [type(error) for error in run(work())] == [ZeroDivisionError] * 3
    assert calls == [1]
    run(work())
    assert calls == [1, 1]


@pytest.mark.parametrize("child", [False, True])
def test_a_recursion_of_a_coroutine_computes(data: ModuleType, *, child: bool) -> None:
    depth = [0]

    @data.cached({})  # type: ignore[untyped-decorator]
    async def again(n: int) -> Any:
        depth[0] += 1
        if depth[0] == 3:
            return n
        return await (asyncio.create_task(again(n)) if child else again(n))

    assert run(again(5)) == 5
    assert depth == [3]


def test_a_circle_of_tasks_computes(data: ModuleType) -> None:
    calls = []

    async def other(name: str) -> Any:
        calls.append(name)
        await asyncio.sleep(0.01)
        return await swap("b" if name == "a" else "a") if len(calls) <= 2 else name

    swap = data.cached({})(other)

    async def work() -> Any:
        return await asyncio.gather(swap("a"), swap("b"))

    assert all(result in {"a", "b"} for result in run(work()))


def test_loops_in_several_threads_do_not_mix(data: ModuleType) -> None:
    start = gate(3)

    @data.cached({}, lock=threading.Lock())  # type: ignore[untyped-decorator]
    async def slow(n: int) -> int:
        await asyncio.sleep(0.02)
        return n * 2

    def work() -> Any:
        start.wait()
        return run(slow(2))

    assert in_threads(*[work] * 3) == [4, 4, 4]


def test_an_async_function_without_a_cache_is_called_each_time(data: ModuleType) -> None:
    calls = Calls()

    @data.cached(None)  # type: ignore[untyped-decorator]
    async def double(n: int) -> Any:
        return calls(n)

    assert run(double(1)) == run(double(1)) == 2
    assert calls == [1, 1]
