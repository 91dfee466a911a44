"""What a `SortedDict` promises: a dict whose keys are in order."""

import contextlib
import copy
import gc
import json
import math
import pickle
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from types import MappingProxyType, ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

NAN = math.nan


def negative(number: int) -> int:
    return -number


def whole(mapping: Any) -> bool:
    """Tell whether the hash part and the order of a dict hold the same keys."""
    keys = list(mapping)
    by_hash = set(dict.keys(mapping))
    return len(mapping) == len(keys) == len(set(keys)) and set(keys) == by_hash


# ------------------------------------------------------------------------------------ how it is made


@pytest.mark.parametrize("arguments", [
    ({3: "c", 1: "a", 2: "b"},),
    ([(3, "c"), (1, "a"), (2, "b")],),
    (iter([(3, "c"), (1, "a"), (2, "b")]),),
    (None, {3: "c", 1: "a", 2: "b"}),
    (MappingProxyType({3: "c", 1: "a", 2: "b"}),),
])  # fmt: skip
def test_it_takes_what_a_dict_takes(data: ModuleType, arguments: tuple[Any, ...]) -> None:
    made = data.SortedDict(*arguments)
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


# --------------------------------------------------------------------------------------- it is a dict


def test_it_is_a_dict_to_all_who_ask(data: ModuleType) -> None:
    assert isinstance(data.SortedDict(), dict)
    mapping = data.SortedDict({2: "b", 1: "a"})
    assert mapping == {1: "a", 2: "b"}
    assert {1: "a", 2: "b"}.__eq__(mapping) is True
    assert mapping != {1: "a"}
    assert mapping == data.SortedDict(negative, mapping)


def test_whoever_copies_it_gets_the_order(data: ModuleType) -> None:
    mapping = data.SortedDict()
    for number in (3, 1, 2):
        mapping[str(number)] = number
    ordered = [("1", 1), ("2", 2), ("3", 3)]
    assert list(mapping.items()) == ordered
    assert list(dict(mapping).items()) == ordered
    assert list({**mapping}.items()) == ordered
    assert list(OrderedDict(mapping).items()) == ordered
    assert list(dict(**mapping).items()) == ordered
    plain: dict[str, int] = {}
    plain.update(mapping)
    assert list(plain.items()) == ordered
    assert list(({} | mapping).items()) == ordered
    assert json.dumps(mapping) == '{"1": 1, "2": 2, "3": 3}'
    assert json.dumps(mapping, indent=0) == '{\n"1": 1,\n"2": 2,\n"3": 3\n}'
    first, *rest = mapping
    assert (first, rest) == ("1", ["2", "3"])


def test_missing_is_asked_in_a_subclass(data: ModuleType) -> None:
    class Counting(data.SortedDict):  # type: ignore[misc,name-defined]
        def __missing__(self, key: object) -> str:
            return f"no {key}"

    assert Counting({1: "a"})[2] == "no 2"
    assert Counting().get(2) is None
    assert (2, "no 2") not in Counting().items()


def test_keys_are_set_read_and_deleted(data: ModuleType) -> None:
    mapping = data.SortedDict()
    for letter in "dbca":
        mapping[letter] = letter.upper()
    mapping["b"] = "again"
    del mapping["c"]
    assert list(mapping.items()) == [("a", "A"), ("b", "again"), ("d", "D")]
    assert ("b" in mapping, "c" in mapping, len(mapping)) == (True, False, 3)
    assert (mapping["a"], mapping.get("z"), mapping.get("z", 5)) == ("A", None, 5)
    assert list(reversed(mapping)) == ["d", "b", "a"]
    with pytest.raises(KeyError):
        mapping["c"]
    with pytest.raises(KeyError):
        del mapping["c"]


def test_the_key_that_came_first_stays(data: ModuleType) -> None:
    mapping = data.SortedDict({1: "a"})
    mapping[1.0] = "b"
    mapping.update({True: "c"})
    assert repr(mapping) == "SortedDict({1: 'c'})"


def test_a_key_of_another_kind_that_is_missing_is_no_type_error(data: ModuleType) -> None:
    mapping = data.SortedDict({1: "a"})
    with pytest.raises(KeyError):
        del mapping["a"]
    assert mapping.pop("a", None) is None
    assert "a" not in mapping


def test_pop_returns_the_value_or_the_default(data: ModuleType) -> None:
    mapping = data.SortedDict({1: "a", 2: "b"})
    assert mapping.pop(1) == "a"
    assert mapping.pop(1, "none") == "none"
    assert mapping.pop(1, default=None) is None
    with pytest.raises(KeyError, match="1"):
        mapping.pop(1)
    assert list(mapping) == [2]


