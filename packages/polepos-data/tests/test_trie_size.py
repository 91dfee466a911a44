"""A `Trie` of long keys and of many, and what it lets go."""

import gc
import pickle
import weakref
from collections.abc import Callable
from types import ModuleType
from typing import Any


def test_keys_of_100_000_characters(data: ModuleType) -> None:
    long = "a" * 100_000
    trie = data.Trie({long: 1, long + "b": 2, "a": 3})
    assert trie.longest_prefix_of(long + "c") == long
    assert trie.longest_prefix_of(long[:-1]) == "a"
    assert [len(key) for key in trie.iter_prefixes(long + "b")] == [1, 100_000, 100_001]
    assert trie.count("aa") == 2
    trie.delete(long)
    assert trie.longest_prefix_of(long + "c") == "a"
    assert pickle.loads(pickle.dumps(trie)) == trie


def test_chains_of_prefixes_and_searches_that_go_astray(data: ModuleType) -> None:
    chain = ["a" * length for length in range(1500)]
    astray = ["a" * length + "A" for length in range(1500)]
    trie = data.Trie.fromkeys(astray)
    for length in (0, 1, 700, 1499):
        assert trie.longest_prefix_of("a" * length + "b") == ""
        assert trie.longest_prefix_of("a" * length + "AA") == "a" * length + "A"
    trie.update(dict.fromkeys(chain))
    for length in (0, 1, 700, 1499):
        assert trie.longest_prefix_of("a" * length + "b") == "a" * length
        assert list(trie.iter_prefixes("a" * length + "b")) == chain[: length + 1]
    trie.delete("a" * 700)
    assert trie.longest_prefix_of("a" * 700 + "b") == "a" * 699
    trie.insert("a" * 700)
    assert trie.longest_prefix_of("a" * 700 + "b") == "a" * 700


def test_removed_keys_leave_nothing_behind(data: ModuleType) -> None:
    trie = data.Trie()
    for number in range(20_000):
        trie[str(number)] = None
        trie.starts_with("1")
        trie.delete(str(number))
    assert trie.__sizeof__() < 20_000


def test_what_is_removed_is_let_go(data: ModuleType) -> None:
    class Value:
        pass

    removals: list[Callable[[Any], object]] = [
        lambda trie: trie.delete("ab"),
        lambda trie: trie.delete_prefix("a"),
        lambda trie: trie.clear(),
        lambda trie: trie.insert("ab", 1),
    ]
    for remove in removals:
        value = Value()
        watched = weakref.ref(value)
        trie = data.Trie({"ab": value, "abc": 1})
        trie.keys("a")
        del value
        remove(trie)
        gc.collect()
        assert watched() is None


def test_a_finaliser_may_change_the_trie(data: ModuleType) -> None:
    trie = data.Trie()

    class Value:
        def __del__(self) -> None:
            trie[f"back{len(trie)}"] = trie.count()

    trie.update({str(number): Value() for number in range(50)})
    trie["1"] = 0
    trie.delete("2")
    trie.delete_prefix("3")
    trie.clear()
    gc.collect()
    assert trie.keys() == sorted(trie)
    assert trie.count() == len(trie) > 0
