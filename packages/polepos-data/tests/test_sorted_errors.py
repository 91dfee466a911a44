"""Sorted lists and sets when something goes wrong: the container is whole, and says what it was.

Comparisons, keys and hashes that raise, look at the container, try to change it; NaN; values that do
not compare; finalisers; changes during iteration.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from itertools import count, islice
from types import ModuleType
from typing import Any, ClassVar

import pytest

SMALL, LARGE = 12, 6000
"""Elements for one part of storage, and for several in any backend."""

NAN = float("nan")


class Hook:
    """What runs at every comparison and hash of an `Item`, but not while it runs already."""

    def __init__(self) -> None:
        self._action: Callable[[], object] | None = None
        self._left = 0

    def __call__(self) -> None:
        if self._action is not None and self._left:
            self._left -= 1
            action, self._action = self._action, None
            try:
                action()
            finally:
                self._action = action

    @contextmanager
    def doing(self, action: Callable[[], object], times: int = 100) -> Iterator[None]:
        self._left = times
        self._action = action
        try:
            yield
        finally:
            self._action = None


class Item:
    """A value that calls a hook when it is compared or hashed."""

    hook: ClassVar[Hook] = Hook()

    def __init__(self, at: int) -> None:
        self.at = at

    def __lt__(self, other: "Item") -> bool:
        self.hook()
        return self.at < other.at

    def __eq__(self, other: object) -> bool:
        self.hook()
        return isinstance(other, Item) and self.at == other.at

    def __hash__(self) -> int:
        self.hook()
        return self.at // 4  # so that equality is asked too

    def __repr__(self) -> str:
        return f"Item({self.at})"


class BrokenError(Exception):
    """What a comparison raises here."""


def itself(value: Any) -> Any:
    return value


OPTIONS: dict[str, dict[str, Any]] = {
    "plain": {},
    "keyed": {"key": itself},
    "reverse": {"reverse": True},
    "nan last": {"nan": "last"},
}


def _made(data: ModuleType, kind: str, values: Any) -> Any:
    container, option = kind.split(", ")
    made = getattr(data, container)(values, **OPTIONS[option])
    if made:
        made.add(made.pop(len(made) // 2))  # so that it is stored as it grows
    return made


LISTS = [f"SortedList, {option}" for option in OPTIONS]
SETS = ["SortedSet, plain", "SortedSet, keyed"]

Make = Callable[..., Any]


@pytest.fixture(params=LISTS + SETS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make one of the sorted containers, of values that differ."""
    return lambda values=(): _made(data, request.param, values)


