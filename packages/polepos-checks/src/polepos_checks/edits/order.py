"""Where a new entry goes among those that are there."""

from collections.abc import Iterable

SortKey = tuple[str, ...]


def sort_key(name: str) -> SortKey:
    """Return what a name is sorted by: its letters whatever their case, then as they are."""
    return name.casefold(), name


def place(keys: Iterable[SortKey | None], key: SortKey, order: str) -> int:
    """Return before which of `keys` a new one goes: the first that sorts after it.

    With the order `append`, and if none does, it is the number of keys: after the last one. What has
    no key (`None`) is stepped over. However keys were sorted before, the same new ones give the same
    result in whichever order they come.
    """
    known = list(keys)
    later = (at for at, other in enumerate(known) if other is not None and other > key)
    return next(later, len(known)) if order == "sorted" else len(known)
