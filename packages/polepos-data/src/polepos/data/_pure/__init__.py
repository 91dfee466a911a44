"""The containers in plain Python: the reference that every other backend has to equal."""

from polepos.data._pure.cached import CacheInfo, cached
from polepos.data._pure.graph import Graph
from polepos.data._pure.graph_errors import CycleError, NoPathError, NotInGraphError
from polepos.data._pure.lru_cache import LRUCache
from polepos.data._pure.ordered_set import OrderedSet
from polepos.data._pure.priority import IndexedPriorityQueue
from polepos.data._pure.priority_item import EmptyQueueError, PriorityItem
from polepos.data._pure.sorted_dict import SortedDict
from polepos.data._pure.sorted_key_list import SortedKeyList
from polepos.data._pure.sorted_list import SortedList
from polepos.data._pure.sorted_range import SortedRange
from polepos.data._pure.sorted_set import SortedSet
from polepos.data._pure.sorted_views import SortedItemsView, SortedKeysView, SortedValuesView
from polepos.data._pure.trie import Trie
from polepos.data._pure.trie_item import TrieItem
from polepos.data._pure.ttl_cache import TTLCache
from polepos.data._pure.union_find import UnionFind

__all__ = [
    "CacheInfo",
    "CycleError",
    "EmptyQueueError",
    "Graph",
    "IndexedPriorityQueue",
    "LRUCache",
    "NoPathError",
    "NotInGraphError",
    "OrderedSet",
    "PriorityItem",
    "SortedDict",
    "SortedItemsView",
    "SortedKeyList",
    "SortedKeysView",
    "SortedList",
    "SortedRange",
    "SortedSet",
    "SortedValuesView",
    "TTLCache",
    "Trie",
    "TrieItem",
    "UnionFind",
    "cached",
]
