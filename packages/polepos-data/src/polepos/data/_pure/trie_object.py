"""What a trie does as an object, however it stores its keys: text, pickles, models, completion."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from heapq import nlargest
from operator import itemgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Self, TypeVar

from polepos.data._pickles import reduced
from polepos.data._pure.schema import dict_schema

V = TypeVar("V")


class TrieObject(MutableMapping[str, V]):
    """The methods of a trie that others of its methods carry."""

    __slots__ = ()

    def __init__(
        self, data: Mapping[str, V] | Iterable[tuple[str, V]] | None = None, /, **more: V
    ) -> None:
        if len(self):  # called again
            self.clear()
        if data is not None or more:
            self.update(() if data is None else data, **more)

    if TYPE_CHECKING:  # lists, not views

        def keys(self, prefix: str = "") -> list[str]: ...  # type: ignore[override]
        def items(self, prefix: str = "") -> list[tuple[str, V]]: ...  # type: ignore[override]

    @classmethod
    def fromkeys(cls, iterable: Iterable[str], value: Any = None) -> Self:
        """Make a trie of keys that all have the same value."""
        return cls(dict.fromkeys(iterable, value))

    def suffixes(self, prefix: str = "") -> list[str]:
        """Return what follows the prefix in each of the keys that begin with it, in order."""
        start = len(prefix)
        return [key[start:] for key in self.keys(prefix)]

    def complete(
        self, prefix: str, n: int = 10, *, weight: Callable[[str, V], Any] | None = None
    ) -> list[tuple[str, V]]:
        """Return the `n` weightiest of the keys that begin with a prefix, and their values.

        The weight is the value, or what `weight(key, value)` returns; keys of the same weight are
        in order. O(k log n) for k keys with the prefix.
        """
        if n < 0:
            raise ValueError(f"n is at least 0, not {n!r}")
        items = self.items(prefix)
        if weight is None:
            return nlargest(n, items, key=itemgetter(1))
        return nlargest(n, items, key=lambda item: weight(*item))

    @recursive_repr()
    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self.items())!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let a pydantic model have such a field, which is a dict outside."""
        return dict_schema(cls, source, handler, key=str)

    def __reduce__(self) -> tuple[object, ...]:
        attributes = dict(getattr(self, "__dict__", ()))
        return reduced(self, (dict(self.items()), attributes))

    def __setstate__(self, state: tuple[dict[str, V], dict[str, Any]]) -> None:
        values, attributes = state
        if attributes:
            self.__dict__.update(attributes)
        self.update(values)
