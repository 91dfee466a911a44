"""Disjoint sets: what they refuse, what fails half way, changes during iteration."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from iterables import failing


class Fragile:
    """A value whose hash fails on command."""

    fails_after = -1

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        Fragile.fails_after -= 1
        if Fragile.fails_after == 0:
            raise ZeroDivisionError
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fragile) and self.number == other.number


def test_what_cannot_be_hashed_is_refused_and_changes_nothing(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    broken: Any = []
    calls: list[Callable[[], Any]] = [
        lambda: joined.add(broken),
        lambda: joined.find(broken),
        lambda: joined.union(2, broken),
        lambda: joined.union(broken, 2),
        lambda: joined.union(2, 3, broken),
        lambda: joined.update([2, broken]),
        lambda: joined.union_many([(1, 2), (3, broken)]),
        lambda: joined.connected(1, broken),
        lambda: joined.component_size(broken),
        lambda: joined.component(broken),
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
    assert joined == data.UnionFind([1])


@pytest.mark.parametrize("name", ["union", "pair", "update", "union_many"])
@pytest.mark.parametrize("moment", range(1, 14))
def test_a_hash_that_fails_at_any_moment_changes_nothing(
    data: ModuleType, name: str, moment: int
) -> None:
    joined = data.UnionFind(map(Fragile, range(3)), unions=[map(Fragile, range(2))])
    before = repr(joined)
    new = [Fragile(7), Fragile(1), Fragile(8), Fragile(2)]
    changes: dict[str, Callable[[], Any]] = {
        "union": lambda: joined.union(*new),
        "pair": lambda: joined.union(*new[:2]),
        "update": lambda: joined.update(new),
        "union_many": lambda: joined.union_many([new[:2], new[2:]]),
    }
    change = changes[name]
    Fragile.fails_after = moment
    try:
        change()
        failed = False
    except ZeroDivisionError:
        failed = True
    Fragile.fails_after = -1
    assert failed == (repr(joined) == before)
    assert failed or moment > 2
    assert sum(map(len, joined.components())) == len(list(joined)) == len(joined)
    assert joined.n_components == len(joined.components())


def test_an_iterable_that_fails_changes_nothing(data: ModuleType) -> None:
    joined = data.UnionFind([1])
    for change in (joined.update, joined.union_many):
        with pytest.raises(ZeroDivisionError):
            change(failing((1, 2)))
    assert joined == data.UnionFind([1])


def test_a_comparison_that_adds_is_found_out(data: ModuleType) -> None:
    class Adding:
        def __init__(self, to: Any = None) -> None:
            self.to = to

        def __hash__(self) -> int:
            return 7

        def __eq__(self, other: object) -> bool:
            if self.to is not None:
                to, self.to = self.to, None
                to.union("new", "other")
            return self is other

    for call in ("add", "find", "update", "union"):
        joined = data.UnionFind()
        joined.add(Adding(joined))
        value = [Adding()] if call == "update" else Adding()
        try:
            getattr(joined, call)(value)
        except RuntimeError as error:
            assert str(error) == "UnionFind changed during a comparison"  # noqa: PT017
            assert len(joined) == 3
        assert joined.component("new") == {"new", "other"}
        assert len(list(joined)) == len(joined) == joined.n_components + 1
        joined.add(value[0] if isinstance(value, list) else value)
        assert sum(map(len, joined.components())) == len(joined) == 4


def test_a_value_that_is_added_during_iteration_is_an_error(data: ModuleType) -> None:
    for walk in (iter, reversed):
        joined = data.UnionFind([1, 2])
        with pytest.raises(RuntimeError, match="UnionFind changed during iteration"):  # noqa: PT012
            for value in walk(joined):
                joined.find(value + 10)


def test_values_may_be_joined_during_iteration(data: ModuleType) -> None:
    joined = data.UnionFind(range(10))
    for value in joined:
        joined.union(value, 0)
    assert joined.n_components == 1
