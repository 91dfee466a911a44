"""A `SortedDict` whose keys fail, read it or change it while they are asked."""

import contextlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from sorted_dict_building import (
    OPERATIONS,
    Fuse,
    Key,
    at_rest,
    content,
    even_keys,
    fail,
    suspended,
    whole_keys,
)

_quiet = pytest.fixture(autouse=True)(at_rest)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("kind", ["natural", "grown", "keyed"])
@pytest.mark.parametrize("stays", [False, True])
def test_after_an_error_of_a_key_nothing_has_changed(
    data: ModuleType,
    operation: str,
    kind: str,
    stays: bool,  # noqa: FBT001
) -> None:
    for after in range(1, 2000):
        mapping = even_keys(data, kind)
        before = content(mapping)
        Key.on = fuse = Fuse(after, fail, stays=stays)
        try:
            OPERATIONS[operation](mapping)
        except (ZeroDivisionError, KeyError):
            assert whole_keys(mapping)
            if not stays:
                assert content(mapping) == before
        assert whole_keys(mapping)
        Key.on = None
        mapping[Key(-1)] = "first"
        assert content(mapping)[0] == (-1, "first")
        if not fuse.burnt:
            return
    pytest.fail("it never came to an end")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("kind", ["natural", "grown", "keyed"])
@pytest.mark.parametrize("change", [
    lambda mapping: mapping.clear(),
    lambda mapping: mapping.__setitem__(Key(5), "other"),
    lambda mapping: mapping.__delitem__(Key(4)),
    lambda mapping: mapping.popitem(),
    lambda mapping: mapping.update([(Key(5), "other")]),
], ids=["clear", "set", "del", "popitem", "update"])  # fmt: skip
def test_a_key_that_changes_the_dict_while_it_is_asked_never_breaks_it(
    data: ModuleType, operation: str, kind: str, change: Callable[[Any], object]
) -> None:
    for after in range(1, 2000):
        mapping = even_keys(data, kind)
        before = content(mapping)
        refused: list[str] = []

        def act(mapping: Any = mapping, refused: list[str] = refused) -> None:
            try:
                change(mapping)
            except RuntimeError as error:
                refused.append(str(error))
                raise
            except KeyError:
                pass

        Key.on = fuse = Fuse(after, suspended(act))
        with contextlib.suppress(RuntimeError, KeyError, IndexError, ValueError):
            OPERATIONS[operation](mapping)
        assert whole_keys(mapping)
        if refused:
            assert refused == ["SortedDict changed during a comparison"]
            assert content(mapping) == before
        if not fuse.burnt:
            return
    pytest.fail("it never came to an end")


def test_a_comparison_may_read_the_dict(data: ModuleType) -> None:
    mapping = even_keys(data, "natural")
    before = content(mapping)
    seen = []
    asked: list[str] = []

    def read(what: str) -> None:
        if what == "lt":
            suspended(lambda: seen.append((len(mapping), len(list(mapping.items())))))()
        asked.append(what)

    Key.on = read
    mapping[Key(5)] = "new"
    assert set(seen) == {(len(before), len(before))}
    Key.on = None
    assert len(mapping) == len(before) + 1
