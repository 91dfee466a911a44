"""How a `SortedDict` is made."""

from collections.abc import Callable
from types import MappingProxyType, ModuleType
from typing import Any

import pytest
from sorted_dict_building import NAN, negative


@pytest.mark.parametrize("arguments", [
    lambda items: (items,),
    lambda items: (list(items.items()),),
    lambda items: (iter(items.items()),),
    lambda items: (None, items),
    lambda items: (MappingProxyType(items),),
], ids=["dict", "list", "iterator", "after None", "mapping"])  # fmt: skip
def test_it_takes_what_a_dict_takes(
    data: ModuleType, arguments: Callable[[dict[int, str]], tuple[Any, ...]]
) -> None:
    made = data.SortedDict(*arguments({3: "c", 1: "a", 2: "b"}))
    assert list(made.items()) == [(1, "a"), (2, "b"), (3, "c")]
    assert made == {1: "a", 2: "b", 3: "c"}
    assert made.key is None


def test_a_function_given_first_orders_the_keys(data: ModuleType) -> None:
    made = data.SortedDict(negative, {1: "a", 3: "c", 2: "b"})
    assert list(made) == [3, 2, 1]
    assert made.key is negative


def test_keywords_are_items(data: ModuleType) -> None:
    assert list(data.SortedDict(b=1, a=2, self=3, key=4)) == ["a", "b", "key", "self"]
    assert data.SortedDict({"a": 1, "c": 1}, a=5) == {"a": 5, "c": 1}


def test_of_one_key_twice_the_first_key_and_the_last_value_stay(data: ModuleType) -> None:
    made = data.SortedDict([(1, "a"), (0, "z"), (1.0, "b")])
    assert repr(made) == "SortedDict({0: 'z', 1: 'b'})"


def test_more_than_one_mapping_is_refused(data: ModuleType) -> None:
    with pytest.raises(TypeError):
        data.SortedDict({}, {})
    with pytest.raises(TypeError):
        data.SortedDict(5)


def test_ordered_can_go_down_and_keep_nan(data: ModuleType) -> None:
    assert list(data.SortedDict.ordered({1: 0, 3: 0, 2: 0}, reverse=True)) == [3, 2, 1]
    assert list(data.SortedDict.ordered({-3: 0, 2: 0}, key=abs)) == [2, -3]
    with_nan = data.SortedDict.ordered({NAN: "?", 2.0: "b", 1.0: "a"}, nan="last")
    assert list(with_nan.values()) == ["a", "b", "?"]
    del with_nan[NAN]
    assert list(with_nan) == [1.0, 2.0]
    with pytest.raises(ValueError, match="nan"):
        data.SortedDict.ordered(nan="first")


def test_from_sorted_takes_what_is_in_order_only(data: ModuleType) -> None:
    assert list(data.SortedDict.from_sorted({1: "a", 2: "b"})) == [1, 2]
    assert list(data.SortedDict.from_sorted([(2, 0), (1, 0)], negative)) == [2, 1]
    with pytest.raises(ValueError, match="order"):
        data.SortedDict.from_sorted([(2, 0), (1, 0)])


def test_fromkeys_gives_all_keys_one_value(data: ModuleType) -> None:
    assert data.SortedDict.fromkeys("ba") == {"a": None, "b": None}
    assert list(data.SortedDict.fromkeys([2, 1, 2], 7).items()) == [(1, 7), (2, 7)]
