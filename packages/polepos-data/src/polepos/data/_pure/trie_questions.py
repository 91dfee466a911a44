"""What can be asked of the keys of a trie: by prefix, by neighbourhood, by likeness."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, TypeVar, overload

from polepos.data._pure.trie_order import TrieOrder, ceiling, floor, left, right
from polepos.data._pure.trie_text import common_length, next_row, successor, text_of

V = TypeVar("V")
D = TypeVar("D")


class TrieQuestions(TrieOrder[V]):
    """The questions about keys; none of them changes anything."""

    __slots__ = ()

    # ------------------------------------------------------------------------ keys with a prefix

    def keys(self, prefix: str = "") -> list[str]:
        """Return the keys that begin with a prefix, in order. O(log n) and the keys found."""
        keys, low, high = self._span(prefix if type(prefix) is str else text_of(prefix))
        return keys[low:high]

    def values(self, prefix: str = "") -> list[V]:
        """Return the values of the keys that begin with a prefix, in the order of the keys."""
        return list(map(self._values.__getitem__, self.keys(prefix)))

    def items(self, prefix: str = "") -> list[tuple[str, V]]:
        """Return the keys that begin with a prefix and their values, in the order of the keys."""
        keys = self.keys(prefix)
        return list(zip(keys, map(self._values.__getitem__, keys), strict=True))

    def iterkeys(self, prefix: str = "") -> Iterator[str]:
        """Iterate over the keys that begin with a prefix, in order and lazily.

        Raise RuntimeError if a key comes or goes meanwhile.
        """
        return self._walk(*self._span(text_of(prefix)))

    def itervalues(self, prefix: str = "") -> Iterator[V]:
        """Iterate over the values of the keys that begin with a prefix, as `iterkeys` does."""
        return map(self._values.__getitem__, self.iterkeys(prefix))

    def iteritems(self, prefix: str = "") -> Iterator[tuple[str, V]]:
        """Iterate over the keys that begin with a prefix and their values, as `iterkeys` does."""
        return ((key, self._values[key]) for key in self.iterkeys(prefix))

    def starts_with(self, prefix: str) -> bool:
        """Tell whether there is a key that begins with a prefix. O(log n).

        Every key begins with the empty prefix, so that asks whether there is any key at all.
        """
        if type(prefix) is not str:
            prefix = text_of(prefix)
        keys = self._flat
        if keys is None or len(keys) != len(self._values):
            after = ceiling(self._keys(), prefix)
            return after is not None and after.startswith(prefix)
        if prefix in self._values:
            return True
        position = bisect_left(keys, prefix)
        return position < len(keys) and keys[position].startswith(prefix)

    has_keys_with_prefix = starts_with

    def has_subtrie(self, prefix: str) -> bool:
        """Tell whether there is a key that begins with a prefix and is longer. O(log n)."""
        prefix = text_of(prefix)
        keys = self._keys()
        position = right(keys, prefix)
        return position < len(keys) and keys[position].startswith(prefix)

    def count(self, prefix: str = "") -> int:
        """Return how many keys begin with a prefix. O(log n)."""
        _, low, high = self._span(text_of(prefix))
        return high - low

    # ------------------------------------------------------------------------ neighbours, ranges

    def irange(
        self,
        minimum: str | None = None,
        maximum: str | None = None,
        inclusive: tuple[bool, bool] = (True, True),
        *,
        reverse: bool = False,
    ) -> Iterator[str]:
        """Iterate over the keys from a minimum to a maximum, lazily; None is no bound.

        `inclusive` tells of both bounds whether they belong to it; with `reverse` the order is
        from the maximum down. Raise RuntimeError if a key comes or goes meanwhile.
        """
        keys = self._keys()
        low, high = 0, len(keys)
        if minimum is not None:
            low = (left if inclusive[0] else right)(keys, text_of(minimum))
        if maximum is not None:
            high = (right if inclusive[1] else left)(keys, text_of(maximum))
        return self._walk(keys, low, high, reverse=reverse)

    def _at(self, position: int, default: Any) -> Any:
        keys = self._keys()
        return keys[position] if 0 <= position < len(keys) else default

    @overload
    def first(self, prefix: str = "") -> str | None: ...
    @overload
    def first(self, prefix: str = "", *, default: D) -> str | D: ...
    def first(self, prefix: str = "", *, default: Any = None) -> Any:
        """Return the first key that begins with a prefix, or the default. O(log n)."""
        keys, low, high = self._span(text_of(prefix))
        return keys[low] if low < high else default

    @overload
    def last(self, prefix: str = "") -> str | None: ...
    @overload
    def last(self, prefix: str = "", *, default: D) -> str | D: ...
    def last(self, prefix: str = "", *, default: Any = None) -> Any:
        """Return the last key that begins with a prefix, or the default. O(log n)."""
        keys, low, high = self._span(text_of(prefix))
        return keys[high - 1] if low < high else default

    @overload
    def floor(self, text: str) -> str | None: ...
    @overload
    def floor(self, text: str, default: D) -> str | D: ...
    def floor(self, text: str, default: Any = None) -> Any:
        """Return the last key that is not after a text, or the default. O(log n)."""
        key = floor(self._keys(), text_of(text))
        return default if key is None else key

    @overload
    def lower(self, text: str) -> str | None: ...
    @overload
    def lower(self, text: str, default: D) -> str | D: ...
    def lower(self, text: str, default: Any = None) -> Any:
        """Return the last key that is before a text, or the default. O(log n)."""
        return self._at(left(self._keys(), text_of(text)) - 1, default)

    @overload
    def ceiling(self, text: str) -> str | None: ...
    @overload
    def ceiling(self, text: str, default: D) -> str | D: ...
    def ceiling(self, text: str, default: Any = None) -> Any:
        """Return the first key that is not before a text, or the default. O(log n)."""
        key = ceiling(self._keys(), text_of(text))
        return default if key is None else key

    @overload
    def higher(self, text: str) -> str | None: ...
    @overload
    def higher(self, text: str, default: D) -> str | D: ...
    def higher(self, text: str, default: Any = None) -> Any:
        """Return the first key that is after a text, or the default. O(log n)."""
        return self._at(right(self._keys(), text_of(text)), default)

    # ---------------------------------------------------------------------------------- likeness

    def fuzzy(self, text: str, max_distance: int = 1) -> list[tuple[str, int]]:
        """Return the keys within an edit distance of a text, each with its distance, nearest first.

        The distance is Levenshtein's: characters inserted, removed or replaced. Keys of the same
        distance are in order. Raise ValueError for a negative distance. The keys are walked in
        order, those with a prefix in common share the work, and a prefix that is too far already
        is left out with all that begin with it.
        """
        text = text_of(text)
        if max_distance < 0:
            raise ValueError(f"max_distance is at least 0, not {max_distance!r}")
        keys = self._keys()
        rows = [list(range(len(text) + 1))]
        found: list[tuple[int, str]] = []
        before, position = "", 0
        while position < len(keys):
            key = keys[position]
            position += 1
            del rows[common_length(before, key) + 1 :]
            before = key
            for depth in range(len(rows), len(key) + 1):
                row = next_row(rows[-1], text, key[depth - 1])
                rows.append(row)
                if min(row) > max_distance:
                    end = successor(key[:depth])
                    position = len(keys) if end is None else left(keys, end)
                    break
            else:
                if rows[-1][-1] <= max_distance:
                    found.append((rows[-1][-1], key))
        return [(key, distance) for distance, key in sorted(found)]
