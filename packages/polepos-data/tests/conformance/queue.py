"""`IndexedPriorityQueue`, beside pqdict and heapdict."""

import heapdict
import pqdict

from conformance.model import Peer, Seed, Subject

TIED = "d = new([('x', 1), ('y', 1), ('z', 1)])\n[d.popitem() for _ in 'xyz']"

PROBES = {
    "__init__": ("new()", "new({'a': 2})", "new([('a', 2), ('b', 1)])", "new({'a': 1}, key=neg)", "new({'a': 1}, neg)", "new({'a': 1, 'b': 2}, reverse=True)", "new(a=1)", "new({'a': 1, 'b': 2}, precedes=operator.gt).popitem()", "new([('a', nan)])", "new([1])", "new(3)"),
    "__class_getitem__": ("new[str, int]",),
    "__len__": ("len(c)", "len(new())", "bool(c)", "bool(new())"),
    "__contains__": ("'a' in c", "'x' in c", "[] in c"),
    "__iter__": ("sorted(c)", "list(c)"),
    "__reversed__": ("list(reversed(c))",),
    "__getitem__": ("c['a']", "c['x']", "c[[]]"),
    "__setitem__": ("c['a'] = 9", "c['x'] = 0", "c['x'] = 'y'", "c['x'] = nan", "c[[]] = 1"),
    "__delitem__": ("del c['a']", "del c['b']", "del c['x']"),
    "__repr__": ("repr(new())", "repr(new({'a': 1}))"),
    "__eq__": ("c == new(c)", "c == dict(c)", "c == {}", "c != new(c)", "c == 3"),
    "__copy__": ("copy.copy(c)", "copy.copy(c) is c", "d = copy.copy(c)\nd.clear()"),
    "__reduce__": ("pickle.loads(pickle.dumps(c))",),
    "additem": ("c.additem('x', 0)", "c.additem('a', 9)"),
    "clear": ("c.clear()",),
    "copy": ("c.copy()", "c.copy() is c"),
    "fromkeys": ("new.fromkeys('ab', 1)", "new.fromkeys('ab')"),
    "get": ("c.get('a')", "c.get('x')", "c.get('x', 0)"),
    "heapify": ("c.heapify()", "c.heapify('a')", "c.heapify('x')"),
    "items": ("sorted(c.items())", "list(c.items())"),
    "keyfn": ("c.keyfn(5)", "new({}, key=neg).keyfn(5)"),
    "keys": ("sorted(c.keys())", "list(c.keys())"),
    "maxpq": ("new.maxpq({'a': 1, 'b': 2}).popitem()", "new.maxpq(a=1, b=2).popitem()"),
    "minpq": ("new.minpq({'a': 1, 'b': 2}).popitem()", "new.minpq([('a', 1)], b=0).popitem()"),
    "peekitem": ("c.peekitem()", "new().peekitem()"),
    "pop": ("c.pop()", "c.pop('a')", "c.pop('x')", "c.pop('x', 0)", "new().pop()", "new().pop(default=0)"),
    "popitem": ("c.popitem()", "new().popitem()", "new().popitem(0)", TIED),
    "popitems": ("list(c.popitems())",),
    "popkeys": ("list(c.popkeys())",),
    "popvalue": ("c.popvalue()", "new().popvalue()", "new().popvalue(0)"),
    "popvalues": ("list(c.popvalues())",),
    "precedes": ("c.precedes(1, 2)", "new.maxpq().precedes(1, 2)"),
    "pushpopitem": ("c.pushpopitem('x', 0)", "c.pushpopitem('x', 9)", "c.pushpopitem('a', 9)", "new().pushpopitem('x', 1)"),
    "replace_key": ("c.replace_key('a', 'x')", "c.replace_key('x', 'y')", "c.replace_key('a', 'b')", "c.replace_key('a', 'a')"),
    "setdefault": ("c.setdefault('a', 9)", "c.setdefault('x', 9)"),
    "swap_priority": ("c.swap_priority('a', 'b')", "c.swap_priority('a', 'x')", "c.swap_priority('a', 'a')"),
    "top": ("c.top()", "new().top()", "new().top(0)", "new().top(default=0)"),
    "topitem": ("c.topitem()", "new().topitem()", "new().topitem(0)"),
    "topvalue": ("c.topvalue()", "new().topvalue()", "new().topvalue(0)"),
    "update": ("c.update({'a': 9, 'x': 0})", "c.update([('a', 9)])", "c.update(a=9)", "c.update()", "c.update(3)", "c.update([('x', 'y')])", "c.update('a', 9)"),
    "updateitem": ("c.updateitem('a', 9)", "c.updateitem('x', 9)"),
    "values": ("sorted(c.values())", "list(c.values())"),
    "discard": ("c.discard('a')", "c.discard('x')"),
    "in_order": ("c.in_order()",),
    "item": ("c.item('a')", "c.item('x')"),
    "key": ("c.key", "new(key=neg).key(1)"),
    "merge": ("c.merge({'x': 0}, [('a', 9)])",),
    "peek": ("c.peek()", "c.peek().key", "new().peek()"),
    "popkey": ("c.popkey()", "new().popkey(0)"),
    "push": ("c.push('x', 0)", "c.push('a', 9, 'value')"),
    "pushpop": ("c.pushpop('x', 0)", "c.pushpop('a', 0)"),
    "remove": ("c.remove('a')", "c.remove('x')"),
    "replace": ("c.replace('x', 9)", "new().replace('x', 9)"),
    "reverse": ("c.reverse", "new(reverse=True).reverse"),
}  # fmt: skip