def test_popitem_and_peekitem_go_by_position_from_the_last(data: ModuleType) -> None:
    mapping = data.SortedDict({key: -key for key in range(6)})
    assert mapping.peekitem() == (5, -5)
    assert mapping.peekitem(0) == (0, 0)
    assert mapping.peekitem(-2) == (4, -4)
    assert [mapping.popitem(), mapping.popitem(0), mapping.popitem(1)] == [(5, -5), (0, 0), (2, -2)]
    assert list(mapping) == [1, 3, 4]
    for index in (3, -4):
        with pytest.raises(IndexError):
            mapping.popitem(index)
        with pytest.raises(IndexError):
            mapping.peekitem(index)
    mapping.clear()
    with pytest.raises(KeyError):
        mapping.popitem()
    with pytest.raises(IndexError):
        mapping.peekitem()


def test_setdefault_sets_once(data: ModuleType) -> None:
    mapping = data.SortedDict({2: "b"})
    assert mapping.setdefault(1, "a") == "a"
    assert mapping.setdefault(1, "z") == "a"
    assert mapping.setdefault(3) is None
    assert list(mapping.items()) == [(1, "a"), (2, "b"), (3, None)]


def test_update_takes_what_dict_update_takes(data: ModuleType) -> None:
    mapping = data.SortedDict({"b": 1})
    mapping.update()
    mapping.update({"c": 2})
    mapping.update([("a", 3)], b=4)
    mapping.update(d=5)
    mapping.update(mapping)
    assert list(mapping.items()) == [("a", 3), ("b", 4), ("c", 2), ("d", 5)]
    with pytest.raises(TypeError):
        mapping.update({}, {})
    with pytest.raises(ValueError, match="sequence"):
        mapping.update([(1, 2, 3)])


@pytest.mark.parametrize("size", [3, 100, 9000])
@pytest.mark.parametrize("added", [3, 100, 9000])
def test_update_merges_batches_of_any_size(data: ModuleType, size: int, added: int) -> None:
    first = {number * 7919 % 10007: "old" for number in range(size)}
    second = {number * 104729 % 10007: "new" for number in range(added)}
    mapping = data.SortedDict(first)
    mapping.update(second)
    assert list(mapping.items()) == sorted((first | second).items())


def test_the_operators_of_dicts_keep_the_order(data: ModuleType) -> None:
    mapping = data.SortedDict(negative, {1: "a", 3: "c"})
    for joined in (mapping | {2: "b", 3: "z"}, {2: "b", 3: "z"} | mapping):
        assert type(joined) is data.SortedDict
        assert list(joined) == [3, 2, 1]
    assert (mapping | {3: "z"})[3] == "z"
    assert ({3: "z"} | mapping)[3] == "c"
    same = mapping
    mapping |= [(5, "e")]
    assert same is mapping
    assert list(mapping) == [5, 3, 1]
    with pytest.raises(TypeError):
        mapping | 5


# -------------------------------------------------------------------------------- by order and position


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


# ------------------------------------------------------------------------------------------- the views


def test_views_are_sequences(data: ModuleType) -> None:
    mapping = data.SortedDict({2: "b", 3: "c", 1: "a"})
    keys, items, values = mapping.keys(), mapping.items(), mapping.values()
    assert (keys[0], keys[-1], keys[1:]) == (1, 3, [2, 3])
    assert (items[0], items[-1], items[::-2]) == ((1, "a"), (3, "c"), [(3, "c"), (1, "a")])
    assert (values[0], values[-1], values[:2]) == ("a", "c", ["a", "b"])
    assert list(reversed(keys)) == [3, 2, 1]
    assert list(reversed(items)) == [(3, "c"), (2, "b"), (1, "a")]
    assert list(reversed(values)) == ["c", "b", "a"]
    for view in (keys, items, values):
        assert len(view) == 3
        with pytest.raises(IndexError):
            view[3]
        with pytest.raises(TypeError):
            hash(view) if view is not values else view["x"]


def test_views_find_what_they_hold(data: ModuleType) -> None:
    mapping = data.SortedDict({2: "b", 3: "b", 1: []})
    keys, items, values = mapping.keys(), mapping.items(), mapping.values()
    assert (2 in keys, 5 in keys) == (True, False)
    assert ((2, "b") in items, (2, "c") in items, (5, "b") in items) == (True, False, False)
    assert ((2,) in items, 2 in items) == (False, False)
    assert ("b" in values, [] in values, "z" in values) == (True, True, False)
    assert (keys.index(3), items.index((3, "b")), values.index("b")) == (2, 2, 1)
    assert values.index("b", 2) == values.index("b", -1) == 2
    assert (keys.count(3), items.count((3, "c")), values.count("b")) == (1, 0, 2)
    for view, absent in ((keys, 5), (items, (3, "c")), (items, 7), (values, "z")):
        with pytest.raises(ValueError, match="is not"):
            view.index(absent)


