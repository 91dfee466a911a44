"""`Trie` on its engine in Rust: an adaptive radix tree."""

from collections.abc import Mapping
from typing import Self, TypeVar

from polepos.data import _pure
from polepos.data._pure.trie_object import TrieObject
from polepos.data._rust import TrieEngine

V = TypeVar("V")


class Trie(TrieEngine, TrieObject[V]):  # type: ignore[misc]  # lists, not views
    """A mapping from texts to values that answers questions about prefixes."""

    __doc__ = _pure.Trie.__doc__
    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __hash__ = None  # type: ignore[assignment]

    has_key = TrieEngine.__contains__
    has_keys_with_prefix = TrieEngine.starts_with
    longest_prefix_item = TrieEngine.longest_prefix

    def copy(self) -> Self:
        """Return a trie that holds the same. O(n)."""
        made = Trie.__new__(type(self))
        made._take_copy(self)
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

    __copy__ = copy

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Trie):
            keys, values = TrieEngine.keys, TrieEngine.values
            if len(self) != len(other) or keys(self) != keys(other):
                return False
            return values(self) == values(other)
        if isinstance(other, Mapping):
            return len(self) == len(other) and dict(TrieEngine.items(self)) == dict(other.items())
        return NotImplemented

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + self._allocated()
