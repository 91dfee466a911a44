"""Sorted lists and sets are whole when a finaliser looks at them, or changes them."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, itself
from sorted_items import Operation


class Mortal:
    """A value, and a key, that tells when it is dropped."""

    def __init__(self, at: int, last_words: Callable[["Mortal"], object]) -> None:
        self.at = at
        self.last_words = last_words

    def __lt__(self, other: "Mortal") -> bool:
        return self.at < other.at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mortal) and self.at == other.at

    def __hash__(self) -> int:
        return hash(self.at)

    def __del__(self) -> None:
        self.last_words(self)


DROPS: dict[str, tuple[Operation, slice]] = {
    "remove": (lambda made: made.remove(made[3]), slice(3, 4)),
    "discard": (lambda made: made.discard(made[3]), slice(3, 4)),
    "pop": (lambda made: made.pop(), slice(-1, None)),
    "del [i]": (lambda made: made.__delitem__(3), slice(3, 4)),
    "del slice": (lambda made: made.__delitem__(slice(3, 9)), slice(3, 9)),
    "del large slice": (lambda made: made.__delitem__(slice(1, -1)), slice(1, -1)),
    "del stepped": (lambda made: made.__delitem__(slice(1, None, 9)), slice(1, None, 9)),
    "del stepped back": (lambda made: made.__delitem__(slice(None, 2, -20)), slice(None, 2, -20)),
    "del every other": (lambda made: made.__delitem__(slice(None, None, 2)), slice(None, None, 2)),
    "clear": (lambda made: made.clear(), slice(None)),
    "made again": (lambda made: made.__init__(), slice(None)),
    "*= 0": (lambda made: made.__imul__(0), slice(None)),
    "clear between": (lambda made: made.between(made[3], made[8]).clear(), slice(3, 9)),
    "&=": (lambda made: made.__iand__(set(made[:4])), slice(4, None)),
    "-=": (lambda made: made.__isub__(set(made[4:])), slice(4, None)),
    "^=": (lambda made: made.__ixor__(set(made[4:])), slice(4, None)),
    "difference_update": (lambda made: made.difference_update(made[4:]), slice(4, None)),
    "intersection_update": (lambda made: made.intersection_update(made[:4]), slice(4, None)),
}
SET_ONLY = {"&=", "-=", "^=", "difference_update", "intersection_update"}
LIST_ONLY = {"*= 0", "clear between"}
EVERY_DROP = [
    (kind, drop)
    for kind in ("SortedList", "SortedKeyList", "SortedList of keys", "SortedSet")
    for drop in DROPS
    if drop not in (LIST_ONLY if kind == "SortedSet" else SET_ONLY)
]


def _mortal(data: ModuleType, kind: str, size: int, last_words: Callable[[Mortal], object]) -> Any:
    """Make a container that alone holds its values, or its keys, which speak when they go."""
    if kind == "SortedList of keys":
        made = data.SortedList(range(size), key=lambda at: Mortal(at, last_words))
    else:
        made = getattr(data, kind)(Mortal(at, last_words) for at in range(size))
    made.add(made.pop(size // 2))
    return made


def _numbers(values: Any) -> list[int]:
    return [getattr(each, "at", each) for each in values]


@pytest.mark.parametrize("kind, drop", EVERY_DROP)
@pytest.mark.parametrize("size", [50, LARGE])
def test_a_finaliser_sees_the_container_whole(
    data: ModuleType, kind: str, drop: str, size: int
) -> None:
    act, dropped = DROPS[drop]
    expected = list(range(size))
    del expected[dropped]
    seen: list[bool] = []
    armed = False

    def look(_value: Mortal) -> None:
        nonlocal armed
        if armed and len(seen) < 3:
            armed = False  # looking makes keys, which go too
            numbers = _numbers(made)
            ends = (made[0], made[-1]) if made else ()
            seen.append(
                len(made) == len(numbers)
                and numbers == sorted(numbers)
                and _numbers(reversed(made)) == numbers[::-1]
                and _numbers(made[:]) == numbers
                and _numbers(ends) == numbers[:: max(1, len(numbers) - 1)][:2][: len(ends)]
                and all(each in made for each in ends)
            )
            armed = True

    made = _mortal(data, kind, size, look)
    armed = True
    try:
        act(made)
    finally:
        armed = False
    assert seen
    assert all(seen)
    assert _numbers(made) == expected


@pytest.mark.parametrize("kind, drop", EVERY_DROP)
@pytest.mark.parametrize("size", [50, LARGE])
def test_a_finaliser_may_change_the_container(
    data: ModuleType, kind: str, drop: str, size: int
) -> None:
    act, dropped = DROPS[drop]
    expected = list(range(size))
    del expected[dropped]
    added: list[int] = []
    errors: list[Exception] = []
    armed = False

    def add(_value: Mortal) -> None:
        if armed and len(added) < 5:
            at = (-1, size + 1, -2, size + 2, -3)[len(added)]
            added.append(at)
            try:
                made.add(at if kind == "SortedList of keys" else Mortal(at, itself))
            except Exception as error:  # noqa: BLE001 - nobody sees what a finaliser raises
                errors.append(error)

    made = _mortal(data, kind, size, add)
    armed = True
    try:
        act(made)
    finally:
        armed = False
    assert errors == []
    assert added
    assert _numbers(made) == sorted(expected + added)
    assert len(made) == len(expected) + len(added)
    assert all(_numbers([made[at]]) == [each] for at, each in enumerate(sorted(expected + added)))
