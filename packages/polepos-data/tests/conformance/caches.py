"""`LRUCache`, `TTLCache` and `cached`, beside those of cachetools."""

import cachetools

from conformance.model import Peer, Seed, Subject

COMMON = {
    "__class_getitem__": ("new[str, int]",),
    "__len__": ("len(c)",),
    "__contains__": ("'a' in c", "'x' in c", "[] in c"),
    "__iter__": ("sorted(c)", "list(c)", "c['a'], list(c)"),
    "__reversed__": ("list(reversed(c))",),
    "__getitem__": ("c['a']", "c['x']", "c[[]]"),
    "__setitem__": ("c['a'] = 9", "c['x'] = 9", "c['x'] = 9; c['y'] = 8", "c[[]] = 9"),
    "__delitem__": ("del c['a']", "del c['x']"),
    "__missing__": ("c.__missing__('x')", "class D(new):\n    def __missing__(self, key):\n        self[key] = value = key * 2\n        return value\nd = D(2, *more)\nd['x'], d.get('y'), 'x' in d"),
    "__eq__": ("c == dict(c)", "c == {}", "c != dict(c)", "c == 3"),
    "__copy__": ("copy.copy(c)", "copy.copy(c) is c", "d = copy.copy(c)\nd['x'] = 9"),
    "__reduce__": ("d = pickle.loads(pickle.dumps(new(2, *more[:1])))\nd['x'] = 1\nd",),
    "clear": ("c.clear()", "c.clear()\nc.currsize"),
    "currsize": ("c.currsize", "new(9, *more, getsizeof=abs).currsize", "d = new(9, *more, getsizeof=abs)\nd['a'] = 4\nd.currsize"),
    "get": ("c.get('a')", "c.get('x')", "c.get('x', 0)", "c.get('a')\nc['x'] = 9"),
    "getsizeof": ("c.getsizeof(7)", "new(9, *more, getsizeof=abs).getsizeof(7)"),
    "items": ("sorted(c.items())", "list(c.items())"),
    "keys": ("sorted(c.keys())", "list(c.keys())"),
    "maxsize": ("c.maxsize",),
    "pop": ("c.pop('a')", "c.pop('x')", "c.pop('x', 0)"),
    "popitem": ("c.popitem()", "c['a']\nc.popitem()", "new(3, *more).popitem()"),
    "setdefault": ("c.setdefault('a', 9)", "c.setdefault('x', 9)", "c.setdefault('x')"),
    "update": ("c.update({'a': 9})", "c.update(x=9)", "c.update([('x', 9)])", "c.update(3)"),
    "values": ("sorted(c.values())", "list(c.values())"),
    "copy": ("c.copy()",),
    "get_or_set": ("c.get_or_set('a', lambda: 9)", "c.get_or_set('x', lambda: 9)"),
    "max_size": ("c.max_size",),
    "peek": ("c.peek('a')", "c.peek('x', 0)"),
    "resize": ("c.resize(1)",),
    "set": ("c.set('x', 9)",),
}  # fmt: skip

LRU = {
    **COMMON,
    "__init__": ("new(3).maxsize", "new(maxsize=3).maxsize", "new(3, abs).getsizeof(-3)", "d = new(0)\nd['a'] = 1", "d = new(2, getsizeof=abs)\nd['a'] = 3", "d = new(4, getsizeof=abs)\nd['a'] = 3\nd['b'] = 2\nd", "new()"),
    "__repr__": ("repr(new(3))",),
}  # fmt: skip

TTL = {
    **COMMON,
    "__init__": ("new(3, 10).maxsize", "new(maxsize=3, ttl=10).ttl", "new(3)", "new(3, 10, clock, abs).getsizeof(-3)", "new(3, 10, timer=clock, getsizeof=None).ttl", "d = new(0, 10)\nd['a'] = 1", "d = new(3, 0, clock)\nd['a'] = 1\nlen(d)"),
    "__repr__": ("repr(new(3, 10))",),
    "__len__": ("len(c)", "clock.now = 10\nlen(c)", "clock.now = 9\nlen(c)"),
    "__contains__": (*COMMON["__contains__"], "clock.now = 10\n'a' in c"),
    "__iter__": (*COMMON["__iter__"], "clock.now = 10\nlist(c)"),
    "__getitem__": (*COMMON["__getitem__"], "clock.now = 10\nc['a']", "clock.now = 9\nc['a']\nclock.now = 10\nc['a']"),
    "__delitem__": (*COMMON["__delitem__"], "clock.now = 10\ndel c['a']"),
    "expire": ("c.expire()", "clock.now = 10\nc.expire()", "c.expire(10)", "c.expire(5)", "c.expire(time=10)"),
    "get": (*COMMON["get"], "clock.now = 10\nc.get('a', 0)"),
    "pop": (*COMMON["pop"], "clock.now = 10\nc.pop('a')"),
    "popitem": (*COMMON["popitem"], "clock.now = 10\nc.popitem()"),
    "setdefault": (*COMMON["setdefault"], "clock.now = 10\nc.setdefault('a', 9)"),
    "timer": ("c.timer()", "clock.now = 5\nc.timer()"),
    "ttl": ("c.ttl",),
    "expires_at": ("c.expires_at('a')",),
    "set": ("c.set('x', 9)", "c.set('x', 9, ttl=1)\nclock.now = 1\nlist(c)"),
    "ttl_of": ("c.ttl_of('a')",),
}  # fmt: skip

