"""Whatever they hold, the containers behave as Python's own do."""

import copy
import pickle
import sys
import weakref
from collections.abc import (
    Callable,
    Hashable,
    MutableMapping,
    MutableSequence,
    MutableSet,
    Reversible,
    Sequence,
    Sized,
)
from types import SimpleNamespace
from typing import Any

import pytest

Maker = Callable[[SimpleNamespace], Any]


def filled(name: str) -> Maker:
    """Return what makes such a container with something in it."""
    content: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
        "SortedList": (([3, 1, 2],), {}),
        "SortedKeyList": (([3, 1, 2],), {"key": abs}),
        "SortedSet": (([3, 1, 2],), {}),
        "SortedDict": (({2: "b", 1: "a"},), {}),
        "Trie": (({"ab": 1, "a": 2},), {}),
        "IndexedPriorityQueue": (({"b": 2, "a": 1},), {}),
        "OrderedSet": (([3, 1, 2],), {}),
        "Graph": (([(1, 2), (2, 3)],), {}),
        "UnionFind": (([1, 2, 3],), {}),
    }

    def make(data: SimpleNamespace) -> Any:
        arguments, options = content[name]
        return getattr(data, name)(*arguments, **options)

    return make


def cache(name: str, **options: Any) -> Maker:
    def make(data: SimpleNamespace) -> Any:
        made = getattr(data, name)(10_000, **options)
        made["a"], made["b"] = 1, 2
        return made

    return make


MAKERS: dict[str, Maker] = {
    **{
        name: filled(name)
        for name in (
            "SortedList", "SortedKeyList", "SortedSet", "SortedDict", "Trie",
            "IndexedPriorityQueue", "OrderedSet", "Graph", "UnionFind",
        )
    },
    "LRUCache": cache("LRUCache"),
    "TTLCache": cache("TTLCache", ttl=1000),
}  # fmt: skip

BASES = {
    "SortedList": MutableSequence,
    "SortedKeyList": MutableSequence,
    "SortedSet": MutableSet,
    "SortedDict": MutableMapping,
    "Trie": MutableMapping,
    "IndexedPriorityQueue": MutableMapping,
    "OrderedSet": MutableSet,
    "LRUCache": MutableMapping,
    "TTLCache": MutableMapping,
}

every_container = pytest.mark.parametrize("name", list(MAKERS))
in_order = pytest.mark.parametrize(
    "name", [name for name in MAKERS if name not in {"Graph", "UnionFind", "IndexedPriorityQueue"}]
)


@every_container
def test_it_is_called_what_it_is_imported_as(data: SimpleNamespace, name: str) -> None:
    cls = getattr(data, name)
    assert (cls.__module__, cls.__qualname__) == ("polepos.data", name)


@pytest.mark.parametrize("name", list(BASES))
def test_it_is_what_its_abstract_base_says(data: SimpleNamespace, name: str) -> None:
    assert isinstance(MAKERS[name](data), BASES[name])


def test_a_sorted_set_has_positions_too(data: SimpleNamespace) -> None:
    assert isinstance(data.SortedSet(), Sequence)


def test_a_sorted_dict_is_a_dict(data: SimpleNamespace) -> None:
    assert isinstance(data.SortedDict(), dict)


@every_container
def test_it_has_a_length_and_is_true_when_it_holds_something(
    data: SimpleNamespace, name: str
) -> None:
    made = MAKERS[name](data)
    assert isinstance(made, Sized)
    assert len(made) > 0
    assert made


@every_container
def test_it_has_no_hash(data: SimpleNamespace, name: str) -> None:
    made = MAKERS[name](data)
    assert not isinstance(made, Hashable)
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)


@every_container
def test_it_takes_a_type_in_brackets(data: SimpleNamespace, name: str) -> None:
    cls = getattr(data, name)
    parameters = {"Trie": int, "Graph": int, "UnionFind": int}
    argument = parameters.get(name, (str, int) if issubclass(cls, MutableMapping) else int)
    assert cls[argument].__origin__ is cls


@every_container
def test_equal_content_is_equal_and_other_content_is_not(data: SimpleNamespace, name: str) -> None:
    one, other = MAKERS[name](data), MAKERS[name](data)
    assert one == other
    assert not one != other  # noqa: SIM202 - `!=` is what is asked
    assert one != getattr(data, name)(**({"ttl": 1} if name == "TTLCache" else {}))
    assert one != object()


@every_container
@pytest.mark.parametrize("how", [copy.copy, lambda made: made.copy(), copy.deepcopy])
def test_a_copy_is_equal_and_lives_its_own_life(
    data: SimpleNamespace, name: str, how: Callable[[Any], Any]
) -> None:
    made = MAKERS[name](data)
    copied = how(made)
    assert copied == made
    assert type(copied) is type(made)
    _change(copied)
    assert copied != made
    assert made == MAKERS[name](data)


