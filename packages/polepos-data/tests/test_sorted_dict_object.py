"""A `SortedDict` as an object: text, copies, pickles."""

import copy
import pickle
import weakref
from types import ModuleType
from typing import Any

import pytest
from sorted_dict_building import NAN, negative


def test_its_text_makes_it_again(data: ModuleType) -> None:
    names = {"SortedDict": data.SortedDict, "negative": negative, "nan": NAN}
    assert repr(data.SortedDict()) == "SortedDict({})"
    assert repr(data.SortedDict({2: "b", 1: "a"})) == "SortedDict({1: 'a', 2: 'b'})"
    down = data.SortedDict.ordered({2: "b", 1: "a"}, reverse=True)
    again = eval(repr(down), names)  # noqa: S307
    assert list(again.items()) == list(down.items())
    keyed = data.SortedDict(abs, {2: "b", 1: "a"})
    assert repr(keyed) == "SortedDict(<built-in function abs>, {1: 'a', 2: 'b'})"


def test_its_text_ends_where_it_holds_itself(data: ModuleType) -> None:
    mapping = data.SortedDict()
    mapping[1] = mapping
    assert repr(mapping) == "SortedDict({1: ...})"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_brings_it_back(data: ModuleType, protocol: int) -> None:
    for mapping in (
        data.SortedDict({2: "b", 1: "a"}),
        data.SortedDict(negative, {2: "b", 1: "a"}),
        data.SortedDict.ordered({2: "b", 1: "a"}, reverse=True),
        data.SortedDict.ordered({NAN: 0, 1.0: 2}, nan="last"),
    ):
        again = pickle.loads(pickle.dumps(mapping, protocol))
        assert repr(again) == repr(mapping)
        assert again.key is mapping.key
        again[0] = 0
        assert len(again) == len(mapping) + 1


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_and_deepcopy_bring_back_one_that_holds_itself(
    data: ModuleType, protocol: int
) -> None:
    mapping = data.SortedDict()
    mapping[1] = mapping
    for again in (pickle.loads(pickle.dumps(mapping, protocol)), copy.deepcopy(mapping)):
        assert again[1] is again
        assert again is not mapping


def test_copies_are_of_the_subclass_and_keep_its_attributes(data: ModuleType) -> None:
    class Mine(data.SortedDict):  # type: ignore[misc,name-defined]
        name = "none"

    mapping = Mine({2: ["b"], 1: ["a"]})
    mapping.name = "given"
    again: Any
    for again in (mapping.copy(), copy.copy(mapping), copy.deepcopy(mapping), mapping | {}):
        assert type(again) is Mine
        assert again.name == "given"
        assert again == mapping
        again[0] = []
        assert 0 not in mapping
    assert mapping.copy()[1] is mapping[1]
    assert copy.deepcopy(mapping)[1] is not mapping[1]
    assert repr(mapping) == "Mine({1: ['a'], 2: ['b']})"


def test_a_copy_does_not_ask_for_the_order_again(data: ModuleType) -> None:
    asked: list[int] = []

    def order(key: int) -> int:
        asked.append(key)
        return -key

    mapping = data.SortedDict(order, dict.fromkeys(range(100)))
    asked.clear()
    assert list(mapping.copy()) == list(mapping)
    assert not asked


def test_it_can_be_referred_to_weakly_measured_and_written_as_a_type(data: ModuleType) -> None:
    mapping = data.SortedDict(dict.fromkeys(range(100)))
    assert weakref.ref(mapping)() is mapping
    assert mapping.__sizeof__() > dict.fromkeys(range(100)).__sizeof__() + 800
    assert data.SortedDict[int, str]({1: "a"}) == {1: "a"}
    with pytest.raises(TypeError):
        hash(mapping)
