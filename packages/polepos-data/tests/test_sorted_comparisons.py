"""Sorted lists and sets whose comparisons and hashes raise, look at them, or try to change them."""

from collections.abc import Iterator
from itertools import count
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, Make, the_same
from sorted_items import (
    LISTS,
    SETS,
    SMALL,
    BrokenError,
    Item,
    Operation,
    assert_whole,
    made_as,
    odd_items,
)
from sorted_operations import (
    ASKS_NOTHING,
    CHANGES,
    LIST_CHANGES,
    ON_LISTS,
    SET_CHANGES,
    for_every_call,
    for_every_change,
    operation_of,
)


@pytest.fixture(params=LISTS + SETS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make one of the sorted containers, of values that differ."""
    return lambda values=(): made_as(data, request.param, values)


def _numbered(size: int) -> range:
    """Return which comparisons to fail: every one, and some of those of a sort of everything."""
    return range(1, 60) if size == SMALL else range(1, 40, 3)


@for_every_call
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_an_error_in_any_comparison_or_hash_leaves_everything_as_it_was(
    data: ModuleType, kind: str, name: str, size: int
) -> None:
    operation = operation_of(kind, name)
    original = made_as(data, kind, odd_items(size))
    before = list(original)
    failures = 0
    for number in _numbered(size):
        made = original.copy()
        left = count(number - 1, -1)

        def fail(left: Iterator[int] = left) -> None:
            if next(left) == 0:
                raise BrokenError

        with Item.hook.doing(fail):
            try:
                operation(made)
            except BrokenError:
                failures += 1
            else:
                if next(left) >= 0:  # so many there were not
                    break
        assert the_same(made, before)
        assert len(made) == size
        if size == SMALL or number < 7:
            assert_whole(made, before)
    assert failures or name in ASKS_NOTHING


@for_every_call
def test_an_interrupt_in_a_comparison_leaves_everything_as_it_was(
    data: ModuleType, kind: str, name: str
) -> None:
    made = made_as(data, kind, odd_items(SMALL))
    before = list(made)

    def interrupt() -> None:
        raise KeyboardInterrupt

    try:
        with Item.hook.doing(interrupt):
            operation_of(kind, name)(made)
    except KeyboardInterrupt:
        assert_whole(made, before)
    else:
        assert name in ASKS_NOTHING


@for_every_change
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_comparison_may_look_at_the_container(
    data: ModuleType, kind: str, name: str, size: int
) -> None:
    made = made_as(data, kind, odd_items(size))
    before = list(made)
    seen: list[list[Any]] = []

    def look() -> None:
        if len(seen) > 40:
            return
        values = list(made)
        assert len(made) == len(values)
        assert the_same(reversed(made), values[::-1])
        assert the_same(made.copy(), values)
        assert the_same(made.islice(1, 4), values[1:4])
        at = len(values) // 3
        value = values[at]
        assert made[at] is value
        assert the_same(made[at : at + 3], values[at : at + 3])
        assert value in made
        assert made.index(value) == made.bisect_left(value)
        assert made[made.index(value)] == value
        assert next(made.irange(value)) == value
        seen.append(values)

    with Item.hook.doing(look):
        operation_of(kind, name)(made)
    after = list(made)
    assert len(made) == len(after)
    assert all(the_same(values, before) or the_same(values, after) for values in seen)
    assert seen or name in ASKS_NOTHING


ATTEMPTS: dict[str, Operation] = {
    "add": lambda made: made.add(Item(10)),
    "remove": lambda made: made.remove(made[0]),
    "discard": lambda made: made.discard(made[0]),
    "pop": lambda made: made.pop(),
    "pop first": lambda made: made.pop(0),
    "clear": lambda made: made.clear(),
    "del": lambda made: made.__delitem__(1),
    "del slice": lambda made: made.__delitem__(slice(1, 3)),
    "del stepped": lambda made: made.__delitem__(slice(None, None, 2)),
    "update": lambda made: made.update([Item(10), Item(12)]),
    "update with many": lambda made: made.update([Item(at) for at in range(0, 4 * SMALL, 2)]),
    "made again": lambda made: made.__init__([Item(1)]),
}
CONTAINERS = ["SortedList, plain", "SortedList, keyed", "SortedSet, plain", "SortedSet, keyed"]

ONE_VALUE = {"add", "add first", "add last", "remove", "discard", "bisect_left", "bisect_right"}
"""What compares a set's own values from the first comparison on; the rest looks at what is given."""


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("kind", CONTAINERS)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_comparison_may_not_change_the_container(
    data: ModuleType, kind: str, attempt: str, size: int
) -> None:
    original = made_as(data, kind, odd_items(size))
    before = list(original)
    of_lists = ON_LISTS.keys() - ASKS_NOTHING - {"+", "contains_many"}
    for name in sorted(ONE_VALUE if "Set" in kind else of_lists):
        made = original.copy()
        with (
            Item.hook.doing(lambda made=made: ATTEMPTS[attempt](made), 5),  # type: ignore[misc]
            pytest.raises(RuntimeError, match=r"^Sorted\w+ changed during a comparison$"),
        ):
            operation_of(kind, name)(made)
        assert the_same(made, before), name
        assert len(made) == size, name
    assert_whole(made, before)


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("kind", CONTAINERS)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_comparison_that_swallows_the_refusal_does_no_harm(
    data: ModuleType, kind: str, attempt: str, size: int
) -> None:
    original = made_as(data, kind, odd_items(size))
    for name in (*CHANGES, *(SET_CHANGES if "Set" in kind else LIST_CHANGES)):
        expected, made = original.copy(), original.copy()
        operation_of(kind, name)(expected)
        accepted: list[str] = []

        def swallow(made: Any = made, accepted: list[str] = accepted) -> None:
            try:
                ATTEMPTS[attempt](made)
            except (RuntimeError, LookupError):  # what was empty from the first attempt on
                return
            accepted.append(attempt)

        with Item.hook.doing(swallow, 5):
            try:
                operation_of(kind, name)(made)
            except (ValueError, LookupError):
                assert accepted, name  # what was to be removed has gone
        if not accepted:
            assert list(made) == list(expected), name
        values = list(made)
        assert len(made) == len(values), name
        assert values == sorted(values), name
        assert all(value in made for value in values), name
        assert all(made[made.index(value)] == value for value in values[::97]), name


def test_the_refusal_names_the_class(data: ModuleType) -> None:
    for name in ("SortedList", "SortedKeyList", "SortedSet"):
        made = getattr(data, name)(odd_items(3))
        with (
            Item.hook.doing(lambda made=made: made.add(Item(4))),  # type: ignore[misc]
            pytest.raises(RuntimeError, match=f"^{name} changed during a comparison$"),
        ):
            made.add(Item(2))


@pytest.mark.parametrize("other", ["SortedList", "SortedSet"])
def test_another_container_may_be_changed_by_a_comparison(
    make: Make, data: ModuleType, other: str
) -> None:
    made, another = make(odd_items(SMALL)), getattr(data, other)()
    with Item.hook.doing(lambda: another.add(len(another))):
        made.add(Item(4))
    assert len(made) == SMALL + 1
    assert list(another) == list(range(len(another)))
    assert another