def test_deleting_from_a_view_deletes_items(data: ModuleType) -> None:
    mapping = data.SortedDict({key: -key for key in range(12)})
    del mapping.keys()[0]
    del mapping.items()[-1]
    del mapping.values()[0]
    assert list(mapping) == list(range(2, 11))
    del mapping.keys()[1:3]
    assert list(mapping) == [2, 5, 6, 7, 8, 9, 10]
    del mapping.values()[::-3]
    assert list(mapping.items()) == [(5, -5), (6, -6), (8, -8), (9, -9)]
    assert whole(mapping)
    with pytest.raises(IndexError):
        del mapping.keys()[4]
    del mapping.items()[:]
    assert not mapping


def test_views_are_sets_whose_operators_give_sorted_sets(data: ModuleType) -> None:
    mapping = data.SortedDict({2: "b", 3: "c", 1: "a"})
    keys, items = mapping.keys(), mapping.items()
    for result, expected in (
        (keys & [9, 3, 2], [2, 3]),
        (keys | {0}, [0, 1, 2, 3]),
        (keys - [2], [1, 3]),
        ({9, 1, 5} - keys, [5, 9]),
        (keys ^ {3, 4}, [1, 2, 4]),
        ({3, 4} & keys, [3]),
        (items & {(1, "a"), (2, "z")}, [(1, "a")]),
        (items - [(1, "a")], [(2, "b"), (3, "c")]),
    ):
        assert type(result) is data.SortedSet
        assert list(result) == expected
    assert keys == {1, 2, 3}
    assert keys <= {1, 2, 3, 4}
    assert keys > {1}
    assert keys.isdisjoint([4, 5])
    assert not items.isdisjoint([(1, "a")])
    assert items == {(1, "a"), (2, "b"), (3, "c")}


def test_the_sets_that_views_give_have_the_order_of_the_dict(data: ModuleType) -> None:
    mapping = data.SortedDict(negative, {1: "a", 2: "b"})
    assert list(mapping.keys() | {5}) == [5, 2, 1]
    assert list(mapping.items() | {(5, "e")}) == [(5, "e"), (2, "b"), (1, "a")]


def test_views_show_what_they_look_at(data: ModuleType) -> None:
    mapping = data.SortedDict({2: "b", 1: "a"})
    assert repr(mapping.keys()) == "SortedKeysView(SortedDict({1: 'a', 2: 'b'}))"
    assert repr(mapping.items()) == "SortedItemsView(SortedDict({1: 'a', 2: 'b'}))"
    assert repr(mapping.values()) == "SortedValuesView(SortedDict({1: 'a', 2: 'b'}))"
    keys = mapping.keys()
    mapping[0] = "z"
    assert list(keys) == [0, 1, 2]
    assert dict(keys.mapping) == mapping
    with pytest.raises(TypeError):
        keys.mapping[5] = 5


# ---------------------------------------------------------------------------------------- as an object


def test_its_text_makes_it_again(data: ModuleType) -> None:
    names = {"SortedDict": data.SortedDict, "negative": negative, "nan": NAN}
    assert repr(data.SortedDict()) == "SortedDict({})"
    assert repr(data.SortedDict({2: "b", 1: "a"})) == "SortedDict({1: 'a', 2: 'b'})"
    down = data.SortedDict.ordered({2: "b", 1: "a"}, reverse=True)
    again = eval(repr(down), names)  # noqa: S307
    assert list(again.items()) == list(down.items())
    keyed = data.SortedDict(abs, {2: "b", 1: "a"})
    assert repr(keyed) == "SortedDict(<built-in function abs>, {1: 'a', 2: 'b'})"


def test_its_text_ends_where_it_holds_itself(data: ModuleType) -> None:
    mapping = data.SortedDict()
    mapping[1] = mapping
    assert repr(mapping) == "SortedDict({1: ...})"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_brings_it_back(data: ModuleType, protocol: int) -> None:
    for mapping in (
        data.SortedDict({2: "b", 1: "a"}),
        data.SortedDict(negative, {2: "b", 1: "a"}),
        data.SortedDict.ordered({2: "b", 1: "a"}, reverse=True),
        data.SortedDict.ordered({NAN: 0, 1.0: 2}, nan="last"),
    ):
        again = pickle.loads(pickle.dumps(mapping, protocol))
        assert repr(again) == repr(mapping)
        assert again.key is mapping.key
        again[0] = 0
        assert len(again) == len(mapping) + 1


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_and_deepcopy_bring_back_one_that_holds_itself(
    data: ModuleType, protocol: int
) -> None:
    mapping = data.SortedDict()
    mapping[1] = mapping
    for again in (pickle.loads(pickle.dumps(mapping, protocol)), copy.deepcopy(mapping)):
        assert again[1] is again
        assert again is not mapping


