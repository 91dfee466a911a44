"""`SortedList` and `SortedKeyList`, beside those of sortedcontainers."""

import sortedcontainers

from conformance.model import Peer, Seed, Subject

COMMON = {
    "__init__": ("new()", "new([3, 1, 2])", "new(iterable=[2, 1])", "new([1, 'a'])", "new([1, nan])", "new(3)"),
    "__class_getitem__": ("new[int]",),
    "__len__": ("len(c)", "len(new())"),
    "__contains__": ("2 in c", "4 in c", "'a' in c", "nan in c", "1 in new()"),
    "__iter__": ("list(c)", "list(new())"),
    "__reversed__": ("list(reversed(c))",),
    "__getitem__": ("c[0]", "c[-1]", "c[9]", "c[-9]", "c[1:3]", "c[::-2]", "c[9:]", "c['a']", "new()[0]"),
    "__setitem__": ("c[0] = 1", "c[0:2] = [1, 2]"),
    "__delitem__": ("del c[0]", "del c[-2]", "del c[9]", "del c[1:3]", "del c[::-2]", "del c[9:]"),
    "__add__": ("c + [4, 0]", "c + new([4])", "c + 3", "c + ['a']"),
    "__radd__": ("[4, 0] + c", "3 + c"),
    "__iadd__": ("c += [4, 0]", "c += []", "c += ['a']"),
    "__mul__": ("c * 2", "c * 0", "c * -1", "c * 'a'"),
    "__rmul__": ("2 * c",),
    "__imul__": ("c *= 2", "c *= 0"),
    "__eq__": ("c == list(c)", "c == [1]", "c == tuple(c)", "c == new(c)", "c == 3", "c != list(c)", "c == set(c)"),
    "__lt__": ("c < [9]", "c < list(c)", "c < (9,)", "c < 3"),
    "__le__": ("c <= list(c)", "c <= [0]"),
    "__gt__": ("c > [0]", "c > list(c)", "c > new([9])"),
    "__ge__": ("c >= list(c)", "c >= [0]"),
    "__copy__": ("copy.copy(c)", "copy.copy(c) is c", "copy.deepcopy(c)"),
    "__reduce__": ("pickle.loads(pickle.dumps(c))",),
    "add": ("c.add(4)", "c.add(2)", "c.add('a')", "c.add(nan)", "c.add(None)"),
    "append": ("c.append(9)",),
    "bisect": ("c.bisect(2)", "c.bisect(0)", "c.bisect(9)"),
    "bisect_left": ("c.bisect_left(2)", "c.bisect_left(0)", "c.bisect_left(9)", "c.bisect_left('a')"),
    "bisect_right": ("c.bisect_right(2)", "c.bisect_right(0)", "c.bisect_right(9)"),
    "clear": ("c.clear()",),
    "copy": ("c.copy()", "c.copy() is c"),
    "count": ("c.count(2)", "c.count(4)", "c.count('a')", "new().count(1)"),
    "discard": ("c.discard(2)", "c.discard(4)", "c.discard('a')", "new().discard(1)"),
    "extend": ("c.extend([9])",),
    "index": ("c.index(2)", "c.index(5)", "c.index(4)", "c.index(2, 2)", "c.index(2, 0, 1)", "c.index(2, -3)", "c.index(2, 1, -1)", "c.index(2, 9)"),
    "insert": ("c.insert(0, 1)",),
    "irange": (
        "c.irange()", "c.irange(2)", "c.irange(None, 3)", "c.irange(2, 5)", "c.irange(2, 5, (False, True))", "c.irange(2, 5, (True, False))",
        "c.irange(2, 5, (False, False), True)", "c.irange(2, 5, reverse=True)", "c.irange(minimum=2, maximum=3, inclusive=(True, False))", "c.irange(5, 2)",
    ),
    "islice": ("c.islice()", "c.islice(1)", "c.islice(1, 3)", "c.islice(-2)", "c.islice(1, -1, reverse=True)", "c.islice(3, 1)", "c.islice(9)"),
    "pop": ("c.pop()", "c.pop(0)", "c.pop(-2)", "c.pop(9)", "c.pop(-9)", "new().pop()"),
    "remove": ("c.remove(2)", "c.remove(4)", "c.remove('a')", "new().remove(1)"),
    "reverse": ("c.reverse()",),
    "update": ("c.update([4, 0])", "c.update([])", "c.update([4, 'a'])", "c.update([4, nan])", "c.update(3)"),
    "add_many": ("c.add_many([4, 0])",),
    "between": ("c.between(2, 3)", "c.between(2, 3, (False, True))"),
    "ceiling": ("c.ceiling(4)", "c.ceiling(9)", "c.ceiling(9, 0)"),
    "contains_many": ("c.contains_many([2, 4])",),
    "floor": ("c.floor(4)", "c.floor(0)", "c.floor(-9, 0)"),
    "from_sorted": ("new.from_sorted([2, 1])", "new.from_sorted([])"),
    "higher": ("c.higher(2)", "c.higher(9)"),
    "lower": ("c.lower(2)", "c.lower(1)"),
    "to_list": ("c.to_list()", "new().to_list()"),
    "nearest": ("c.nearest(4)", "c.nearest(99)", "new().nearest(1)"),
}  # fmt: skip

