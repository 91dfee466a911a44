"""`SortedList` as an object: text, copies, pickles, subclasses."""

import sys
import weakref
from collections.abc import MutableSequence
from copy import copy, deepcopy
from pickle import HIGHEST_PROTOCOL, dumps, loads
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, LIST_WAYS, Coin, Make, list_maker, the_same


@pytest.fixture(params=LIST_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a list of values that differ, in one of the ways there are."""
    return list_maker(data, request.param)


@pytest.fixture
def tagged(data: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A subclass that pickle can find."""
    cls = type("Tagged", (data.SortedList,), {"__module__": __name__})
    monkeypatch.setattr(sys.modules[__name__], "Tagged", cls, raising=False)
    return cls


def test_a_list_is_a_mutable_sequence(make: Make) -> None:
    assert isinstance(make(), MutableSequence)
    match make([1, 2, 3]):
        case [first, *rest]:
            assert (first, rest) == (1, [2, 3])
        case _:
            pytest.fail("no sequence")


def test_a_list_has_no_hash(make: Make) -> None:
    with pytest.raises(TypeError):
        hash(make())


def test_a_list_tells_how_to_make_it(data: ModuleType) -> None:
    made = data.SortedList([2, "1".__len__()])
    assert repr(made) == "SortedList([1, 2])"
    assert eval(repr(made), vars(data)) == made  # noqa: S307 - that is what it is for
    assert repr(data.SortedList()) == "SortedList([])"


def test_a_list_of_a_large_size_tells_all_of_it(make: Make) -> None:
    assert str(list(range(LARGE))) in repr(make(range(LARGE)))


def test_a_list_that_holds_itself_can_be_shown(make: Make) -> None:
    made = make()
    made.add(made)
    assert "[...]" in repr(made)


def test_attributes_belong_to_subclasses_only(data: ModuleType, tagged: Any) -> None:
    with pytest.raises(AttributeError):
        data.SortedList().colour = "red"
    made = tagged([1])
    made.colour = "red"
    assert made.colour == "red"


@pytest.mark.parametrize("duplicate", [copy, deepcopy, lambda made: made.copy()])
@pytest.mark.parametrize("size", [0, 3, LARGE])
def test_a_copy_goes_its_own_way(make: Make, duplicate: Any, size: int) -> None:
    made = make(range(size))
    other = duplicate(made)
    assert type(other) is type(made)
    assert other == made
    other.add(-1)
    made.update([size, size])
    del other[1:3]
    assert list(made) == [*range(size), size, size]
    assert list(other) == [-1, *range(2, size)]


def test_a_shallow_copy_holds_the_same_values_and_a_deep_one_does_not(make: Make) -> None:
    made = make([Coin(2), Coin(1)])
    assert the_same(copy(made), made)
    deep = deepcopy(made)
    assert deep == made
    assert not set(map(id, deep)) & set(map(id, made))


@pytest.mark.parametrize("protocol", range(HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("size", [0, 3, LARGE])
def test_a_list_is_pickled(make: Make, protocol: int, size: int) -> None:
    made = make(range(size))
    other = loads(dumps(made, protocol))
    assert type(other) is type(made)
    assert other == made
    other.add(-1)
    assert list(other) == [-1, *range(size)]


@pytest.mark.parametrize("protocol", range(HIGHEST_PROTOCOL + 1))
def test_a_list_that_holds_itself_is_pickled(make: Make, protocol: int) -> None:
    made = make()
    made.add([made])
    for other in (loads(dumps(made, protocol)), deepcopy(made)):
        assert other[0][0] is other


@pytest.mark.parametrize("duplicate", [copy, deepcopy, lambda made: made.copy()])
def test_a_copy_of_a_subclass_keeps_class_and_attributes(tagged: Any, duplicate: Any) -> None:
    made = tagged([2, 1])
    made.colour = "red"
    other = duplicate(made)
    assert (type(other), other.colour, list(other)) == (tagged, "red", [1, 2])
    other.colour = "blue"
    assert made.colour == "red"


@pytest.mark.parametrize("protocol", range(HIGHEST_PROTOCOL + 1))
def test_a_pickled_subclass_keeps_class_and_attributes(tagged: Any, protocol: int) -> None:
    made = tagged([2, 1])
    made.owner = made
    other = loads(dumps(made, protocol))
    assert (type(other), list(other)) == (tagged, [1, 2])
    assert other.owner is other


def test_what_a_subclass_makes_is_of_the_subclass(tagged: Any) -> None:
    made = tagged([1])
    assert type(made + [2]) is type(made * 2) is type(tagged.from_sorted([1])) is tagged  # noqa: RUF005
    assert repr(made) == "Tagged([1])"


def test_weak_references_end_with_the_list(make: Make) -> None:
    made = make([1])
    reference = weakref.ref(made)
    assert reference() is made
    del made
    assert reference() is None


def test_the_size_grows_with_the_values(make: Make) -> None:
    empty, small, large = (sys.getsizeof(make(range(size))) for size in (0, 100, LARGE))
    assert empty < small < large
    assert 8 * LARGE <= large < 80 * LARGE


def test_the_type_of_the_values_can_be_said(data: ModuleType) -> None:
    assert data.SortedList[int].__origin__ is data.SortedList
    assert list(data.SortedList[int]([2, 1])) == [1, 2]
    assert data.SortedList.__module__ == "polepos.data"