@pytest.fixture(params=LISTS)
def make_list(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    return lambda values=(): _made(data, request.param, values)


def _items(size: int) -> list[Item]:
    """Return items that are odd, so that there is room between them."""
    return [Item(2 * at + 1) for at in range(size)]


def _same(found: Any, expected: Any) -> bool:
    return [id(each) for each in found] == [id(each) for each in expected]


def _assert_whole(made: Any, expected: list[Any]) -> None:
    """Ask in every way whether a container holds just these, and whether it can be used."""
    assert _same(made, expected)
    assert _same(reversed(made), expected[::-1])
    assert len(made) == len(expected)
    for at in range(0, len(expected), 1 + len(expected) // 20):
        value = expected[at]
        assert made[at] is value
        assert value in made
        assert made.index(value) == made.bisect_left(value) == at
        assert made.count(value) == 1
    other = made.copy()
    for value in expected[:: 1 + len(expected) // 10]:
        other.remove(value)
        other.add(value)
    assert _same(other, expected)


# --------------------------------------------------------------------------------- errors half way

Operation = Callable[[Any], object]

SEARCHES: dict[str, Operation] = {
    "in": lambda made: Item(8) in made,
    "index": lambda made: made.index(made[3]),
    "count": lambda made: made.count(Item(7)),
    "bisect_left": lambda made: made.bisect_left(Item(8)),
    "bisect_right": lambda made: made.bisect_right(Item(8)),
    "irange": lambda made: list(made.irange(Item(4), Item(9))),
}
LIST_SEARCHES: dict[str, Operation] = {
    "nearby": lambda made: (made.floor(Item(8)), made.higher(Item(8))),
    "between": lambda made: made.between(made[2], made[5])[:],
    "len(between)": lambda made: len(made.between(made[2], made[5])),
    "in between": lambda made: made[3] in made.between(made[2], made[5]),
    "contains_many": lambda made: made.contains_many([Item(3), Item(6)]),
    "+": lambda made: made + [Item(2)],  # noqa: RUF005
    "*": lambda made: made * 2,
    "from_sorted": lambda made: type(made).from_sorted([Item(1), Item(2)]),
}
CHANGES: dict[str, Operation] = {
    "add": lambda made: made.add(Item(8)),
    "add first": lambda made: made.add(Item(0)),
    "add last": lambda made: made.add(Item(2 * LARGE)),
    "remove": lambda made: made.remove(Item(7)),
    "discard": lambda made: made.discard(Item(7)),
    "update with one": lambda made: made.update([Item(8)]),
    "update with some": lambda made: made.update([Item(8), Item(2), Item(9), Item(4), Item(2)]),
}
LIST_CHANGES: dict[str, Operation] = {
    "+=": lambda made: made.__iadd__([Item(8), Item(6)]),
    "*=": lambda made: made.__imul__(2),
    "remove identical": lambda made: made.remove(made[3], identical=True),
    "clear between": lambda made: made.between(made[2], made[5]).clear(),
    "del between": lambda made: made.between(made[2], made[5]).__delitem__(0),
}
SET_CHANGES: dict[str, Operation] = {
    "pop": lambda made: made.pop(2),
    "del [i]": lambda made: made.__delitem__(2),
    "del slice": lambda made: made.__delitem__(slice(2, 5)),
    "update with several": lambda made: made.update([Item(2)], {Item(8), Item(7)}),
    "|=": lambda made: made.__ior__({Item(8), Item(2), Item(3)}),
    "&=": lambda made: made.__iand__({Item(8), Item(5), Item(3)}),
    "-=": lambda made: made.__isub__({Item(8), Item(5), Item(3)}),
    "^=": lambda made: made.__ixor__({Item(8), Item(5), Item(3)}),
    "difference_update": lambda made: made.difference_update([Item(8), Item(5)], [Item(1)]),
    "intersection_update": lambda made: made.intersection_update([Item(8), Item(5), Item(1)]),
    "symmetric_difference_update": lambda made: made.symmetric_difference_update(
        [Item(8), Item(5), Item(1)]
    ),
}
SET_SEARCHES: dict[str, Operation] = {
    "union": lambda made: made.union([Item(8), Item(5)], [Item(2)]),
    "intersection": lambda made: made.intersection([Item(8), Item(5)]),
    "difference": lambda made: made.difference([Item(8), Item(5)]),
    "symmetric_difference": lambda made: made.symmetric_difference([Item(8), Item(5)]),
    "issubset": lambda made: made.issubset([*made, Item(8)]),
    "issuperset": lambda made: made.issuperset([Item(5)]),
    "isdisjoint": lambda made: made.isdisjoint([Item(8), Item(5)]),
    "==": lambda made: made == {Item(8), Item(5)},
}

ON_LISTS = {**SEARCHES, **LIST_SEARCHES, **CHANGES, **LIST_CHANGES}
ON_SETS = {**SEARCHES, **SET_SEARCHES, **CHANGES, **SET_CHANGES}
EVERY_CALL = [(kind, name) for kind in LISTS for name in ON_LISTS]
EVERY_CALL += [(kind, name) for kind in SETS for name in ON_SETS]
EVERY_CHANGE = [(kind, name) for kind in LISTS for name in (*CHANGES, *LIST_CHANGES)]
EVERY_CHANGE += [(kind, name) for kind in SETS for name in (*CHANGES, *SET_CHANGES)]

for_every_call = pytest.mark.parametrize("kind, name", EVERY_CALL)
for_every_change = pytest.mark.parametrize("kind, name", EVERY_CHANGE)
ASKS_NOTHING = {"*", "*=", "remove identical", "from_sorted"}
"""What may do without comparing, so that there may be no error to see."""


def _operation(kind: str, name: str) -> Operation:
    return (ON_SETS if "Set" in kind else ON_LISTS)[name]


def _numbered(size: int) -> range:
    """Return which comparisons to fail: every one, and some of those of a sort of everything."""
    return range(1, 60) if size == SMALL else range(1, 40, 3)


@for_every_call
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_an_error_in_any_comparison_or_hash_leaves_everything_as_it_was(
    data: ModuleType, kind: str, name: str, size: int
) -> None:
    operation = _operation(kind, name)
    original = _made(data, kind, _items(size))
    before = list(original)
    failures = 0
    for number in _numbered(size):
        made = original.copy()
        left = count(number - 1, -1)

        def fail(left: Iterator[int] = left) -> None:
            if next(left) == 0:
                raise BrokenError

        with Item.hook.doing(fail):
            try:
                operation(made)
            except BrokenError:
                failures += 1
            else:
                if next(left) >= 0:  # so many there were not
                    break
        assert _same(made, before)
        assert len(made) == size
        if size == SMALL or number < 7:
            _assert_whole(made, before)
    assert failures or name in ASKS_NOTHING


@for_every_call
def test_an_interrupt_in_a_comparison_leaves_everything_as_it_was(
    data: ModuleType, kind: str, name: str
) -> None:
    made = _made(data, kind, _items(SMALL))
    before = list(made)

    def interrupt() -> None:
        raise KeyboardInterrupt

    try:
        with Item.hook.doing(interrupt):
            _operation(kind, name)(made)
    except KeyboardInterrupt:
        _assert_whole(made, before)
    else:
        assert name in ASKS_NOTHING


@for_every_change
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_comparison_may_look_at_the_container(
    data: ModuleType, kind: str, name: str, size: int
) -> None:
    made = _made(data, kind, _items(size))
    before = list(made)
    seen: list[list[Any]] = []

    def look() -> None:
        if len(seen) > 40:
            return
        values = list(made)
        assert len(made) == len(values)
        assert _same(reversed(made), values[::-1])
        assert _same(made.copy(), values)
        assert _same(made.islice(1, 4), values[1:4])
        at = len(values) // 3
        value = values[at]
        assert made[at] is value
        assert _same(made[at : at + 3], values[at : at + 3])
        assert value in made
        assert made.index(value) == made.bisect_left(value)
        assert made[made.index(value)] == value
        assert next(made.irange(value)) == value
        seen.append(values)

    with Item.hook.doing(look):
        _operation(kind, name)(made)
    after = list(made)
    assert len(made) == len(after)
    assert all(_same(values, before) or _same(values, after) for values in seen)
    assert seen or name in ASKS_NOTHING


ATTEMPTS: dict[str, Operation] = {
    "add": lambda made: made.add(Item(10)),
    "remove": lambda made: made.remove(made[0]),
    "discard": lambda made: made.discard(made[0]),
    "pop": lambda made: made.pop(),
    "pop first": lambda made: made.pop(0),
    "clear": lambda made: made.clear(),
    "del": lambda made: made.__delitem__(1),
    "del slice": lambda made: made.__delitem__(slice(1, 3)),
    "del stepped": lambda made: made.__delitem__(slice(None, None, 2)),
    "update": lambda made: made.update([Item(10), Item(12)]),
    "update with many": lambda made: made.update([Item(at) for at in range(0, 4 * SMALL, 2)]),
    "made again": lambda made: made.__init__([Item(1)]),
}
CONTAINERS = ["SortedList, plain", "SortedList, keyed", "SortedSet, plain", "SortedSet, keyed"]


ONE_VALUE = {"add", "add first", "add last", "remove", "discard", "bisect_left", "bisect_right"}
"""What compares a set's own values from the first comparison on; the rest looks at what is given."""


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("kind", CONTAINERS)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_comparison_may_not_change_the_container(
    data: ModuleType, kind: str, attempt: str, size: int
) -> None:
    original = _made(data, kind, _items(size))
    before = list(original)
    of_lists = ON_LISTS.keys() - ASKS_NOTHING - {"+", "contains_many"}
    for name in sorted(ONE_VALUE if "Set" in kind else of_lists):
        made = original.copy()
        with (
            Item.hook.doing(lambda made=made: ATTEMPTS[attempt](made), 5),  # type: ignore[misc]
            pytest.raises(RuntimeError, match=r"^Sorted\w+ changed during a comparison$"),
        ):
            _operation(kind, name)(made)
        assert _same(made, before), name
        assert len(made) == size, name
    _assert_whole(made, before)


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("kind", CONTAINERS)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_comparison_that_swallows_the_refusal_does_no_harm(
    data: ModuleType, kind: str, attempt: str, size: int
) -> None:
    original = _made(data, kind, _items(size))
    for name in (*CHANGES, *(SET_CHANGES if "Set" in kind else LIST_CHANGES)):
        expected, made = original.copy(), original.copy()
        _operation(kind, name)(expected)
        accepted: list[str] = []

        def swallow(made: Any = made, accepted: list[str] = accepted) -> None:
            try:
                ATTEMPTS[attempt](made)
            except (RuntimeError, LookupError):  # what was empty from the first attempt on
                return
            accepted.append(attempt)

        with Item.hook.doing(swallow, 5):
            try:
                _operation(kind, name)(made)
            except (ValueError, LookupError):
                assert accepted, name  # what was to be removed has gone
        if not accepted:
            assert list(made) == list(expected), name
        values = list(made)
        assert len(made) == len(values), name
        assert values == sorted(values), name
        assert all(value in made for value in values), name
        assert all(made[made.index(value)] == value for value in values[::97]), name


def test_the_refusal_names_the_class(data: ModuleType) -> None:
    for name in ("SortedList", "SortedKeyList", "SortedSet"):
        made = getattr(data, name)(_items(3))
        with (
            Item.hook.doing(lambda made=made: made.add(Item(4))),  # type: ignore[misc]
            pytest.raises(RuntimeError, match=f"^{name} changed during a comparison$"),
        ):
            made.add(Item(2))


@pytest.mark.parametrize("other", ["SortedList", "SortedSet"])
def test_another_container_may_be_changed_by_a_comparison(
    make: Make, data: ModuleType, other: str
) -> None:
    made, another = make(_items(SMALL)), getattr(data, other)()
    with Item.hook.doing(lambda: another.add(len(another))):
        made.add(Item(4))
    assert len(made) == SMALL + 1
    assert list(another) == list(range(len(another)))
    assert another


# -------------------------------------------------------------------------------------------- keys


class Function:
    """A key function that does something at one of its calls."""

    def __init__(self) -> None:
        self.left = 10**9
        self.action: Callable[[], object] = list

    def __call__(self, value: int) -> int:
        self.left -= 1
        if self.left == 0:
            self.action()
        return -value


KEYED_CHANGES: dict[str, Operation] = {
    "add": lambda made: made.add(8),
    "remove": lambda made: made.remove(7),
    "discard": lambda made: made.discard(7),
    "update": lambda made: made.update([8, 2, 4]),
    "in": lambda made: 8 in made,
    "bisect": lambda made: made.bisect(8),
    "irange": lambda made: list(made.irange(9, 4)),
}


@pytest.mark.parametrize("container", ["SortedList", "SortedSet"])
@pytest.mark.parametrize("change", KEYED_CHANGES)
def test_an_error_in_the_key_function_leaves_everything_as_it_was(
    data: ModuleType, container: str, change: str
) -> None:
    key = Function()
    made = getattr(data, container)(range(1, 2 * SMALL, 2), key)
    before = list(made)

    def fail() -> None:
        raise BrokenError

    key.action = fail
    for number in range(1, 4):
        key.left = number
        try:
            KEYED_CHANGES[change](made)
        except BrokenError:
            key.left = 10**9
            assert list(made) == before
            assert all(made.index(value) == at for at, value in enumerate(before))
        else:
            assert number > 1 or (container, change) == ("SortedSet", "in")
            break


@pytest.mark.parametrize("container", ["SortedList", "SortedSet"])
@pytest.mark.parametrize("change", ["add", "remove", "discard", "update"])
def test_the_key_function_may_not_change_the_container(
    data: ModuleType, container: str, change: str
) -> None:
    key = Function()
    made = getattr(data, container)(range(1, 2 * SMALL, 2), key)
    before = list(made)
    key.action = lambda: made.remove(5)
    key.left = 1
    with pytest.raises(RuntimeError, match="changed during a comparison"):
        KEYED_CHANGES[change](made)
    assert list(made) == before


# --------------------------------------------------------------------------------------------- NaN


class NotItself:
    """A number like NaN: it compares with anything, and equals nothing."""

    def __float__(self) -> float:
        return NAN

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __lt__

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = object.__hash__


NANS = {
    "float": NAN,
    "-float": -NAN,
    "Decimal": Decimal("NaN"),
    "object": NotItself(),
}
AMONG: dict[str, Callable[[int], Any]] = {
    "ints": int,
    "floats": float,
    "fractions": lambda at: Fraction(at, 7),
    "decimals": Decimal,
    "bools": lambda at: at % 2 == 0,
    "huge": lambda at: 10**400 + at,
    "infinities": lambda at: (-1) ** at * float("inf"),
    "ints and floats": lambda at: at if at % 2 else at / 7,
}


def _can_mix(nan: str, among: str) -> bool:
    """Tell whether such a NaN can be compared with such values in Python at all."""
    if nan == "Decimal":
        return among != "fractions"
    return not (among == "huge" and nan == "object")


@pytest.mark.parametrize(
    "nan, among", [(nan, among) for nan in NANS for among in AMONG if _can_mix(nan, among)]
)
@pytest.mark.parametrize("size", [0, 1, 5, 4100])
def test_nan_is_refused_wherever_it_comes(
    data: ModuleType, nan: str, among: str, size: int
) -> None:
    bad, values = NANS[nan], [AMONG[among](at) for at in range(size)]
    made = data.SortedList(values)
    for at in {0, size // 2, size}:
        given = [*values[:at], bad, *values[at:]]
        for act in (data.SortedList, made.update, made.__add__, made.__iadd__):
            with pytest.raises(ValueError, match="equal to itself"):
                act(given)
    for act in (made.add, lambda value: made.update([value])):
        with pytest.raises(ValueError, match="equal to itself"):
            act(bad)
    assert _same(made, data.SortedList(values))
    assert len(made) == size


@pytest.mark.parametrize("nan", NANS)
@pytest.mark.parametrize("container", ["SortedList", "SortedKeyList", "SortedSet"])
def test_nan_is_refused_by_every_container(data: ModuleType, container: str, nan: str) -> None:
    bad, cls = NANS[nan], getattr(data, container)
    for options in ({}, {"reverse": True}, {"key": itself}):
        made = cls([1, 2], **options)
        before = list(made)
        for act in (made.add, lambda value, made=made: made.update([3, value, 4])):
            with pytest.raises(ValueError, match="equal to itself"):
                act(bad)
        with pytest.raises(ValueError, match="equal to itself"):
            cls([2, bad, 1], **options)
        assert list(made) == before
        assert len(made) == 2
        assert nan == "Decimal" or bad not in made  # decimals raise an error of their own


def test_the_message_names_the_nan_and_the_way_out(data: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"nan.*nan='last'"):
        data.SortedList([1.0, NAN])


def test_a_key_that_is_nan_is_refused(data: ModuleType) -> None:
    made = data.SortedList([3, 1], key=lambda value: NAN if value == 2 else value)
    for act in (made.add, lambda value: made.update([5, value])):
        with pytest.raises(ValueError, match="equal to itself"):
            act(2)
    assert list(made) == [1, 3]


def test_nan_as_a_key_does_not_matter_where_the_key_is_something_else(data: ModuleType) -> None:
    assert str(data.SortedList([2, NAN, 1.5], key=str)).startswith("SortedKeyList([1.5, 2, nan]")


@pytest.mark.parametrize("size", [1, 5, LARGE])
@pytest.mark.parametrize("option", ["plain", "keyed", "reverse"])
def test_nan_is_never_found(data: ModuleType, option: str, size: int) -> None:
    made = data.SortedList(map(float, range(size)), **OPTIONS[option])
    nan = float("nan")
    assert nan not in made
    assert made.discard(nan) is False
    for search in (made.remove, made.index):
        with pytest.raises(ValueError, match="nan"):
            search(nan)
    assert len(made) == size


@pytest.mark.parametrize("size", [1, 5, LARGE])
def test_nan_is_never_counted(data: ModuleType, size: int) -> None:
    made = data.SortedList(map(float, range(size)))
    assert made.count(float("nan")) == 0


@pytest.mark.parametrize("container", ["SortedList", "SortedSet"])
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("nan", [NAN, NotItself()])
def test_nan_comes_last_where_that_is_asked_for(
    data: ModuleType,
    container: str,
    reverse: bool,  # noqa: FBT001 - pytest gives it by name
    nan: Any,
) -> None:
    made = getattr(data, container)([2, nan, 1.5], reverse=reverse, nan="last")
    another = float("nan")
    made.add(3)
    made.add(another)
    made.update([0, 7])
    numbers = sorted([2, 1.5, 3, 0, 7], reverse=reverse)
    assert _same(made, [*numbers, nan, another])
    assert nan in made
    assert -another not in made  # which is a NaN of its own
    assert (made.index(nan), made.index(another), made.bisect_left(another)) == (5, 6, 5)
    made.remove(another)
    assert made.pop() is nan
    assert list(made) == numbers


def test_only_two_ways_with_nan_are_known(data: ModuleType) -> None:
    for container in (data.SortedList, data.SortedKeyList, data.SortedSet):
        for unknown in ("first", None, 5):
            with pytest.raises(ValueError, match=f"not {unknown!r}"):
                container([], nan=unknown)


# ------------------------------------------------------------------------------- incomparable values


@pytest.mark.parametrize("bad", ["a", None, 1j, (1,), object()])
@pytest.mark.parametrize("size", [1, 5, LARGE])
def test_values_that_do_not_compare_are_refused(make: Make, bad: object, size: int) -> None:
    made = make(range(size))
    for act in (
        made.add,
        lambda value: made.update([value]),
        lambda value: made.update([1, value]),
    ):
        with pytest.raises(TypeError):
            act(bad)
    for at in (0, size // 2, size):
        with pytest.raises(TypeError):
            made.update([*range(size, size + at), bad, *range(size + at, 2 * size)])
    _assert_whole(made, list(made))
    assert sorted(made) == list(range(size))


def test_a_container_of_values_that_do_not_compare_is_not_made(data: ModuleType) -> None:
    for container in (data.SortedList, data.SortedKeyList, data.SortedSet):
        for values in ([1, "a"], ["a", None], [1j, 2j], [object(), object()]):
            with pytest.raises(TypeError):
                container(values)


def test_a_single_value_needs_no_order(make_list: Make) -> None:
    made = make_list([None])
    assert list(made) == [None]
    with pytest.raises(TypeError):
        made.add(5)
    assert made.pop() is None
    made.add(5)
    assert list(made) == [5]


@pytest.mark.parametrize("bad", [[], {}])
@pytest.mark.parametrize("option", ["plain", "keyed"])
def test_a_set_refuses_what_has_no_hash(data: ModuleType, bad: object, option: str) -> None:
    made = data.SortedSet([1, 2], key=None if option == "plain" else id)
    for act in (made.add, made.remove, made.discard, lambda value: value in made):
        with pytest.raises(TypeError, match="hash"):
            act(bad)
    for method in (made.update, made.union, made.intersection_update, made.difference_update):
        with pytest.raises(TypeError, match="hash"):
            method([3, bad])
    assert sorted(made) == [1, 2]
    assert len(made) == 2


def test_nothing_but_comparisons_is_asked_of_the_values(data: ModuleType) -> None:
    class Quantity(float):
        def __radd__(self, other: object) -> float:
            raise BrokenError

        __add__ = __radd__

    values = [1, Quantity(2), 3.5]
    assert _same(data.SortedList(reversed(values)), values)
    made = data.SortedList()
    made.update(values)
    assert _same(made, values)


# -------------------------------------------------------------------------------------- finalisers


class Mortal:
    """A value, and a key, that tells when it is dropped."""

    def __init__(self, at: int, last_words: Callable[["Mortal"], object]) -> None:
        self.at = at
        self.last_words = last_words

    def __lt__(self, other: "Mortal") -> bool:
        return self.at < other.at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mortal) and self.at == other.at

    def __hash__(self) -> int:
        return hash(self.at)

    def __del__(self) -> None:
        self.last_words(self)


DROPS: dict[str, tuple[Operation, slice]] = {
    "remove": (lambda made: made.remove(made[3]), slice(3, 4)),
    "discard": (lambda made: made.discard(made[3]), slice(3, 4)),
    "pop": (lambda made: made.pop(), slice(-1, None)),
    "del [i]": (lambda made: made.__delitem__(3), slice(3, 4)),
    "del slice": (lambda made: made.__delitem__(slice(3, 9)), slice(3, 9)),
    "del large slice": (lambda made: made.__delitem__(slice(1, -1)), slice(1, -1)),
    "del stepped": (lambda made: made.__delitem__(slice(1, None, 9)), slice(1, None, 9)),
    "del stepped back": (lambda made: made.__delitem__(slice(None, 2, -20)), slice(None, 2, -20)),
    "del every other": (lambda made: made.__delitem__(slice(None, None, 2)), slice(None, None, 2)),
    "clear": (lambda made: made.clear(), slice(None)),
    "made again": (lambda made: made.__init__(), slice(None)),
    "*= 0": (lambda made: made.__imul__(0), slice(None)),
    "clear between": (lambda made: made.between(made[3], made[8]).clear(), slice(3, 9)),
    "&=": (lambda made: made.__iand__(set(made[:4])), slice(4, None)),
    "-=": (lambda made: made.__isub__(set(made[4:])), slice(4, None)),
    "^=": (lambda made: made.__ixor__(set(made[4:])), slice(4, None)),
    "difference_update": (lambda made: made.difference_update(made[4:]), slice(4, None)),
    "intersection_update": (lambda made: made.intersection_update(made[:4]), slice(4, None)),
}
SET_ONLY = {"&=", "-=", "^=", "difference_update", "intersection_update"}
LIST_ONLY = {"*= 0", "clear between"}
EVERY_DROP = [
    (kind, drop)
    for kind in ("SortedList", "SortedKeyList", "SortedList of keys", "SortedSet")
    for drop in DROPS
    if drop not in (LIST_ONLY if kind == "SortedSet" else SET_ONLY)
]


def _mortal(data: ModuleType, kind: str, size: int, last_words: Callable[[Mortal], object]) -> Any:
    """Make a container that alone holds its values, or its keys, which speak when they go."""
    if kind == "SortedList of keys":
        made = data.SortedList(range(size), key=lambda at: Mortal(at, last_words))
    else:
        made = getattr(data, kind)(Mortal(at, last_words) for at in range(size))
    made.add(made.pop(size // 2))
    return made


def _numbers(values: Any) -> list[int]:
    return [getattr(each, "at", each) for each in values]


@pytest.mark.parametrize("kind, drop", EVERY_DROP)
@pytest.mark.parametrize("size", [50, LARGE])
def test_a_finaliser_sees_the_container_whole(
    data: ModuleType, kind: str, drop: str, size: int
) -> None:
    act, dropped = DROPS[drop]
    expected = list(range(size))
    del expected[dropped]
    seen: list[bool] = []
    armed = False

    def look(_value: Mortal) -> None:
        nonlocal armed
        if armed and len(seen) < 3:
            armed = False  # looking makes keys, which go too
            numbers = _numbers(made)
            ends = (made[0], made[-1]) if made else ()
            seen.append(
                len(made) == len(numbers)
                and numbers == sorted(numbers)
                and _numbers(reversed(made)) == numbers[::-1]
                and _numbers(made[:]) == numbers
                and _numbers(ends) == numbers[:: max(1, len(numbers) - 1)][:2][: len(ends)]
                and all(each in made for each in ends)
            )
            armed = True

    made = _mortal(data, kind, size, look)
    armed = True
    try:
        act(made)
    finally:
        armed = False
    assert seen
    assert all(seen)
    assert _numbers(made) == expected


@pytest.mark.parametrize("kind, drop", EVERY_DROP)
@pytest.mark.parametrize("size", [50, LARGE])
def test_a_finaliser_may_change_the_container(
    data: ModuleType, kind: str, drop: str, size: int
) -> None:
    act, dropped = DROPS[drop]
    expected = list(range(size))
    del expected[dropped]
    added: list[int] = []
    errors: list[Exception] = []
    armed = False

    def add(_value: Mortal) -> None:
        if armed and len(added) < 5:
            at = (-1, size + 1, -2, size + 2, -3)[len(added)]
            added.append(at)
            try:
                made.add(at if kind == "SortedList of keys" else Mortal(at, itself))
            except Exception as error:  # noqa: BLE001 - nobody sees what a finaliser raises
                errors.append(error)

    made = _mortal(data, kind, size, add)
    armed = True
    try:
        act(made)
    finally:
        armed = False
    assert errors == []
    assert added
    assert _numbers(made) == sorted(expected + added)
    assert len(made) == len(expected) + len(added)
    assert all(_numbers([made[at]]) == [each] for at, each in enumerate(sorted(expected + added)))


# -------------------------------------------------------------------------------- during iteration

ITERATORS: dict[str, Callable[[Any], Iterator[Any]]] = {
    "iter": iter,
    "reversed": reversed,
    "irange": lambda made: made.irange(made[1], made[-2]),
    "irange, reverse": lambda made: made.irange(made[1], made[-2], reverse=True),
    "irange without bounds": lambda made: made.irange(),
    "islice": lambda made: made.islice(1, len(made) - 1),
    "islice, reverse": lambda made: made.islice(1, len(made) - 1, reverse=True),
}
LIST_ITERATORS: dict[str, Callable[[Any], Iterator[Any]]] = {
    "between": lambda made: iter(made.between(made[1], made[-2])),
    "between, reversed": lambda made: reversed(made.between(made[1], made[-2])),
}
OVERTAKING: dict[str, Operation] = {
    "add": lambda made: made.add(made[len(made) // 2] + 1),
    "add last": lambda made: made.add(10**6),
    "add first": lambda made: made.add(-(10**6)),
    "remove": lambda made: made.remove(made[len(made) // 2]),
    "remove last": lambda made: made.remove(made[-1]),
    "discard": lambda made: made.discard(made[2]),
    "pop": lambda made: made.pop(),
    "pop first": lambda made: made.pop(0),
    "update": lambda made: made.update([3, 7]),
    "update with many": lambda made: made.update(range(1, 2 * len(made), 2)),
    "clear": lambda made: made.clear(),
    "del [i]": lambda made: made.__delitem__(1),
    "del slice": lambda made: made.__delitem__(slice(1, len(made) // 2)),
    "del stepped": lambda made: made.__delitem__(slice(None, None, 2)),
    "del all": lambda made: made.__delitem__(slice(None)),
    "made again": lambda made: made.__init__([1]),
}
KINDS = ["SortedList, plain", "SortedList, keyed", "SortedSet, plain"]
EVERY_ITERATOR = [(kind, name) for kind in KINDS for name in ITERATORS]
EVERY_ITERATOR += [(kind, name) for kind in KINDS[:2] for name in LIST_ITERATORS]


def _iterator(name: str, made: Any) -> Iterator[Any]:
    return {**ITERATORS, **LIST_ITERATORS}[name](made)


@pytest.mark.parametrize("kind, name", EVERY_ITERATOR)
@pytest.mark.parametrize("change", OVERTAKING)
@pytest.mark.parametrize("size", [20, LARGE])
def test_the_very_next_step_after_a_change_fails(
    data: ModuleType, kind: str, name: str, change: str, size: int
) -> None:
    original = _made(data, kind, range(0, 2 * size, 2))
    for steps in {0, 1, min(70, size - 3), size // 2, size - 3}:
        made = original.copy()
        iterator = _iterator(name, made)
        assert len(list(islice(iterator, steps))) == steps
        OVERTAKING[change](made)
        with pytest.raises(RuntimeError, match=r"changed during iteration$"):
            next(iterator)
        assert list(made) == sorted(made)
        assert len(made) == len(list(made))


def test_what_says_so_names_the_class(data: ModuleType) -> None:
    for name in ("SortedList", "SortedKeyList", "SortedSet"):
        made = getattr(data, name)(range(3))
        iterator = iter(made)
        next(iterator)
        made.add(7)
        with pytest.raises(RuntimeError, match=f"^{name} changed during iteration$"):
            next(iterator)


@pytest.mark.parametrize("kind, name", EVERY_ITERATOR)
def test_several_iterators_are_all_stopped(data: ModuleType, kind: str, name: str) -> None:
    made = _made(data, kind, range(0, 2 * LARGE, 2))
    iterators = [_iterator(name, made) for _ in range(4)]
    for steps, iterator in enumerate(iterators):
        assert len(list(islice(iterator, 1500 * steps))) == 1500 * steps
    made.add(LARGE | 1)
    for iterator in iterators:
        with pytest.raises(RuntimeError, match="changed during iteration"):
            next(iterator)
    assert list(made) == sorted([*range(0, 2 * LARGE, 2), LARGE | 1])


@pytest.mark.parametrize("kind, name", EVERY_ITERATOR)
@pytest.mark.parametrize("size", [20, LARGE])
def test_what_changes_nothing_stops_no_iterator(
    data: ModuleType, kind: str, name: str, size: int
) -> None:
    made = _made(data, kind, range(0, 2 * size, 2))
    expected = list(_iterator(name, made))
    iterator = _iterator(name, made)
    found = list(islice(iterator, size // 2))
    made.discard(7)
    made.update([])
    del made[5:5]
    assert 8 in made
    for change, given in ((made.add, "a"), (made.remove, 7), (made.pop, size)):
        with pytest.raises((TypeError, ValueError, LookupError)):
            change(given)
    with pytest.raises(ValueError, match="itself"):
        made.add(NAN)
    other = made.copy()
    other.clear()
    assert found + list(iterator) == expected


@pytest.mark.parametrize("kind, name", EVERY_ITERATOR)
def test_an_iterator_that_was_left_does_not_matter(data: ModuleType, kind: str, name: str) -> None:
    made = _made(data, kind, range(0, 2 * LARGE, 2))
    next(_iterator(name, made))
    made.add(5)
    made.remove(0)
    assert list(made) == sorted([*range(2, 2 * LARGE, 2), 5])


@pytest.mark.parametrize("kind", ["SortedList, plain", "SortedList, keyed", "SortedSet, plain"])
@pytest.mark.parametrize("name", ITERATORS)
@pytest.mark.parametrize("steps", [0, 3])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_an_iterator_begun_by_a_comparison_is_overtaken_by_the_change(
    data: ModuleType, kind: str, name: str, steps: int, size: int
) -> None:
    made = _made(data, kind, _items(size))
    iterators = []

    def begin() -> None:
        iterator = ITERATORS[name](made)
        assert len(list(islice(iterator, steps))) == steps
        iterators.append(iterator)

    with Item.hook.doing(begin):
        made.add(Item(8))
    assert [each.at for each in made] == sorted([*range(1, 2 * size, 2), 8])
    assert iterators
    for iterator in iterators:
        with pytest.raises(RuntimeError, match="changed during iteration"):
            next(iterator)
