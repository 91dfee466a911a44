"""A `Trie`: keys that are like a text, and keys that complete it."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trie_building import TEXTS


def distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


def test_fuzzy_finds_what_is_near(data: ModuleType) -> None:
    trie = data.Trie.fromkeys(["book", "books", "boo", "cook", "cake", "rook", "back"])
    assert trie.fuzzy("book", 1) == [
        ("book", 0),
        ("boo", 1),
        ("books", 1),
        ("cook", 1),
        ("rook", 1),
    ]
    assert trie.fuzzy("xxxx", 1) == []
    assert trie.fuzzy("book", 0) == [("book", 0)]
    with pytest.raises(ValueError, match="at least 0"):
        trie.fuzzy("book", -1)


@given(keys=st.sets(TEXTS), text=TEXTS, limit=st.integers(0, 4))
def test_fuzzy_is_a_search_through_all(
    data: ModuleType, keys: set[str], text: str, limit: int
) -> None:
    near = sorted((distance(key, text), key) for key in keys if distance(key, text) <= limit)
    assert data.Trie.fromkeys(keys).fuzzy(text, limit) == [(key, far) for far, key in near]


def test_complete_gives_the_weightiest(data: ModuleType) -> None:
    trie = data.Trie({"car": 5, "cat": 9, "cab": 5, "dog": 99, "care": 1})
    assert trie.complete("ca", 3) == [("cat", 9), ("cab", 5), ("car", 5)]
    assert trie.complete("ca", 1, weight=lambda key, _: len(key)) == [("care", 1)]
    assert trie.complete("x") == []
    assert trie.complete("ca", 0) == []
    with pytest.raises(ValueError, match="at least 0"):
        trie.complete("ca", -1)
