"""An ordered set: the order in which values came, and positions in it."""

from types import ModuleType

import pytest


def test_values_stay_in_the_order_in_which_they_were_first_added(data: ModuleType) -> None:
    values = data.OrderedSet("hello world")
    values.add("h")
    assert list(values) == list("helo wrd")
    assert list(reversed(values)) == list("drw oleh")


def test_the_value_that_came_first_is_the_one_that_is_kept(data: ModuleType) -> None:
    first, again = 1, True
    values = data.OrderedSet([first])
    values.add(again)
    values.update([again])
    assert [type(value) for value in values] == [int]


def test_a_value_removed_and_added_again_is_the_last(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    values.remove("a")
    values.add("a")
    assert list(values) == list("bca")


def test_a_value_can_be_moved_to_either_end(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    values.move_to_end("a")
    assert list(values) == list("bca")
    values.move_to_end("c", last=False)
    assert list(values) == list("cba")
    with pytest.raises(KeyError):
        values.move_to_end("z")


def test_moving_keeps_the_object_that_was_given(data: ModuleType) -> None:
    values = data.OrderedSet([1, 2])
    values.move_to_end(1.0)
    assert [type(value) for value in values] == [int, int]


def test_first_and_last_are_the_ends(data: ModuleType) -> None:
    values = data.OrderedSet("abc")
    assert (values.first, values.last) == ("a", "c")
    for end in ("first", "last"):
        with pytest.raises(KeyError):
            getattr(data.OrderedSet(), end)


def test_pop_takes_from_the_end_that_is_asked_for(data: ModuleType) -> None:
    values = data.OrderedSet("abcd")
    assert (values.pop(), values.pop(last=False), values.pop(last=True)) == ("d", "a", "c")
    assert list(values) == ["b"]


def test_nothing_can_be_popped_from_an_empty_set(data: ModuleType) -> None:
    for last in (True, False):
        with pytest.raises(KeyError):
            data.OrderedSet().pop(last=last)


def test_positions_work_as_in_a_list(data: ModuleType) -> None:
    values, plain = data.OrderedSet("abcdefg"), list("abcdefg")
    for i in range(-7, 7):
        assert values[i] == plain[i]
        assert values.index(plain[i]) == i % 7
    for i in (-8, 7):
        with pytest.raises(IndexError):
            values[i]
    with pytest.raises(ValueError, match="'z' is not in"):
        values.index("z")
    with pytest.raises(TypeError):
        values["a"]


def test_a_slice_is_a_set_in_the_slices_order(data: ModuleType) -> None:
    values = data.OrderedSet("abcdef")
    assert list(values[1:4]) == list("bcd")
    assert list(values[::-2]) == list("fdb")
    assert type(values[1:]) is data.OrderedSet
