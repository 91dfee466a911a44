"""What `Trie` promises."""

import copy
import gc
import pickle
import weakref
from collections.abc import Callable, Iterator, MutableMapping
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

ROUTES = {"/api": 1, "/api/users": 2, "/api/users/7": 3, "/web": 4}

# Few characters, so that prefixes meet; the ends of the code points, and a lone surrogate.
TEXTS = st.text(alphabet="ab\ud800\U0010ffff", max_size=6)


def calls(*functions: Callable[[], object]) -> tuple[Callable[[], object], ...]:
    """Say for a type checker what these lambdas are."""
    return functions


@pytest.fixture
def routes(data: ModuleType) -> Any:
    return data.Trie(ROUTES)


# ----------------------------------------------------------------------------------- as a mapping


def test_it_is_a_mutable_mapping_from_texts(data: ModuleType) -> None:
    trie: Any = data.Trie({"b": 1}, c=3)
    assert issubclass(data.Trie, MutableMapping)
    trie["a"] = 2
    trie["b"] = 5
    assert trie["b"] == 5
    assert trie.get("x") is None
    assert trie.get("x", 7) == 7
    assert "a" in trie
    assert trie.has_key("a")
    assert "x" not in trie
    assert len(trie) == 3
    assert dict(trie) == {"a": 2, "b": 5, "c": 3}
    assert trie.setdefault("a", 9) == 2
    assert trie.setdefault("d", 9) == 9
    assert trie.pop("d") == 9
    assert trie.pop("d", None) is None
    del trie["a"]
    for missing in calls(lambda: trie["a"], lambda: trie.pop("a"), lambda: trie.delete("a")):
        with pytest.raises(KeyError, match="'a'"):
            missing()
    trie.clear()
    assert not trie
    assert trie.keys() == []


def test_the_value_is_the_key_where_none_is_given(data: ModuleType) -> None:
    trie = data.Trie()
    trie.insert("a")
    trie.insert("b", None)
    assert trie.items() == [("a", "a"), ("b", None)]


def test_keys_are_in_the_order_of_code_points(data: ModuleType) -> None:
    keys = ["\U0010ffff", "\U0010ffffa", "b", "", "ab", "a", "\ud800", "é", "Z"]
    trie = data.Trie.fromkeys(keys, 0)
    assert trie.keys() == list(trie) == sorted(keys)
    assert list(reversed(trie)) == sorted(keys, reverse=True)
    assert trie.values() == [0] * len(keys)


def test_it_is_made_of_what_dict_takes(data: ModuleType) -> None:
    make = data.Trie
    assert make([("a", 1), ("a", 2)]) == make({"a": 2}) == make(a=2) == make(make(a=2)) == {"a": 2}
    assert make({"data": 1}, data=2) == {"data": 2}
    assert make() == {}


def test_popitem_removes_the_last_in_order(data: ModuleType) -> None:
    trie = data.Trie({"b": 1, "a": 2})
    assert trie.popitem() == ("b", 1)
    assert trie.popitem() == ("a", 2)
    with pytest.raises(KeyError, match="the trie is empty"):
        trie.popitem()


@pytest.mark.parametrize("key", [1, None, b"a", ["a"]])
def test_what_is_no_string_is_no_key(data: ModuleType, key: Any) -> None:
    trie = data.Trie({"a": 1})
    assert key not in trie
    for refused in calls(
        lambda: trie[key],
        lambda: trie.get(key),
        lambda: trie.__setitem__(key, 1),
        lambda: trie.insert(key),
        lambda: trie.delete(key),
        lambda: trie.pop(key, None),
        lambda: trie.setdefault(key, 1),
        lambda: trie.update([("b", 2), (key, 1)]),
        lambda: trie.keys(key),
        lambda: trie.iterkeys(key),
        lambda: trie.starts_with(key),
        lambda: trie.has_subtrie(key),
        lambda: trie.count(key),
        lambda: trie.longest_prefix_of(key),
        lambda: trie.longest_prefix(key, None),
        lambda: trie.prefixes(key),
        lambda: trie.delete_prefix(key),
        lambda: trie.floor(key),
        lambda: trie.fuzzy(key),
    ):
        with pytest.raises(TypeError):
            refused()
    assert trie == {"a": 1}