LIST = {
    **COMMON,
    "__init__": (*COMMON["__init__"], "new([1, 2], key=neg)", "new([1, 2], neg)", "new([1], key=3)", "type(new(key=neg)).__name__"),
    "__repr__": ("repr(c)", "repr(new())", "d = new()\nd.add(d)\nrepr(d)"),
    "from_sorted": ("new.from_sorted([1, 2])", *COMMON["from_sorted"]),
    "key": ("c.key", "c.key = neg"),
}  # fmt: skip

KEYED = {
    **COMMON,
    "__init__": (
        "new([1, 3, 2], key=neg)", "new([1], neg)", "new(key=neg)", "new(iterable=[2], key=neg)", "new([1, 'a'], key=neg)", "new([1], key=3)",
        "new([1], key=lambda value: nan)", "new([1, 2])",
    ),
    "__repr__": ("repr(new([2, 1], key=neg))",),
    "from_sorted": ("new.from_sorted([2, 1], neg)", "new.from_sorted([1, 2], key=neg)"),
    "key": ("c.key", "c.key = neg"),
    "bisect_key": ("c.bisect_key(-2)", "c.bisect_key('a')"),
    "bisect_key_left": ("c.bisect_key_left(-2)", "c.bisect_key_left(9)"),
    "bisect_key_right": ("c.bisect_key_right(-2)", "c.bisect_key_right(-9)"),
    "irange_key": ("c.irange_key()", "c.irange_key(-3, -2)", "c.irange_key(-3, -1, (False, False))", "c.irange_key(-3, None, reverse=True)", "c.irange_key(-1, -3)"),
}  # fmt: skip

NO_NAN = "NaN has no place in an order: it is refused with ValueError"
TELLS = "tells whether the value was there, as poleposition does; the peer returns None"
ITS_NAME = "the argument is `iterable`, in poleposition `values`"
NOT_A_SETTING = "how values are kept is not a setting"

RANGE = {
    "__init__": ("list(d.between())",),
    "__class_getitem__": ("type(c)[int]",),
    "__len__": ("len(c)", "d.add(4)\nlen(c)", "bool(c)"),
    "__contains__": ("2 in c", "1 in c"),
    "__iter__": ("list(c)",),
    "__reversed__": ("list(reversed(c))",),
    "__getitem__": ("c[0]", "c[-1]", "c[9]", "c[1:]"),
    "__delitem__": ("del c[0]", "del c[1:]"),
    "__eq__": ("c == [2, 2, 3]",),
    "__repr__": ("repr(c)",),
    "__copy__": ("list(copy.copy(c))",),
    "__reduce__": ("c.__reduce_ex__(4) is not None",),
    "clear": ("c.clear()",),
    "count": ("c.count(2)",),
    "index": ("c.index(3)",),
}  # fmt: skip

SUBJECTS = (
    Subject(
        "SortedList",
        "An import from sortedcontainers can be changed as it is. `discard` also tells whether there was "
        "something to remove. NaN is refused, where the peer accepts it and may not find what it holds from then "
        "on. A list that is changed while it is iterated over raises RuntimeError.",
        "new([1, 2, 2, 3, 5])",
        "len(c), list(c)",
        LIST,
        (
            Peer(
                "sortedcontainers",
                sortedcontainers.SortedList,
                {
                    NO_NAN: ("new([1, nan])", "c.add(nan)", "c.update([4, nan])"),
                    TELLS: ("c.discard(2)", "c.discard(4)", "new().discard(1)"),
                },
                {NOT_A_SETTING: ("DEFAULT_LOAD_FACTOR",)},
            ),
        ),
        Seed(
            "__init__ __class_getitem__ __contains__ __getitem__ __iter__ __len__ add bisect_left "
            "bisect_right count discard irange pop remove to_list",
            {NO_NAN: ("__init__", "add"), ITS_NAME: ("__init__",)},
        ),
        large="c = new([1, 2, 2, 3, 5, *range(100, 4500)])\nc.add(9999)",
    ),
    Subject(
        "SortedKeyList",
        "What `SortedList(key=...)` makes, with the methods that take keys; see there.",
        "new([1, 2, 2, 3, 5], key=neg)",
        "len(c), list(c)",
        KEYED,
        (
            Peer(
                "sortedcontainers",
                sortedcontainers.SortedKeyList,
                {
                    NO_NAN: ("new([1], key=lambda value: nan)", "c.add(nan)", "c.update([4, nan])"),
                    TELLS: ("c.discard(2)", "c.discard(4)", "new().discard(1)"),
                    "keeps the order of the key, as `c * n` does": ("2 * c",),
                },
                {NOT_A_SETTING: ("DEFAULT_LOAD_FACTOR",)},
            ),
        ),
        large="c = new([1, 2, 2, 3, 5, *range(100, 4500)], key=neg)\nc.add(9999)",
    ),
    Subject(
        "SortedRange",
        "What `SortedList.between` returns: a live view of the values between two bounds. No peer has one.",
        "d = new([1, 2, 2, 3, 5])\nc = d.between(2, 3)",
        "list(d)",
        RANGE,
        own="SortedList",
    ),
)
