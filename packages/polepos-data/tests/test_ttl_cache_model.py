"""TTLCache against a model, step by step."""

import copy
import math
from collections import OrderedDict
from types import ModuleType
from typing import Any

import pytest
from cache_building import Clock, size_of
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule


class Model(RuleBasedStateMachine):
    data: Any
    sized: bool
    watched: bool
    kind: type[int] | type[float]
    keys = st.integers(0, 7)
    sizes = st.integers(0, 6)
    ttls = st.sampled_from([3, 3, 3, 1, 7, 0, -1, None])

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock(self.kind)
        self.evicted: list[Any] = []
        self.expected: list[Any] = []
        self.maxsize = 5
        self.model: OrderedDict[int, tuple[int, float]] = OrderedDict()
        self.cache = self.data.TTLCache(
            5,
            3,
            self.clock,
            size_of if self.sized else None,
            on_evict=(lambda *pair: self.evicted.append(pair)) if self.watched else None,
        )

    def size(self, value: int) -> int:
        return value if self.sized else 1

    def total(self) -> int:
        return sum(self.size(value) for value, _ in self.model.values())

    def sweep(self) -> None:
        for key, (value, deadline) in list(self.model.items()):
            if deadline <= self.clock.now:
                del self.model[key]
                self.expected.append((key, value))

    def note(self, key: int, value: int, ttl: float | None) -> None:
        self.sweep()
        if ttl is not None and ttl <= 0:
            self.model.pop(key, None)
            self.expected.append((key, value))
            return
        self.model[key] = (value, math.inf if ttl is None else self.clock.now + ttl)
        self.model.move_to_end(key)
        while self.total() > self.maxsize:
            oldest, (gone, _) = self.model.popitem(last=False)
            self.expected.append((oldest, gone))

    @rule(key=keys, value=sizes)
    def store(self, key: int, value: int) -> None:
        if self.size(value) <= self.maxsize:
            self.cache[key] = value
            self.note(key, value, 3)
        else:
            with pytest.raises(ValueError, match="too large"):
                self.cache[key] = value

    @rule(key=keys, value=sizes, ttl=ttls)
    def store_for(self, key: int, value: int, ttl: int | None) -> None:
        if self.size(value) <= self.maxsize:
            self.cache.set(key, value, ttl=ttl)
            self.note(key, value, ttl)

    @rule(seconds=st.sampled_from([1, 1, 1, 2, 5, -1]))
    def wait(self, seconds: int) -> None:
        self.clock.now += seconds

    @rule(key=keys)
    def read(self, key: int) -> None:
        self.sweep()
        assert self.cache.get(key, "no") == self.model.get(key, ("no",))[0]
        if key in self.model:
            self.model.move_to_end(key)

    @rule(key=keys)
    def look_up(self, key: int) -> None:
        self.sweep()
        if key in self.model:
            self.model.move_to_end(key)
            assert self.cache[key] == self.model[key][0]
        else:
            with pytest.raises(KeyError):
                self.cache[key]

    @rule(key=keys)
    def look(self, key: int) -> None:
        self.sweep()
        assert (key in self.cache) == (key in self.model)
        assert self.cache.peek(key, "no") == self.model.get(key, ("no",))[0]
        if key in self.model:
            assert self.cache.expires_at(key) == self.model[key][1]

    @rule(key=keys)
    def delete(self, key: int) -> None:
        self.sweep()
        if key in self.model:
            del self.cache[key], self.model[key]
        else:
            with pytest.raises(KeyError):
                del self.cache[key]

    @rule(key=keys)
    def pop(self, key: int) -> None:
        self.sweep()
        assert self.cache.pop(key, "no") == self.model.pop(key, ("no",))[0]

    @rule()
    def expire(self) -> None:
        before = len(self.expected)
        self.sweep()
        assert sorted(self.cache.expire()) == sorted(self.expected[before:])

    @rule()
    def pop_item(self) -> None:
        self.sweep()
        if self.model:
            key, (value, _) = self.model.popitem(last=False)
            assert self.cache.popitem() == (key, value)
        else:
            with pytest.raises(KeyError):
                self.cache.popitem()

    @precondition(lambda self: not self.watched)
    @rule()
    def deep_copy(self) -> None:
        self.cache, self.clock = copy.deepcopy((self.cache, self.clock))

    @rule()
    def copy(self) -> None:
        self.cache = self.cache.copy()

    @invariant()
    def agrees(self) -> None:
        self.sweep()
        content = [(key, value) for key, (value, _) in self.model.items()]
        assert list(self.cache.items()) == content
        assert list(self.cache) == list(self.model)
        assert self.cache.currsize == self.total()
        assert len(self.cache) == len(self.model)
        if self.watched:
            assert sorted(self.evicted) == sorted(self.expected)


@pytest.mark.parametrize("sized", [False, True])
@pytest.mark.parametrize("watched", [False, True])
@pytest.mark.parametrize("kind", [int, float])
def test_it_behaves_as_the_model_does(
    data: ModuleType, kind: type[int] | type[float], *, sized: bool, watched: bool
) -> None:
    options = {"data": data, "sized": sized, "watched": watched, "kind": kind}
    machine: Any = type("Machine", (Model,), options)
    case = machine.TestCase
    case.settings = settings(max_examples=40, stateful_step_count=50, deadline=None)
    case("runTest").runTest()