def test_a_key_of_a_subclass_of_str_becomes_a_string(data: ModuleType) -> None:
    class Path(str):
        __slots__ = ()

        def __hash__(self) -> int:
            raise AssertionError("nobody may call this")

        def __lt__(self, other: object) -> bool:
            raise AssertionError("nobody may call this")

    trie = data.Trie()
    trie[Path("b")] = 1
    trie.insert(Path("a"))
    assert [type(key) for key in trie.keys()] == [str, str]  # noqa: SIM118 - a list, not a view
    assert trie[Path("b")] == 1
    assert Path("b") in trie
    assert trie.keys(Path("b")) == ["b"]
    trie.delete(Path("b"))
    assert trie == {"a": "a"}


def test_an_update_that_fails_changes_nothing(data: ModuleType) -> None:
    trie = data.Trie({"a": 1})
    for bad in ([("b", 2), ("c",)], [("b", 2), 3], 5):
        with pytest.raises((TypeError, ValueError)):
            trie.update(bad)
    assert trie == {"a": 1}


# --------------------------------------------------------------------------------------- prefixes


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


# ------------------------------------------------------------------------------- order and ranges


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


# --------------------------------------------------------------------------- likeness, completion


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


# ------------------------------------------------------------------------------------------- size


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


# ------------------------------------------------------------------------------------ as an object


def test_repr_equality_and_hash(data: ModuleType) -> None:
    trie = data.Trie({"b": 1, "a": [2]})
    assert repr(trie) == "Trie({'a': [2], 'b': 1})"
    assert eval(repr(trie), {"Trie": data.Trie}) == trie  # noqa: S307 - the law
    assert trie == {"a": [2], "b": 1}
    assert trie != {"a": [2]}
    assert trie != data.Trie({"a": [2], "b": 2})
    assert trie != 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(trie)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_and_copies_are_equal_and_apart(data: ModuleType, protocol: int) -> None:
    trie = data.Trie({"b": 1, "a": []})
    trie.keys()
    trie["c"] = 3
    for twin in (
        pickle.loads(pickle.dumps(trie, protocol)),
        trie.copy(),
        copy.copy(trie),
        copy.deepcopy(trie),
    ):
        assert type(twin) is type(trie)
        assert twin == trie
        twin["d"] = 4
        assert "d" not in trie
        assert twin.keys() == ["a", "b", "c", "d"]
        assert twin.longest_prefix_of("cc") == "c"
    assert copy.copy(trie)["a"] is trie["a"]
    assert copy.deepcopy(trie)["a"] is not trie["a"]


def test_a_trie_may_hold_itself(data: ModuleType) -> None:
    trie = data.Trie()
    trie["me"] = trie
    assert repr(trie) == "Trie({'me': ...})"
    for twin in (copy.deepcopy(trie), *(pickle.loads(pickle.dumps(trie, p)) for p in range(6))):
        assert twin["me"] is twin


def test_a_subclass_keeps_its_attributes(data: ModuleType) -> None:
    sub: Any = type("Sub", (data.Trie,), {})
    trie: Any = sub({"a": 1})
    trie.note = "x"
    for twin in (trie.copy(), copy.copy(trie)):
        assert type(twin) is sub
        assert twin.note == "x"
    assert repr(trie) == "Sub({'a': 1})"


def test_it_is_a_good_citizen(data: ModuleType) -> None:
    cls = data.Trie
    trie = cls()
    assert cls.__module__ == "polepos.data"
    assert weakref.ref(trie)() is trie
    assert cls[int]
    assert not hasattr(trie, "__dict__")
    assert bool(trie) is False
    assert len(cls.__new__(cls)) == 0
    cls.__init__(trie, {"a": 1})
    cls.__init__(trie, {"b": 1})
    assert trie == {"b": 1}


# ------------------------------------------------------------------------------------- the laws


