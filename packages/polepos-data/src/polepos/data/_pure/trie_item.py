"""A key of a trie with its value: what questions about prefixes of a text are answered with."""

from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")


class TrieItem(NamedTuple, Generic[V]):
    """A key of a trie and its value."""

    key: str
    value: V


TrieItem.__module__ = "polepos.data"  # a named tuple takes it from where it is written
