"""Disjoint sets as an object: equality, text, copies, pickles."""

import copy
import pickle
import sys
import weakref
from collections.abc import Collection
from types import ModuleType
from typing import Any

import pytest


def test_it_equals_another_with_the_same_components(data: ModuleType) -> None:
    left = data.UnionFind("abcd", unions=["ab", "cd"])
    assert left == data.UnionFind("dcba", unions=["ba", "dc"])
    assert left != data.UnionFind("abcd", unions=["ac", "bd"])
    assert left != data.UnionFind("abcd", unions=["abc"])
    assert left != data.UnionFind("abcd", unions=["ab"])
    assert left != data.UnionFind("abcx", unions=["ab", "cx"])
    assert left != "abcd"


def test_its_repr_makes_it_again(data: ModuleType) -> None:
    assert repr(data.UnionFind()) == "UnionFind()"
    assert repr(data.UnionFind("ab")) == "UnionFind(['a', 'b'])"
    joined = data.UnionFind([1, 2, 3, 4], unions=[(4, 2), (1, 4)])
    assert repr(joined) == "UnionFind([1, 2, 3, 4], unions=[(1, 2, 4)])"
    assert eval(repr(joined), {"UnionFind": data.UnionFind}) == joined  # noqa: S307


def test_it_may_hold_something_that_holds_it(data: ModuleType) -> None:
    class Holder:
        held: Any = None

        def __repr__(self) -> str:
            return f"Holder({self.held!r})"

    holder = Holder()
    holder.held = data.UnionFind([holder])
    assert repr(holder.held) == "UnionFind([Holder(UnionFind(...))])"
    again = copy.deepcopy(holder.held)
    assert next(iter(again)).held is again


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_brings_values_components_and_roots_back(data: ModuleType, protocol: int) -> None:
    joined = data.UnionFind("edcba", unions=["ab", "cd", "bc"])
    again = pickle.loads(pickle.dumps(joined, protocol))
    assert list(again) == list(joined)
    assert again == joined
    assert [again.find(value) for value in "abcde"] == [joined.find(value) for value in "abcde"]
    assert again.component("a") == joined.component("a")
    assert again.component_size("a") == 4
    assert again.n_components == 2
    again.union("a", "e")
    assert again.components() == [set("abcde")]


def test_a_copy_is_one_of_its_own(data: ModuleType) -> None:
    joined = data.UnionFind("abc", unions=["ab"])
    for again in (joined.copy(), copy.copy(joined), copy.deepcopy(joined)):
        assert again == joined
        again.union("a", "c", "z")
        assert again.n_components == 1
    assert joined == data.UnionFind("abc", unions=["ab"])


def test_a_subclass_keeps_its_class_and_attributes(data: ModuleType) -> None:
    class Named(data.UnionFind):  # type: ignore[name-defined,misc]
        pass

    joined = Named("ab")
    joined.name = "letters"
    for again in (joined.copy(), copy.copy(joined), copy.deepcopy(joined)):
        assert type(again) is Named
        assert (list(again), again.name) == (["a", "b"], "letters")


def test_it_is_a_good_citizen(data: ModuleType) -> None:
    joined = data.UnionFind(range(1000))
    assert isinstance(joined, Collection)
    assert weakref.ref(joined)() is joined
    assert not hasattr(joined, "__dict__")
    assert data.UnionFind[int].__origin__ is data.UnionFind
    assert sys.getsizeof(joined) > sys.getsizeof(data.UnionFind()) + 8 * 1000
    assert data.UnionFind.__module__ == "polepos.data"
    assert list(data.UnionFind.__new__(data.UnionFind)) == []
    with pytest.raises(TypeError, match="unhashable"):
        hash(joined)
