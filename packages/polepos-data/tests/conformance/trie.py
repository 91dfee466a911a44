"""`Trie`, beside the `CharTrie` of pygtrie."""

import pygtrie

from conformance.model import Peer, Seed, Subject

PROBES = {
    "__init__": ("new()", "new({'b': 1, 'a': 2})", "new([('b', 1)])", "new(b=1)", "new({'b': 1}, a=2)", "new({1: 2})", "new(3)", "new(None)", "new(new(a=1))"),
    "__class_getitem__": ("new[int]",),
    "__len__": ("len(c)", "len(new())", "bool(c)", "bool(new())"),
    "__contains__": ("'abc' in c", "'ab' in c", "'x' in c", "'' in c", "1 in c"),
    "__iter__": ("list(c)", "sorted(c)"),
    "__reversed__": ("list(reversed(c))",),
    "__getitem__": ("c['abc']", "c['ab']", "c['x']", "c['']", "c['a':]", "c[1]"),
    "__setitem__": ("c['ab'] = 9", "c['abc'] = 9", "c[''] = 9", "c[1] = 9", "c['a':] = 9"),
    "__delitem__": ("del c['abc']", "del c['ab']", "del c['x']", "del c['a':]"),
    "__repr__": ("repr(new(a=1))", "repr(new())"),
    "__eq__": ("c == new(c)", "c == dict(c)", "c == {}", "c != new(c)", "c == 3"),
    "__copy__": ("copy.copy(c)", "copy.copy(c) is c", "copy.deepcopy(c)"),
    "__reduce__": ("pickle.loads(pickle.dumps(c))",),
    "clear": ("c.clear()",),
    "copy": ("c.copy()", "c.copy() is c"),
    "fromkeys": ("new.fromkeys(['a', 'b'], 1)", "new.fromkeys(['a'])"),
    "get": ("c.get('abc')", "c.get('ab')", "c.get('ab', 0)", "c.get('x', default=0)", "c.get('')"),
    "has_key": ("c.has_key('abc')", "c.has_key('ab')"),
    "has_subtrie": ("c.has_subtrie('a')", "c.has_subtrie('ab')", "c.has_subtrie('abc')", "c.has_subtrie('abd')", "c.has_subtrie('x')", "c.has_subtrie('')"),
    "items": ("c.items()", "sorted(c.items())", "sorted(c.items('ab'))", "sorted(c.items(prefix='abc'))", "c.items('x')", "sorted(c.items(''))", "new().items()"),
    "iteritems": ("sorted(c.iteritems())", "sorted(c.iteritems('ab'))", "list(c.iteritems('x'))"),
    "iterkeys": ("sorted(c.iterkeys())", "sorted(c.iterkeys('ab'))", "list(c.iterkeys('x'))"),
    "itervalues": ("sorted(c.itervalues())", "sorted(c.itervalues('ab'))", "list(c.itervalues('x'))"),
    "keys": ("c.keys()", "sorted(c.keys())", "sorted(c.keys('ab'))", "c.keys('x')", "new().keys()"),
    "longest_prefix": ("c.longest_prefix('abcde')", "c.longest_prefix('ab')", "tuple(c.longest_prefix('abcd'))", "c.longest_prefix('abx').key", "c.longest_prefix('abx').value", "bool(c.longest_prefix('x'))", "c.longest_prefix('x')", "c.longest_prefix('x').key"),
    "pop": ("c.pop('abc')", "c.pop('ab')", "c.pop('ab', 0)", "c.pop('x')", "c.pop('x', default=0)"),
    "popitem": ("c.popitem()", "new().popitem()", "new(a=1).popitem()"),
    "prefixes": ("[(at.key, at.value) for at in c.prefixes('abcde')]", "[tuple(at) for at in c.prefixes('abcde')]", "list(c.prefixes('x'))"),
    "setdefault": ("c.setdefault('abc', 9)", "c.setdefault('ab', 9)", "c.setdefault('ab')"),
    "shortest_prefix": ("c.shortest_prefix('abcde')", "tuple(c.shortest_prefix('abcd'))", "c.shortest_prefix('x')", "c.shortest_prefix('x').key"),
    "update": ("c.update({'ab': 9})", "c.update([('ab', 9)])", "c.update(ab=9)", "c.update({'ab': 9}, x=8)", "c.update()", "c.update({'ab': 9, 1: 8})", "c.update(3)"),
    "values": ("c.values()", "sorted(c.values())", "sorted(c.values('ab'))", "c.values('x')"),
    "ceiling": ("c.ceiling('ab')", "c.ceiling('x')"),
    "complete": ("c.complete('ab', 1)", "c.complete('ab', weight=lambda key, value: -value)"),
    "count": ("c.count('ab')", "c.count('x')", "c.count()"),
    "delete": ("c.delete('abc')", "c.delete('ab')"),
    "delete_prefix": ("c.delete_prefix('ab')", "c.delete_prefix('x')"),
    "first": ("c.first('ab')", "c.first('x')"),
    "floor": ("c.floor('ab')",),
    "fuzzy": ("c.fuzzy('abx')",),
    "has_keys_with_prefix": ("c.has_keys_with_prefix('ab')",),
    "higher": ("c.higher('abc')",),
    "insert": ("c.insert('ab', 9)", "c.insert('ab')", "c.insert('abc')"),
    "irange": ("c.irange('a', 'abd')", "c.irange(None, 'abd', (True, False), reverse=True)"),
    "iter_prefixes": ("c.iter_prefixes('abcde')",),
    "last": ("c.last('ab')",),
    "longest_prefix_item": ("c.longest_prefix_item('abx')", "c.longest_prefix_item('x', None)"),
    "longest_prefix_of": ("c.longest_prefix_of('abcde')", "c.longest_prefix_of('x')"),
    "lower": ("c.lower('abc')",),
    "starts_with": ("c.starts_with('ab')", "c.starts_with('x')", "c.starts_with('')", "new().starts_with('')"),
    "suffixes": ("c.suffixes('ab')",),
}  # fmt: skip

