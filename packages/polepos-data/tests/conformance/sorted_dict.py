"""`SortedDict` and its views, beside those of sortedcontainers."""

import sortedcontainers

from conformance.model import Peer, Probes, Seed, Subject
from conformance.sorted_lists import NO_NAN
from conformance.sorted_set import ALL_OR_NONE

PROBES = {
    "__init__": ("new()", "new({2: 'b', 1: 'a'})", "new([(2, 'b'), (1, 'a')])", "new(b=2, a=1)", "new(neg, {1: 'a', 2: 'b'})", "new(None, {1: 'a'})", "new({1: 1}, a=1)", "new(neg)", "new([(nan, 1)])", "new([([], 1)])", "new([1])", "new({}, {}, {})"),
    "__class_getitem__": ("new[int, str]",),
    "__len__": ("len(c)",),
    "__contains__": ("2 in c", "4 in c", "[] in c", "'a' in c"),
    "__iter__": ("list(c)",),
    "__reversed__": ("list(reversed(c))",),
    "__getitem__": ("c[2]", "c[4]", "c[[]]"),
    "__setitem__": ("c[2] = 'x'", "c[4] = 'x'", "c['a'] = 'x'", "c[nan] = 'x'", "c[[]] = 'x'"),
    "__delitem__": ("del c[2]", "del c[4]", "del c[[]]"),
    "__repr__": ("repr(c)", "repr(new())", "repr(new(neg, {1: 2}))", "d = new()\nd[1] = d\nrepr(d)"),
    "__eq__": ("c == dict(c)", "c == new(c)", "c == {}", "c != dict(c)", "c == 3"),
    "__lt__": ("c < c",),
    "__le__": ("c <= c",),
    "__gt__": ("c > c",),
    "__ge__": ("c >= c",),
    "__or__": ("c | {4: 'x', 1: 'y'}", "c | [(4, 'x')]", "c | 3"),
    "__ror__": ("{4: 'x', 1: 'y'} | c", "3 | c"),
    "__ior__": ("c |= {4: 'x'}", "c |= [(4, 'x')]", "c |= 3"),
    "__copy__": ("copy.copy(c)", "copy.copy(c) is c"),
    "__reduce__": ("pickle.loads(pickle.dumps(c))",),
    "bisect": ("c.bisect(2)", "c.bisect(4)"),
    "bisect_left": ("c.bisect_left(2)", "c.bisect_left('a')"),
    "bisect_right": ("c.bisect_right(2)", "c.bisect_right(0)"),
    "bisect_key": ("new(neg, {1: 2}).bisect_key(-1)", "c.bisect_key(1)"),
    "bisect_key_left": ("new(neg, {1: 2}).bisect_key_left(-1)", "c.bisect_key_left(1)"),
    "bisect_key_right": ("new(neg, {1: 2}).bisect_key_right(-1)", "c.bisect_key_right(1)"),
    "clear": ("c.clear()",),
    "copy": ("c.copy()", "c.copy() is c"),
    "fromkeys": ("new.fromkeys([2, 1], 'x')", "new.fromkeys([1])", "new.fromkeys(3)"),
    "get": ("c.get(2)", "c.get(4)", "c.get(4, 0)", "c.get([])"),
    "index": ("c.index(2)", "c.index(4)", "c.index(2, 1)", "c.index(2, 2)"),
    "irange": ("c.irange()", "c.irange(2, 5)", "c.irange(2, 5, (False, True))", "c.irange(1, 3, reverse=True)"),
    "irange_key": ("new(neg, {1: 1, 2: 2}).irange_key(-2, -2)", "c.irange_key(1)"),
    "islice": ("c.islice(1)", "c.islice(0, -1, reverse=True)"),
    "items": ("list(c.items())", "c.items()[0]", "c.items()[-1:]", "list(reversed(c.items()))"),
    "key": ("c.key", "new(neg).key"),
    "keys": ("list(c.keys())", "c.keys()[0]", "c.keys()[::-1]", "list(reversed(c.keys()))"),
    "peekitem": ("c.peekitem()", "c.peekitem(0)", "c.peekitem(index=-2)", "c.peekitem(9)", "new().peekitem()"),
    "pop": ("c.pop(2)", "c.pop(4)", "c.pop(4, 0)", "c.pop(4, default=0)", "c.pop([])"),
    "popitem": ("c.popitem()", "c.popitem(0)", "c.popitem(index=-2)", "c.popitem(9)", "new().popitem()"),
    "setdefault": ("c.setdefault(2, 'x')", "c.setdefault(4, 'x')", "c.setdefault(4)", "c.setdefault('a')"),
    "update": ("c.update({4: 'x', 1: 'y'})", "c.update([(4, 'x')])", "c.update(a=1)", "c.update()", "c.update({4: 'x', 'a': 'y'})", "c.update([(0, 1), ([], 1)])", "c.update(3)", "c.update({}, {})", "d = new()\nd.update(b=1, a=2)\nd"),
    "values": ("list(c.values())", "c.values()[0]", "c.values()[1:]", "list(reversed(c.values()))"),
    "between": ("c.between(2, 5)", "c.between(2, 5, (False, False))"),
    "ceiling": ("c.ceiling(4)", "c.ceiling(9, 0)"),
    "ceiling_item": ("c.ceiling_item(4)",),
    "contains_many": ("c.contains_many([2, 4])",),
    "delete_range": ("c.delete_range(2, 3)", "c.delete_range()"),
    "floor": ("c.floor(4)",),
    "floor_item": ("c.floor_item(4)",),
    "from_sorted": ("new.from_sorted([(1, 'a'), (2, 'b')])", "new.from_sorted([(2, 'a'), (1, 'b')])"),
    "get_many": ("c.get_many([2, 4])", "c.get_many([2, 4], 0)"),
    "higher": ("c.higher(2)",),
    "higher_item": ("c.higher_item(2)",),
    "irange_items": ("c.irange_items(2, 3)",),
    "lower": ("c.lower(2)",),
    "lower_item": ("c.lower_item(2)",),
    "nearest": ("c.nearest(4)",),
    "nearest_item": ("c.nearest_item(4)",),
    "ordered": ("c.ordered()",),
}  # fmt: skip

