"""Edges for hypothesis to draw, and the slow ways to answer for a graph."""

from typing import Any

from hypothesis import strategies as st

NODES = st.integers(0, 7)
EDGES = st.lists(st.tuples(NODES, NODES), max_size=16)
WEIGHTED = st.lists(st.tuples(NODES, NODES, st.integers(0, 5)), max_size=16)


class Label:
    """A node whose hash counts and fails on command, and whose `==` calls back."""

    hashed = 0
    fails_at = 0

    def __init__(self, name: str, *, calls: Any = None, hash_value: int | None = None) -> None:
        self.name, self.calls = name, calls
        self.hash_value = hash(name) if hash_value is None else hash_value

    def __hash__(self) -> int:
        Label.hashed += 1
        if Label.hashed == Label.fails_at:
            raise ZeroDivisionError
        return self.hash_value

    def __eq__(self, other: object) -> bool:
        if self.calls is not None:
            calls, self.calls = self.calls, None
            calls()
        return isinstance(other, Label) and self.name == other.name

    def __repr__(self) -> str:
        return self.name


def reached(edges: set[tuple[int, int]], start: int) -> set[int]:
    """Return what can be reached from a node, itself included, the slow way."""
    found = {start}
    while more := {v for u, v in edges if u in found} - found:
        found |= more
    return found


def both_ways(edges: list[tuple[int, int]]) -> set[tuple[int, int]]:
    return {*edges, *((v, u) for u, v in edges)}
