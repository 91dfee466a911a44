"""`SortedSet`, beside that of sortedcontainers."""

import sortedcontainers

from conformance.model import Peer, Seed, Subject
from conformance.sorted_lists import ITS_NAME, NO_NAN

ALL_OR_NONE = "after an error as before; the peer is left with a part of it, or empty"
TELLS = "tells whether the value was there; the peer returns None"

PROBES = {
    "__init__": ("new()", "new([3, 1, 3])", "new([1, 2], key=neg)", "new([1, 2], neg)", "new(iterable=[2, 1])", "new([1, 'a'])", "new([nan])", "new([[]])", "new(3)"),
    "__class_getitem__": ("new[int]",),
    "__len__": ("len(c)",),
    "__contains__": ("2 in c", "4 in c", "'a' in c", "[] in c"),
    "__iter__": ("list(c)",),
    "__reversed__": ("list(reversed(c))",),
    "__getitem__": ("c[0]", "c[-1]", "c[9]", "c[1:3]", "c[::-1]", "c['a']"),
    "__delitem__": ("del c[0]", "del c[-1]", "del c[9]", "del c[1:3]", "del c[::2]"),
    "__repr__": ("repr(c)", "repr(new())", "repr(new([1], key=neg))"),
    "__eq__": ("c == {1, 2, 3, 5}", "c == new(c)", "c == [1, 2, 3, 5]", "c == frozenset(c)", "c != {1}", "c == 3"),
    "__lt__": ("c < {1, 2, 3, 5, 6}", "c < set(c)", "c < [9]", "new() < c"),
    "__le__": ("c <= set(c)", "c <= {1}"),
    "__gt__": ("c > {1}", "c > set(c)"),
    "__ge__": ("c >= set(c)", "c >= {9}"),
    "__or__": ("c | {4}", "c | new([4])", "c | [4]", "c | ['a']", "c | 3"),
    "__ror__": ("{4} | c",),
    "__ior__": ("c |= {4}", "c |= [4]", "c |= ['a']"),
    "__and__": ("c & {2, 9}", "c & [2, 9]", "c & 3"),
    "__rand__": ("{2, 9} & c",),
    "__iand__": ("c &= {2, 9}", "c &= [2]"),
    "__sub__": ("c - {2, 9}", "c - [2]", "c - c"),
    "__rsub__": ("{2, 9} - c",),
    "__isub__": ("c -= {2, 9}", "c -= c"),
    "__xor__": ("c ^ {2, 9}", "c ^ [2]"),
    "__rxor__": ("{2, 9} ^ c",),
    "__ixor__": ("c ^= {2, 9}", "c ^= c"),
    "__copy__": ("copy.copy(c)", "copy.copy(c) is c"),
    "__reduce__": ("pickle.loads(pickle.dumps(c))",),
    "add": ("c.add(4)", "c.add(2)", "c.add('a')", "c.add([])", "c.add(nan)"),
    "bisect": ("c.bisect(2)", "c.bisect(4)"),
    "bisect_left": ("c.bisect_left(2)", "c.bisect_left('a')"),
    "bisect_right": ("c.bisect_right(2)", "c.bisect_right(9)"),
    "bisect_key": ("new([1, 2], neg).bisect_key(-2)", "c.bisect_key(1)"),
    "bisect_key_left": ("new([1, 2], neg).bisect_key_left(-2)", "c.bisect_key_left(1)"),
    "bisect_key_right": ("new([1, 2], neg).bisect_key_right(-2)", "c.bisect_key_right(1)"),
    "ceiling": ("c.ceiling(4)", "c.ceiling(9, 0)"),
    "clear": ("c.clear()",),
    "copy": ("c.copy()", "c.copy() is c"),
    "count": ("c.count(2)", "c.count(4)", "c.count([])"),
    "difference": ("c.difference([1], (2, 9))", "c.difference()", "c.difference(3)"),
    "difference_update": ("c.difference_update([1], [2, 9])", "c.difference_update()", "c.difference_update(c)"),
    "discard": ("c.discard(2)", "c.discard(4)", "c.discard('a')", "c.discard([])"),
    "floor": ("c.floor(4)", "c.floor(0)"),
    "higher": ("c.higher(2)",),
    "index": ("c.index(2)", "c.index(4)", "c.index(2, 1)", "c.index(2, 2)", "c.index(2, -9, -1)"),
    "intersection": ("c.intersection([1, 2, 9], [2])", "c.intersection()", "c.intersection([[]])"),
    "intersection_update": ("c.intersection_update([1, 2], [2, 9])", "c.intersection_update()"),
    "irange": ("c.irange()", "c.irange(2, 3)", "c.irange(2, 5, (False, False))", "c.irange(2, 5, reverse=True)"),
    "irange_key": ("new([1, 2, 3], neg).irange_key(-3, -2)", "c.irange_key(1)"),
    "isdisjoint": ("c.isdisjoint([9])", "c.isdisjoint([1])", "c.isdisjoint(3)"),
    "islice": ("c.islice(1, 3)", "c.islice(1, -1, reverse=True)"),
    "issubset": ("c.issubset([1, 2, 3, 5, 6])", "c.issubset([1])"),
    "issuperset": ("c.issuperset([1])", "c.issuperset([9])"),
    "key": ("c.key", "new([1], neg).key"),
    "lower": ("c.lower(2)",),
    "nearest": ("c.nearest(4)",),
    "pop": ("c.pop()", "c.pop(0)", "c.pop(-2)", "c.pop(9)", "new().pop()"),
    "remove": ("c.remove(2)", "c.remove(4)", "c.remove([])"),
    "symmetric_difference": ("c.symmetric_difference([1, 9])", "c.symmetric_difference()"),
    "symmetric_difference_update": ("c.symmetric_difference_update([1, 9])", "c.symmetric_difference_update(c)"),
    "union": ("c.union([4], [6])", "c.union()", "c.union(['a'])"),
    "update": ("c.update([4], [0])", "c.update()", "c.update([4, 'a'])", "c.update([4, []])", "c.update(3)"),
}  # fmt: skip

SUBJECTS = (
    Subject(
        "SortedSet",
        "An import from sortedcontainers can be changed as it is. `discard` also tells whether there was "
        "something to remove, NaN is refused, and a call that fails changes nothing: the peer is left with a part "
        "of the change, or with nothing at all.",
        "new([1, 2, 3, 5])",
        "len(c), list(c)",
        PROBES,
        (
            Peer(
                "sortedcontainers",
                sortedcontainers.SortedSet,
                {
                    NO_NAN: ("new([nan])", "c.add(nan)"),
                    TELLS: ("c.discard(2)", "c.discard(4)", "c.discard('a')"),
                    ALL_OR_NONE: ("c.add('a')", "c |= ['a']", "c.update([4, 'a'])"),
                },
            ),
        ),
        Seed(
            "__init__ __class_getitem__ __contains__ __iter__ __len__ __eq__ __lt__ __le__ __gt__ __ge__ __or__ "
            "__ror__ __ior__ __and__ __rand__ __iand__ __sub__ __rsub__ __isub__ __xor__ __rxor__ __ixor__ add "
            "bisect_left bisect_right clear discard irange isdisjoint pop remove",
            {
                NO_NAN: ("__init__", "add"),
                ITS_NAME: ("__init__",),
                TELLS: ("discard",),
                "the peer raises IndexError": ("clear",),
                "the peer raises IndexError for a set and itself": ("__isub__", "__ixor__"),
            },
        ),
        large="c = new([1, 2, 3, 5, *range(100, 4500)])\nc.add(9999)",
    ),
)
