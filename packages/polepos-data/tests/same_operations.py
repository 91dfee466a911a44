"""What is done to a container and to its reference, as values that hypothesis draws."""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

Keys = st.SearchStrategy[Any]


@dataclass(frozen=True)
class Call:
    """A method or operator, and what it is given."""

    name: str
    given: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)

    def on(self, container: Any) -> Any:
        """Do it to a container."""
        given = self.ready(container).given
        if self.name in OPERATORS:
            return OPERATORS[self.name](container, *given)
        return getattr(container, self.name)(*given, **self.named)

    def ready(self, container: Any) -> "Call":
        """Return the same with all that is given at hand."""
        given = [each.of(container) if isinstance(each, Another) else each for each in self.given]
        return replace(self, given=tuple(given))


@dataclass(frozen=True)
class Another:
    """A further container of the same class and backend, made when it is needed."""

    content: Any

    def of(self, container: Any) -> Any:
        return type(container)(self.content)


def _read(found: Any) -> list[Any]:
    return [len(found), *found, *reversed(found), found[1:]]


def _set(container: Any, at: Any, value: Any) -> None:
    container[at] = value


OPERATORS: dict[str, Callable[..., Any]] = {
    "in": operator.contains,
    "[]": operator.getitem,
    "[]=": _set,
    "del": operator.delitem,
    "reversed": lambda container: list(reversed(container)),
    "items": lambda container: list(container.items()),
    "keys[]": lambda container, at: container.keys()[at],
    "values[]": lambda container, at: container.values()[at],
    "items[]": lambda container, at: container.items()[at],
    "between": lambda container, low, high, inclusive: _read(
        container.between(low, high, inclusive=inclusive)
    ),
    "del keys[]": lambda container, at: operator.delitem(container.keys(), at),
    **{
        f"{name}": getattr(operator, word)
        for name, word in {
            "+": "add", "*": "mul", "+=": "iadd", "*=": "imul", "==": "eq", "<": "lt", "<=": "le",
            "&": "and_", "|": "or_", "-": "sub", "^": "xor", "&=": "iand", "|=": "ior", "-=": "isub",
            "^=": "ixor",
        }.items()
    },
}  # fmt: skip

AT = st.integers(-12, 12) | st.sampled_from([100, -100, 2**40])
ENDS = st.none() | st.integers(-12, 12)
PLACES = AT | st.builds(slice, ENDS, ENDS, st.none() | st.integers(-3, 3))
BOTH = st.tuples(st.booleans(), st.booleans())
VALUES = st.integers(0, 3) | st.text(max_size=2)


def call(name: str, *given: Keys, **named: Keys) -> Keys:
    return st.builds(
        Call, st.just(name), st.tuples(*given), st.fixed_dictionaries({}, optional=named)
    )


def calls(names: str, *given: Keys, **named: Keys) -> list[Keys]:
    return [call(name, *given, **named) for name in names.split()]


def by_order(keys: Keys) -> Iterable[Keys]:
    bound = st.none() | keys
    yield from calls("bisect_left bisect_right bisect index", keys)
    yield from calls("floor lower ceiling higher nearest", keys)
    yield from calls("floor nearest", keys, VALUES)
    yield call("irange", bound, bound, inclusive=BOTH, reverse=st.booleans())
    yield call("islice", ENDS, ENDS, reverse=st.booleans())
    yield call("index", keys, AT, AT)


def on_list(keys: Keys) -> Iterable[Keys]:
    some = st.lists(keys, max_size=12)
    yield from calls("add add remove discard count in", keys)
    yield from calls("update add_many contains_many += + ==", some)
    yield from calls("== < <=", some.map(Another))
    yield from calls("[] del", PLACES)
    yield from calls("pop reversed copy to_list clear")
    yield call("pop", AT)
    yield from calls("* *=", st.integers(-1, 2))
    yield call("remove", keys, identical=st.booleans())
    yield call("between", keys, keys, BOTH)
    yield from by_order(keys)


def on_key_list(keys: Keys) -> Iterable[Keys]:
    yield from on_list(keys)
    yield from calls("bisect_key_left bisect_key_right", keys)
    yield call("irange_key", keys, keys, inclusive=BOTH, reverse=st.booleans())


