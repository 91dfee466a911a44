"""LRUCache against a model, step by step."""

from collections import OrderedDict
from types import ModuleType
from typing import Any

import pytest
from cache_building import reloaded, size_of
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule


class Model(RuleBasedStateMachine):
    data: Any
    sized: bool
    keys = st.integers(0, 7)
    sizes = st.integers(0, 6)

    def __init__(self) -> None:
        super().__init__()
        self.evicted: list[Any] = []
        self.expected: list[Any] = []
        self.maxsize = 5
        self.model: OrderedDict[int, int] = OrderedDict()
        self.cache = self.data.LRUCache(
            5,
            size_of if self.sized else None,
            on_evict=(lambda *pair: self.evicted.append(pair)) if self.watched else None,
        )

    watched = True

    def size(self, value: int) -> int:
        return value if self.sized else 1

    def total(self) -> int:
        return sum(map(self.size, self.model.values()))

    def trim(self) -> None:
        while self.total() > self.maxsize:
            self.expected.append(self.model.popitem(last=False))

    @rule(key=keys, value=sizes)
    def store(self, key: int, value: int) -> None:
        if self.size(value) > self.maxsize:
            with pytest.raises(ValueError, match="too large"):
                self.cache[key] = value
            return
        self.cache[key] = value
        self.model[key] = value
        self.model.move_to_end(key)
        self.trim()

    @rule(key=keys)
    def read(self, key: int) -> None:
        assert self.cache.get(key) == self.model.get(key)
        if key in self.model:
            self.model.move_to_end(key)

    @rule(key=keys)
    def look_up(self, key: int) -> None:
        if key in self.model:
            self.model.move_to_end(key)
            assert self.cache[key] == self.model[key]
        else:
            with pytest.raises(KeyError):
                self.cache[key]

    @rule(key=keys)
    def peek(self, key: int) -> None:
        assert self.cache.peek(key, None) == self.model.get(key)
        assert (key in self.cache) == (key in self.model)

    @rule(key=keys)
    def pop(self, key: int) -> None:
        assert self.cache.pop(key, None) == self.model.pop(key, None)

    @rule(key=keys)
    def delete(self, key: int) -> None:
        if key in self.model:
            del self.cache[key], self.model[key]
        else:
            with pytest.raises(KeyError):
                del self.cache[key]

    @precondition(lambda self: self.model)
    @rule()
    def pop_item(self) -> None:
        assert self.cache.popitem() == self.model.popitem(last=False)

    @rule(maxsize=st.integers(0, 8))
    def resize(self, maxsize: int) -> None:
        self.cache.maxsize = self.maxsize = maxsize
        self.trim()

    @rule()
    def pickle(self) -> None:
        if not self.watched:
            self.cache = reloaded(self.cache)

    @rule()
    def copy(self) -> None:
        self.cache = self.cache.copy()

    @invariant()
    def agrees(self) -> None:
        assert list(self.cache.items()) == list(self.model.items())
        assert list(self.cache) == list(self.model)
        assert list(reversed(self.cache)) == list(reversed(self.model))
        assert self.cache.currsize == self.total()
        assert len(self.cache) == len(self.model)
        if self.watched:
            assert self.evicted == self.expected


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("watched", [False, True])
def test_it_behaves_as_the_model_does(data: ModuleType, *, sized: bool, watched: bool) -> None:
    machine: Any = type("Machine", (Model,), {"data": data, "sized": sized, "watched": watched})
    case = machine.TestCase
    case.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
    case("runTest").runTest()


@given(keys=st.lists(st.integers(0, 20)), maxsize=st.integers(1, 10))
def test_what_was_stored_last_is_there(data: ModuleType, keys: list[int], maxsize: int) -> None:
    cache = data.LRUCache(maxsize)
    for key in keys:
        cache[key] = key
    last = list(dict.fromkeys(reversed(keys)))[:maxsize]
    assert list(reversed(cache)) == last
