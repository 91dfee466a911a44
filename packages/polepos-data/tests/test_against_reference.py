"""The containers of a backend against the reference: the same calls, the same answers and errors.

Both get the very same objects, so answers are compared by identity. Keys are odd, and some act in
the midst of a call: they try to change the container that asks them, and raise. How often a key is
asked is a backend's own business; so where only one of the two came to that point, it must be as it
was before, and does the call again.

`nox -s fuzz` does this for longer.
"""

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from operator import is_
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import same_operations as operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_keys import FAMILIES, BoomError, Odd, asked_itself, keys_of, length, many_of
from same_operations import Call

from polepos.data import _pure

KEYED = ["plain", "reverse", "nan last", "asked", "length", "length, reverse"]
OPTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "reverse": {"reverse": True},
    "nan last": {"nan": "last"},
    "asked": {"key": asked_itself},
    "length": {"key": length},
    "length, reverse": {"key": length, "reverse": True},
}


@dataclass(frozen=True)
class Subject:
    """A container, what it is made with, and what is done to it."""

    name: str
    calls: Any
    options: tuple[str, ...] = ("plain",)
    families: tuple[str, ...] = tuple(FAMILIES)
    pairs: bool = False


EXAMPLES = settings().max_examples // 2
"""Enough for every day: each is many calls. The profile has the last word."""

TEXTS = "texts", "texts of two kinds"
SUBJECTS = [
    Subject("SortedList", operations.on_list, ("plain", "reverse", "nan last")),
    Subject("SortedKeyList", operations.on_key_list, ("asked", "length", "length, reverse")),
    Subject("SortedSet", operations.on_set, ("plain", "reverse", "asked")),
    # What comes of two sets has no order among equal keys.
    Subject("SortedSet", operations.on_set_one_by_one, ("length",)),
    Subject("SortedDict", operations.on_dict, ("plain", "asked", "length"), pairs=True),
    Subject("Trie", operations.on_trie, families=TEXTS, pairs=True),
    Subject("IndexedPriorityQueue", operations.on_queue, ("plain", "reverse"), pairs=True),
    Subject("OrderedSet", operations.on_ordered_set),
    Subject("UnionFind", operations.on_union_find),
    Subject("LRUCache", operations.on_cache, pairs=True),
]


def made(data: Any, subject: Subject, option: str, content: list[Any]) -> Any:
    cls = getattr(data, subject.name)
    if subject.name == "LRUCache":
        cache = cls(20)
        for key, value in content:
            cache[key] = value
        return cache
    if subject.name == "SortedDict" and option != "plain":
        return cls(OPTIONS[option]["key"], content)
    return cls(content, **OPTIONS[option])


@dataclass
class Outcome:
    """What came of a call: an answer, or an error."""

    answer: Any = None
    error: str = ""
    stopped: bool = False

    def __repr__(self) -> str:
        return self.error or repr(self.answer)


def outcome(call: Any, container: Any) -> Outcome:
    try:
        answer = call(container)
        return Outcome(list(answer) if isinstance(answer, Iterator) else answer)
    except BoomError:
        return Outcome(error="BoomError", stopped=True)
    except Exception as error:  # noqa: BLE001 - any error is an outcome
        return Outcome(error=f"{type(error).__name__}: {_unified(str(error))}")


def _unified(message: str) -> str:
    """Forget which two values were found to be of no common order, and whose dict has changed."""
    if re.fullmatch(r"'[<>]=?' not supported between instances of '.*' and '.*'", message):
        return "no common order"
    return re.sub("dictionary (keys changed|changed size)", "IndexedPriorityQueue changed", message)


def alike(found: Any, expected: Any) -> bool:
    """Tell whether two answers are the same, in the same order where they have one."""
    if found is expected:
        return True
    if type(found).__name__ != type(expected).__name__:
        return False
    if isinstance(expected, set):
        return {id(each) for each in found} == {id(each) for each in expected}
    if isinstance(expected, Iterable) and not isinstance(expected, (str, bytes)):
        return all_alike(content(found), content(expected))
    return repr(found) == repr(expected)


def all_alike(found: list[Any], expected: list[Any]) -> bool:
    if len(found) == len(expected) and all(map(is_, found, expected)):
        return True
    return len(found) == len(expected) and all(map(alike, found, expected))


def content(container: Any) -> list[Any]:
    """Return what it holds, in its order: of a mapping the keys and then the values."""
    if isinstance(container, Mapping):
        return [*container, *(value for _, value in container.items())]
    return list(container)


def assert_alike(found: Any, expected: Any) -> None:
    assert len(found) == len(expected)
    assert all_alike(content(found), content(expected)), (found, expected)
    if hasattr(expected, "in_order"):
        assert alike(list(found.in_order()), list(expected.in_order())), (found, expected)
    if len(expected) < 40:
        assert repr(found) == repr(expected)
        with suppress(TypeError):  # not all can be read backwards
            assert list(reversed(found)) == list(reversed(expected))
        assert pickle.dumps(found) == pickle.dumps(expected)


