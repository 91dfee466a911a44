"""How the pure backend stores sorted values, and what an operation costs there.

Alone among these tests it knows its backend: splits, joins and corrections are to happen at a
dozen elements, where hypothesis finds what is wrong with them, and not only at thousands. Other
backends have sizes of their own, so nothing here runs for them. What is counted at the end is true
of every backend.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate, pairwise
from math import log2
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polepos.data._pure import batched, leaves, ordered, reading, sorted_key_list
from polepos.data._pure.sorted_list import SortedList

SIZES = [(2, 4, 1, 1), (4, 8, 2, 3), (5, 9, 3, 2)]
"""Values of LOAD, FLAT, PIECE and CORRECTIONS."""


@pytest.fixture(params=SIZES, ids=str)
def tiny(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[int, ...]:
    """Let leaves be tiny."""
    names = "LOAD", "FLAT", "PIECE", "CORRECTIONS"
    for name, size in zip(names, request.param, strict=True):
        for module in (leaves, reading, ordered, batched, sorted_key_list):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, size)
    sizes: tuple[int, ...] = request.param
    return sizes


def _assert_sound(made: Any, load: int) -> None:
    """Check what has to be true of leaves between any two operations."""
    lengths = [len(leaf) for leaf in made._leaves]
    keys = [key for leaf in made._keys for key in leaf]
    assert [len(leaf) for leaf in made._keys] == lengths
    assert not any(later < earlier for earlier, later in pairwise(keys))
    if len(lengths) > 1:
        assert made._maxes == [leaf[-1] for leaf in made._keys]
        assert min(lengths) >= 1
        assert max(lengths) <= 2 * load
    else:
        assert made._maxes == []
    assert made._version - made._debt == sum(lengths) == len(made)
    assert made._watched == {}
    if made._ends is not None:
        told = [
            end + bisect_right(made._grown, leaf) - bisect_right(made._shrunk, leaf)
            for leaf, end in enumerate(made._ends)
        ]
        assert told == list(accumulate(lengths))


VALUES = st.integers(0, 40)
BOUNDS = st.none() | st.integers(-45, 45)
SLICES = st.builds(slice, BOUNDS, BOUNDS, st.sampled_from([None, 1, -1, 2, -3, 9]))
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "add", "add", "discard", "in", "range"]), VALUES)
    | st.tuples(st.just("update"), st.lists(VALUES, max_size=12))
    | st.tuples(st.sampled_from(["pop", "[i]", "pop", "[i]"]), st.integers(0, 50))
    | st.tuples(st.sampled_from(["del", "slice"]), SLICES),
    max_size=80,
)


def _take(step: tuple[str, Any], made: Any, model: list[int]) -> None:  # noqa: C901 - a table
    """Take a step with both, and compare what they answer."""
    name, value = step
    if name == "add":
        made.add(value)
        model.insert(bisect_right(model, value), value)
    elif name == "update":
        made.update(value)
        model[:] = sorted(model + value)
    elif name == "discard":
        assert made.discard(value) is (value in model)
        if value in model:
            model.remove(value)
    elif name == "pop" and model:
        assert made.pop(value % len(model)) == model.pop(value % len(model))
    elif name == "[i]" and model:
        assert made[value % len(model)] == model[value % len(model)]
    elif name == "del":
        del made[value]
        del model[value]
    elif name == "slice":
        assert made[value] == model[value]
        assert list(made.islice(value.start, value.stop)) == model[value.start : value.stop]
    elif name == "in":
        assert (value in made, made.count(value)) == (value in model, model.count(value))
        assert made.bisect_left(value) == bisect_left(model, value)
        assert made.bisect_right(value) == bisect_right(model, value)
    elif name == "range":
        expected = [each for each in model if value <= each < value + 9]
        assert list(made.irange(value, value + 9, (True, False))) == expected
        assert list(made.irange(value, value + 9, (True, False), reverse=True)) == expected[::-1]


@pytest.mark.parametrize("key", [None, int])
@given(values=st.lists(VALUES, max_size=60), steps=STEPS)
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_tiny_leaves_are_sound_after_every_step(
    tiny: tuple[int, ...], key: Any, values: list[int], steps: list[tuple[str, Any]]
) -> None:
    made: Any = SortedList(values, key)
    model = sorted(values)
    for step in steps:
        _take(step, made, model)
        _assert_sound(made, tiny[0])
        assert list(made) == model
    assert list(reversed(made)) == model[::-1]
    assert [made[at] for at in range(len(model))] == model


@pytest.mark.parametrize("key", [None, int])
@given(
    values=st.lists(VALUES, min_size=1, max_size=40),
    consumed=st.integers(0, 40),
    step=STEPS.filter(bool),
    reverse=st.booleans(),
)
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_iterator_over_tiny_leaves_ends_at_the_first_change(
    tiny: tuple[int, ...],
    key: Any,
    values: list[int],
    consumed: int,
    step: list[tuple[str, Any]],
    *,
    reverse: bool,
) -> None:
    made: Any = SortedList(values[1:], key)
    made.add(values[0])
    model = sorted(values)
    order = model[::-1] if reverse else model
    iterator = made.islice(reverse=reverse)
    consumed %= len(values)
    assert [next(iterator) for _ in range(consumed)] == order[:consumed]
    version = made._version
    _take(step[0], made, model)
    if made._version is version:
        assert list(iterator) == order[consumed:]
    else:
        with pytest.raises(RuntimeError, match="changed during iteration"):
            next(iterator)
        _assert_sound(made, tiny[0])
    assert list(made) == model


# ------------------------------------------------------------------------------------------ costs

MANY = 200_000


@pytest.mark.parametrize("key", [None, int])
def test_an_addition_moves_no_more_than_a_leaf(key: Any) -> None:
    made: Any = SortedList(range(0, 2 * MANY, 2), key)
    made.add(1)  # what was made at once is cut at the first change
    for at in range(3000):
        made.add(at * 7919 % (2 * MANY))
        made.add(MANY | 1)
    assert max(map(len, made._leaves)) <= 2 * leaves.LOAD
    assert sum(map(len, made._leaves)) == MANY + 6001
    for _ in range(3000):
        made.pop(len(made) // 3)
    assert len(made._leaves) <= 2 * len(made) // leaves.LOAD + 1


class Counted:
    """A number that counts how often numbers are compared."""

    comparisons = 0

    def __init__(self, at: float) -> None:
        self.at = at

    def __lt__(self, other: "Counted") -> bool:
        Counted.comparisons += 1
        return self.at < other.at

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return isinstance(other, Counted) and self.at == other.at

    __hash__ = None  # type: ignore[assignment]


OPERATIONS: dict[str, Callable[[Any], object]] = {
    "add": lambda made: made.add(Counted(777.5)),
    "add last": lambda made: made.add(Counted(10**7)),
    "in": lambda made: Counted(777) in made,
    "not in": lambda made: Counted(777.5) in made,
    "not a number in": lambda made: Counted(float("nan")) in made,
    "index": lambda made: made.index(Counted(777)),
    "count": lambda made: made.count(Counted(777)),
    "bisect": lambda made: made.bisect(Counted(777)),
    "remove": lambda made: made.remove(Counted(777)),
    "discard": lambda made: made.discard(Counted(778.5)),
    "floor": lambda made: made.floor(Counted(778.5)),
    "irange": lambda made: list(made.irange(Counted(800), Counted(810))),
    "len(between)": lambda made: len(made.between(Counted(800), Counted(90_000))),
    "clear between": lambda made: made.between(Counted(800), Counted(1500)).clear(),
    "update": lambda made: made.update([Counted(2000.5)]),
}
WITHOUT = {
    "[i]": lambda made: made[len(made) // 2],
    "pop": lambda made: made.pop(len(made) // 2),
    "del slice": lambda made: made.__delitem__(slice(5, 5000)),
    "copy": lambda made: made.copy(),
    "iter": list,
    "len": len,
}


@pytest.mark.parametrize("key", [None, lambda value: value], ids=["plain", "keyed"])
@pytest.mark.parametrize("size", [2000, 20_000])
def test_comparisons_grow_with_the_logarithm(data: ModuleType, key: Any, size: int) -> None:
    made = data.SortedList(map(Counted, range(size)), key)
    made.add(made.pop(5))
    spent = {}
    for name, operation in OPERATIONS.items():
        Counted.comparisons = 0
        operation(made)
        spent[name] = Counted.comparisons
    limit = 3 * log2(len(made)) + 12
    assert {name: count for name, count in spent.items() if count > limit} == {}


@pytest.mark.parametrize("key", [None, lambda value: value], ids=["plain", "keyed"])
def test_positions_need_no_comparisons(data: ModuleType, key: Any) -> None:
    made = data.SortedList(map(Counted, range(20_000)), key)
    made.add(Counted(5))
    Counted.comparisons = 0
    for operation in WITHOUT.values():
        operation(made)
    assert Counted.comparisons == 0


def test_values_in_order_are_taken_without_sorting(data: ModuleType) -> None:
    values = [Counted(at) for at in range(5000)]
    Counted.comparisons = 0
    data.SortedList.from_sorted(values)
    assert Counted.comparisons < 3 * len(values)
