"""`SortedList` asked and changed by position."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import product
from types import ModuleType

import pytest
from sorted_building import LARGE, LIST_WAYS, SIZES, Make, list_maker


@pytest.fixture(params=LIST_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a list of values that differ, in one of the ways there are."""
    return list_maker(data, request.param)


class Position:
    """A number as other libraries have them: only `__index__` tells that it is one."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __index__(self) -> int:
        return self.at


@pytest.mark.parametrize("size", SIZES)
def test_positions_are_those_of_a_list(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(values)
    assert len(made) == size
    assert bool(made) is bool(size)
    for at in {0, 1, size // 3, size - 1} & set(values):
        assert made[at] == values[at]
        assert made[at - size] == values[at]
        assert made[Position(at)] == values[at]
    for beyond in (size, -size - 1, 10**30, -(10**30)):
        with pytest.raises(IndexError):
            made[beyond]
        with pytest.raises(IndexError):
            del made[beyond]
        with pytest.raises(IndexError):
            made.pop(beyond)
    assert list(made) == values


@pytest.mark.parametrize("at", [0.0, -1.0, 1.0, "0", None, 1j, (0,)])
@pytest.mark.parametrize("size", [7, LARGE])
def test_a_position_is_an_integer(make: Make, size: int, at: object) -> None:
    made = make(range(size))
    with pytest.raises(TypeError):
        made[at]
    with pytest.raises(TypeError):
        del made[at]
    with pytest.raises(TypeError):
        made.pop(at)
    assert list(made) == list(range(size))


def _slices(size: int, steps: Sequence[int | None]) -> Iterator[slice]:
    bounds = {None, 0, 1, -1, size // 2, size // 3 - size, size - 1, size, size + 5, -size - 5}
    for start, stop, step in product(bounds, bounds, steps):
        yield slice(start, stop, step)


@pytest.mark.parametrize("size", SIZES)
def test_slices_are_those_of_a_list(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(values)
    for each in _slices(size, (None, 1, 2, 3, -1, -2, 999, -1500, 10**30)):
        assert made[each] == values[each], each
    assert made[Position(1) : Position(5) : Position(2)] == values[1:5:2]
    with pytest.raises(ValueError, match="zero"):
        made[::0]


@pytest.mark.parametrize("size", SIZES)
def test_deleting_slices_leaves_what_a_list_would_have(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(values)
    for each in _slices(size, (None, 3, 13, -1, -2, -700)):
        expected, left = values[:], made.copy()
        del expected[each]
        del left[each]
        assert list(left) == expected, each
        assert len(left) == len(expected)
    with pytest.raises(ValueError, match="zero"):
        del made[::0]
    assert list(made) == values


@pytest.mark.parametrize("size", [1, 7, LARGE])
def test_what_is_deleted_by_position_is_found_no_more(make: Make, size: int) -> None:
    made, model = make(range(size)), list(range(size))
    for at in (0, -1, size // 2, -size // 3):
        if -len(model) <= at < len(model):
            value = model[at]
            del model[at]
            del made[at]
            assert value not in made
            assert made.bisect(value) == bisect_right(model, value)
    assert list(made) == model


@pytest.mark.parametrize("size", [1, 7, LARGE])
def test_pop_gives_what_it_takes(make: Make, size: int) -> None:
    made, model = make(range(size)), list(range(size))
    while model:
        for at in (-1, 0, len(model) // 2, -len(model), Position(len(model) - 1)):
            if model:
                place = at if isinstance(at, int) else at.at
                if -len(model) <= place < len(model):
                    assert made.pop(at) == model.pop(place)
        assert len(made) == len(model)
    assert list(made) == []
    with pytest.raises(IndexError):
        made.pop()


@pytest.mark.parametrize("size", SIZES)
def test_iteration_goes_both_ways(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(reversed(values))
    assert list(made) == [*made] == values
    assert list(reversed(made)) == values[::-1]


@pytest.mark.parametrize("size", SIZES)
def test_islice_goes_over_the_positions_of_a_slice(make: Make, size: int) -> None:
    values = list(range(size))
    made = make(values)
    for each in _slices(size, (None,)):
        assert list(made.islice(each.start, each.stop)) == values[each], each
        assert list(made.islice(each.start, each.stop, reverse=True)) == values[each][::-1], each
    assert list(made.islice()) == values


def test_a_large_list_is_told_its_positions_while_it_changes(make: Make) -> None:
    made, model = make(range(0, 4 * LARGE, 2)), list(range(0, 4 * LARGE, 2))
    for at in range(400):
        value = at * 7919 % (4 * LARGE) | 1
        made.add(value)
        model.insert(bisect_right(model, value), value)
        taken = at * 104729 % len(model)
        assert made.pop(taken) == model.pop(taken)
        asked = at * 15485863 % len(model)
        assert made[asked] == model[asked]
        assert made.bisect_left(model[asked]) == bisect_left(model, model[asked])
    assert list(made) == model
