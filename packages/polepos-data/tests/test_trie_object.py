"""A `Trie` as an object: text, equality, copies, pickles."""

import copy
import pickle
import weakref
from types import ModuleType
from typing import Any

import pytest


def test_repr_equality_and_hash(data: ModuleType) -> None:
    trie = data.Trie({"b": 1, "a": [2]})
    assert repr(trie) == "Trie({'a': [2], 'b': 1})"
    assert eval(repr(trie), {"Trie": data.Trie}) == trie  # noqa: S307 - the law
    assert trie == {"a": [2], "b": 1}
    assert trie != {"a": [2]}
    assert trie != data.Trie({"a": [2], "b": 2})
    assert trie != 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(trie)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_and_copies_are_equal_and_apart(data: ModuleType, protocol: int) -> None:
    trie = data.Trie({"b": 1, "a": []})
    trie.keys()
    trie["c"] = 3
    for twin in (
        pickle.loads(pickle.dumps(trie, protocol)),
        trie.copy(),
        copy.copy(trie),
        copy.deepcopy(trie),
    ):
        assert type(twin) is type(trie)
        assert twin == trie
        twin["d"] = 4
        assert "d" not in trie
        assert twin.keys() == ["a", "b", "c", "d"]
        assert twin.longest_prefix_of("cc") == "c"
    assert copy.copy(trie)["a"] is trie["a"]
    assert copy.deepcopy(trie)["a"] is not trie["a"]


def test_a_trie_may_hold_itself(data: ModuleType) -> None:
    trie = data.Trie()
    trie["me"] = trie
    assert repr(trie) == "Trie({'me': ...})"
    for twin in (copy.deepcopy(trie), *(pickle.loads(pickle.dumps(trie, p)) for p in range(6))):
        assert twin["me"] is twin


def test_a_subclass_keeps_its_attributes(data: ModuleType) -> None:
    sub: Any = type("Sub", (data.Trie,), {})
    trie: Any = sub({"a": 1})
    trie.note = "x"
    for twin in (trie.copy(), copy.copy(trie)):
        assert type(twin) is sub
        assert twin.note == "x"
    assert repr(trie) == "Sub({'a': 1})"


def test_it_is_a_good_citizen(data: ModuleType) -> None:
    cls = data.Trie
    trie = cls()
    assert cls.__module__ == "polepos.data"
    assert weakref.ref(trie)() is trie
    assert cls[int]
    assert not hasattr(trie, "__dict__")
    assert bool(trie) is False
    assert len(cls.__new__(cls)) == 0
    cls.__init__(trie, {"a": 1})
    cls.__init__(trie, {"b": 1})
    assert trie == {"b": 1}