VIEW: Probes = {
    "__init__": ("list(type(c)(d))",),
    "__class_getitem__": ("type(c)[int]",),
    "__len__": ("len(c)", "d[9] = 'x'\nlen(c)"),
    "__iter__": ("list(c)",),
    "__reversed__": ("list(reversed(c))",),
    "__getitem__": ("c[0]", "c[-1]", "c[9]", "c[1:]", "c[::-1]", "c['a']"),
    "__repr__": ("repr(c)",),
    "mapping": ("dict(c.mapping)", "c.mapping[1]"),
    "__copy__": ("type(copy.copy(c)) is type(c)",),
    "__reduce__": ("pickle.loads(pickle.dumps(c))",),
}

KEYS: Probes = {
    **VIEW,
    "__contains__": ("2 in c", "9 in c"),
    "__delitem__": ("del c[0]", "del c[1:]", "del c[9]"),
    "__eq__": ("c == {1, 2, 3}", "c == [1, 2, 3]", "c == d.keys()"),
    "__lt__": ("c < {1, 2, 3, 4}", "c < [9]"),
    "__le__": ("c <= {1, 2, 3}",),
    "__gt__": ("c > {1}",),
    "__ge__": ("c >= {1}",),
    "__and__": ("c & {2, 9}", "c & [2, 9]", "c & 3"),
    "__rand__": ("{2, 9} & c", "[2] & c"),
    "__or__": ("c | {9}", "c | [9]"),
    "__ror__": ("{9} | c",),
    "__sub__": ("c - {2}", "c - [2]"),
    "__rsub__": ("{2, 9} - c",),
    "__xor__": ("c ^ {2, 9}",),
    "__rxor__": ("{2, 9} ^ c",),
    "count": ("c.count(2)", "c.count(9)"),
    "index": ("c.index(2)", "c.index(9)", "c.index(2, 2)"),
    "isdisjoint": ("c.isdisjoint([9])", "c.isdisjoint({2})"),
}

