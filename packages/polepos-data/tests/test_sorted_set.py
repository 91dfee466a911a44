"""`SortedSet`: a set by what it holds, a list by where it holds it."""

import sys
import weakref
from collections.abc import Callable, MutableSet, Sequence
from copy import copy, deepcopy
from itertools import product
from operator import neg
from pickle import HIGHEST_PROTOCOL, dumps, loads
from types import ModuleType
from typing import Any

import pytest

LARGE = 6000
"""Elements enough for any backend to store them in several parts."""

Make = Callable[..., Any]


class Coin:
    """A value that equals others of the same worth, and is not them."""

    def __init__(self, worth: int, year: int = 0) -> None:
        self.worth = worth
        self.year = year

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Coin) and self.worth == other.worth

    def __lt__(self, other: "Coin") -> bool:
        return self.worth < other.worth

    def __hash__(self) -> int:
        return hash(self.worth)


@pytest.fixture(params=["plain", "keyed", "reverse"])
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    options: dict[str, Any] = {"plain": {}, "keyed": {"key": neg}, "reverse": {"reverse": True}}
    return lambda values=(): data.SortedSet(values, **options[request.param])


# ----------------------------------------------------------------------------------------- as a set


def test_a_set_is_in_order_and_holds_each_value_once(data: ModuleType) -> None:
    assert list(data.SortedSet([3, 1, 2, 3, 1])) == [1, 2, 3]
    assert list(data.SortedSet("hello")) == ["e", "h", "l", "o"]
    assert list(data.SortedSet([3, 1], key=neg)) == [3, 1]
    assert list(data.SortedSet([1, 3], reverse=True)) == [3, 1]
    assert list(data.SortedSet()) == list(data.SortedSet(None)) == []


def test_a_set_is_a_mutable_set_and_a_sequence(make: Make) -> None:
    assert isinstance(make(), MutableSet)
    assert isinstance(make(), Sequence)
    with pytest.raises(TypeError):
        hash(make())


def test_values_of_the_same_order_that_differ_stay_both(data: ModuleType) -> None:
    made = data.SortedSet(["bb", "a", "aa", "b", "a"], key=len)
    assert list(made) == ["a", "b", "bb", "aa"]
    made.remove("bb")
    assert list(made) == ["a", "b", "aa"]
    assert made.index("aa") == 2


def test_a_value_that_is_here_already_changes_nothing(make: Make) -> None:
    made = make([1, 2])
    made.add(1.0)
    made.update([2.0, True])
    assert sorted(map(str, made)) == ["1", "2"]
    made.discard(1.0)
    assert list(made) == [2]


def test_of_equal_values_the_first_is_kept(data: ModuleType) -> None:
    old, new = Coin(1, 1), Coin(1, 2)
    made = data.SortedSet([old, new])
    assert made[0] is old
    made.add(new)
    made.update([new], [new])
    made |= {new}
    assert (len(made), made[0]) == (1, old)
    assert made[0] is old
    assert made.union([new])[0] is old
    assert (made | {new})[0] is old
    assert data.SortedSet([new]).union([old])[0] is new


def test_an_intersection_in_place_keeps_what_was_here(data: ModuleType) -> None:
    old, new = Coin(1, 1), Coin(1, 2)
    made = data.SortedSet([old, Coin(2)])
    made &= {new}
    assert made[0] is old
    made.intersection_update([new])
    assert made[0] is old


@pytest.mark.parametrize("size", [3, LARGE])
def test_values_are_added_and_removed(make: Make, size: int) -> None:
    made = make(range(size))
    made.add(size)
    made.discard(0)
    made.discard(-5)
    made.remove(1)
    assert sorted(made) == list(range(2, size + 1))
    assert (0 in made, 1 in made, size in made) == (False, False, True)
    with pytest.raises(KeyError, match="1"):
        made.remove(1)
    assert len(made) == size - 1
    made.clear()
    assert (len(made), list(made), size in made) == (0, [], False)


def test_discard_tells_whether_the_value_was_here(make: Make) -> None:
    made = make([1])
    assert made.discard(1) is True
    assert made.discard(1) is False


