"""Sorted lists and sets refuse NaN, or put it last where that is asked for."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, NAN, itself, the_same
from sorted_items import OPTIONS


class NotItself:
    """A number like NaN: it compares with anything, and equals nothing."""

    def __float__(self) -> float:
        return NAN

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __lt__

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = object.__hash__


NANS = {
    "float": NAN,
    "-float": -NAN,
    "Decimal": Decimal("NaN"),
    "object": NotItself(),
}
AMONG: dict[str, Callable[[int], Any]] = {
    "ints": int,
    "floats": float,
    "fractions": lambda at: Fraction(at, 7),
    "decimals": Decimal,
    "bools": lambda at: at % 2 == 0,
    "huge": lambda at: 10**400 + at,
    "infinities": lambda at: (-1) ** at * float("inf"),
    "ints and floats": lambda at: at if at % 2 else at / 7,
}


def _can_mix(nan: str, among: str) -> bool:
    """Tell whether such a NaN can be compared with such values in Python at all."""
    if nan == "Decimal":
        return among != "fractions"
    return not (among == "huge" and nan == "object")


@pytest.mark.parametrize(
    "nan, among", [(nan, among) for nan in NANS for among in AMONG if _can_mix(nan, among)]
)
@pytest.mark.parametrize("size", [0, 1, 5, 4100])
def test_nan_is_refused_wherever_it_comes(
    data: ModuleType, nan: str, among: str, size: int
) -> None:
    bad, values = NANS[nan], [AMONG[among](at) for at in range(size)]
    made = data.SortedList(values)
    for at in {0, size // 2, size}:
        given = [*values[:at], bad, *values[at:]]
        for act in (data.SortedList, made.update, made.__add__, made.__iadd__):
            with pytest.raises(ValueError, match="equal to itself"):
                act(given)
    for act in (made.add, lambda value: made.update([value])):
        with pytest.raises(ValueError, match="equal to itself"):
            act(bad)
    assert the_same(made, data.SortedList(values))
    assert len(made) == size


@pytest.mark.parametrize("nan", NANS)
@pytest.mark.parametrize("container", ["SortedList", "SortedKeyList", "SortedSet"])
def test_nan_is_refused_by_every_container(data: ModuleType, container: str, nan: str) -> None:
    bad, cls = NANS[nan], getattr(data, container)
    for options in ({}, {"reverse": True}, {"key": itself}):
        made = cls([1, 2], **options)
        before = list(made)
        for act in (made.add, lambda value, made=made: made.update([3, value, 4])):
            with pytest.raises(ValueError, match="equal to itself"):
                act(bad)
        with pytest.raises(ValueError, match="equal to itself"):
            cls([2, bad, 1], **options)
        assert list(made) == before
        assert len(made) == 2
        assert nan == "Decimal" or bad not in made  # decimals raise an error of their own


def test_the_message_names_the_nan_and_the_way_out(data: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"nan.*nan='last'"):
        data.SortedList([1.0, NAN])


def test_a_key_that_is_nan_is_refused(data: ModuleType) -> None:
    made = data.SortedList([3, 1], key=lambda value: NAN if value == 2 else value)
    for act in (made.add, lambda value: made.update([5, value])):
        with pytest.raises(ValueError, match="equal to itself"):
            act(2)
    assert list(made) == [1, 3]


def test_nan_as_a_key_does_not_matter_where_the_key_is_something_else(data: ModuleType) -> None:
    assert str(data.SortedList([2, NAN, 1.5], key=str)).startswith("SortedKeyList([1.5, 2, nan]")


@pytest.mark.parametrize("size", [1, 5, LARGE])
@pytest.mark.parametrize("option", ["plain", "keyed", "reverse"])
def test_nan_is_never_found(data: ModuleType, option: str, size: int) -> None:
    made = data.SortedList(map(float, range(size)), **OPTIONS[option])
    nan = float("nan")
    assert nan not in made
    assert made.discard(nan) is False
    for search in (made.remove, made.index):
        with pytest.raises(ValueError, match="nan"):
            search(nan)
    assert len(made) == size


@pytest.mark.parametrize("size", [1, 5, LARGE])
def test_nan_is_never_counted(data: ModuleType, size: int) -> None:
    made = data.SortedList(map(float, range(size)))
    assert made.count(float("nan")) == 0


@pytest.mark.parametrize("container", ["SortedList", "SortedSet"])
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("nan", [NAN, NotItself()])
def test_nan_comes_last_where_that_is_asked_for(
    data: ModuleType,
    container: str,
    reverse: bool,  # noqa: FBT001 - pytest gives it by name
    nan: Any,
) -> None:
    made = getattr(data, container)([2, nan, 1.5], reverse=reverse, nan="last")
    another = float("nan")
    made.add(3)
    made.add(another)
    made.update([0, 7])
    numbers = sorted([2, 1.5, 3, 0, 7], reverse=reverse)
    assert the_same(made, [*numbers, nan, another])
    assert nan in made
    assert -another not in made  # which is a NaN of its own
    assert (made.index(nan), made.index(another), made.bisect_left(another)) == (5, 6, 5)
    made.remove(another)
    assert made.pop() is nan
    assert list(made) == numbers


def test_only_two_ways_with_nan_are_known(data: ModuleType) -> None:
    for container in (data.SortedList, data.SortedKeyList, data.SortedSet):
        for unknown in ("first", None, 5):
            with pytest.raises(ValueError, match=f"not {unknown!r}"):
                container([], nan=unknown)
