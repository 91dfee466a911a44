"""Sorted lists keep their order whatever builtin types their values are of, mixed and changing.

A backend may treat some types in ways of their own; what is observed is the order of `<` alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sorted_building import LARGE, NAN, itself, the_same

EDGE = 2**63
SMALL_EDGE = 2**31

NEAR_THE_EDGE = [sign * EDGE + step for sign in (-1, 1) for step in (-2, -1, 0, 1, 2)]
HUGE = [sign * 10**40 + step for sign in (-1, 1) for step in range(-3, 4)]

INTS = st.integers(-5, 5) | st.sampled_from(NEAR_THE_EDGE) | st.sampled_from(HUGE) | st.booleans()
FLOATS = st.floats(allow_nan=False) | st.sampled_from([0.0, -0.0, float("inf"), -float("inf")])
TEXTS = st.text(st.characters(), max_size=4) | st.builds(
    "{}{}".format,
    st.sampled_from(["/orders/", "/orders/é/", "a" * 23, "a" * 24, "a" * 40, "\0" * 7, "\ud800"]),
    st.text(st.sampled_from("\0ab7é€😀\ud800\udfff\xff"), max_size=12),
)
BYTES = st.binary(max_size=10) | st.builds(
    bytes.__add__, st.sampled_from([b"prefix/" * 4, b"\0" * 8]), st.binary(max_size=9)
)
HALVES = st.integers(-3, 3) | st.sampled_from(
    [sign * edge + step for edge in (SMALL_EDGE, EDGE) for sign in (-1, 1) for step in (-1, 0, 1)]
)
PAIRS = st.tuples(HALVES, HALVES)
MIXED = INTS | FLOATS | st.fractions()
KINDS = {
    "ints": INTS,
    "floats": FLOATS,
    "texts": TEXTS,
    "bytes": BYTES,
    "pairs": PAIRS,
    "mixed": MIXED,
    "tuples": PAIRS | st.tuples(HALVES) | st.tuples(HALVES, HALVES, HALVES) | st.just(()),
}


class Backwards(int):
    """An int whose order is its own."""

    def __lt__(self, other: int) -> bool:
        return int(self) > int(other)

    def __gt__(self, other: int) -> bool:
        return int(self) < int(other)


class Caseless(str):
    """Text whose order is its own."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return self.lower() < other.lower()

    def __gt__(self, other: str) -> bool:
        return self.lower() > other.lower()


@pytest.fixture(params=["plain", "keyed", "reverse"])
def options(request: pytest.FixtureRequest) -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {"plain": {}, "keyed": {"key": itself}}
    return kinds.get(request.param, {"reverse": True})


# ------------------------------------------------------------------------------------- as a model


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", [None, itself])
@settings(max_examples=60)
@given(st.data())
def test_values_are_where_a_list_has_them(
    data: ModuleType, kind: str, key: Callable[[Any], Any] | None, drawn: st.DataObject
) -> None:
    values = drawn.draw(st.lists(KINDS[kind], max_size=30))
    later = drawn.draw(st.lists(KINDS[kind], max_size=30))
    made, model = data.SortedList(values, key), sorted(values)
    assert the_same(made, model)
    for value in later:
        made.add(value)
        model.insert(bisect_right(model, value), value)
    assert the_same(made, model)
    for value in [*values, *later, *drawn.draw(st.lists(KINDS[kind], max_size=5))]:
        assert made.bisect_left(value) == bisect_left(model, value)
        assert made.bisect_right(value) == bisect_right(model, value)
        assert (value in made, made.count(value)) == (value in model, model.count(value))
    made.update(values)
    assert the_same(made, sorted([*model, *values]))
    for value in [*later, *values, *values]:
        made.remove(value)
    assert list(made) == []


@settings(max_examples=60)
@given(st.data())
def test_values_of_all_kinds_of_numbers_come_and_go(data: ModuleType, drawn: st.DataObject) -> None:
    kinds = [INTS, FLOATS, MIXED, st.decimals(allow_nan=False).filter(Decimal.is_finite)]
    made: Any = data.SortedList()
    model: list[Any] = []
    for _ in range(drawn.draw(st.integers(0, 6))):
        batch = drawn.draw(st.lists(drawn.draw(st.sampled_from(kinds[:3])), max_size=12))
        made.update(batch)
        model = sorted([*model, *batch])
        assert the_same(made, model)
        start, stop = sorted(drawn.draw(st.tuples(st.integers(0, 30), st.integers(0, 30))))
        del made[start:stop]
        del model[start:stop]
        assert the_same(made, model)


# ------------------------------------------------------------------------------------------- ints


@pytest.mark.parametrize("size", [0, 5, LARGE])
def test_ints_of_any_size_have_their_order(data: ModuleType, size: int) -> None:
    numbers = [*range(size), *NEAR_THE_EDGE, *HUGE]
    made = data.SortedList(reversed(numbers))
    assert list(made) == sorted(numbers)
    for number in [*NEAR_THE_EDGE, *HUGE]:
        assert number in made
        made.add(number)
        assert made.count(number) == 2
        made.remove(number)
    assert 2 * 10**40 not in made
    assert list(made.irange(EDGE - 1, EDGE + 1)) == [EDGE - 1, EDGE, EDGE + 1]
    assert list(made) == sorted(numbers)