METHODS = {
    "union": set.union,
    "intersection": set.intersection,
    "difference": set.difference,
}
IN_PLACE = {
    "update": set.update,
    "intersection_update": set.intersection_update,
    "difference_update": set.difference_update,
}
OTHERS: list[list[Any]] = [
    [],
    [[]],
    [[2, 3, 9]],
    [{2, 3}, (3, 9), iter([1, 3])],
    [range(5), [3, 3]],
    [range(LARGE)],
    ["ab"],
]


def _given(others: list[Any]) -> list[Any]:
    """Return these iterables, each time anew."""
    return [list(each) if isinstance(each, type(iter([]))) else each for each in others]


@pytest.mark.parametrize("name", METHODS)
def test_set_methods_take_several_iterables(make: Make, name: str) -> None:
    for others, values in product(OTHERS[:-1], ([], [1, 2, 3], range(0, LARGE, 2))):
        given = deepcopy(_given(others))
        made = make(values)
        found = getattr(made, name)(*given)
        assert set(found) == METHODS[name](set(values), *given)
        assert list(found) == list(make(found))
        assert type(found) is type(made)
        assert set(made) == set(values)
        found.add(10**6)
        assert 10**6 not in made


@pytest.mark.parametrize("name", IN_PLACE)
def test_set_methods_in_place_take_several_iterables(make: Make, name: str) -> None:
    for others, values in product(OTHERS[:-1], ([], [1, 2, 3], range(0, LARGE, 2))):
        given = deepcopy(_given(others))
        made, model = make(values), set(values)
        getattr(made, name)(*given)
        IN_PLACE[name](model, *given)
        assert set(made) == model
        assert list(made) == list(make(model))
        assert all(each in made for each in model)


def test_symmetric_difference_takes_one_iterable(make: Make) -> None:
    made = make([1, 2, 3])
    assert set(made.symmetric_difference([3, 4, 4])) == {1, 2, 4}
    made.symmetric_difference_update(iter([3, 4, 4]))
    assert set(made) == {1, 2, 4}


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "&": lambda one, other: one & other,
    "|": lambda one, other: one | other,
    "-": lambda one, other: one - other,
    "^": lambda one, other: one ^ other,
}


@pytest.mark.parametrize("operator", OPERATORS)
def test_operators_take_sets_of_every_kind(make: Make, operator: str) -> None:
    operate = OPERATORS[operator]
    made = make([1, 2, 3])
    expected = operate({1, 2, 3}, {3, 4})
    back = operate({3, 4}, {1, 2, 3})
    for other in ({3, 4}, frozenset({3, 4}), make([3, 4]), {3: 0, 4: 0}.keys()):
        found = operate(made, other)
        assert (set(found), type(found)) == (expected, type(made))
        assert list(found) == list(make(expected))
        assert set(operate(other, made)) == back
    assert set(made) == {1, 2, 3}


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("size", [4, LARGE])
def test_operators_in_place_take_the_set_itself(make: Make, operator: str, size: int) -> None:
    made = make(range(size))
    operate = {
        "&": made.__iand__,
        "|": made.__ior__,
        "-": made.__isub__,
        "^": made.__ixor__,
    }[operator]
    assert operate(made) is made
    assert sorted(made) == (list(range(size)) if operator in "&|" else [])
    made.add(3)
    assert (3 in made, made.index(3) < len(made)) == (True, True)
    operate({3, 5})
    made.add(7)
    made.discard(0)
    assert list(made) == list(make(set(made)))
    assert all(made[made.index(each)] == each for each in list(made)[:20])


@pytest.mark.parametrize("size", [4, LARGE])
def test_methods_in_place_take_the_set_itself(make: Make, size: int) -> None:
    values = set(range(size))
    for name, left in (
        ("update", values),
        ("intersection_update", values),
        ("difference_update", set()),
        ("symmetric_difference_update", set()),
    ):
        made = make(values)
        getattr(made, name)(made)
        assert set(made) == left
        made.add(-1)
        assert len(made) == len(left) + 1


def test_sets_compare_as_sets(make: Make, data: ModuleType) -> None:
    contents: list[set[int]] = [set(), {1}, {1, 2}, {2, 3}, {1, 2, 3}]
    kinds: list[Callable[[set[int]], Any]] = [set, frozenset, data.SortedSet, make]
    for one, other, kind in product(contents, contents, kinds):
        made, another = make(one), kind(other)
        assert (made == another) is (another == made) is (one == other)
        assert (made != another) is (one != other)
        assert (made <= another) is (another >= made) is (one <= other)
        assert (made < another) is (another > made) is (one < other)
        assert made.issubset(another) is (one <= other)
        assert made.issuperset(another) is (one >= other)
        assert made.isdisjoint(another) is one.isdisjoint(other)
    assert made.issubset(iter([1, 2, 3, 4]))
    assert made.issuperset(iter([1]))
    assert made.isdisjoint([7])


