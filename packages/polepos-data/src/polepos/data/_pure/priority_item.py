"""What a priority queue gives to its users: an item of it, and the error when there is none."""

from typing import Any, Generic, NamedTuple, TypeVar

K = TypeVar("K")
P = TypeVar("P")
V = TypeVar("V")


class Missing:
    """What stands for an argument that was not given."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "..."


MISSING: Any = Missing()


class PriorityItem(NamedTuple, Generic[K, P, V]):
    """What a priority queue holds under a key: the key, its priority, and a value beside it."""

    key: K
    priority: P
    value: V


PriorityItem.__module__ = "polepos.data"  # a named tuple takes it from where it is written


def item_of(entry: tuple[Any, ...]) -> PriorityItem[Any, Any, Any]:
    """Return what users see of an entry."""
    return tuple.__new__(PriorityItem, entry[2:])


class EmptyQueueError(IndexError, KeyError):
    """The queue is empty: an IndexError as for lists, and a KeyError as for mappings."""

    __module__ = "polepos.data"

    __str__ = Exception.__str__  # a KeyError would put its message in quotes


def no_order(priority: object) -> ValueError:
    """Return the error that says that NaN is no priority."""
    return ValueError(f"priority {priority!r} has no place in an order: it is not equal to itself")
