"""The keys that containers are filled with and asked for: of every kind, the same in every run."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

PROBES = {1_000: 1_000, 100_000: 10_000, 1_000_000: 20_000}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
AREAS = ("api/v1/users", "api/v1/orders", "api/v2/items", "static/img", "shop", "docs/en", "blog")
LEAVES = ("", "/edit", "/reviews", "/history", "/comments/latest")


class Item:
    """An object that compares, equals and hashes in Python."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value

    def __lt__(self, other: "Item") -> bool:
        return self.value < other.value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


def word(number: int) -> str:
    """Return a short word of its own for every number below 26 ** 6."""
    number = number * 1_000_003 % 26**6
    letters = []
    while number:
        number, place = divmod(number, 26)
        letters.append(LETTERS[place])
    return "".join(letters)


def url(number: int) -> str:
    """Return the path of an URL, which shares its beginning with many others."""
    return f"/{AREAS[number % 7]}/{number // 35}{LEAVES[number % 5]}"


def pair(number: int) -> tuple[int, int]:
    """Return two numbers, of which the first is shared by a few."""
    return (number >> 5, number & 31)


@dataclass(frozen=True)
class Kind:
    """A kind of key: how one is made of a number, and whether numbers order keys as `<` does."""

    make: Callable[[int], Any]
    monotone: bool = True


KINDS = {
    "int": Kind(lambda number: number * 3 + 1_000),
    "float": Kind(lambda number: number * 0.37),
    "url": Kind(url, monotone=False),
    "word": Kind(word, monotone=False),
    "tuple": Kind(pair),
    "object": Kind(Item),
}


class Keys:
    """The keys of one kind for a container of n elements.

    Attributes: `held` are the n keys in random order; `hits` are equal to some of them but other
    objects, as what one looks for usually is; `fresh` are in no container yet.
    """

    def __init__(self, kind: str, n: int) -> None:
        self.n = n
        self.name = kind
        self.kind = KINDS[kind]
        self.probes = PROBES.get(n, min(n, 10_000))
        wanted = n + self.probes
        bits = wanted.bit_length() + 3
        draw = self.dice("keys").getrandbits
        drawn = dict.fromkeys(draw(bits) for _ in range(wanted * 5 // 4))
        # Numbers stay alive: what they leave free would hide a part of what containers allocate.
        self.numbers = list(drawn)[:wanted]
        made = self.make(self.numbers)
        self.held, self.fresh = made[:n], made[n:]
        self.chosen = self.dice("chosen").choices(range(n), k=self.probes)
        self.hits = self.make(self.numbers[place] for place in self.chosen)

    def dice(self, purpose: str) -> random.Random:
        """Return a source of numbers for a purpose: the same numbers in every run, for every rival."""
        return random.Random(f"{self.name} {self.n} {purpose}")  # noqa: S311 - no secrets here

    def make(self, numbers: Iterable[int]) -> list[Any]:
        """Return new keys for numbers."""
        return [self.kind.make(number) for number in numbers]

    @cached_property
    def ordered(self) -> list[Any]:
        """Return the held keys in order."""
        if not self.kind.monotone:
            return sorted(self.held)
        held, numbers = self.held, self.numbers
        return [held[place] for place in sorted(range(self.n), key=numbers.__getitem__)]

    @cached_property
    def stretches(self) -> list[tuple[Any, Any]]:
        """Return the ends of random ranges that hold a hundred elements each."""
        size = min(100, self.n // 4)
        places = range(self.n - size)
        begins = self.dice("stretches").choices(places, k=max(10, self.probes // 50))
        return [(self.ordered[begin], self.ordered[begin + size - 1]) for begin in begins]
