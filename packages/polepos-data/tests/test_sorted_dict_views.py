"""The views of a `SortedDict`: sequences and sets, in order."""

from types import ModuleType

import pytest
from sorted_dict_building import negative, whole


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
