"""A `SortedDict` as a dict: keys are set, read, deleted and merged."""

import json
from collections import OrderedDict
from types import ModuleType

import pytest
from sorted_dict_building import negative


def test_it_is_a_dict_to_all_who_ask(data: ModuleType) -> None:
    assert isinstance(data.SortedDict(), dict)
    mapping = data.SortedDict({2: "b", 1: "a"})
    assert mapping == {1: "a", 2: "b"}
    assert {1: "a", 2: "b"}.__eq__(mapping) is True
    assert mapping != {1: "a"}
    assert mapping == data.SortedDict(negative, mapping)


def test_whoever_copies_it_gets_the_order(data: ModuleType) -> None:
    mapping = data.SortedDict()
    for number in (3, 1, 2):
        mapping[str(number)] = number
    ordered = [("1", 1), ("2", 2), ("3", 3)]
    assert list(mapping.items()) == ordered
    assert list(dict(mapping).items()) == ordered
    assert list({**mapping}.items()) == ordered
    assert list(OrderedDict(mapping).items()) == ordered
    assert list(dict(**mapping).items()) == ordered
    plain: dict[str, int] = {}
    plain.update(mapping)
    assert list(plain.items()) == ordered
    assert list(({} | mapping).items()) == ordered
    assert json.dumps(mapping) == '{"1": 1, "2": 2, "3": 3}'
    assert json.dumps(mapping, indent=0) == '{\n"1": 1,\n"2": 2,\n"3": 3\n}'
    first, *rest = mapping
    assert (first, rest) == ("1", ["2", "3"])


def test_missing_is_asked_in_a_subclass(data: ModuleType) -> None:
    class Counting(data.SortedDict):  # type: ignore[misc,name-defined]
        def __missing__(self, key: object) -> str:
            return f"no {key}"

    assert Counting({1: "a"})[2] == "no 2"
    assert Counting().get(2) is None
    assert (2, "no 2") not in Counting().items()


def test_keys_are_set_read_and_deleted(data: ModuleType) -> None:
    mapping = data.SortedDict()
    for letter in "dbca":
        mapping[letter] = letter.upper()
    mapping["b"] = "again"
    del mapping["c"]
    assert list(mapping.items()) == [("a", "A"), ("b", "again"), ("d", "D")]
    assert ("b" in mapping, "c" in mapping, len(mapping)) == (True, False, 3)
    assert (mapping["a"], mapping.get("z"), mapping.get("z", 5)) == ("A", None, 5)
    assert list(reversed(mapping)) == ["d", "b", "a"]
    with pytest.raises(KeyError):
        mapping["c"]
    with pytest.raises(KeyError):
        del mapping["c"]


def test_the_key_that_came_first_stays(data: ModuleType) -> None:
    mapping = data.SortedDict({1: "a"})
    mapping[1.0] = "b"
    mapping.update({True: "c"})
    assert repr(mapping) == "SortedDict({1: 'c'})"


def test_a_key_of_another_kind_that_is_missing_is_no_type_error(data: ModuleType) -> None:
    mapping = data.SortedDict({1: "a"})
    with pytest.raises(KeyError):
        del mapping["a"]
    assert mapping.pop("a", None) is None
    assert "a" not in mapping


def test_pop_returns_the_value_or_the_default(data: ModuleType) -> None:
    mapping = data.SortedDict({1: "a", 2: "b"})
    assert mapping.pop(1) == "a"
    assert mapping.pop(1, "none") == "none"
    assert mapping.pop(1, default=None) is None
    with pytest.raises(KeyError, match="1"):
        mapping.pop(1)
    assert list(mapping) == [2]


def test_popitem_and_peekitem_go_by_position_from_the_last(data: ModuleType) -> None:
    mapping = data.SortedDict({key: -key for key in range(6)})
    assert mapping.peekitem() == (5, -5)
    assert mapping.peekitem(0) == (0, 0)
    assert mapping.peekitem(-2) == (4, -4)
    assert [mapping.popitem(), mapping.popitem(0), mapping.popitem(1)] == [(5, -5), (0, 0), (2, -2)]
    assert list(mapping) == [1, 3, 4]
    for index in (3, -4):
        with pytest.raises(IndexError):
            mapping.popitem(index)
        with pytest.raises(IndexError):
            mapping.peekitem(index)
    mapping.clear()
    with pytest.raises(KeyError):
        mapping.popitem()
    with pytest.raises(IndexError):
        mapping.peekitem()


def test_setdefault_sets_once(data: ModuleType) -> None:
    mapping = data.SortedDict({2: "b"})
    assert mapping.setdefault(1, "a") == "a"
    assert mapping.setdefault(1, "z") == "a"
    assert mapping.setdefault(3) is None
    assert list(mapping.items()) == [(1, "a"), (2, "b"), (3, None)]


def test_update_takes_what_dict_update_takes(data: ModuleType) -> None:
    mapping = data.SortedDict({"b": 1})
    mapping.update()
    mapping.update({"c": 2})
    mapping.update([("a", 3)], b=4)
    mapping.update(d=5)
    mapping.update(mapping)
    assert list(mapping.items()) == [("a", 3), ("b", 4), ("c", 2), ("d", 5)]
    with pytest.raises(TypeError):
        mapping.update({}, {})
    with pytest.raises(ValueError, match="sequence"):
        mapping.update([(1, 2, 3)])


@pytest.mark.parametrize("size", [3, 100, 9000])
@pytest.mark.parametrize("added", [3, 100, 9000])
def test_update_merges_batches_of_any_size(data: ModuleType, size: int, added: int) -> None:
    first = {number * 7919 % 10007: "old" for number in range(size)}
    second = {number * 104729 % 10007: "new" for number in range(added)}
    mapping = data.SortedDict(first)
    mapping.update(second)
    assert list(mapping.items()) == sorted((first | second).items())


def test_the_operators_of_dicts_keep_the_order(data: ModuleType) -> None:
    mapping = data.SortedDict(negative, {1: "a", 3: "c"})
    for joined in (mapping | {2: "b", 3: "z"}, {2: "b", 3: "z"} | mapping):
        assert type(joined) is data.SortedDict
        assert list(joined) == [3, 2, 1]
    assert (mapping | {3: "z"})[3] == "z"
    assert ({3: "z"} | mapping)[3] == "c"
    same = mapping
    mapping |= [(5, "e")]
    assert same is mapping
    assert list(mapping) == [5, 3, 1]
    with pytest.raises(TypeError):
        mapping | 5