def test_copies_are_of_the_subclass_and_keep_its_attributes(data: ModuleType) -> None:
    class Mine(data.SortedDict):  # type: ignore[misc,name-defined]
        name = "none"

    mapping = Mine({2: ["b"], 1: ["a"]})
    mapping.name = "given"
    again: Any
    for again in (mapping.copy(), copy.copy(mapping), copy.deepcopy(mapping), mapping | {}):
        assert type(again) is Mine
        assert again.name == "given"
        assert again == mapping
        again[0] = []
        assert 0 not in mapping
    assert mapping.copy()[1] is mapping[1]
    assert copy.deepcopy(mapping)[1] is not mapping[1]
    assert repr(mapping) == "Mine({1: ['a'], 2: ['b']})"


def test_a_copy_does_not_ask_for_the_order_again(data: ModuleType) -> None:
    asked: list[int] = []

    def order(key: int) -> int:
        asked.append(key)
        return -key

    mapping = data.SortedDict(order, dict.fromkeys(range(100)))
    asked.clear()
    assert list(mapping.copy()) == list(mapping)
    assert not asked


def test_it_can_be_referred_to_weakly_measured_and_written_as_a_type(data: ModuleType) -> None:
    mapping = data.SortedDict(dict.fromkeys(range(100)))
    assert weakref.ref(mapping)() is mapping
    assert mapping.__sizeof__() > dict.fromkeys(range(100)).__sizeof__() + 800
    assert data.SortedDict[int, str]({1: "a"}) == {1: "a"}
    with pytest.raises(TypeError):
        hash(mapping)


# ---------------------------------------------------------------------- what cannot be, and its errors


def additions() -> list[tuple[str, Callable[[Any, Any], object]]]:
    return [
        ("set", lambda mapping, key: mapping.__setitem__(key, 0)),
        ("setdefault", lambda mapping, key: mapping.setdefault(key, 0)),
        ("update", lambda mapping, key: mapping.update({0: "new", key: 0})),
        ("update many", lambda mapping, key: mapping.update({**dict.fromkeys(range(50)), key: 0})),
        ("or", lambda mapping, key: mapping.__ior__({0: "new", key: 0})),
    ]


@pytest.mark.parametrize("change", additions(), ids=lambda change: change[0])
@pytest.mark.parametrize("size", [1, 10, 5000])
@pytest.mark.parametrize("key,error", [
    ("a", TypeError), (NAN, ValueError), (None, TypeError),
])  # fmt: skip
def test_a_key_without_a_place_changes_nothing(
    data: ModuleType, change: Any, size: int, key: Any, error: type[Exception]
) -> None:
    mapping = data.SortedDict(dict.fromkeys(range(size), "old"))
    mapping[0] = "old"
    before = list(mapping.items())
    with pytest.raises(error):
        change[1](mapping, key)
    assert list(mapping.items()) == before
    assert whole(mapping)
    mapping[-1] = "more"
    assert list(mapping)[:2] == [-1, 0]


@pytest.mark.parametrize("change", additions()[:2], ids=lambda change: change[0])
def test_a_key_that_cannot_be_hashed_is_a_type_error(data: ModuleType, change: Any) -> None:
    mapping = data.SortedDict({(1,): "a"})
    with pytest.raises(TypeError, match="hash"):
        change[1](mapping, [1])
    with pytest.raises(TypeError, match="hash"):
        del mapping[[1]]
    assert list(mapping.items()) == [((1,), "a")]


def test_nothing_is_made_of_keys_without_an_order(data: ModuleType) -> None:
    for items in ({1: 0, "a": 0}, {1.0: 0, NAN: 0}, {NAN: 0}):
        with pytest.raises((TypeError, ValueError)):
            data.SortedDict(items)
    empty = data.SortedDict()
    with pytest.raises(TypeError):
        empty.update({1: 0, "a": 0})
    assert whole(empty)
    assert not empty


