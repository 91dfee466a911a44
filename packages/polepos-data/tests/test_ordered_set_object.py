"""An ordered set as an object: text, copies, pickles."""

import copy
import pickle
import sys
import weakref
from types import ModuleType
from typing import Any

import pytest


def test_its_repr_makes_it_again(data: ModuleType) -> None:
    for values in (data.OrderedSet(), data.OrderedSet(["b", 1, None])):
        again = eval(repr(values), {"OrderedSet": data.OrderedSet})  # noqa: S307
        assert list(again) == list(values)
    assert repr(data.OrderedSet("ab")) == "OrderedSet(['a', 'b'])"


def test_it_may_hold_something_that_holds_it(data: ModuleType) -> None:
    class Holder:
        held: Any = None

        def __repr__(self) -> str:
            return f"Holder({self.held!r})"

    holder = Holder()
    holder.held = data.OrderedSet([holder])
    assert repr(holder.held) == "OrderedSet([Holder(OrderedSet(...))])"
    again = copy.deepcopy(holder.held)
    assert again.first.held is again


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_brings_values_and_order_back(data: ModuleType, protocol: int) -> None:
    values = data.OrderedSet("hello")
    again = pickle.loads(pickle.dumps(values, protocol))
    assert list(again) == list("helo")


def test_a_copy_is_a_set_of_its_own(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    values.pop(last=False)
    for again in (values.copy(), copy.copy(values), copy.deepcopy(values)):
        again.add("z")
        assert list(again) == list("bcz")
    assert list(values) == list("bc")


def test_a_subclass_keeps_its_class_and_attributes(data: ModuleType) -> None:
    class Named(data.OrderedSet):  # type: ignore[name-defined,misc]
        pass

    values = Named("ab")
    values.name = "letters"
    for again in (values.copy(), copy.copy(values), copy.deepcopy(values)):
        assert type(again) is Named
        assert (list(again), again.name) == (["a", "b"], "letters")
    assert repr(values) == "Named(['a', 'b'])"
    assert type(values | {"c"}) is Named


def test_it_is_mutable_so_it_has_no_hash(data: ModuleType) -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(data.OrderedSet())


def test_it_is_a_good_citizen(data: ModuleType) -> None:
    values = data.OrderedSet(range(1000))
    assert weakref.ref(values)() is values
    assert not hasattr(values, "__dict__")
    assert data.OrderedSet[int].__origin__ is data.OrderedSet
    assert sys.getsizeof(values) > sys.getsizeof(data.OrderedSet()) + 8 * 1000
    assert data.OrderedSet.__module__ == "polepos.data"
    assert list(data.OrderedSet.__new__(data.OrderedSet)) == []
