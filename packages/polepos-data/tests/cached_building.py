"""Functions that count their calls, and ways to run them in threads and tasks."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

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


def gate(count: int) -> threading.Barrier:
    return threading.Barrier(count, timeout=WAIT)