class AgainstADict(RuleBasedStateMachine):
    """The trie against a dict and a search through all of its keys."""

    data: ModuleType

    @initialize(content=st.dictionaries(TEXTS, st.integers(), max_size=12))
    def start(self, content: dict[str, int]) -> None:
        self.trie = self.data.Trie(content)
        self.model = dict(content)

    @rule(key=TEXTS, value=st.integers())
    def insert(self, key: str, value: int) -> None:
        self.trie.insert(key, value)
        self.model[key] = value

    @rule(content=st.dictionaries(TEXTS, st.integers(), max_size=20))
    def update(self, content: dict[str, int]) -> None:
        self.trie.update(content)
        self.model.update(content)

    @rule(key=TEXTS)
    def pop(self, key: str) -> None:
        assert self.trie.pop(key, "none") == self.model.pop(key, "none")

    @rule(prefix=TEXTS)
    def delete_prefix(self, prefix: str) -> None:
        if len(prefix) < 2:
            return
        gone = [key for key in self.model if key.startswith(prefix)]
        assert self.trie.delete_prefix(prefix) == len(gone)
        for key in gone:
            del self.model[key]

    @rule()
    def popitem(self) -> None:
        if self.model:
            key = max(self.model)
            assert self.trie.popitem() == (key, self.model.pop(key))

    @rule()
    def copy(self) -> None:
        self.trie = self.trie.copy()

    @rule(prefix=TEXTS)
    def of_a_prefix(self, prefix: str) -> None:
        expected = sorted(
            (key, value) for key, value in self.model.items() if key.startswith(prefix)
        )
        assert self.trie.items(prefix) == list(self.trie.iteritems(prefix)) == expected
        assert self.trie.count(prefix) == len(expected)
        assert self.trie.starts_with(prefix) is bool(expected)
        assert self.trie.has_subtrie(prefix) is any(key != prefix for key, _ in expected)
        assert self.trie.first(prefix) == (expected[0][0] if expected else None)
        assert self.trie.last(prefix) == (expected[-1][0] if expected else None)

    @rule(text=TEXTS)
    def of_a_text(self, text: str) -> None:
        expected = sorted((key for key in self.model if text.startswith(key)), key=len)
        assert list(self.trie.iter_prefixes(text)) == expected
        assert [tuple(item) for item in self.trie.prefixes(text)] == [
            (key, self.model[key]) for key in expected
        ]
        assert self.trie.longest_prefix_of(text) == (expected[-1] if expected else "")
        assert (self.trie.longest_prefix(text, None) is None) is (not expected)

    @rule(text=TEXTS)
    def around_a_text(self, text: str) -> None:
        keys = sorted(self.model)
        assert self.trie.floor(text) == max((key for key in keys if key <= text), default=None)
        assert self.trie.lower(text) == max((key for key in keys if key < text), default=None)
        assert self.trie.ceiling(text) == min((key for key in keys if key >= text), default=None)
        assert self.trie.higher(text) == min((key for key in keys if key > text), default=None)

    @rule(
        low=TEXTS,
        high=TEXTS,
        with_low=st.booleans(),
        with_high=st.booleans(),
        reverse=st.booleans(),
    )
    def between(
        self, low: str, high: str, *, with_low: bool, with_high: bool, reverse: bool
    ) -> None:
        expected = [
            key
            for key in sorted(self.model, reverse=reverse)
            if (low <= key if with_low else low < key)
            and (key <= high if with_high else key < high)
        ]
        assert list(self.trie.irange(low, high, (with_low, with_high), reverse=reverse)) == expected

    @invariant()
    def the_same(self) -> None:
        if hasattr(self, "trie"):
            assert len(self.trie) == len(self.model)
            assert all(self.trie[key] == value for key, value in self.model.items())


def test_it_behaves_as_a_dict_that_is_searched(data: ModuleType) -> None:
    run_state_machine_as_test(type("Machine", (AgainstADict,), {"data": data}))


@given(keys=st.sets(TEXTS, max_size=40), texts=st.lists(TEXTS, max_size=40))
def test_prefixes_are_found_however_often_they_are_asked_for(
    data: ModuleType, keys: set[str], texts: list[str]
) -> None:
    trie = data.Trie.fromkeys(keys)
    for text in texts * 2:
        assert list(trie.iter_prefixes(text)) == sorted(key for key in keys if text.startswith(key))
        assert trie.longest_prefix_of(text) == max(
            (k for k in keys if text.startswith(k)), key=len, default=""
        )