def test_what_is_no_set_does_not_compare(make: Make) -> None:
    made = make([1])
    assert made != [1]
    assert made != 1
    with pytest.raises(TypeError):
        assert made < [1, 2]


def test_a_failed_change_leaves_both_parts_as_they_were(data: ModuleType) -> None:
    made = data.SortedSet([1, 2])
    changes: list[tuple[str, list[Any]]] = [
        ("add", ["a"]),
        ("update", [[3], ["a"]]),
        ("symmetric_difference_update", [[1, "a"]]),
        ("__ior__", [{3, "a"}]),
        ("__ixor__", [{3, "a"}]),
        ("update", [[3], 5]),
        ("intersection_update", [[1], 5]),
        ("difference_update", [[1], [[]]]),
    ]
    for name, given in changes:
        with pytest.raises(TypeError):
            getattr(made, name)(*given)
        assert (list(made), len(made), "a" in made, 3 in made) == ([1, 2], 2, False, False)


# -------------------------------------------------------------------------------------- as a list


@pytest.mark.parametrize("size", [1, 7, LARGE])
def test_positions_are_those_of_a_list(data: ModuleType, size: int) -> None:
    made, values = data.SortedSet(range(size)), list(range(size))
    for at in {0, size // 2, size - 1, -1, -size}:
        assert made[at] == values[at]
    for each in (slice(None), slice(1, 5), slice(None, None, -2), slice(-3, None), slice(9, 2)):
        assert made[each] == values[each]
    for at in (size, -size - 1):
        with pytest.raises(IndexError):
            made[at]
        with pytest.raises(IndexError):
            made.pop(at)
        with pytest.raises(IndexError):
            del made[at]
    assert list(reversed(made)) == values[::-1]
    assert len(made) == size


@pytest.mark.parametrize("size", [8, LARGE])
def test_what_goes_by_position_is_gone_from_the_set(make: Make, size: int) -> None:
    made = make(range(size))
    gone = [made.pop(), made.pop(0), made.pop(2), made[1], *made[2:4]]
    del made[1]
    del made[1:3]
    assert not any(each in made for each in gone[:4])
    assert len(made) == len(list(made)) == size - 6
    assert all(each in made for each in made)
    del made[::2]
    assert len(set(made)) == len(made) == (size - 6) // 2
    del made[:]
    assert (len(made), list(made)) == (0, [])
    with pytest.raises(IndexError):
        made.pop()


def test_values_are_found_by_order(data: ModuleType) -> None:
    made = data.SortedSet(range(0, 20, 2))
    assert (made.bisect_left(4), made.bisect_right(4), made.bisect(5)) == (2, 3, 3)
    assert (made.index(6), made.index(6, 2, 4), made.count(6), made.count(7)) == (3, 3, 1, 0)
    for arguments in ((7,), (6, 4), (6, 0, 3)):
        with pytest.raises(ValueError, match=str(arguments[0])):
            made.index(*arguments)
    assert list(made.irange(3, 8)) == [4, 6, 8]
    assert list(made.irange(4, 8, (False, False), reverse=True)) == [6]
    assert list(made.islice(2, 4)) == [4, 6]
    assert list(made.islice(-2, reverse=True)) == [18, 16]


def test_a_set_with_a_key_is_searched_by_key(data: ModuleType) -> None:
    made = data.SortedSet(["a", "bb", "ccc"], key=len)
    assert made.key is len
    assert (made.bisect_key_left(2), made.bisect_key_right(2), made.bisect_key(2)) == (1, 2, 2)
    assert list(made.irange_key(2)) == ["bb", "ccc"]
    assert data.SortedSet().key is None


def test_a_set_without_a_key_has_no_searches_by_key(data: ModuleType) -> None:
    made = data.SortedSet([1])
    for name in ("bisect_key", "bisect_key_left", "bisect_key_right", "irange_key"):
        with pytest.raises(AttributeError):
            getattr(made, name)(1)


# ----------------------------------------------------------------------------------- as an object


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
