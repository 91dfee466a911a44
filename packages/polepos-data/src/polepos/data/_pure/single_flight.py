"""Let many callers share one computation: threads by an event, tasks by a task.

(The idea is that of Go's package singleflight.) Whether a call would wait for itself is read off a
graph: each flight knows the flights that it waits for. The context variable says which flights the
caller is part of, in child tasks too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from contextvars import ContextVar
from threading import Event, RLock
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import asyncio

_aboard: ContextVar[tuple[Flight, ...]] = ContextVar("polepos_data_aboard", default=())
_graph = RLock()  # held for a few steps at a time, and by hash and == of keys, which may re-enter


class Flight:
    """One computation under way."""

    __slots__ = (
        "awaited",
        "error",
        "event",
        "key",
        "landed",
        "passengers",
        "retry",
        "task",
        "value",
    )

    def __init__(self, key: Hashable) -> None:
        self.key = key
        self.event: Event | None = None  # made by the first who waits: it is dear
        self.landed = False
        self.awaited: list[Flight] = []
        self.passengers = 0
        self.task: asyncio.Task[Any] | None = None
        self.value: Any = None
        self.error: Exception | None = None
        self.retry = False

    def waits_for(self, others: tuple[Flight, ...]) -> bool:
        """Tell whether this one is, or waits for, one of the others."""
        stack: list[Flight] = [self]
        seen: set[Flight] = {self}
        while stack:
            flight = stack.pop()
            if flight in others:
                return True
            fresh = [other for other in flight.awaited if other not in seen]
            seen.update(fresh)
            stack += fresh
        return False


class Flights:
    """The computations of one function that are under way, by key."""

    __slots__ = ("_flights",)

    def __init__(self) -> None:
        self._flights: dict[Hashable, Flight] = {}

    def holds(self, flight: Flight) -> bool:
        """Tell whether a flight is still the one for its key."""
        return self._flights.get(flight.key) is flight

    def forget(self) -> None:
        """Let who comes from now on start anew."""
        with _graph:
            self._flights = {}

    def _board(self, key: Hashable) -> tuple[Flight | None, bool]:
        """Return the flight for a key, None if it would wait for itself, and whether it is new."""
        flight = self._flights.get(key)
        if flight is None or flight.landed:
            flight = self._flights[key] = Flight(key)
            return flight, True
        mine = _aboard.get()
        if mine and flight.waits_for(mine):
            return None, False
        for one in mine:
            one.awaited.append(flight)
        return flight, False

    def _leave(self, flight: Flight) -> None:
        with _graph:
            for one in _aboard.get():
                if flight in one.awaited:
                    one.awaited.remove(flight)

    def _land(self, flight: Flight) -> None:
        with _graph:
            try:
                if self._flights.get(flight.key) is flight:
                    del self._flights[flight.key]
            finally:  # whatever the key's comparison does, nobody waits for ever
                flight.landed = True
                if flight.event is not None:
                    flight.event.set()

    # -------------------------------------------------------------------------------------- threads

    def run(self, key: Hashable, fly: Callable[[Flight], Any], alone: Callable[[], Any]) -> Any:
        """Return what `fly` returns, here or in the thread that is at it; `alone` in a circle."""
        while True:
            with _graph:
                flight, new = self._board(key)
            if flight is None:
                return alone()
            if new:
                return self._fly(flight, fly)
            try:
                self._wait(flight)
            finally:
                self._leave(flight)
            if flight.error is not None:
                raise flight.error
            if not flight.retry:
                return flight.value

    def _wait(self, flight: Flight) -> None:
        with _graph:
            if flight.landed:
                return
            event = flight.event = flight.event or Event()
        event.wait()

    def _fly(self, flight: Flight, fly: Callable[[Flight], Any]) -> Any:
        token = _aboard.set((*_aboard.get(), flight))
        try:
            flight.value = fly(flight)
        except Exception as error:
            flight.error = error
            raise
        except BaseException:
            flight.retry = True
            raise
        else:
            return flight.value
        finally:
            _aboard.reset(token)
            self._land(flight)

    # ---------------------------------------------------------------------------------------- tasks

    async def run_async(
        self,
        key: Hashable,
        fly: Callable[[Flight], Awaitable[Any]],
        alone: Callable[[], Awaitable[Any]],
    ) -> Any:
        """Return what `fly` returns in the one task for this key; `alone` in a circle."""
        import asyncio  # noqa: PLC0415 - half of the time that importing this package would take

        with _graph:
            flight, new = self._board(key)
        if flight is None:
            return await alone()
        if new:
            flight.task = asyncio.create_task(self._fly_async(flight, fly))
            flight.task.add_done_callback(lambda _: self._land(flight))
            with _graph:
                for one in _aboard.get():
                    one.awaited.append(flight)
        task = cast("asyncio.Task[Any]", flight.task)
        flight.passengers += 1
        try:
            return await asyncio.shield(task)
        finally:
            flight.passengers -= 1
            self._leave(flight)
            if not flight.passengers and not task.done():
                self._land(flight)  # nobody comes aboard what is being stopped
                task.cancel()

    async def _fly_async(self, flight: Flight, fly: Callable[[Flight], Awaitable[Any]]) -> Any:
        _aboard.set((*_aboard.get(), flight))  # in the task's own context
        return await fly(flight)
