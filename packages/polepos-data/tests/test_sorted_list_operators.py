"""`SortedList` beside other lists: comparison, `+` and `*`, and what it refuses of a list."""
# ruff: noqa: RUF005 - that lists are joined by `+` is what is tested

from collections.abc import Callable
from itertools import product
from operator import eq, ge, gt, le, lt, ne
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, LIST_WAYS, Make, list_maker


@pytest.fixture(params=LIST_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a list of values that differ, in one of the ways there are."""
    return list_maker(data, request.param)


@pytest.mark.parametrize("compare", [eq, ne, lt, le, gt, ge])
@pytest.mark.parametrize("kind", [list, tuple, "SortedList", "SortedKeyList"])
def test_lists_compare_as_lists_do(make: Make, data: ModuleType, compare: Any, kind: Any) -> None:
    as_kind = kind if isinstance(kind, type) else getattr(data, kind)
    contents: list[list[int]] = [[], [1], [1, 2], [1, 2, 3], [1, 3], [2], [0, 5]]
    for one, other in product(contents, contents):
        assert compare(make(one), as_kind(other)) is compare(one, other)
        assert compare(as_kind(one), make(other)) is compare(one, other)


def test_only_sequences_compare(make: Make) -> None:
    made = make([1])
    assert made != {1}
    assert made != 1
    assert not made == {1}  # noqa: SIM201 - both operators are asked
    for compare in (lt, le, gt, ge):
        with pytest.raises(TypeError):
            compare(made, {1})


def test_lists_are_joined_by_plus(make: Make) -> None:
    made = make([1, 4])
    assert list(made + [3, 0]) == list([3, 0] + made) == [0, 1, 3, 4]
    assert type(made + [3]) is type(made)
    assert list(made + made) == [1, 1, 4, 4]
    assert list(made) == [1, 4]
    with pytest.raises(TypeError):
        made + 5


@pytest.mark.parametrize("size", [2, LARGE])
def test_a_list_is_extended_in_place(make: Make, size: int) -> None:
    made = same = make(range(size))
    made += [size, 0]
    made += made
    assert same is made
    assert list(made) == sorted(2 * [*range(size), size, 0])


@pytest.mark.parametrize("size", [3, LARGE])
@pytest.mark.parametrize("times", [-1, 0, 1, 2, 3, True])
def test_a_list_is_repeated(make: Make, size: int, times: int) -> None:
    made = make(range(size))
    expected = sorted(list(range(size)) * times)
    assert list(made * times) == list(times * made) == expected
    assert type(made * times) is type(made)
    same = made
    made *= times
    assert same is made
    assert list(made) == expected


def test_a_list_that_was_repeated_in_place_goes_on(make: Make) -> None:
    made = make([1, 2])
    made *= 2
    made.add(0)
    made.add(3)
    assert list(made) == [0, 1, 1, 2, 2, 3]
    assert made.bisect_left(2) == 3
    assert list(made.irange(1, 2)) == [1, 1, 2, 2]
    made.remove(3)
    assert list(made) == [0, 1, 1, 2, 2]


@pytest.mark.parametrize("times", [1.5, "2", None])
def test_a_list_is_repeated_by_integers_only(make: Make, times: object) -> None:
    made = make([1])
    with pytest.raises(TypeError):
        made * times
    with pytest.raises(TypeError):
        made *= times
    assert list(made) == [1]


REFUSED: dict[str, Callable[[Any], object]] = {
    "append": lambda made: made.append(9),
    "extend": lambda made: made.extend([9]),
    "insert": lambda made: made.insert(0, 9),
    "reverse": lambda made: made.reverse(),
    "[0] =": lambda made: made.__setitem__(0, 9),
    "[:] =": lambda made: made.__setitem__(slice(None), [9]),
}


@pytest.mark.parametrize("call", REFUSED)
def test_a_place_of_ones_own_choice_is_refused(make: Make, call: str) -> None:
    made = make([2, 1])
    with pytest.raises(NotImplementedError):
        REFUSED[call](made)
    assert list(made) == [1, 2]
