"""Try polepos.data as it is installed with nothing beside it: Rust has to be there, and be used."""

import pickle
import sys
from collections.abc import Callable
from importlib.metadata import distribution
from typing import Any

from polepos import data
from polepos.data import _native

FILLED: dict[str, Callable[[], Any]] = {
    "SortedList": lambda: data.SortedList([3, 1, 2]),
    "SortedKeyList": lambda: data.SortedKeyList(["bb", "a"], key=len),
    "SortedSet": lambda: data.SortedSet("polepos"),
    "SortedDict": lambda: data.SortedDict(b=2, a=1),
    "Trie": lambda: data.Trie({"/users": 1, "/users/me": 2}),
    "IndexedPriorityQueue": lambda: data.IndexedPriorityQueue({"mail": 5, "build": 3}),
    "OrderedSet": lambda: data.OrderedSet([3, 1, 2]),
    "LRUCache": lambda: data.LRUCache(10),
    "UnionFind": lambda: data.UnionFind([1, 2]),
}


def main() -> None:
    """Make one of each, send it through a pickle, and say who made it."""
    if data.BACKEND != "rust":
        sys.exit(f"the backend is {data.BACKEND}")
    for name, make in FILLED.items():
        made = make()
        if pickle.loads(pickle.dumps(made)) != made:  # noqa: S301 - our own
            sys.exit(f"{name}: its pickle is another")
        if name in _native.__all__ and type(made) is not getattr(_native, name):
            sys.exit(f"{name}: it should be that of the Rust backend")
    said = distribution("polepos-data").read_text("WHEEL") or ""
    tag = next(line for line in said.splitlines() if line.startswith("Tag: "))
    compiled = ", ".join(_native.__all__) or "no container yet"
    print(f"Python {sys.version.split()[0]}, {tag.removeprefix('Tag: ')}: {compiled} in Rust")


if __name__ == "__main__":
    main()
