"""A `Trie`: the keys of a prefix, and the prefixes of a text."""

from types import ModuleType
from typing import Any

import pytest
from trie_building import ROUTES


@pytest.fixture
def routes(data: ModuleType) -> Any:
    return data.Trie(ROUTES)


def test_keys_values_and_items_of_a_prefix(routes: Any) -> None:
    assert (
        routes.keys("/api/u") == list(routes.iterkeys("/api/u")) == ["/api/users", "/api/users/7"]
    )
    assert routes.values("/api/u") == list(routes.itervalues("/api/u")) == [2, 3]
    assert routes.items("/w") == list(routes.iteritems("/w")) == [("/web", 4)]
    assert routes.items("") == sorted(ROUTES.items())
    assert routes.keys("/x") == []
    assert routes.suffixes("/api") == ["", "/users", "/users/7"]


def test_starts_with_asks_for_a_key_that_begins_so(data: ModuleType, routes: Any) -> None:
    assert routes.starts_with("/ap")
    assert routes.starts_with("/api")
    assert routes.has_keys_with_prefix("/web")
    assert not routes.starts_with("/web/")
    assert routes.starts_with("")
    assert not data.Trie().starts_with("")
    routes.delete("/web")
    assert not routes.starts_with("/w")


def test_has_subtrie_asks_for_a_longer_key(routes: Any) -> None:
    assert routes.has_subtrie("/api")
    assert routes.has_subtrie("")
    assert not routes.has_subtrie("/web")
    assert not routes.has_subtrie("/x")


def test_count_and_delete_prefix(routes: Any) -> None:
    assert routes.count() == 4
    assert routes.count("/api/users") == 2
    assert routes.delete_prefix("/api/users") == 2
    assert routes.delete_prefix("/api/users") == 0
    assert routes.keys() == ["/api", "/web"]
    assert routes.delete_prefix("") == 2
    assert len(routes) == 0


def test_the_longest_prefix_of_a_text(data: ModuleType, routes: Any) -> None:
    assert routes.longest_prefix_of("/api/users/9") == "/api/users"
    assert routes.longest_prefix_of("/api") == "/api"
    assert routes.longest_prefix_of("/ap") == ""
    item = routes.longest_prefix("/api/users/7/x")
    assert item == routes.longest_prefix_item("/api/users/7/x") == ("/api/users/7", 3)
    assert (item.key, item.value) == ("/api/users/7", 3)
    assert routes.longest_prefix("x", None) is None
    with pytest.raises(KeyError, match="'x'"):
        routes.longest_prefix("x")
    assert data.Trie({"": 0}).longest_prefix("x") == ("", 0)


def test_all_prefixes_of_a_text_from_the_shortest(routes: Any) -> None:
    routes[""] = 0
    expected = [("", 0), ("/api", 1), ("/api/users", 2), ("/api/users/7", 3)]
    assert list(routes.prefixes("/api/users/7")) == expected
    assert list(routes.iter_prefixes("/api/users/77")) == [key for key, _ in expected]
    assert routes.shortest_prefix("/api/x") == ("", 0)
    del routes[""]
    assert routes.shortest_prefix("/api/x") == ("/api", 1)
    assert routes.shortest_prefix("x", None) is None
    with pytest.raises(KeyError):
        routes.shortest_prefix("x")
    assert list(routes.prefixes("x")) == []


def test_prefixes_that_end_in_the_last_code_point(data: ModuleType) -> None:
    last = "\U0010ffff"
    keys = ["a", "a" + last, "a" + last + last, "a" + last + "b", "b", last, last + last]
    trie = data.Trie.fromkeys(keys)
    assert trie.keys("a" + last) == ["a" + last, "a" + last + "b", "a" + last + last]
    assert trie.keys(last) == [last, last + last]
    assert trie.keys("\ud7ff") == []
    assert trie.delete_prefix(last) == 2
