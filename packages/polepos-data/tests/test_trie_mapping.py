"""A `Trie` as a mapping from texts."""

from collections.abc import MutableMapping
from types import ModuleType
from typing import Any

import pytest
from lambdas import calls


def test_it_is_a_mutable_mapping_from_texts(data: ModuleType) -> None:
    trie: Any = data.Trie({"b": 1}, c=3)
    assert issubclass(data.Trie, MutableMapping)
    trie["a"] = 2
    trie["b"] = 5
    assert trie["b"] == 5
    assert trie.get("x") is None
    assert trie.get("x", 7) == 7
    assert "a" in trie
    assert trie.has_key("a")
    assert "x" not in trie
    assert len(trie) == 3
    assert dict(trie) == {"a": 2, "b": 5, "c": 3}
    assert trie.setdefault("a", 9) == 2
    assert trie.setdefault("d", 9) == 9
    assert trie.pop("d") == 9
    assert trie.pop("d", None) is None
    del trie["a"]
    for missing in calls(lambda: trie["a"], lambda: trie.pop("a"), lambda: trie.delete("a")):
        with pytest.raises(KeyError, match="'a'"):
            missing()
    trie.clear()
    assert not trie
    assert trie.keys() == []


def test_the_value_is_the_key_where_none_is_given(data: ModuleType) -> None:
    trie = data.Trie()
    trie.insert("a")
    trie.insert("b", None)
    assert trie.items() == [("a", "a"), ("b", None)]


def test_keys_are_in_the_order_of_code_points(data: ModuleType) -> None:
    keys = ["\U0010ffff", "\U0010ffffa", "b", "", "ab", "a", "\ud800", "é", "Z"]
    trie = data.Trie.fromkeys(keys, 0)
    assert trie.keys() == list(trie) == sorted(keys)
    assert list(reversed(trie)) == sorted(keys, reverse=True)
    assert trie.values() == [0] * len(keys)


def test_it_is_made_of_what_dict_takes(data: ModuleType) -> None:
    make = data.Trie
    assert make([("a", 1), ("a", 2)]) == make({"a": 2}) == make(a=2) == make(make(a=2)) == {"a": 2}
    assert make({"data": 1}, data=2) == {"data": 2}
    assert make() == {}


def test_popitem_removes_the_last_in_order(data: ModuleType) -> None:
    trie = data.Trie({"b": 1, "a": 2})
    assert trie.popitem() == ("b", 1)
    assert trie.popitem() == ("a", 2)
    with pytest.raises(KeyError, match="the trie is empty"):
        trie.popitem()


@pytest.mark.parametrize("key", [1, None, b"a", ["a"]])
def test_what_is_no_string_is_no_key(data: ModuleType, key: Any) -> None:
    trie = data.Trie({"a": 1})
    assert key not in trie
    for refused in calls(
        lambda: trie[key],
        lambda: trie.get(key),
        lambda: trie.__setitem__(key, 1),
        lambda: trie.insert(key),
        lambda: trie.delete(key),
        lambda: trie.pop(key, None),
        lambda: trie.setdefault(key, 1),
        lambda: trie.update([("b", 2), (key, 1)]),
        lambda: trie.keys(key),
        lambda: trie.iterkeys(key),
        lambda: trie.starts_with(key),
        lambda: trie.has_subtrie(key),
        lambda: trie.count(key),
        lambda: trie.longest_prefix_of(key),
        lambda: trie.longest_prefix(key, None),
        lambda: trie.prefixes(key),
        lambda: trie.delete_prefix(key),
        lambda: trie.floor(key),
        lambda: trie.fuzzy(key),
    ):
        with pytest.raises(TypeError):
            refused()
    assert trie == {"a": 1}


def test_a_key_of_a_subclass_of_str_becomes_a_string(data: ModuleType) -> None:
    class Path(str):
        __slots__ = ()

        def __hash__(self) -> int:
            raise AssertionError("nobody may call this")

        def __lt__(self, other: object) -> bool:
            raise AssertionError("nobody may call this")

    trie = data.Trie()
    trie[Path("b")] = 1
    trie.insert(Path("a"))
    assert [type(key) for key in trie.keys()] == [str, str]  # noqa: SIM118 - a list, not a view
    assert trie[Path("b")] == 1
    assert Path("b") in trie
    assert trie.keys(Path("b")) == ["b"]
    trie.delete(Path("b"))
    assert trie == {"a": "a"}


def test_an_update_that_fails_changes_nothing(data: ModuleType) -> None:
    trie = data.Trie({"a": 1})
    for bad in ([("b", 2), ("c",)], [("b", 2), 3], 5):
        with pytest.raises((TypeError, ValueError)):
            trie.update(bad)
    assert trie == {"a": 1}