def test_bools_are_ints_and_stay_what_they_are(data: ModuleType) -> None:
    made = data.SortedList([2, True, 0])
    made.update([False, 1])
    assert [*map(repr, made)] == ["0", "False", "True", "1", "2"]
    made.remove(1)
    assert [*map(repr, made)] == ["0", "False", "1", "2"]


# ----------------------------------------------------------------------------------------- floats


def test_zeros_are_equal_whatever_their_sign(data: ModuleType) -> None:
    made = data.SortedList([0.0, -0.0, 0.0])
    made.add(-0.0)
    assert [*map(str, made)] == ["0.0", "-0.0", "0.0", "-0.0"]
    assert (made.count(0), made.count(-0.0), made.bisect_left(0.0)) == (4, 4, 0)


def test_infinities_are_at_the_ends(data: ModuleType) -> None:
    inf = float("inf")
    made = data.SortedList([inf, 1e308, -inf, 5e-324, -5e-324])
    assert list(made) == [-inf, -5e-324, 5e-324, 1e308, inf]
    assert made.floor(1e309) == inf
    assert made.lower(0.0) == -5e-324


def test_numbers_of_different_types_are_found_among_each_other(
    data: ModuleType, options: dict[str, Any]
) -> None:
    ints, floats = (
        data.SortedList(range(10), **options),
        data.SortedList([0.5, 1.0, 2.0], **options),
    )
    assert 3.0 in ints
    assert 3.5 not in ints
    assert Fraction(4) in ints
    assert Decimal(4) in ints
    assert 1 in floats
    assert 0 not in floats
    assert Fraction(1, 2) in floats
    assert (ints.count(2.0), floats.count(True)) == (1, 1)
    assert floats.index(2) == (0 if "reverse" in options else 2)
    assert ints.bisect_left(2.5) == (7 if "reverse" in options else 3)
    ints.remove(4.0)
    assert ints.discard(4.5) is False
    assert len(ints) == 9


def test_large_ints_and_floats_are_told_apart_exactly(data: ModuleType) -> None:
    edge = 2**53
    made = data.SortedList([float(edge), edge + 1, edge, float(edge + 2), edge - 1])
    assert the_same(made, sorted(made))
    assert [*map(repr, made)] == [*map(repr, [edge - 1, float(edge), edge, edge + 1, edge + 2.0])]
    assert made.count(edge) == 2
    assert edge + 3 not in made


# ------------------------------------------------------------------------------------------- text

STRANGE = ["", "\0", "\0\0", "a", "a\0", "a\0b", "ab", "é", "€", "😀", "\ud800", "\udfff", "\uffff"]


@pytest.mark.parametrize("prefix", ["", "a" * 7, "a" * 24, "/orders/é/", "x" * 100])
@pytest.mark.parametrize("copies", [1, 300])
def test_text_is_in_the_order_of_code_points(data: ModuleType, prefix: str, copies: int) -> None:
    texts = [f"{prefix}{each}{at}" for each in STRANGE for at in range(copies)]
    texts += [prefix + each for each in STRANGE]
    made = data.SortedList(texts)
    assert list(made) == sorted(texts)
    one_by_one = data.SortedList()
    for text in texts:
        one_by_one.add(text)
    assert list(one_by_one) == sorted(texts)
    for each in STRANGE:
        assert prefix + each in made
        assert prefix + each + "~" not in made
        assert made.bisect(prefix + each) == bisect_right(sorted(texts), prefix + each)
    assert prefix[:-1] + "\x01" not in made


def test_texts_that_share_less_and_less_stay_in_order(data: ModuleType) -> None:
    texts = ["x" * (200 - at) + "é" * at for at in range(200)]
    made = data.SortedList()
    for text in texts:
        made.add(text)
        made.add(text[:7])
    assert list(made) == sorted([*texts, *(text[:7] for text in texts)])


# ------------------------------------------------------------------------------------------ pairs


def test_pairs_of_any_ints_have_their_order(data: ModuleType) -> None:
    halves = [-EDGE - 1, -EDGE, -SMALL_EDGE - 1, -SMALL_EDGE, -1, False, 0, 1, True, SMALL_EDGE - 1]
    halves += [SMALL_EDGE, SMALL_EDGE + 1, EDGE - 1, EDGE, 10**40]
    pairs = [(first, second) for first in halves for second in halves]
    made = data.SortedList(reversed(pairs))
    assert list(made) == sorted(pairs)
    for pair in pairs:
        assert made[made.index(pair)] == pair
        assert made.count(pair) == pairs.count(pair)
    assert (5, 5) not in made
    assert (1, 1, 1) not in made
    assert list(made.irange((0, 1), (0, 2))) == [pair for pair in sorted(pairs) if pair == (0, 1)]