@pytest.mark.parametrize("size", [3, 100, 9000])
@pytest.mark.parametrize("view", ["__iter__", "__reversed__", "keys", "items", "values", "irange"])
@pytest.mark.parametrize("change", [
    lambda mapping: mapping.__setitem__(-1, 0),
    lambda mapping: mapping.__delitem__(1),
    lambda mapping: mapping.update({-1: 0}),
    lambda mapping: mapping.popitem(),
    lambda mapping: mapping.clear(),
    lambda mapping: mapping.delete_range(0, 1),
], ids=["set", "del", "update", "popitem", "clear", "delete_range"])  # fmt: skip
def test_a_change_ends_iteration(
    data: ModuleType, size: int, view: str, change: Callable[[Any], object]
) -> None:
    mapping = data.SortedDict(dict.fromkeys(range(size)))
    iterator = iter(getattr(mapping, view)())
    next(iterator)
    change(mapping)
    with pytest.raises(RuntimeError, match="SortedDict changed during iteration"):
        next(iterator)


def test_another_value_does_not_end_iteration(data: ModuleType) -> None:
    mapping = data.SortedDict(dict.fromkeys(range(100)))
    for key in mapping:
        mapping[key] = key
    assert list(mapping.values()) == list(range(100))


# --------------------------------------------------------------------------------- hostile keys, values


class Key:
    """A key that calls `on` with the name of what it is asked; all of them share one hash or two."""

    on: Callable[[str], object] | None = None

    def __init__(self, value: int) -> None:
        self.value = value

    def _asked(self, what: str) -> None:
        if Key.on is not None:
            Key.on(what)

    def __hash__(self) -> int:
        self._asked("hash")
        return self.value % 2

    def __eq__(self, other: object) -> bool:
        self._asked("eq")
        return isinstance(other, Key) and self.value == other.value

    def __lt__(self, other: "Key") -> bool:
        self._asked("lt")
        return self.value < other.value

    def __repr__(self) -> str:
        return f"Key({self.value})"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    yield
    Key.on = None


class Fuse:
    """Raise, or do something, when it is asked for the n-th time; forever after, if asked to."""

    def __init__(self, after: int, act: Callable[[], object], *, stays: bool = False) -> None:
        self.left = after
        self.act = act
        self.stays = stays
        self.burnt = False

    def __call__(self, _what: str) -> None:
        self.left -= 1
        if self.left == 0 or (self.stays and self.left < 0):
            self.burnt = True
            self.act()


def fail() -> None:
    raise ZeroDivisionError


OPERATIONS: dict[str, Callable[[Any], object]] = {
    "set a new key": lambda mapping: mapping.__setitem__(Key(5), "new"),
    "set a key": lambda mapping: mapping.__setitem__(Key(4), "new"),
    "setdefault": lambda mapping: mapping.setdefault(Key(5), "new"),
    "update a few": lambda mapping: mapping.update([(Key(5), "new"), (Key(4), "new")]),
    "update many": lambda mapping: mapping.update([(Key(n), "new") for n in range(40)]),
    "update with one": lambda mapping: mapping.update([(Key(7), "new")]),
    "delete": lambda mapping: mapping.__delitem__(Key(4)),
    "delete what is not here": lambda mapping: mapping.__delitem__(Key(5)),
    "pop": lambda mapping: mapping.pop(Key(8)),
    "popitem": lambda mapping: mapping.popitem(3),
    "delete a slice": lambda mapping: mapping.keys().__delitem__(slice(2, 6)),
    "delete a range": lambda mapping: mapping.delete_range(Key(2), Key(9)),
}


def even_keys(data: ModuleType, kind: str) -> Any:
    items = [(Key(number), "old") for number in range(0, 40, 2)]
    if kind == "grown":
        mapping = data.SortedDict()
        for key, value in items:
            mapping[key] = value
        return mapping
    return data.SortedDict(items) if kind == "natural" else data.SortedDict(by_itself, items)


def by_itself(key: Key) -> Key:
    key._asked("key")
    return key


def content(mapping: Any) -> list[tuple[int, str]]:
    Key.on = None
    return [(key.value, value) for key, value in mapping.items()]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("kind", ["natural", "grown", "keyed"])
@pytest.mark.parametrize("stays", [False, True])
def test_after_an_error_of_a_key_nothing_has_changed(
    data: ModuleType,
    operation: str,
    kind: str,
    stays: bool,  # noqa: FBT001
) -> None:
    for after in range(1, 2000):
        mapping = even_keys(data, kind)
        before = content(mapping)
        Key.on = fuse = Fuse(after, fail, stays=stays)
        try:
            OPERATIONS[operation](mapping)
        except (ZeroDivisionError, KeyError):
            assert whole_keys(mapping)
            if not stays:
                assert content(mapping) == before
        assert whole_keys(mapping)
        Key.on = None
        mapping[Key(-1)] = "first"
        assert content(mapping)[0] == (-1, "first")
        if not fuse.burnt:
            return
    pytest.fail("it never came to an end")