@every_container
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_comes_back_equal(data: SimpleNamespace, name: str, protocol: int) -> None:
    made = MAKERS[name](data)
    came_back = pickle.loads(pickle.dumps(made, protocol))
    assert came_back == made
    assert type(came_back).__qualname__ == name
    _change(came_back)
    assert len(made) == len(MAKERS[name](data))


@every_container
def test_a_pickle_names_no_backend(data: SimpleNamespace, name: str) -> None:
    written = pickle.dumps(MAKERS[name](data), 0)
    assert b"_pure" not in written
    assert b"_rust" not in written
    assert b"_native" not in written


@every_container
def test_it_can_be_referred_to_weakly(data: SimpleNamespace, name: str) -> None:
    made = MAKERS[name](data)
    reference = weakref.ref(made)
    assert reference() is made
    del made
    assert reference() is None


@every_container
def test_its_size_counts_what_it_stores_for_its_elements(data: SimpleNamespace, name: str) -> None:
    made = MAKERS[name](data)
    small = sys.getsizeof(made)
    for number in range(1000):
        _put(made, number)
    assert sys.getsizeof(made) > small + 1000 * 8 - 8


@every_container
def test_it_takes_no_attributes_that_it_does_not_have(data: SimpleNamespace, name: str) -> None:
    with pytest.raises(AttributeError):
        MAKERS[name](data).other = 1


@in_order
def test_it_can_be_read_backwards(data: SimpleNamespace, name: str) -> None:
    made = MAKERS[name](data)
    assert isinstance(made, Reversible)
    assert list(reversed(made)) == list(made)[::-1]


@every_container
@pytest.mark.parametrize("through", ["pickle", "copy", "deepcopy"])
def test_a_subclass_keeps_its_class_and_its_attributes(
    data: SimpleNamespace, name: str, through: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    subclass: Any = type("Own", (getattr(data, name),), {"__module__": __name__})
    monkeypatch.setattr(sys.modules[__name__], "Own", subclass, raising=False)
    made = MAKERS[name](SimpleNamespace(**{name: subclass}))
    made.label = ["kept"]
    ways: dict[str, Callable[[Any], Any]] = {
        "pickle": lambda each: pickle.loads(pickle.dumps(each)),
        "copy": copy.copy,
        "deepcopy": copy.deepcopy,
    }
    other: Any = ways[through](made)
    assert type(other) is subclass
    assert other == made
    assert other.label == ["kept"]


@pytest.mark.parametrize("name", ["SortedDict", "Trie", "LRUCache", "TTLCache"])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_container_that_holds_itself_is_pickled_copied_and_written(
    data: SimpleNamespace, name: str, protocol: int
) -> None:
    made = MAKERS[name](data)
    key = next(iter(made))
    made[key] = made
    came_back = pickle.loads(pickle.dumps(made, protocol))
    assert came_back[key] is came_back
    copied = copy.deepcopy(made)
    assert copied[key] is copied
    assert "..." in repr(made)


@pytest.mark.parametrize("name", ["SortedList", "SortedKeyList"])
def test_a_list_that_holds_itself_is_pickled_copied_and_written(
    data: SimpleNamespace, name: str
) -> None:
    made = getattr(data, name)(**({"key": id} if name == "SortedKeyList" else {}))
    made.add(made)
    came_back = pickle.loads(pickle.dumps(made))
    assert came_back[0] is came_back
    copied = copy.deepcopy(made)
    assert copied[0] is copied
    assert "..." in repr(made)


@pytest.mark.parametrize(
    "name", ["SortedList", "SortedSet", "SortedDict", "Trie", "OrderedSet", "IndexedPriorityQueue"]
)
def test_what_it_writes_of_itself_makes_it_again(data: SimpleNamespace, name: str) -> None:
    made = MAKERS[name](data)
    assert eval(repr(made), dict(vars(data))) == made  # noqa: S307


def _put(made: Any, number: int) -> None:
    if isinstance(made, MutableMapping):
        key: Any = number if isinstance(made, dict) else str(number)
        made[key] = number
    elif hasattr(made, "add_node"):
        made.add_node(number)
    else:
        made.add(number)


def _change(made: Any) -> None:
    _put(made, 99)


@pytest.mark.parametrize("missing", [(), (1,), (1, 2)])
@pytest.mark.parametrize("name", ["SortedSet", "SortedDict", "IndexedPriorityQueue", "OrderedSet"])
def test_a_missing_tuple_is_one_key_in_the_error(
    data: SimpleNamespace, name: str, missing: tuple[int, ...]
) -> None:
    made = getattr(data, name)()
    take = made.pop if isinstance(made, MutableMapping) else made.remove
    with pytest.raises(KeyError) as caught:
        take(missing)
    assert caught.value.args == (missing,)