IN_ORDER = (
    "in the order of the keys; the peer's is that in which branches came, until `enable_sorting`"
)
SLICES = "no slices: `keys`, `values`, `items` and `delete_prefix` take a prefix"
EMPTY = "nothing for a prefix that no key has; the peer raises KeyError"
STEP = "a pair that has `key` and `value` as well; the peer has an object of its own that unpacks"
NO_STEP = "without a default KeyError, as in datrie; the peer returns an object that is false"
ASK = "see `starts_with`, `keys` and `has_subtrie`"

SUBJECTS = (
    Subject(
        "Trie",
        "Keys are in order. Questions about a prefix that no key has are answered with nothing, not with "
        "KeyError. `longest_prefix` and `shortest_prefix` return a named tuple, and take a default; without one, "
        "they raise KeyError where pygtrie returns an object that is false. Keys are strings: there are no slices, "
        "no tuples as keys, and no nodes without a value.",
        "new([('abd', 4), ('a', 1), ('abc', 3), ('b', 2)])",
        "len(c), sorted(c.items())",
        PROBES,
        (
            Peer(
                "pygtrie",
                pygtrie.CharTrie,
                {
                    IN_ORDER: ("list(c)", "c.items()", "c.keys()", "c.values()"),
                    SLICES: ("c['a':]", "c['a':] = 9", "del c['a':]"),
                    EMPTY: (
                        "c.items('x')",
                        "c.keys('x')",
                        "c.values('x')",
                        "list(c.iteritems('x'))",
                        "list(c.iterkeys('x'))",
                        "list(c.itervalues('x'))",
                    ),
                    STEP: (
                        "c.longest_prefix('abcde')",
                        "c.longest_prefix('ab')",
                        "c.shortest_prefix('abcde')",
                    ),
                    NO_STEP: (
                        "bool(c.longest_prefix('x'))",
                        "c.longest_prefix('x')",
                        "c.longest_prefix('x').key",
                        "c.shortest_prefix('x')",
                        "c.shortest_prefix('x').key",
                    ),
                    "written with a dict": ("repr(new(a=1))", "repr(new())"),
                    "the last key; the peer takes the first that it finds": ("c.popitem()",),
                    "all or, after an error, nothing": ("c.update({'ab': 9, 1: 8})",),
                },
                {
                    f"flags of `has_node`; {ASK}": ("HAS_SUBTRIE", "HAS_VALUE"),
                    ASK: ("has_node",),
                    "keys are always in order": ("enable_sorting",),
                    "`update` does it, and leaves the other as it is": ("merge",),
                    "`==` does it, for there are no nodes to differ": ("strictly_equals",),
                    "there are no nodes to visit": ("traverse", "walk_towards"),
                },
                more=("new(None)", "1 in c", "list(reversed(c))"),
            ),
        ),
        Seed(
            "__init__ __class_getitem__ __contains__ __len__ delete get insert items keys longest_prefix_of "
            "starts_with",
            {"false for a trie without keys; the peer says true": ("starts_with",)},
        ),
    ),
)