def on_set_one_by_one(keys: Keys) -> Iterable[Keys]:
    yield from calls("add add remove discard count in", keys)
    yield from calls("[] del", PLACES)
    yield from calls("pop reversed copy clear")
    yield call("pop", AT)
    yield from by_order(keys)


def on_set(keys: Keys) -> Iterable[Keys]:
    some = st.lists(keys, max_size=12)
    yield from on_set_one_by_one(keys)
    yield from calls("update union intersection difference", some, some)
    yield from calls("symmetric_difference isdisjoint issubset issuperset", some)
    yield from calls("intersection_update difference_update symmetric_difference_update", some)
    yield from calls("& | - ^ &= |= -= ^= == < <=", some.map(Another))


def on_dict(keys: Keys) -> Iterable[Keys]:
    pairs = st.lists(st.tuples(keys, VALUES), max_size=12)
    yield from calls("in [] get del pop", keys)
    yield from calls("[]= []= get setdefault pop", keys, VALUES)
    yield from calls("update |= |", pairs.map(_distinct))
    yield call("update", pairs)
    yield from calls("== |", pairs.map(Another))
    yield from calls("items keys values reversed copy popitem clear")
    yield from calls("popitem peekitem", AT)
    yield from calls("keys[] values[] items[]", PLACES)
    yield call("del keys[]", PLACES)
    yield from calls("get_many contains_many", st.lists(keys, max_size=6))
    yield from calls("floor_item lower_item ceiling_item higher_item nearest_item", keys)
    yield from calls("delete_range irange_items", keys, keys)
    yield call("fromkeys", st.lists(keys, max_size=6), VALUES)
    yield from by_order(keys)


def on_trie(keys: Keys) -> Iterable[Keys]:
    pairs = st.lists(st.tuples(keys, VALUES), max_size=12)
    yield from calls("in [] get del delete pop", keys)
    yield from calls("[]= []= insert get setdefault pop", keys, VALUES)
    yield from calls("update", pairs)
    yield from calls("== |", pairs.map(_distinct).map(Another))
    yield from calls("reversed copy popitem clear")
    yield from calls(
        "keys values items iterkeys itervalues iteritems suffixes starts_with has_subtrie count "
        "first last delete_prefix longest_prefix longest_prefix_of shortest_prefix prefixes "
        "iter_prefixes complete floor lower ceiling higher",
        keys,
    )
    yield from calls("longest_prefix shortest_prefix floor", keys, VALUES)
    yield call("irange", st.none() | keys, st.none() | keys, inclusive=BOTH, reverse=st.booleans())
    yield call("fuzzy", keys, st.integers(0, 2))


def on_queue(keys: Keys) -> Iterable[Keys]:
    pairs = st.lists(st.tuples(keys, keys), max_size=12)
    yield from calls("in [] get del remove discard item pop", keys)
    yield from calls("push push push update []= additem updateitem pushpop replace", keys, keys)
    yield from calls("push pushpop replace", keys, keys, VALUES)
    yield from calls("setdefault pop swap_priority replace_key", keys, keys)
    yield from calls("update merge", pairs)
    yield call("==", pairs.map(Another))
    yield from calls("items in_order peek pop popitem topitem top topvalue popkey popvalue copy")
    yield from calls("heapify clear")


def on_ordered_set(keys: Keys) -> Iterable[Keys]:
    some = st.lists(keys, max_size=12)
    yield from calls("add add discard remove index in move_to_end", keys)
    yield call("[]", PLACES)
    yield from calls("pop reversed copy clear first last")
    yield from calls("update union intersection difference difference_update", some)
    yield from calls("& | - ^ &= |= -= ^= == < <=", some.map(Another))


def on_union_find(keys: Keys) -> Iterable[Keys]:
    yield from calls("add find in component_size component", keys)
    yield from calls("union connected", keys, keys)
    yield from calls("components copy reversed")


def on_cache(keys: Keys) -> Iterable[Keys]:
    yield from calls("in [] get del pop peek", keys)
    yield from calls("[]= []= get setdefault pop set", keys, VALUES)
    yield from calls("items reversed copy popitem clear")


def _distinct(pairs: list[tuple[Any, Any]]) -> Any:
    """Return a mapping where the keys allow it."""
    try:
        return dict(pairs)
    except TypeError:
        return pairs