ITEMS: Probes = {
    **KEYS,
    "__contains__": ("(2, 'b') in c", "(2, 'x') in c", "(9, 'b') in c", "2 in c"),
    "__delitem__": ("del c[0]", "del c[1:]"),
    "__eq__": ("c == {(1, 'a'), (2, 'b'), (3, 'c')}", "c == d.items()"),
    "__lt__": ("c < {(1, 'a'), (2, 'b'), (3, 'c'), 4}",),
    "__le__": ("c <= {1}",),
    "__gt__": ("c > {(1, 'a')}",),
    "__ge__": ("c >= {(1, 'a')}",),
    "__and__": ("c & {(2, 'b'), 9}", "c & [(2, 'b')]"),
    "__rand__": ("{(2, 'b')} & c",),
    "__or__": ("c | {(9, 'x')}",),
    "__ror__": ("{(9, 'x')} | c",),
    "__sub__": ("c - {(2, 'b')}",),
    "__rsub__": ("{(2, 'b'), (9, 'x')} - c",),
    "__xor__": ("c ^ {(2, 'b')}",),
    "__rxor__": ("{(2, 'b')} ^ c",),
    "count": ("c.count((2, 'b'))", "c.count(2)"),
    "index": ("c.index((2, 'b'))", "c.index((2, 'x'))", "c.index((2, 'b'), 2)"),
    "isdisjoint": ("c.isdisjoint([(2, 'b')])", "c.isdisjoint([2])"),
}

VALUES: Probes = {
    **VIEW,
    "__contains__": ("'b' in c", "'x' in c"),
    "__delitem__": ("del c[0]", "del c[1:]"),
    "count": ("c.count('b')", "c.count('x')"),
    "index": ("c.index('b')", "c.index('x')", "c.index('b', 2)", "c.index('b', 0, -1)"),
}

KEYS_TEXT = (
    "What `SortedDict.keys()` returns: a set and a sequence. Operators return a `SortedSet`."
)
ITEMS_TEXT = "What `SortedDict.items()` returns: a set of pairs and a sequence of them."
VALUES_TEXT = "What `SortedDict.values()` returns: a sequence."

SUBJECTS = (
    Subject(
        "SortedDict",
        "An import from sortedcontainers can be changed as it is, but for `iloc`, which it deprecates itself. NaN "
        "is refused, and a call that fails changes nothing. Who comes from poleposition has to know that `peekitem()` "
        "and `popitem()` take the last item, not the first, and that `irange` gives keys: pairs come from "
        "`irange_items`.",
        "new({1: 'a', 2: 'b', 3: 'c', 5: 'e'})",
        "len(c), list(c.items())",
        PROBES,
        (
            Peer(
                "sortedcontainers",
                sortedcontainers.SortedDict,
                {
                    NO_NAN: ("new([(nan, 1)])", "c[nan] = 'x'"),
                    ALL_OR_NONE: (
                        "c.setdefault('a')",
                        "c.update(a=1)",
                        "c.update({4: 'x', 'a': 'y'})",
                    ),
                },
                {"deprecated by the peer; `keys()` is a sequence": ("iloc",)},
            ),
        ),
        Seed(
            "__init__ __class_getitem__ __contains__ __delitem__ __eq__ __getitem__ __iter__ __len__ __setitem__ "
            "bisect_left bisect_right clear get irange items keys peekitem pop popitem setdefault update values",
            {
                NO_NAN: ("__init__", "__setitem__"),
                "the peer takes pairs only, and no mapping": ("__init__",),
                ALL_OR_NONE: ("update",),
                "keys, as in sortedcontainers; the peer gives pairs, as `irange_items` does": (
                    "irange",
                ),
                "without an index the last, as in sortedcontainers; the peer takes the first": (
                    "peekitem",
                    "popitem",
                ),
            },
        ),
        large="c = new({1: 'a', 2: 'b', 3: 'c', 5: 'e', **dict.fromkeys(range(100, 4500))})\nc[9999] = None",
    ),
    *(
        Subject(
            f"Sorted{name}View",
            text,
            f"d = new({{3: 'c', 1: 'a', 2: 'b'}})\nc = d.{name.lower()}()",
            "len(d), list(d.items())",
            probes,
            (Peer("sortedcontainers", sortedcontainers.SortedDict, more=more),),
            own="SortedDict",
        )
        for name, text, probes, more in (
            ("Keys", KEYS_TEXT, KEYS, ()),
            ("Items", ITEMS_TEXT, ITEMS, ("2 in c", "c & {(2, 'b'), 9}", "c.isdisjoint([2])")),
            ("Values", VALUES_TEXT, VALUES, ()),
        )
    ),
)