def whole_keys(mapping: Any) -> bool:
    """As `whole`, for keys that may fail when they are asked anything."""
    on, Key.on = Key.on, None
    try:
        values = [key.value for key in mapping]
        return values == sorted({key.value for key in dict.keys(mapping)}) and len(mapping) == len(
            values
        )
    finally:
        Key.on = on


def suspended(act: Callable[[], object]) -> Callable[[], object]:
    """Let keys be plain while a hostile key acts, or it would never come to an end."""

    def acting() -> None:
        on, Key.on = Key.on, None
        try:
            act()
        finally:
            Key.on = on

    return acting


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("kind", ["natural", "grown", "keyed"])
@pytest.mark.parametrize("change", [
    lambda mapping: mapping.clear(),
    lambda mapping: mapping.__setitem__(Key(5), "other"),
    lambda mapping: mapping.__delitem__(Key(4)),
    lambda mapping: mapping.popitem(),
    lambda mapping: mapping.update([(Key(5), "other")]),
], ids=["clear", "set", "del", "popitem", "update"])  # fmt: skip
def test_a_key_that_changes_the_dict_while_it_is_asked_never_breaks_it(
    data: ModuleType, operation: str, kind: str, change: Callable[[Any], object]
) -> None:
    for after in range(1, 2000):
        mapping = even_keys(data, kind)
        before = content(mapping)
        refused: list[str] = []

        def act(mapping: Any = mapping, refused: list[str] = refused) -> None:
            try:
                change(mapping)
            except RuntimeError as error:
                refused.append(str(error))
                raise
            except KeyError:
                pass

        Key.on = fuse = Fuse(after, suspended(act))
        with contextlib.suppress(RuntimeError, KeyError, IndexError, ValueError):
            OPERATIONS[operation](mapping)
        assert whole_keys(mapping)
        if refused:
            assert refused == ["SortedDict changed during a comparison"]
            assert content(mapping) == before
        if not fuse.burnt:
            return
    pytest.fail("it never came to an end")


def test_a_comparison_may_read_the_dict(data: ModuleType) -> None:
    mapping = even_keys(data, "natural")
    before = content(mapping)
    seen = []
    asked: list[str] = []

    def read(what: str) -> None:
        if what == "lt":
            suspended(lambda: seen.append((len(mapping), len(list(mapping.items())))))()
        asked.append(what)

    Key.on = read
    mapping[Key(5)] = "new"
    assert set(seen) == {(len(before), len(before))}
    Key.on = None
    assert len(mapping) == len(before) + 1


def test_what_is_replaced_or_deleted_is_dropped_when_all_is_in_place(data: ModuleType) -> None:
    class Value:
        def __init__(self, act: Callable[[], object]) -> None:
            self.act = act

        def __del__(self) -> None:
            self.act()

    changes: tuple[Callable[[Any], object], ...] = (
        lambda mapping: mapping.__setitem__(1, 0),
        lambda mapping: mapping.__delitem__(1),
        lambda mapping: mapping.pop(1),
        lambda mapping: mapping.popitem(1),
        lambda mapping: mapping.update({1: 0, 2: 0}),
        lambda mapping: mapping.clear(),
        lambda mapping: mapping.delete_range(1, 1),
        lambda mapping: mapping.keys().__delitem__(1),
    )
    for change in changes:
        mapping = data.SortedDict(dict.fromkeys(range(5), 0))
        seen: list[bool] = []

        def act(mapping: Any = mapping, seen: list[bool] = seen) -> None:
            seen.append(whole(mapping))
            mapping[100] = "from a finaliser"
            mapping.pop(0, None)

        mapping[1] = Value(act)
        change(mapping)  # and what it returns is dropped
        gc.collect()
        assert seen == [True]
        assert mapping[100] == "from a finaliser"
        assert 0 not in mapping
        assert whole(mapping)


def test_the_finaliser_of_a_value_may_change_the_dict_whatever_the_keys(data: ModuleType) -> None:
    class Value:
        def __del__(self) -> None:
            mapping[("more",)] = 1

    mapping = data.SortedDict({("a",): Value(), ("b",): 0})
    mapping[("a",)] = 0
    assert list(mapping) == [("a",), ("b",), ("more",)]
    assert whole(mapping)


