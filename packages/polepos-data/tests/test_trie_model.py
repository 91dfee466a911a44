"""A `Trie` against a dict that is searched, step by step."""

from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from trie_building import TEXTS


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