# ------------------------------------------------------------------- what looks like it and is not


def test_a_subclass_decides_on_its_own_order(data: ModuleType) -> None:
    assert list(data.SortedList(map(Backwards, [1, 3, 2]))) == [3, 2, 1]
    made = data.SortedList(map(Caseless, "bAc"))
    made.add(Caseless("B"))
    assert list(made) == ["A", "b", "B", "c"]
    assert Caseless("C") not in made  # neither less nor greater, and not equal
    assert made.count(Caseless("C")) == 1


def test_a_subclass_among_plain_values_is_asked(data: ModuleType) -> None:
    made = data.SortedList(["a", "b", "D"])
    made.add(Caseless("C"))
    assert {*made} == {"a", "b", "C", "D"}
    assert len(made) == 4
    assert Caseless("c") not in made


@pytest.mark.parametrize(
    "values, bad",
    [
        ([1, 2, 3], "a"),
        ([1.5, 2.5], b"a"),
        (["a", "b"], 1),
        ([b"a", b"b"], "a"),
        ([(1, 2), (3, 4)], 5),
        ([(1, 2), (1, 3)], (1, "a")),
        ([1, 2, 3], 1j),
        ([1, 2, 3], None),
    ],
)
@pytest.mark.parametrize("copies", [1, 2000])
def test_what_does_not_compare_changes_nothing(
    data: ModuleType, options: dict[str, Any], values: list[Any], bad: Any, copies: int
) -> None:
    made = data.SortedList(values * copies, **options)
    before = list(made)
    for act in (
        made.add,
        lambda value: made.update([value]),
        lambda value: made.update([value] * 9),
    ):
        with pytest.raises(TypeError):
            act(bad)
    for ask in (made.__contains__, made.bisect_left, made.index, made.remove, made.discard):
        with pytest.raises(TypeError):
            ask(bad)
    assert the_same(made, before)
    made.add(values[0])
    assert len(made) == len(before) + 1


@pytest.mark.parametrize("size", [1, 3, LARGE])
@pytest.mark.parametrize("new", [2.5, Fraction(5, 2), Decimal("2.5"), 2**70, True])
def test_another_kind_of_number_finds_its_place(
    data: ModuleType, options: dict[str, Any], size: int, new: Any
) -> None:
    made = data.SortedList(range(size), **options)
    made.add(new)
    expected = sorted([*range(size), new], reverse="reverse" in options)
    assert list(made) == expected
    made.update([new, 1, 10**30, 0.25])
    expected = sorted([*expected, new, 1, 10**30, 0.25], reverse="reverse" in options)
    assert list(made) == expected
    for value in expected:
        assert value in made
    made.remove(new)
    assert len(made) == size + 4


def test_what_an_iterator_reads_is_of_the_change_before_it_began(data: ModuleType) -> None:
    made = data.SortedList(range(LARGE))
    iterator = iter(made)
    assert next(iterator) == 0
    made.add(0.5)
    with pytest.raises(RuntimeError, match="changed during iteration"):
        next(iterator)
    assert list(iterator) == []


def test_an_empty_list_takes_values_of_another_type(data: ModuleType) -> None:
    made = data.SortedList([1, 2])
    for values in (["b", "a"], [2.5, 1.5], [(1, 2), (0, 5)], [b"b", b"a"], [2, 1]):
        made.clear()
        made.update(values)
        assert list(made) == sorted(values)
        while made:
            made.pop()
        for value in values:
            made.add(value)
        assert list(made) == sorted(values)


@pytest.mark.parametrize("values", [[1.0, 2.0], [1, 2], [1, 2.5], [Fraction(1), 2]])
def test_nan_is_refused_among_all_numbers(data: ModuleType, values: list[Any]) -> None:
    made = data.SortedList(values)
    for act in (made.add, lambda nan: made.update([3, nan])):
        with pytest.raises(ValueError, match="equal to itself"):
            act(NAN)
    assert NAN not in made
    assert made.bisect_left(NAN) == 0
    assert list(made) == values


@pytest.mark.parametrize("kind", ["ints", "texts"])
def test_values_of_equal_keys_keep_their_order_whatever_the_keys(
    data: ModuleType, kind: str
) -> None:
    key: Any = abs if kind == "ints" else str.lower
    values: list[Any] = [3, -3, 2, -2, 3] if kind == "ints" else ["b", "B", "a", "A", "b"]
    made = data.SortedList(key=key)
    for value in values:
        made.add(value)
    assert the_same(made, sorted(values, key=key))
    made.update(values)
    assert the_same(made, sorted(sorted(values, key=key) + values, key=key))


def test_a_long_list_of_one_value_is_in_the_order_of_arrival(data: ModuleType) -> None:
    values = [str(10**20 + at % 3) for at in range(LARGE)]  # equal, and not the same objects
    made = data.SortedList()
    for value in values:
        made.add(value)
    assert the_same(made, sorted(values))
    assert not any(later < earlier for earlier, later in pairwise(made))
