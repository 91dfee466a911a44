"""The containers on engines in Rust: each equals its reference in `polepos.data._pure`.

What is not named here has no engine of its own and comes from the reference.
"""

from polepos.data._native.graph import Graph
from polepos.data._native.lru_cache import LRUCache
from polepos.data._native.priority import IndexedPriorityQueue
from polepos.data._native.sorted_dict import SortedDict
from polepos.data._native.sorted_key_list import SortedKeyList
from polepos.data._native.sorted_list import SortedList
from polepos.data._native.sorted_set import SortedSet
from polepos.data._native.trie import Trie
from polepos.data._native.ttl_cache import TTLCache
from polepos.data._native.union_find import UnionFind

__all__ = [
    "Graph",
    "IndexedPriorityQueue",
    "LRUCache",
    "SortedDict",
    "SortedKeyList",
    "SortedList",
    "SortedSet",
    "TTLCache",
    "Trie",
    "UnionFind",
]