LOCKED = "d = new({}, lock=Lock(), info=True)(abs)\nd(-1), d(-1), d.cache_info()"

CACHED = {
    "__init__": ("new(cache={})(abs)(-3)", "new({}, repr, None)(abs)(-3)", "new(None)(abs)(-3)", "new(3)", "new({}, info=True)(abs).cache_info()"),
    "__call__": ("c(2)", "c(2), c(2), calls", "c(2.0), c(2), calls", "c(-1)", "c([])", "c(value=2), c(2), calls"),
    "cache": ("dict(c.cache)", "c(2)\nsorted(c.cache.values())", "new(None)(abs).cache"),
    "cache_key": ("c.cache_key(1, 2)", "c.cache_key(1, b=2) == c.cache_key(1, b=2)"),
    "cache_lock": ("c.cache_lock",),
    "cache_condition": ("c.cache_condition",),
    "cache_info": ("c.cache_info()", "c(2), c(2)\nc.cache_info()", "new({})(abs).cache_info()", LOCKED),
    "cache_clear": ("c(2)\nc.cache_clear()\ndict(c.cache), c.cache_info()",),
}  # fmt: skip

DRAINED = "[c.popitem() for _ in range(len(c))]"

FUNCTION = """
calls = []
@new({}, info=True)
def c(value):
    if value < 0:
        raise LookupError(value)
    calls.append(value)
    return value * 2
"""

BY_USE = "from the least to the most recently used, so that reading with `[]` moves a key"
SEED_READS = "looking at items and values is no use; the peer raises RuntimeError on its own change"
SEED_CACHE = (
    "__init__ __class_getitem__ __contains__ __delitem__ __eq__ __getitem__ __iter__ __len__ __setitem__ clear get "
    "items keys max_size pop popitem set setdefault update values"
)
READS = ("__eq__", "items", "values")

SUBJECTS = (
    Subject(
        "LRUCache",
        "An import from cachetools can be changed as it is. Iteration goes from the least to the most recently "
        "used; in cachetools it is by arrival, whatever was read since. `maxsize` may be None, or left out, for no "
        "bound. Poleposition's `max_size` is another name for it. The other caches of cachetools (FIFO, LFU, RR, TLRU) "
        "are not here.",
        "more = ()\nc = new(3)\nc.update(a=1, b=2, c=3)",
        DRAINED,
        LRU,
        (
            Peer(
                "cachetools",
                cachetools.LRUCache,
                {BY_USE: ("c['a'], list(c)",)},
                more=("list(reversed(c))", "new()"),
            ),
        ),
        Seed(
            f"{SEED_CACHE} peek",
            {SEED_READS: READS, "0 is a bound as well; the peer wants 1 or more": ("__init__",)},
        ),
    ),
    Subject(
        "TTLCache",
        "As `LRUCache`, and `repr` tells the time to live. Who comes from poleposition has to know that the arguments "
        "are those of cachetools, `TTLCache(maxsize, ttl, timer)`: poleposition's `TTLCache(ttl)` is "
        "`TTLCache(ttl=ttl)` here. `expire()` returns what has expired.",
        "more = (10, clock)\nc = new(3, 10, clock)\nc.update(a=1, b=2, c=3)",
        DRAINED,
        TTL,
        (
            Peer(
                "cachetools",
                cachetools.TTLCache,
                {
                    BY_USE: ("c['a'], list(c)",),
                    "with the time to live": ("repr(new(3, 10))",),
                },
                more=("list(reversed(c))",),
            ),
        ),
        Seed(
            f"{SEED_CACHE} expire ttl",
            {
                SEED_READS: READS,
                "the bound comes first, as in cachetools; the peer has `ttl` first": ("__init__",),
                "returns what has expired, as in cachetools; the peer returns None": ("expire",),
                "KeyError for what has expired; the peer deletes it": ("__delitem__",),
            },
        ),
    ),
    Subject(
        "cached",
        "The decorator takes what that of cachetools takes. It works for coroutines as well, computes once for all "
        "who wait for one key, and `cache_info` and `cache_clear` are there without `info=True`. What is no mapping "
        "is refused at once, not in the first call. `cachedmethod` is not here: `cached` works for methods, with "
        "`self` as a part of the key.",
        FUNCTION,
        "calls, sorted(c.cache.values())",
        CACHED,
        (
            Peer(
                "cachetools",
                cachetools.cached,
                {"what is no mapping is refused at once": ("new(3)",)},
                more=(
                    "new(None)(abs)(-3)",
                    "new(None)(abs).cache",
                    "new({})(abs).cache_info()",
                ),
            ),
        ),
    ),
)
