"""`SortedSet` as an object: text, copies, pickles, subclasses."""

import sys
import weakref
from collections.abc import Callable
from copy import copy, deepcopy
from pickle import HIGHEST_PROTOCOL, dumps, loads
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, SET_WAYS, Make


@pytest.fixture(params=SET_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a set in one of the ways there are."""
    return lambda values=(): data.SortedSet(values, **SET_WAYS[request.param])


@pytest.fixture
def tagged(data: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A subclass that pickle can find."""
    cls = type("Tagged", (data.SortedSet,), {"__module__": __name__})
    monkeypatch.setattr(sys.modules[__name__], "Tagged", cls, raising=False)
    return cls


def _pickled(protocol: int) -> Callable[[Any], Any]:
    return lambda made: loads(dumps(made, protocol))


WAYS = {
    "copy": copy,
    "deepcopy": deepcopy,
    ".copy": lambda made: made.copy(),
    **{f"pickle {protocol}": _pickled(protocol) for protocol in range(HIGHEST_PROTOCOL + 1)},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("size", [0, 3, LARGE])
def test_a_duplicate_goes_its_own_way(make: Make, way: str, size: int) -> None:
    made = make(range(size))
    other = WAYS[way](made)
    assert (type(other), list(other), other.key) == (type(made), list(made), made.key)
    other.add(-1)
    made.discard(0)
    assert (-1 in made, -1 in other, 0 in made, 0 in other) == (False, True, False, bool(size))
    assert list(other) == list(make([-1, *range(size)]))


@pytest.mark.parametrize("way", WAYS)
def test_a_duplicate_of_a_subclass_keeps_class_and_attributes(tagged: Any, way: str) -> None:
    made = tagged([2, 1])
    made.colour = ["red"]
    other = WAYS[way](made)
    assert (type(other), other.colour, list(other)) == (tagged, ["red"], [1, 2])


def test_what_a_subclass_makes_is_of_the_subclass(tagged: Any) -> None:
    made = tagged([1, 2])
    for found in (made | {3}, made & {1}, made - {1}, made ^ {3}, made.union([3])):
        assert type(found) is tagged


def test_attributes_belong_to_subclasses_only(data: ModuleType) -> None:
    with pytest.raises(AttributeError):
        data.SortedSet().colour = "red"


def test_a_set_tells_how_to_make_it(data: ModuleType) -> None:
    for made in (data.SortedSet([2, 1]), data.SortedSet([2, 1], reverse=True), data.SortedSet()):
        again = eval(repr(made), vars(data))  # noqa: S307 - that is what it is for
        assert list(again) == list(made)
    assert repr(data.SortedSet([2, 1])) == "SortedSet([1, 2])"


def test_a_set_that_holds_itself_through_another_can_be_shown_and_copied(data: ModuleType) -> None:
    class Box:
        held: Any = None

        def __repr__(self) -> str:
            return f"Box({self.held!r})"

    box = Box()
    box.held = made = data.SortedSet([box])
    assert "..." in repr(made)
    other = deepcopy(made)
    assert other[0].held is other


def test_weak_references_end_with_the_set(make: Make) -> None:
    made = make([1])
    reference = weakref.ref(made)
    del made
    assert reference() is None


def test_the_size_grows_with_the_values(make: Make) -> None:
    empty, small, large = (sys.getsizeof(make(range(size))) for size in (0, 100, LARGE))
    assert empty < small < large


def test_the_type_of_the_values_can_be_said(data: ModuleType) -> None:
    assert list(data.SortedSet[int]([2, 1])) == [1, 2]
    assert data.SortedSet.__module__ == "polepos.data"


def test_being_made_again_replaces_the_values(make: Make) -> None:
    made = make([1, 2])
    made.__init__([5])
    assert (list(made), 1 in made, 5 in made) == ([5], False, True)
