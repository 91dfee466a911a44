"""Keys at the edges of what containers treat alike, and keys that act when they are asked anything."""

import math
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from hypothesis import strategies as st

EDGES = [
    each + step
    for each in (2**31, 2**53, 2**63, 2**64, -(2**31), -(2**53), -(2**63))
    for step in (-1, 0, 1)
]
LARGE = [*EDGES, 2**200, -(2**200)]


class Number(int):
    """An int, but not exactly one."""


class Text(str):
    """A str, but not exactly one."""

    __slots__ = ()


class BoomError(Exception):
    """What an `Odd` raises when its time has come."""


class Odd:
    """A key that counts how often it is asked, and acts at the n-th time."""

    left: ClassVar[int] = 0
    act: ClassVar[Callable[[], object] | None] = None

    def __init__(self, at: int) -> None:
        self.at = at

    @classmethod
    def asked(cls) -> None:
        cls.left -= 1
        if cls.act is not None and cls.left == 0:
            act, cls.act = cls.act, None  # it asks nothing of itself
            act()
            raise BoomError

    @classmethod
    @contextmanager
    def acting(cls, act: Callable[[], object], at: int) -> Iterator[None]:
        """Act at the given call, counted from one, and raise BoomError afterwards."""
        cls.left, cls.act = at, act
        try:
            yield
        finally:
            cls.act = None

    def __lt__(self, other: object) -> bool:
        Odd.asked()
        return self.at < other.at if isinstance(other, Odd) else NotImplemented

    def __eq__(self, other: object) -> bool:
        Odd.asked()
        return isinstance(other, Odd) and self.at == other.at

    def __hash__(self) -> int:
        Odd.asked()
        return self.at % 7

    def __repr__(self) -> str:
        return f"Odd({self.at})"


def asked_itself(value: Any) -> Any:
    """Return the value, as a key function that may act."""
    Odd.asked()
    return value


def length(value: Any) -> int:
    """Return a key that many values share."""
    return len(str(value)) % 5


SMALL = st.integers(-9, 9)
INTS = SMALL | st.sampled_from(LARGE)
FLOATS = SMALL.map(lambda each: each / 2) | st.sampled_from(
    [0.0, -0.0, math.inf, -math.inf, 2.0**53, 2.0**63, -(2.0**63), 5e-324, 1e300]
)
TEXTS = st.text("ab/\0é\ud800\uffff\U0010ffff", max_size=5) | st.text("ab", max_size=3).map(
    lambda end: f"/a/shared/beginning/{end}"
)

FAMILIES: dict[str, st.SearchStrategy[Any]] = {
    "ints": INTS,
    "small ints": SMALL,
    "floats": FLOATS | st.just(math.nan),
    "numbers": INTS | FLOATS | st.booleans() | INTS.map(Number) | st.just(math.nan),
    "texts": TEXTS,
    "texts of two kinds": TEXTS | TEXTS.map(Text),
    "bytes": st.binary(max_size=10),
    "pairs": st.tuples(INTS, INTS),
    "small pairs": st.tuples(SMALL, SMALL),
    "tuples": st.lists(SMALL | FLOATS, max_size=3).map(tuple),
    "odd": SMALL.map(Odd),
}
"""Keys that can be compared with each other, by what they have in common."""

STRANGERS = st.sampled_from([None, 3, "a", b"a", (1, 2), 2.5])


def keys_of(family: str) -> st.SearchStrategy[Any]:
    """Return keys of a family, and now and then one that cannot be compared with them."""
    own = FAMILIES[family]
    return st.integers(0, 24).flatmap(lambda chance: STRANGERS if chance == 24 else own)


def many_of(family: str, size: int, seed: int) -> list[Any]:
    """Return many different keys of a family in no order, quicker than they could be drawn."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    numbers = [chance.randrange(-size, size) for _ in range(size)]
    return list(map(_MADE_OF[family], numbers))


_MADE_OF: dict[str, Callable[[int], Any]] = {
    "ints": lambda number: number * 2**40 if number % 9 else number * 2**70,
    "small ints": lambda number: number,
    "floats": lambda number: number / 4,
    "numbers": lambda number: number / 4 if number % 3 else number,
    "texts": lambda number: f"/orders/{number}/items" if number % 2 else f"{number}é",
    "texts of two kinds": lambda number: Text(number) if number % 2 else str(number),
    "bytes": lambda number: str(number).encode(),
    "pairs": lambda number: (number % 5, number * 2**30),
    "small pairs": lambda number: (number % 5, number),
    "tuples": lambda number: (number % 5, number / 2),
    "odd": Odd,
}
