"""A `Trie` whose values, and whoever looks at it, do what they can."""

import gc
import weakref
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from polepos.data import _pure


@pytest.fixture
def eager_collector() -> Iterator[None]:
    """Let the collector run whenever it can."""
    thresholds = gc.get_threshold()
    gc.set_threshold(1)
    yield
    gc.set_threshold(*thresholds)


def test_a_cycle_through_a_trie_is_collected(data: ModuleType) -> None:
    trie = data.Trie({"a": 1})
    trie["me"] = trie
    watched = weakref.ref(trie)
    del trie
    gc.collect()
    assert watched() is None


@pytest.mark.parametrize(
    "iterate",
    [iter, reversed, lambda trie: trie.iteritems("m"), lambda trie: trie.irange("a")],
)
def test_a_cycle_through_an_iterator_is_collected(
    data: ModuleType, iterate: Callable[[Any], Iterator[Any]]
) -> None:
    trie = data.Trie({"m": 1, "n": 2})
    trie["m"] = iterate(trie)
    watched = weakref.ref(trie)
    del trie
    gc.collect()
    assert watched() is None


@pytest.mark.usefixtures("eager_collector")
@pytest.mark.parametrize(
    "ask",
    [
        lambda trie: trie.items(),
        lambda trie: trie.keys("a"),
        lambda trie: trie.values(),
        lambda trie: list(trie.prefixes("aaaa")),
        lambda trie: trie.fuzzy("aaa", 2),
        lambda trie: trie.longest_prefix("aaaa"),
        lambda trie: trie.copy(),
        repr,
    ],
)
def test_the_collector_may_change_the_trie_at_any_time(
    data: ModuleType, ask: Callable[[Any], object]
) -> None:
    trie = data.Trie.fromkeys(["a" * length for length in range(1, 50)])

    class Cyclic:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            trie[f"b{len(trie)}"] = None
            trie.pop("a" * (len(trie) % 50), None)

    for _ in range(50):
        Cyclic()
        ask(trie)
    assert trie.keys() == sorted(trie.keys()) == list(trie)
    assert trie.count() == len(trie)


def test_an_iterator_that_has_ended_stays_at_its_end(data: ModuleType) -> None:
    trie = data.Trie({"a": 1})
    iterator = trie.iteritems()
    assert list(iterator) == [("a", 1)]
    trie["b"] = 2
    assert list(iterator) == []


def test_a_chain_of_tries_is_let_go(data: ModuleType) -> None:
    trie = data.Trie()
    for _ in range(100_000):
        trie = data.Trie(inner=trie)
    del trie


def test_the_key_that_came_first_stays(data: ModuleType) -> None:
    first, second = (str(number) for number in (12345, 12345))
    assert first is not second
    trie = data.Trie()
    for key in (first, second):
        trie[key] = None
        trie.update({key: None})
    assert trie.first() is first
    assert trie.floor("z") is first
    assert trie.longest_prefix("123456").key is first


def test_every_backend_writes_the_same_pickle(data: ModuleType) -> None:
    content = {"b": 1, "é": 2, "\ud800": 3, "": 4}
    assert data.Trie(content).__reduce__() == _pure.Trie(content).__reduce__()


def test_an_update_refuses_before_it_changes(data: ModuleType) -> None:
    trie = data.Trie({"a": 1})
    with pytest.raises(TypeError, match="are strings, not 7"):
        trie.update({"b": 2, 7: 3})
    with pytest.raises(TypeError, match="are strings, not 7"):
        trie.update([("a", 2), (7, 3)], b=1)
    assert trie == {"a": 1}
