"""What a `SortedDict` refuses, and that nothing has changed then."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from sorted_dict_building import NAN, whole


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
