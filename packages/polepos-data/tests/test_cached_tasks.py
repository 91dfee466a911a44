"""cached: coroutines, and many tasks that want the same result."""

import asyncio
import threading
from inspect import iscoroutinefunction
from types import ModuleType
from typing import Any

import pytest
from cached_building import WAIT, Calls, gate, in_threads, run


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
