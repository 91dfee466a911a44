"""Sorted lists and sets whose key function raises, or tries to change them."""

from collections.abc import Callable
from types import ModuleType

import pytest
from sorted_items import SMALL, BrokenError, Operation


class Function:
    """A key function that does something at one of its calls."""

    def __init__(self) -> None:
        self.left = 10**9
        self.action: Callable[[], object] = list

    def __call__(self, value: int) -> int:
        self.left -= 1
        if self.left == 0:
            self.action()
        return -value


KEYED_CHANGES: dict[str, Operation] = {
    "add": lambda made: made.add(8),
    "remove": lambda made: made.remove(7),
    "discard": lambda made: made.discard(7),
    "update": lambda made: made.update([8, 2, 4]),
    "in": lambda made: 8 in made,
    "bisect": lambda made: made.bisect(8),
    "irange": lambda made: list(made.irange(9, 4)),
}


@pytest.mark.parametrize("container", ["SortedList", "SortedSet"])
@pytest.mark.parametrize("change", KEYED_CHANGES)
def test_an_error_in_the_key_function_leaves_everything_as_it_was(
    data: ModuleType, container: str, change: str
) -> None:
    key = Function()
    made = getattr(data, container)(range(1, 2 * SMALL, 2), key)
    before = list(made)

    def fail() -> None:
        raise BrokenError

    key.action = fail
    for number in range(1, 4):
        key.left = number
        try:
            KEYED_CHANGES[change](made)
        except BrokenError:
            key.left = 10**9
            assert list(made) == before
            assert all(made.index(value) == at for at, value in enumerate(before))
        else:
            assert number > 1 or (container, change) == ("SortedSet", "in")
            break


@pytest.mark.parametrize("container", ["SortedList", "SortedSet"])
@pytest.mark.parametrize("change", ["add", "remove", "discard", "update"])
def test_the_key_function_may_not_change_the_container(
    data: ModuleType, container: str, change: str
) -> None:
    key = Function()
    made = getattr(data, container)(range(1, 2 * SMALL, 2), key)
    before = list(made)
    key.action = lambda: made.remove(5)
    key.left = 1
    with pytest.raises(RuntimeError, match="changed during a comparison"):
        KEYED_CHANGES[change](made)
    assert list(made) == before