class Disturbed:
    """A call in which a key tries something at the n-th question, and raises; what came of it."""

    def __init__(self, side: Any, call: Call, at: int, attempt: Call) -> None:
        self.side, self.attempt = side, attempt
        self.changed = False
        self.before = content(side)
        ready = self.outcome = outcome(call.ready, side)
        if not ready.error:
            with Odd.acting(self.act, at):
                self.outcome = outcome(ready.answer.on, side)
        if self.outcome.stopped and not self.changed:
            assert all_alike(content(side), self.before), (call, side, self.before)

    def act(self) -> None:
        tried = outcome(self.attempt.on, self.side)
        self.changed = not all_alike(content(self.side), self.before)
        refusal = f"RuntimeError: {type(self.side).__name__} changed during a comparison"
        assert "changed" not in tried.error or tried.error == refusal


class Pair:
    """A container and its reference, to which the same is done."""

    def __init__(self, data: Any, subject: Subject, option: str, given: list[Any]) -> None:
        self.sides = []
        self.born = []
        for backend in (data, _pure):
            try:
                self.sides.append(made(backend, subject, option, given))
            except Exception as error:  # noqa: BLE001 - any error is an outcome
                self.born.append(f"{type(error).__name__}: {_unified(str(error))}")
        assert self.born in ([], self.born[:1] * 2)

    def do(self, call: Call) -> None:
        found, expected = (outcome(call.on, side) for side in self.sides)
        self.judge(call, found, expected)

    def do_while_asked(self, call: Call, at: int, attempt: Call) -> None:
        """Do it with keys that try something at the n-th question, and raise."""
        disturbed = [Disturbed(side, call, at, attempt) for side in self.sides]
        found, expected = (each.outcome for each in disturbed)
        if any(each.changed for each in disturbed):
            # Nothing of it was at stake at that point, so it could be changed; the other one was
            # asked at another point, or not at all. So only a beginning that both share remains.
            self.sides = [side.copy() for side in (self.sides[0], self.sides[0])]
            return
        if found.stopped != expected.stopped:
            late = self.sides[0 if found.stopped else 1]
            again = outcome(call.on, late)
            found, expected = (again, expected) if found.stopped else (found, again)
        self.judge(call, found, expected)

    def begin_and_change(self, steps: int, call: Call) -> None:
        """Read some of it, change it, read on."""
        results = []
        for side in self.sides:
            before, length = content(side), len(side)
            iterator = iter(side)
            begun = list(islice(iterator, steps))
            changed = outcome(call.on, side)
            ended = outcome(partial(next, iterator), "the end")
            # A backend may or may not take it for a change where all is as before; and a dict, which
            # is beneath the reference of a queue, where as many keys have gone as have come.
            replaced = hasattr(side, "in_order") and len(side) == length
            if replaced or all_alike(content(side), before):
                ended = Outcome()
            results.append((begun, changed, ended))
        (begun, changed, ended), (begun_there, changed_there, ended_there) = results
        assert alike(begun, begun_there)
        self.judge(call, changed, changed_there)
        self.judge(Call("next"), ended, ended_there)

    def judge(self, call: Call, found: Outcome, expected: Outcome) -> None:
        assert found.error == expected.error, (call, found, expected)
        assert alike(found.answer, expected.answer), (call, found, expected)
        assert_alike(*self.sides)


def first_content(draw: Any, subject: Subject, family: str) -> list[Any]:
    size = draw(st.sampled_from([0, 0, 5, 5, 60, 60, 300, 2000]), label="size")
    keys = many_of(family, size, draw(st.integers(0, 9))) if size else []
    return [(key, number % 9) for number, key in enumerate(keys)] if subject.pairs else keys


def changes(call: Call) -> bool:
    """Tell whether it is one that a container may have to refuse."""
    return call.name in {
        "add", "clear", "del", "discard", "insert", "pop", "popitem", "push", "remove", "setdefault",
        "union", "update", "[]=",
    }  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: f"{each.name}, {each.options[-1]}")
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_it_answers_as_the_reference_does(
    data: ModuleType | SimpleNamespace, subject: Subject, drawn: st.DataObject
) -> None:
    family = drawn.draw(st.sampled_from(subject.families), label="family")
    option = drawn.draw(st.sampled_from(subject.options), label="option")
    pair = Pair(data, subject, option, first_content(drawn.draw, subject, family))
    if pair.born:
        return
    calls = st.one_of(*subject.calls(keys_of(family)))
    assert_alike(*pair.sides)
    for _ in range(drawn.draw(st.integers(1, 20), label="steps")):
        call = drawn.draw(calls)
        match drawn.draw(st.integers(0, 9), label="way"):
            case 0:
                pair.begin_and_change(drawn.draw(st.integers(1, 3)), call)
            case 1 | 2 if family == "odd" or option == "asked":
                at = drawn.draw(st.integers(1, 12), label="asked")
                pair.do_while_asked(call, at, drawn.draw(calls.filter(changes)))
            case _:
                pair.do(call)
