"""A `SortedDict` asked by order and by position."""

from types import ModuleType

import pytest
from sorted_dict_building import whole


def test_keys_are_found_by_order(data: ModuleType) -> None:
    mapping = data.SortedDict(dict.fromkeys((10, 20, 30)))
    assert [mapping.bisect_left(20), mapping.bisect_right(20), mapping.bisect(25)] == [1, 2, 2]
    assert mapping.index(30) == 2
    with pytest.raises(ValueError, match="25"):
        mapping.index(25)
    with pytest.raises(ValueError, match="10"):
        mapping.index(10, 1)
    assert list(mapping.irange(15)) == [20, 30]
    assert list(mapping.irange(10, 30, (False, True), reverse=True)) == [30, 20]
    assert list(mapping.islice(1)) == [20, 30]
    assert list(mapping.islice(0, 2, reverse=True)) == [20, 10]


def test_a_key_function_can_be_asked_by_key(data: ModuleType) -> None:
    mapping = data.SortedDict(len, {"ccc": 3, "a": 1, "bb": 2})
    assert [mapping.bisect_key_left(2), mapping.bisect_key_right(2), mapping.bisect_key(2)] == [
        1,
        2,
        2,
    ]
    assert list(mapping.irange_key(2, 3)) == ["bb", "ccc"]
    with pytest.raises(AttributeError):
        data.SortedDict().bisect_key(1)


def test_neighbours_come_as_keys_and_as_items(data: ModuleType) -> None:
    mapping = data.SortedDict({10: "a", 20: "b"})
    assert [mapping.floor(15), mapping.floor(10), mapping.floor(5)] == [10, 10, None]
    assert [mapping.lower(20), mapping.ceiling(15), mapping.higher(10)] == [10, 20, 20]
    assert mapping.nearest(16) == 20
    assert mapping.floor_item(15) == (10, "a")
    assert mapping.lower_item(10, "none") == "none"
    assert mapping.ceiling_item(20) == (20, "b")
    assert mapping.higher_item(20) is None
    assert mapping.nearest_item(12) == (10, "a")


def test_irange_items_gives_pairs(data: ModuleType) -> None:
    mapping = data.SortedDict({10: "a", 20: "b", 30: "c"})
    assert list(mapping.irange_items(15, 30)) == [(20, "b"), (30, "c")]
    assert list(mapping.irange_items(10, 30, (False, False))) == [(20, "b")]
    assert list(mapping.irange_items(maximum=20, reverse=True)) == [(20, "b"), (10, "a")]


def test_many_keys_are_asked_at_once(data: ModuleType) -> None:
    mapping = data.SortedDict({1: "a", 2: "b"})
    assert mapping.get_many([2, 3, 1]) == ["b", None, "a"]
    assert mapping.get_many([3], "none") == ["none"]
    assert mapping.contains_many([2, 3, "x"]) == [True, False, False]


def test_a_range_can_be_deleted(data: ModuleType) -> None:
    mapping = data.SortedDict(dict.fromkeys(range(10)))
    assert mapping.delete_range(3, 6) == 4
    assert mapping.delete_range(3, 6) == 0
    assert mapping.delete_range(2, 8, (False, False)) == 1
    assert list(mapping) == [0, 1, 2, 8, 9]
    assert whole(mapping)
    assert mapping.delete_range() == 5


def test_a_range_is_a_live_view_of_keys(data: ModuleType) -> None:
    mapping = data.SortedDict(dict.fromkeys(range(10)))
    part = mapping.between(2, 6)
    assert (list(part), len(part), part[0], part[-1]) == ([2, 3, 4, 5, 6], 5, 2, 6)
    del part[0]
    del part[1:3]
    assert list(mapping) == [0, 1, 3, 6, 7, 8, 9]
    assert whole(mapping)
    mapping[4] = None
    assert list(part) == [3, 4, 6]
    with pytest.raises(IndexError):
        del part[3]
    del part[::-2]
    assert list(part) == [4]
    del mapping.between(None, 1)[::-1]
    assert list(mapping) == [4, 7, 8, 9]
    mapping.update(dict.fromkeys(range(2)))
    part.clear()
    assert list(mapping) == [0, 1, 7, 8, 9]
    assert whole(mapping)
