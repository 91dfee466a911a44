"""Ask a container and its peers the same, and take result and state as plain data.

A probe is Python as a user would write it, of a container `c` of the class `new`: "c.pop(0)". Its
answer is the result or what was raised, and what the container holds afterwards.
"""

import ast
import copy
import math
import operator
import pickle
import threading
import types
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

Probes = Mapping[str, tuple[str, ...]]
"""What each method is asked."""

Reasons = Mapping[str, tuple[str, ...]]
"""What is to be said, and of which probes or methods."""

OPERATORS = {
    "__init__": "C(...)",
    "__class_getitem__": "C[...]",
    "__len__": "len(c)",
    "__contains__": "x in c",
    "__iter__": "iter(c)",
    "__reversed__": "reversed(c)",
    "__getitem__": "c[x]",
    "__setitem__": "c[x] = y",
    "__delitem__": "del c[x]",
    "__missing__": "__missing__",
    "__add__": "c + x",
    "__radd__": "x + c",
    "__iadd__": "c += x",
    "__mul__": "c * n",
    "__rmul__": "n * c",
    "__imul__": "c *= n",
    "__or__": "c | x",
    "__ror__": "x | c",
    "__ior__": "c |= x",
    "__and__": "c & x",
    "__rand__": "x & c",
    "__iand__": "c &= x",
    "__sub__": "c - x",
    "__rsub__": "x - c",
    "__isub__": "c -= x",
    "__xor__": "c ^ x",
    "__rxor__": "x ^ c",
    "__ixor__": "c ^= x",
    "__eq__": "c == x",
    "__lt__": "c < x",
    "__le__": "c <= x",
    "__gt__": "c > x",
    "__ge__": "c >= x",
    "__call__": "c(...)",
    "__repr__": "repr(c)",
    "__copy__": "copy.copy(c)",
    "__reduce__": "pickle",
}
"""The special methods that make a row, and how the row calls them."""

OF_EVERY_OBJECT = {"__init__", "__copy__", "__reduce__"}
"""What works with classes, too, that say nothing of it."""

OF_A_FUNCTION = {"__init__", "__call__"}
"""What counts where the subject is no class but a function that makes functions."""


@dataclass(frozen=True)
class Peer:
    """A class that people use today, and what has to be said of it."""

    name: str
    new: Any
    differences: Reasons = field(default_factory=dict)
    left_out: Reasons = field(default_factory=dict)
    more: tuple[str, ...] = ()  # what ours takes and this one refuses with a TypeError
    base: str = ""  # what makes the container, if it is not what makes ours


@dataclass(frozen=True)
class Seed:
    """What was found out of poleposition's class, which cannot be installed beside ours."""

    methods: str
    differences: Reasons = field(default_factory=dict)
    left_out: Reasons = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """A public class of ours, or a function, with all that is asked of it."""

    name: str
    text: str
    base: str
    state: str
    probes: Probes
    peers: tuple[Peer, ...] = ()
    seed: Seed | None = None
    own: str = ""  # the name in `polepos.data`, if `name` is not
    large: str = ""  # what makes one that is kept in another way, with as much to say to the probes


@dataclass(frozen=True)
class Answer:
    """What a container did when it was asked."""

    result: str
    state: str
    error: type[BaseException] | None = None

    def agrees(self, other: "Answer") -> bool:
        """Tell whether code written for the other answer takes this one just as well."""
        if self.state != other.state or (self.error is None) != (other.error is None):
            return False
        if self.error is None or other.error is None:
            return self.result == other.result
        return issubclass(self.error, _builtin(other.error))


def _builtin(error: type[BaseException]) -> type[BaseException]:
    """Return the first of an error's classes that code can name without an import."""
    return next(each for each in error.__mro__ if each.__module__ == "builtins")


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def container(new: Any, base: str) -> tuple[Any, dict[str, Any]]:
    """Return a container made by `base`, and the names that probes may use."""
    names: dict[str, Any] = {"Lock": threading.Lock, "clock": Clock(), "copy": copy, "new": new}
    names |= {"nan": math.nan, "operator": operator, "pickle": pickle, "neg": operator.neg}
    _run(f"c = {base}" if "\n" not in base else base, names)
    return names["c"], names


def answer(new: Any, subject: Subject, probe: str, base: str = "") -> Answer:
    """Ask a fresh container."""
    _, names = container(new, base or subject.base)
    error, result = None, ""
    try:
        result = repr(plain(_run(probe, names), new))
    except Exception as raised:  # noqa: BLE001 - whatever it is
        error = type(raised)
    return Answer(result, repr(plain(_run(subject.state, names), new)), error)


def _run(code: str, names: dict[str, Any]) -> Any:
    """Run statements; return the value of the last, if it is an expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<probe>", "exec"), names)  # noqa: S102 - code of ours
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "<probe>", "eval"), names)  # noqa: S307
    return None


ATOMS = (str, bytes, int, float, complex, type(None), type(NotImplemented), type(Ellipsis))


def plain(value: Any, new: Any) -> Any:
    """Return builtin data that say what a value is; order is told only where there is one."""
    if isinstance(value, ATOMS):
        return value
    if isinstance(value, type):
        return "the class" if value is new else value.__name__
    found = _inside(value, new)
    if isinstance(new, type) and isinstance(value, new):
        return ("such a container", found)
    return found


def _inside(value: Any, new: Any) -> Any:
    def each(values: Iterable[Any]) -> list[Any]:
        return [plain(one, new) for one in values]

    if isinstance(value, types.GenericAlias) or hasattr(value, "__origin__"):
        return "an alias"
    if isinstance(value, tuple):
        return tuple(each(value))
    if isinstance(value, Mapping):
        return {"a mapping": sorted(each(value.items()), key=repr)}
    if isinstance(value, AbstractSet):
        return {"a set": sorted(each(value), key=repr)}
    if isinstance(value, Iterable):
        return each(value)
    return type(value).__name__


def methods(found: Any) -> set[str]:
    """Return the names of what can be asked of a container: methods, properties, operators."""
    names = {name for name in dir(found) if name[0] != "_"}
    if hasattr(found, "__wrapped__"):
        return names | OF_A_FUNCTION
    own = {name for each in type(found).__mro__[:-1] for name in vars(each)}
    return names | OF_EVERY_OBJECT | (own & OPERATORS.keys())
