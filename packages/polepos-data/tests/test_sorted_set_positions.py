"""`SortedSet` as a list: positions, and what is found by order."""

from types import ModuleType

import pytest
from sorted_building import LARGE, SET_WAYS, Make


@pytest.fixture(params=SET_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a set in one of the ways there are."""
    return lambda values=(): data.SortedSet(values, **SET_WAYS[request.param])


@pytest.mark.parametrize("size", [1, 7, LARGE])
def test_positions_are_those_of_a_list(data: ModuleType, size: int) -> None:
    made, values = data.SortedSet(range(size)), list(range(size))
    for at in {0, size // 2, size - 1, -1, -size}:
        assert made[at] == values[at]
    for each in (slice(None), slice(1, 5), slice(None, None, -2), slice(-3, None), slice(9, 2)):
        assert made[each] == values[each]
    for at in (size, -size - 1):
        with pytest.raises(IndexError):
            made[at]
        with pytest.raises(IndexError):
            made.pop(at)
        with pytest.raises(IndexError):
            del made[at]
    assert list(reversed(made)) == values[::-1]
    assert len(made) == size


@pytest.mark.parametrize("size", [8, LARGE])
def test_what_goes_by_position_is_gone_from_the_set(make: Make, size: int) -> None:
    made = make(range(size))
    gone = [made.pop(), made.pop(0), made.pop(2), made[1], *made[2:4]]
    del made[1]
    del made[1:3]
    assert not any(each in made for each in gone[:4])
    assert len(made) == len(list(made)) == size - 6
    assert all(each in made for each in made)
    del made[::2]
    assert len(set(made)) == len(made) == (size - 6) // 2
    del made[:]
    assert (len(made), list(made)) == (0, [])
    with pytest.raises(IndexError):
        made.pop()


def test_values_are_found_by_order(data: ModuleType) -> None:
    made = data.SortedSet(range(0, 20, 2))
    assert (made.bisect_left(4), made.bisect_right(4), made.bisect(5)) == (2, 3, 3)
    assert (made.index(6), made.index(6, 2, 4), made.count(6), made.count(7)) == (3, 3, 1, 0)
    for arguments in ((7,), (6, 4), (6, 0, 3)):
        with pytest.raises(ValueError, match=str(arguments[0])):
            made.index(*arguments)
    assert list(made.irange(3, 8)) == [4, 6, 8]
    assert list(made.irange(4, 8, (False, False), reverse=True)) == [6]
    assert list(made.islice(2, 4)) == [4, 6]
    assert list(made.islice(-2, reverse=True)) == [18, 16]


def test_a_set_with_a_key_is_searched_by_key(data: ModuleType) -> None:
    made = data.SortedSet(["a", "bb", "ccc"], key=len)
    assert made.key is len
    assert (made.bisect_key_left(2), made.bisect_key_right(2), made.bisect_key(2)) == (1, 2, 2)
    assert list(made.irange_key(2)) == ["bb", "ccc"]
    assert data.SortedSet().key is None


def test_a_set_without_a_key_has_no_searches_by_key(data: ModuleType) -> None:
    made = data.SortedSet([1])
    for name in ("bisect_key", "bisect_key_left", "bisect_key_right", "irange_key"):
        with pytest.raises(AttributeError):
            getattr(made, name)(1)