NO_NAN = "NaN is no priority: it is refused with ValueError"
UNHARMED = "after an error as before; the peer keeps the key that it could not compare"
BY_ARRIVAL = "in the order in which keys came; the peer's is that of its heap"
FIFO = "first in, first out among equal priorities; the peer promises no order"
FIRST = (
    "without a key poleposition's item of key, priority and value: `popkey` returns the key alone"
)
SHALLOW = "a copy; the peer's shares its content with the original"

SUBJECTS = (
    Subject(
        "IndexedPriorityQueue",
        "The methods of pqdict and heapdict are there. One name has two meanings: `pop()` returns poleposition's item "
        "of key, priority and value, and `popkey()` what pqdict's `pop()` does; `pop(key)` is the same for all. "
        "Keys of equal priority leave in the order in which they came, iteration is in the order of arrival "
        "(`in_order` goes by priority), and NaN is refused. `reverse=True` or `key=` replace pqdict's `precedes`.",
        "new([('a', 5), ('b', 1), ('c', 3), ('d', 4)])",
        "len(c), sorted(c.items())",
        PROBES,
        (
            Peer(
                "pqdict",
                pqdict.pqdict,
                {
                    NO_NAN: ("new([('a', nan)])", "c['x'] = nan"),
                    UNHARMED: ("c['x'] = 'y'", "c.update([('x', 'y')])"),
                    BY_ARRIVAL: (
                        "list(c)",
                        "list(c.items())",
                        "list(c.keys())",
                        "list(c.values())",
                    ),
                    FIFO: (TIED,),
                    FIRST: ("c.pop()",),
                    SHALLOW: ("d = copy.copy(c)\nd.clear()",),
                    "the class and a dict": ("repr(new())", "repr(new({'a': 1}))"),
                    "no `precedes`: `reverse=True`, or a `key`": (
                        "new({'a': 1, 'b': 2}, precedes=operator.gt).popitem()",
                    ),
                },
                more=("c.update('a', 9)",),
            ),
            Peer(
                "heapdict",
                heapdict.heapdict,
                {
                    NO_NAN: ("new([('a', nan)])", "c['x'] = nan"),
                    UNHARMED: ("c['x'] = 'y'", "c.update([('x', 'y')])"),
                    FIFO: (TIED,),
                    SHALLOW: ("d = copy.copy(c)\nd.clear()",),
                    "keyword arguments are options, not keys": (
                        "new(a=1)",
                        "new({'a': 1, 'b': 2}, reverse=True)",
                    ),
                },
                {"the inside of the peer": ("d", "heap")},
                more=(
                    "new({'a': 1}, key=neg)",
                    "new({'a': 1}, neg)",
                    "c.pop()",
                    "new().pop(default=0)",
                    "new().pop()",
                    "new().popitem(0)",
                    "c.update('a', 9)",
                ),
            ),
        ),
        Seed(
            "__init__ __class_getitem__ __contains__ __len__ discard peek pop push remove update",
            {
                "an item is a named tuple; the peer's is a dataclass of the same attributes": (
                    "peek",
                    "pop",
                )
            },
        ),
    ),
)
