"""Sorted lists and sets that are changed during iteration."""

from collections.abc import Callable, Iterator
from itertools import islice
from types import ModuleType
from typing import Any

import pytest
from sorted_building import LARGE, NAN
from sorted_items import SMALL, Item, Operation, made_as, odd_items

ITERATORS: dict[str, Callable[[Any], Iterator[Any]]] = {
    "iter": iter,
    "reversed": reversed,
    "irange": lambda made: made.irange(made[1], made[-2]),
    "irange, reverse": lambda made: made.irange(made[1], made[-2], reverse=True),
    "irange without bounds": lambda made: made.irange(),
    "islice": lambda made: made.islice(1, len(made) - 1),
    "islice, reverse": lambda made: made.islice(1, len(made) - 1, reverse=True),
}
LIST_ITERATORS: dict[str, Callable[[Any], Iterator[Any]]] = {
    "between": lambda made: iter(made.between(made[1], made[-2])),
    "between, reversed": lambda made: reversed(made.between(made[1], made[-2])),
}
OVERTAKING: dict[str, Operation] = {
    "add": lambda made: made.add(made[len(made) // 2] + 1),
    "add last": lambda made: made.add(10**6),
    "add first": lambda made: made.add(-(10**6)),
    "remove": lambda made: made.remove(made[len(made) // 2]),
    "remove last": lambda made: made.remove(made[-1]),
    "discard": lambda made: made.discard(made[2]),
    "pop": lambda made: made.pop(),
    "pop first": lambda made: made.pop(0),
    "update": lambda made: made.update([3, 7]),
    "update with many": lambda made: made.update(range(1, 2 * len(made), 2)),
    "clear": lambda made: made.clear(),
    "del [i]": lambda made: made.__delitem__(1),
    "del slice": lambda made: made.__delitem__(slice(1, len(made) // 2)),
    "del stepped": lambda made: made.__delitem__(slice(None, None, 2)),
    "del all": lambda made: made.__delitem__(slice(None)),
    "made again": lambda made: made.__init__([1]),
}
KINDS = ["SortedList, plain", "SortedList, keyed", "SortedSet, plain"]
EVERY_ITERATOR = [(kind, name) for kind in KINDS for name in ITERATORS]
EVERY_ITERATOR += [(kind, name) for kind in KINDS[:2] for name in LIST_ITERATORS]


def _iterator(name: str, made: Any) -> Iterator[Any]:
    return {**ITERATORS, **LIST_ITERATORS}[name](made)


@pytest.mark.parametrize("kind, name", EVERY_ITERATOR)
@pytest.mark.parametrize("change", OVERTAKING)
@pytest.mark.parametrize("size", [20, LARGE])
def test_the_very_next_step_after_a_change_fails(
    data: ModuleType, kind: str, name: str, change: str, size: int
) -> None:
    original = made_as(data, kind, range(0, 2 * size, 2))
    for steps in {0, 1, min(70, size - 3), size // 2, size - 3}:
        made = original.copy()
        iterator = _iterator(name, made)
        assert len(list(islice(iterator, steps))) == steps
        OVERTAKING[change](made)
        with pytest.raises(RuntimeError, match=r"changed during iteration$"):
            next(iterator)
        assert list(made) == sorted(made)
        assert len(made) == len(list(made))


def test_what_says_so_names_the_class(data: ModuleType) -> None:
    for name in ("SortedList", "SortedKeyList", "SortedSet"):
        made = getattr(data, name)(range(3))
        iterator = iter(made)
        next(iterator)
        made.add(7)
        with pytest.raises(RuntimeError, match=f"^{name} changed during iteration$"):
            next(iterator)


@pytest.mark.parametrize("kind, name", EVERY_ITERATOR)
def test_several_iterators_are_all_stopped(data: ModuleType, kind: str, name: str) -> None:
    made = made_as(data, kind, range(0, 2 * LARGE, 2))
    iterators = [_iterator(name, made) for _ in range(4)]
    for steps, iterator in enumerate(iterators):
        assert len(list(islice(iterator, 1500 * steps))) == 1500 * steps
    made.add(LARGE | 1)
    for iterator in iterators:
        with pytest.raises(RuntimeError, match="changed during iteration"):
            next(iterator)
    assert list(made) == sorted([*range(0, 2 * LARGE, 2), LARGE | 1])


@pytest.mark.parametrize("kind, name", EVERY_ITERATOR)
@pytest.mark.parametrize("size", [20, LARGE])
def test_what_changes_nothing_stops_no_iterator(
    data: ModuleType, kind: str, name: str, size: int
) -> None:
    made = made_as(data, kind, range(0, 2 * size, 2))
    expected = list(_iterator(name, made))
    iterator = _iterator(name, made)
    found = list(islice(iterator, size // 2))
    made.discard(7)
    made.update([])
    del made[5:5]
    assert 8 in made
    for change, given in ((made.add, "a"), (made.remove, 7), (made.pop, size)):
        with pytest.raises((TypeError, ValueError, LookupError)):
            change(given)
    with pytest.raises(ValueError, match="itself"):
        made.add(NAN)
    other = made.copy()
    other.clear()
    assert found + list(iterator) == expected


@pytest.mark.parametrize("kind, name", EVERY_ITERATOR)
def test_an_iterator_that_was_left_does_not_matter(data: ModuleType, kind: str, name: str) -> None:
    made = made_as(data, kind, range(0, 2 * LARGE, 2))
    next(_iterator(name, made))
    made.add(5)
    made.remove(0)
    assert list(made) == sorted([*range(2, 2 * LARGE, 2), 5])


@pytest.mark.parametrize("kind", ["SortedList, plain", "SortedList, keyed", "SortedSet, plain"])
@pytest.mark.parametrize("name", ITERATORS)
@pytest.mark.parametrize("steps", [0, 3])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_an_iterator_begun_by_a_comparison_is_overtaken_by_the_change(
    data: ModuleType, kind: str, name: str, steps: int, size: int
) -> None:
    made = made_as(data, kind, odd_items(size))
    iterators = []

    def begin() -> None:
        iterator = ITERATORS[name](made)
        assert len(list(islice(iterator, steps))) == steps
        iterators.append(iterator)

    with Item.hook.doing(begin):
        made.add(Item(8))
    assert [each.at for each in made] == sorted([*range(1, 2 * size, 2), 8])
    assert iterators
    for iterator in iterators:
        with pytest.raises(RuntimeError, match="changed during iteration"):
            next(iterator)
