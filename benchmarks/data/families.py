"""All families, by name."""

from data.caches import LRU_CACHE, TTL_CACHE
from data.model import Family
from data.queue import QUEUE
from data.relations import GRAPH, ORDERED_SET, UNION_FIND
from data.sorted_dict import SORTED_DICT
from data.sorted_list import SORTED_LIST
from data.sorted_others import SORTED_KEY_LIST, SORTED_SET
from data.trie import TRIE

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        SORTED_LIST,
        SORTED_KEY_LIST,
        SORTED_SET,
        SORTED_DICT,
        TRIE,
        QUEUE,
        LRU_CACHE,
        TTL_CACHE,
        GRAPH,
        UNION_FIND,
        ORDERED_SET,
    )
}