def test_a_plain_key_may_meet_a_hostile_one_of_the_same_hash(data: ModuleType) -> None:
    class Hostile(int):
        def __hash__(self) -> int:
            return 7

        def __eq__(self, other: object) -> bool:
            if armed:
                armed.clear()
                mapping.clear()
            return self is other

    armed: list[int] = []
    mapping = data.SortedDict({1: "a"})
    mapping[2] = "b"
    mapping[Hostile(3)] = "hostile"
    mapping[7] = "c"
    changes: tuple[Callable[[], object], ...] = (
        lambda: mapping.__setitem__(7, "new"),
        lambda: mapping.__delitem__(7),
        lambda: mapping.update({7: "new"}),
    )
    for change in changes:
        armed.append(1)
        with pytest.raises(RuntimeError, match="SortedDict changed during a comparison"):
            change()
        assert list(mapping.values()) == ["a", "b", "hostile", "c"]
        assert not armed


def test_a_batch_may_bring_a_hostile_key_among_plain_ones(data: ModuleType) -> None:
    class Hostile(int):
        def __hash__(self) -> int:
            return 500

        def __eq__(self, other: object) -> bool:
            if armed:
                armed.clear()
                mapping.clear()
            return self is other

    armed: list[int] = []
    mapping = data.SortedDict()
    for number in range(100):
        mapping[number] = "old"
    mapping.update({Hostile(300): "hostile"})
    mapping[500] = "old"
    armed.append(1)
    with pytest.raises(RuntimeError, match="SortedDict changed during a comparison"):
        mapping[500] = "new"
    assert mapping[500] == "old"
    assert whole(mapping)


def test_a_key_function_may_not_add_the_very_key_meanwhile(data: ModuleType) -> None:
    nested: list[int] = []

    def order(key: int) -> int:
        if key == 5 and not nested:
            nested.append(key)
            mapping[key] = "nested"
        return -key

    mapping = data.SortedDict(order, {1: "a", 9: "b"})
    with pytest.raises(RuntimeError, match="SortedDict changed during a comparison"):
        mapping[5] = "new"
    assert list(mapping.items()) == [(9, "b"), (1, "a")]
    assert whole(mapping)


def test_nothing_is_added_while_an_empty_dict_is_filled(data: ModuleType) -> None:
    mapping = data.SortedDict()
    for number in (1, 2, 3):
        mapping[number] = "old"
    mapping.clear()
    refused = []

    def add(_what: str) -> None:
        try:
            mapping[5] = "new"
        except RuntimeError as error:
            refused.append(str(error))

    Key.on = add
    mapping.update([(Key(2), "b"), (Key(1), "a"), (Key(3), "c")])
    assert set(refused) == {"SortedDict changed during a comparison"}
    assert content(mapping) == [(1, "a"), (2, "b"), (3, "c")]
    assert whole_keys(mapping)


def test_what_is_read_into_an_update_may_change_the_dict(data: ModuleType) -> None:
    for mapping in (data.SortedDict(), data.SortedDict({1: "a"})):

        def pairs(mapping: Any = mapping) -> Iterator[tuple[int, str]]:
            mapping[7] = "read"
            yield 8, "given"

        mapping.update(pairs())
        assert mapping[7] == "read"
        assert mapping[8] == "given"
        assert whole(mapping)


def test_an_index_that_changes_the_dict_does_no_harm(data: ModuleType) -> None:
    class Index:
        def __index__(self) -> int:
            mapping.pop(3, None)
            return 1

    mapping = data.SortedDict(dict.fromkeys(range(6)))
    assert mapping.popitem(Index()) == (1, None)
    mapping[3] = None
    del mapping.keys()[Index() : 4]
    assert whole(mapping)
    assert list(mapping) == [0]


def test_errors_call_a_subclass_by_its_name(data: ModuleType) -> None:
    class Mine(data.SortedDict):  # type: ignore[misc,name-defined]
        pass

    mapping = Mine({1: "a", 2: "b"})
    iterator = iter(mapping.copy())
    for made in (mapping, mapping.copy()):
        iterator = iter(made)
        made[3] = "c"
        with pytest.raises(RuntimeError, match="Mine changed during iteration"):
            next(iterator)


def test_kinds_of_keys_may_come_and_go(data: ModuleType) -> None:
    mapping = data.SortedDict()
    model: dict[Any, int] = {}
    for step, key in enumerate([1, 2, 1, 2.5, 1, True, 0, False, 3, 3.0, 2**70]):
        mapping[key] = model[key] = step
        assert list(mapping.items()) == sorted(model.items())
    mapping.clear()
    for letter in "bcab":
        mapping[letter] = letter
    assert list(mapping) == ["a", "b", "c"]
    with pytest.raises(TypeError):
        mapping[1] = 1
    assert whole(mapping)


# ----------------------------------------------------------------------------------- laws, and a model


@given(
    first=st.dictionaries(st.integers(), st.integers()),
    second=st.dictionaries(st.integers(), st.integers()),
)
def test_it_holds_what_a_dict_holds(
    data: ModuleType, first: dict[int, int], second: dict[int, int]
) -> None:
    joined = data.SortedDict(first) | second
    assert joined == first | second
    assert list(joined.items()) == sorted((first | second).items())


