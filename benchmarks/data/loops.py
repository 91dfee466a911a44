"""The loops that are timed: nothing in them but the operation, and the same ones for everybody."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any


def calls(function: Callable[[Any], object], arguments: Iterable[Any]) -> None:
    """Call a function with each argument."""
    for argument in arguments:
        function(argument)


def calls2(function: Callable[[Any, Any], object], pairs: Iterable[tuple[Any, Any]]) -> None:
    """Call a function with each pair of arguments."""
    for first, second in pairs:
        function(first, second)


def repeat(function: Callable[[], object], times: int) -> None:
    """Call a function so many times."""
    for _ in range(times):
        function()


def contains(container: Any, keys: Iterable[Any]) -> None:
    """Ask for each key whether it is in the container."""
    for key in keys:
        key in container  # noqa: B015 - it is the time that counts


def look_up(container: Any, keys: Iterable[Any]) -> None:
    """Get what is at each key or position."""
    for key in keys:
        container[key]


def assign(container: Any, pairs: Iterable[tuple[Any, Any]]) -> None:
    """Set the value of each key."""
    for key, value in pairs:
        container[key] = value


def delete(container: Any, keys: Iterable[Any]) -> None:
    """Delete each key."""
    for key in keys:
        del container[key]


def drain(elements: Iterable[Any]) -> None:
    """Go through all elements, without a loop in Python."""
    deque(elements, 0)


def drains(function: Callable[[Any, Any], Iterable[Any]], pairs: Iterable[tuple[Any, Any]]) -> None:
    """Go through all elements that a function returns for each pair of arguments."""
    for first, second in pairs:
        deque(function(first, second), 0)


def empty(arguments: Iterable[Any]) -> None:
    """Go through arguments as the other loops do, and do nothing."""
    for _ in arguments:
        pass
