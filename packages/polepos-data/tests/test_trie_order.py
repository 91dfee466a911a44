"""A `Trie`: neighbours, ranges, and iteration in order."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest


def test_neighbours_of_a_text(data: ModuleType) -> None:
    trie = data.Trie.fromkeys(["b", "d", "f"])
    assert [trie.floor("d"), trie.lower("d"), trie.ceiling("d"), trie.higher("d")] == [
        "d",
        "b",
        "d",
        "f",
    ]
    assert [trie.floor("c"), trie.lower("c"), trie.ceiling("c"), trie.higher("c")] == [
        "b",
        "b",
        "d",
        "d",
    ]
    assert [trie.floor("a"), trie.lower("b"), trie.ceiling("g"), trie.higher("f")] == [None] * 4
    assert [trie.floor("a", 1), trie.lower("b", 2), trie.ceiling("g", 3), trie.higher("f", 4)] == [
        1,
        2,
        3,
        4,
    ]
    assert (trie.first(), trie.last(), trie.first("d"), trie.last("x", default="")) == (
        "b",
        "f",
        "d",
        "",
    )


def test_ranges_of_keys(data: ModuleType) -> None:
    trie = data.Trie.fromkeys("abcdef")
    assert "".join(trie.irange("b", "e")) == "bcde"
    assert "".join(trie.irange("b", "e", (False, False))) == "cd"
    assert "".join(trie.irange("b", "e", reverse=True)) == "edcb"
    assert "".join(trie.irange(maximum="b")) == "ab"
    assert "".join(trie.irange("e")) == "ef"
    assert list(trie.irange("e", "b")) == []


def test_long_walks_come_in_pieces_and_in_order(data: ModuleType) -> None:
    keys = sorted(map(str, range(2000)))
    trie = data.Trie.fromkeys(keys)
    assert list(trie) == keys
    assert list(reversed(trie)) == keys[::-1]
    assert (
        list(trie.irange("1", "3", reverse=True))
        == [key for key in keys if "1" <= key <= "3"][::-1]
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda trie: trie.insert("zz"),
        lambda trie: trie.delete("a"),
        lambda trie: trie.popitem(),
        lambda trie: trie.delete_prefix("b"),
        lambda trie: trie.clear(),
        lambda trie: (trie.delete("a"), trie.insert("zz")),
        lambda trie: trie.update({"x": 1}),
    ],
)
@pytest.mark.parametrize(
    "iterate",
    [
        iter,
        reversed,
        lambda trie: trie.iteritems(),
        lambda trie: trie.itervalues(),
        lambda trie: trie.irange("a"),
    ],
)
@pytest.mark.parametrize("started", [False, True])
def test_a_change_of_keys_during_iteration_is_an_error(
    data: ModuleType,
    change: Callable[[Any], object],
    iterate: Callable[[Any], Iterator[Any]],
    *,
    started: bool,
) -> None:
    trie = data.Trie({"a": 1, "b": 2, "c": 3})
    iterator = iterate(trie)
    if started:
        next(iterator)
    change(trie)
    with pytest.raises(RuntimeError, match=r"^Trie changed during iteration$"):
        next(iterator)


def test_new_values_do_not_disturb_iteration(data: ModuleType) -> None:
    trie = data.Trie({"a": 1, "b": 2})
    for key in trie:
        trie[key] += 1
    assert trie == {"a": 2, "b": 3}