KEYS = st.one_of(st.integers(-20, 20), st.sampled_from([0.5, 1.0, -3.5, True]))


class Model(RuleBasedStateMachine):
    """A sorted dict beside a dict that is sorted when it is looked at."""

    data: ModuleType
    order: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.mapping = self.data.SortedDict(self.order)
        self.model: dict[Any, int] = {}

    def ordered(self) -> list[Any]:
        return sorted(self.model, key=self.order)

    @rule(key=KEYS, value=st.integers())
    def set_an_item(self, key: Any, value: int) -> None:
        self.mapping[key] = self.model[key] = value

    @rule(key=KEYS)
    def delete(self, key: Any) -> None:
        if key in self.model:
            del self.mapping[key], self.model[key]
        else:
            with pytest.raises(KeyError):
                del self.mapping[key]

    @rule(key=KEYS)
    def pop(self, key: Any) -> None:
        assert self.mapping.pop(key, None) == self.model.pop(key, None)

    @rule(key=KEYS, value=st.integers())
    def setdefault(self, key: Any, value: int) -> None:
        assert self.mapping.setdefault(key, value) == self.model.setdefault(key, value)

    @precondition(lambda self: self.model)
    @rule(draw=st.data())
    def popitem(self, draw: st.DataObject) -> None:
        index = draw.draw(st.integers(-len(self.model), len(self.model) - 1))
        key = self.ordered()[index]
        assert self.mapping.peekitem(index) == (key, self.model[key])
        assert self.mapping.popitem(index) == (key, self.model.pop(key))

    @rule(items=st.dictionaries(KEYS, st.integers(), max_size=30))
    def update(self, items: dict[Any, int]) -> None:
        self.mapping.update(items)
        self.model.update(items)

    @rule(items=st.dictionaries(KEYS, st.integers()), bad=st.sampled_from(["a", NAN, None]))
    def update_in_vain(self, items: dict[Any, int], bad: Any) -> None:
        if not self.model:
            return
        with pytest.raises((TypeError, ValueError)):
            self.mapping.update({**items, bad: 0})

    @rule(start=st.integers(-25, 25), stop=st.integers(-25, 25), step=st.sampled_from([1, 2, -1]))
    def delete_slice(self, start: int, stop: int, step: int) -> None:
        doomed = self.ordered()[start:stop:step]
        del self.mapping.keys()[start:stop:step]
        for key in doomed:
            del self.model[key]

    @rule(low=KEYS, high=KEYS, inclusive=st.tuples(st.booleans(), st.booleans()))
    def range(self, low: Any, high: Any, inclusive: tuple[bool, bool]) -> None:
        def rank(key: Any) -> Any:
            return self.order(key) if self.order else key

        expected = [
            key
            for key in self.ordered()
            if (rank(low) < rank(key) or (inclusive[0] and rank(low) == rank(key)))
            and (rank(key) < rank(high) or (inclusive[1] and rank(key) == rank(high)))
        ]
        assert list(self.mapping.irange(low, high, inclusive)) == expected
        assert list(self.mapping.between(low, high, inclusive)) == expected
        assert [key for key, _ in self.mapping.irange_items(low, high, inclusive)] == expected

    @rule(low=KEYS, high=KEYS)
    def delete_range(self, low: Any, high: Any) -> None:
        doomed = list(self.mapping.irange(low, high))
        assert self.mapping.delete_range(low, high) == len(doomed)
        for key in doomed:
            del self.model[key]

    @rule()
    def copy(self) -> None:
        self.mapping = self.mapping.copy()

    @rule()
    def pickle(self) -> None:
        self.mapping = pickle.loads(pickle.dumps(self.mapping))

    @rule()
    def clear(self) -> None:
        self.mapping.clear()
        self.model.clear()

    @invariant()
    def both_hold_the_same(self) -> None:
        ordered = self.ordered()
        assert list(self.mapping) == ordered
        assert self.mapping == self.model
        assert list(self.mapping.items()) == [(key, self.model[key]) for key in ordered]
        assert self.mapping.values()[:] == [self.model[key] for key in ordered]
        assert whole(self.mapping)


@pytest.mark.parametrize("order", [None, negative, abs])
def test_it_does_as_a_sorted_dict_would(data: ModuleType, order: Any) -> None:
    # In a class body, a name that is assigned is not looked up outside.
    machine = type(
        "Machine", (Model,), {"data": data, "order": staticmethod(order) if order else None}
    )
    run_state_machine_as_test(machine, settings=settings(max_examples=40, stateful_step_count=40))
