"""Look up texts by their prefixes, and prefixes of texts: `Trie`."""

from collections.abc import Iterator, Mapping
from sys import getsizeof
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from polepos.data._pure.trie_item import TrieItem
from polepos.data._pure.trie_object import TrieObject
from polepos.data._pure.trie_questions import TrieQuestions
from polepos.data._pure.trie_text import text_of

V = TypeVar("V")
D = TypeVar("D")

MISSING: Any = type("Missing", (), {"__repr__": lambda _: "...", "__slots__": ()})()

STR = frozenset({str})


class Trie(TrieQuestions[V], TrieObject[V]):  # type: ignore[misc]  # lists, not views
    """A mapping from texts to values that answers questions about prefixes.

    `Trie(data, **more)` takes what `dict` takes. Keys are strings and in the order of Python's
    strings, by code point; the empty string is a key as any other. A key of a subclass of `str`
    becomes a plain string. To set, get or test a key takes O(1) and its length; a question about
    prefixes or order takes O(log n), and O(k log n) once after k new keys.

    >>> routes = Trie({"/api": 1, "/api/users": 2, "/api/users/7": 3})
    >>> routes.longest_prefix_of("/api/users/9")
    '/api/users'
    >>> routes.keys("/api/u")
    ['/api/users', '/api/users/7']
    """

    __module__ = "polepos.data"
    __slots__ = ("__weakref__",)
    __hash__ = None  # type: ignore[assignment]

    if not TYPE_CHECKING:  # what is taken, `__init__` says

        def __new__(cls, *_arguments: Any, **_options: Any) -> Self:
            made = object.__new__(cls)
            made._make_empty()
            return made

    # ------------------------------------------------------------------------------- as a mapping

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: object) -> bool:
        """Tell whether a text is a key; what is no string is none. O(1) and its length."""
        return isinstance(key, str) and text_of(key) in self._values

    has_key = __contains__

    def __iter__(self) -> Iterator[str]:
        return self.iterkeys()

    def __reversed__(self) -> Iterator[str]:
        return self._walk(self._keys(), 0, len(self._values), reverse=True)

    def __getitem__(self, key: str) -> V:
        return self._values[key if type(key) is str else text_of(key)]

    @overload
    def get(self, key: str) -> V | None: ...
    @overload
    def get(self, key: str, default: D) -> V | D: ...
    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, or the default where there is none."""
        return self._values.get(key if type(key) is str else text_of(key), default)

    def __setitem__(self, key: str, value: V) -> None:
        self._values[key if type(key) is str else text_of(key)] = value

    def insert(self, key: str, value: V = MISSING) -> None:
        """Set the value of a key; it is the key itself if there is none given."""
        if type(key) is not str:
            key = text_of(key)
        self._values[key] = key if value is MISSING else value  # type: ignore[assignment]

    def __delitem__(self, key: str) -> None:
        self.pop(key)

    def delete(self, key: str) -> None:
        """Remove a key; raise KeyError if it is not here. O(log n)."""
        self.pop(key)

    @overload
    def pop(self, key: str) -> V: ...
    @overload
    def pop(self, key: str, default: D) -> V | D: ...
    def pop(self, key: str, default: Any = MISSING) -> Any:
        """Remove a key and return its value; the default, or KeyError, if it is not here."""
        if type(key) is not str:
            key = text_of(key)
        if key not in self._values:
            if default is MISSING:
                raise KeyError(key)
            return default
        self._order.discard(key)  # it may not be there yet
        self._removed()
        return self._values.pop(key)

    def popitem(self) -> tuple[str, V]:
        """Remove the last key in order and return it and its value; raise KeyError if empty."""
        if not self._values:
            raise KeyError("the trie is empty")
        key = self._sorted()[-1]
        return key, self.pop(key)

    def setdefault(self, key: str, default: Any = None) -> Any:
        """Return the value of a key; the default, which becomes its value, where there is none."""
        return self._values.setdefault(key if type(key) is str else text_of(key), default)

    def update(self, data: Any = (), /, **more: V) -> None:
        """Set the values of many keys: of all of them, or of none if one is no string."""
        found = data if type(data) is dict else dict(data)
        if not STR.issuperset(map(type, found)):
            found = {text_of(key): value for key, value in found.items()}
        self._values.update(found, **more)

    def clear(self) -> None:
        """Remove everything. O(n)."""
        before = self._values, self._order  # dropped when all is empty
        removals = self._removals
        self._make_empty()
        self._removals = removals + 1
        del before

    def delete_prefix(self, prefix: str) -> int:
        """Remove the keys that begin with a prefix; return how many. O(log n) and those."""
        keys, low, high = self._span(text_of(prefix))
        gone = keys[low:high]
        del self._order[low:high]
        self._removed()
        dropped = list(map(self._values.pop, gone))
        return len(dropped)

    # ------------------------------------------------------------------------ prefixes of a text

    def longest_prefix_of(self, text: str) -> str:
        """Return the longest key that a text begins with, or "" if there is none. O(log n)."""
        return self._longest(text_of(text)) or ""

    @overload
    def longest_prefix(self, text: str) -> TrieItem[V]: ...
    @overload
    def longest_prefix(self, text: str, default: D) -> TrieItem[V] | D: ...
    def longest_prefix(self, text: str, default: Any = MISSING) -> Any:
        """Return the longest key that a text begins with, and its value.

        Where there is none return the default, or raise KeyError. O(log n) as a rule.
        """
        key = self._longest(text_of(text))
        return self._item(key, text, default)

    longest_prefix_item = longest_prefix

    @overload
    def shortest_prefix(self, text: str) -> TrieItem[V]: ...
    @overload
    def shortest_prefix(self, text: str, default: D) -> TrieItem[V] | D: ...
    def shortest_prefix(self, text: str, default: Any = MISSING) -> Any:
        """Return the shortest key that a text begins with, and its value, as `longest_prefix`."""
        keys = self._prefix_keys(text_of(text))
        return self._item(keys[0] if keys else None, text, default)

    def _item(self, key: str | None, text: str, default: Any) -> Any:
        if key is not None:
            return TrieItem(key, self._values[key])
        if default is MISSING:
            raise KeyError(text)
        return default

    def prefixes(self, text: str) -> Iterator[TrieItem[V]]:
        """Iterate over the keys that a text begins with and their values, the shortest first."""
        values = self._values
        return iter([TrieItem(key, values[key]) for key in self._prefix_keys(text_of(text))])

    def iter_prefixes(self, text: str) -> Iterator[str]:
        """Iterate over the keys that a text begins with, the shortest first."""
        return iter(self._prefix_keys(text_of(text)))

    # ------------------------------------------------------------------------------ as an object

    def copy(self) -> Self:
        """Return a trie that holds the same. O(n)."""
        made = Trie.__new__(type(self))
        made._values = self._values.copy()
        made._order = self._order.copy()
        made._lengths, made._least = self._lengths, self._least
        if hasattr(self, "__dict__"):
            made.__dict__.update(self.__dict__)
        return made

    __copy__ = copy

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Trie):
            return self._values == other._values
        if isinstance(other, Mapping):
            return self._values == dict(other.items())
        return NotImplemented

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + getsizeof(self._values) + getsizeof(self._order)
