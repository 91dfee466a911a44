"""What a `SortedDict` lets go, and finalisers that change it."""

import gc
from collections.abc import Callable
from types import ModuleType
from typing import Any

from sorted_dict_building import whole


def test_what_is_replaced_or_deleted_is_dropped_when_all_is_in_place(data: ModuleType) -> None:
    class Value:
        def __init__(self, act: Callable[[], object]) -> None:
            self.act = act

        def __del__(self) -> None:
            self.act()

    changes: tuple[Callable[[Any], object], ...] = (
        lambda mapping: mapping.__setitem__(1, 0),
        lambda mapping: mapping.__delitem__(1),
        lambda mapping: mapping.pop(1),
        lambda mapping: mapping.popitem(1),
        lambda mapping: mapping.update({1: 0, 2: 0}),
        lambda mapping: mapping.clear(),
        lambda mapping: mapping.delete_range(1, 1),
        lambda mapping: mapping.keys().__delitem__(1),
    )
    for change in changes:
        mapping = data.SortedDict(dict.fromkeys(range(5), 0))
        seen: list[bool] = []

        def act(mapping: Any = mapping, seen: list[bool] = seen) -> None:
            seen.append(whole(mapping))
            mapping[100] = "from a finaliser"
            mapping.pop(0, None)

        mapping[1] = Value(act)
        change(mapping)  # and what it returns is dropped
        gc.collect()
        assert seen == [True]
        assert mapping[100] == "from a finaliser"
        assert 0 not in mapping
        assert whole(mapping)


def test_the_finaliser_of_a_value_may_change_the_dict_whatever_the_keys(data: ModuleType) -> None:
    class Value:
        def __del__(self) -> None:
            mapping[("more",)] = 1

    mapping = data.SortedDict({("a",): Value(), ("b",): 0})
    mapping[("a",)] = 0
    assert list(mapping) == [("a",), ("b",), ("more",)]
    assert whole(mapping)
