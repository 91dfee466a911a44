"""`OrderedSet`, `Graph` and `UnionFind`, beside `set`, graphlib and networkx."""

import graphlib

import networkx as nx

from conformance.model import Peer, Seed, Subject
from conformance.sorted_lists import ITS_NAME

SET = {
    "__init__": ("new()", "new([3, 1, 3])", "new(3)", "new([[]])"),
    "__class_getitem__": ("new[int]",),
    "__len__": ("len(c)",),
    "__contains__": ("2 in c", "4 in c", "[] in c"),
    "__iter__": ("sorted(c)",),
    "__repr__": ("repr(new())", "repr(new([1]))"),
    "__eq__": ("c == {1, 2, 3}", "c == new([1, 2, 3])", "c == [3, 1, 2]", "c != {1}", "c == frozenset(c)"),
    "__lt__": ("c < {1, 2, 3, 4}", "c < set(c)", "c < [1]"),
    "__le__": ("c <= set(c)",),
    "__gt__": ("c > {1}",),
    "__ge__": ("c >= {9}",),
    "__or__": ("c | {4}", "c | [4]", "c | 3"),
    "__ror__": ("frozenset({4}) | c", "[4] | c"),
    "__ior__": ("c |= {4}", "c |= [4]"),
    "__and__": ("c & {2, 9}", "c & [2]"),
    "__rand__": ("frozenset({2, 9}) & c",),
    "__iand__": ("c &= {2, 9}", "c &= [2]"),
    "__sub__": ("c - {2, 9}", "c - [2]"),
    "__rsub__": ("frozenset({2, 9}) - c",),
    "__isub__": ("c -= {2, 9}", "c -= c"),
    "__xor__": ("c ^ {2, 9}", "c ^ [2]"),
    "__rxor__": ("frozenset({2, 9}) ^ c",),
    "__ixor__": ("c ^= {2, 9}", "c ^= c"),
    "__copy__": ("copy.copy(c)", "copy.copy(c) is c"),
    "__reduce__": ("pickle.loads(pickle.dumps(c))",),
    "add": ("c.add(4)", "c.add(2)", "c.add([])"),
    "clear": ("c.clear()",),
    "copy": ("c.copy()", "c.copy() is c"),
    "difference": ("c.difference([1], (2, 9))", "c.difference()", "c.difference(3)"),
    "difference_update": ("c.difference_update([1], [2, 9])", "c.difference_update(c)"),
    "discard": ("c.discard(2)", "c.discard(4)", "c.discard([])"),
    "intersection": ("c.intersection([1, 2], [2])", "c.intersection()", "c.intersection([[]])"),
    "intersection_update": ("c.intersection_update([1, 2], [2, 9])", "c.intersection_update()"),
    "isdisjoint": ("c.isdisjoint([9])", "c.isdisjoint([1])", "c.isdisjoint(3)"),
    "issubset": ("c.issubset([1, 2, 3, 4])", "c.issubset([1])"),
    "issuperset": ("c.issuperset([1])", "c.issuperset([9])"),
    "pop": ("new([7]).pop()", "new().pop()"),
    "remove": ("c.remove(2)", "c.remove(4)", "c.remove([])"),
    "symmetric_difference": ("c.symmetric_difference([1, 9])",),
    "symmetric_difference_update": ("c.symmetric_difference_update([1, 9])", "c.symmetric_difference_update(c)"),
    "union": ("c.union([4], [6])", "c.union()"),
    "update": ("c.update([4], [0])", "c.update()", "c.update([4, []])", "c.update(3)"),
    "__getitem__": ("c[0]", "c[-1]", "c[1:]"),
    "__reversed__": ("list(reversed(c))",),
    "first": ("c.first",),
    "index": ("c.index(2)",),
    "last": ("c.last",),
    "move_to_end": ("c.move_to_end(3)\nlist(c)", "c.move_to_end(2, last=False)\nlist(c)"),
}  # fmt: skip

GRAPH = {
    "__init__": ("list(new({'a': ['b']}).static_order())", "new([('a', 'b', 2)], directed=True, nodes='z')"),
    "__class_getitem__": ("new[str]",),
    "static_order": ("sorted(c.static_order())", "c.static_order()"),
    "__contains__": ("'a' in c", "'x' in c"),
    "__copy__": ("sorted(copy.copy(c).static_order())",),
    "__reduce__": ("sorted(pickle.loads(pickle.dumps(c)).static_order())",),
    "__eq__": ("c == c.copy()", "c == 3"),
    "__iter__": ("list(c)",),
    "__len__": ("len(c)",),
    "__repr__": ("repr(c)",),
    "__reversed__": ("list(reversed(c))",),
    "add_edge": ("c.add_edge('c', 'd')\nc.edges()",),
    "add_edges": ("c.add_edges([('c', 'd'), ('d', 'e', 2)])\nc.edges()",),
    "add_node": ("c.add_node('x')\nc.nodes()",),
    "add_nodes": ("c.add_nodes('xy')\nc.nodes()",),
    "ancestors": ("c.ancestors('c')",),
    "bfs": ("c.bfs('a')", "c.bfs('x')"),
    "clear": ("c.clear()\nlen(c)",),
    "connected_components": ("c.connected_components()",),
    "copy": ("c.copy() == c",),
    "degree": ("c.degree('b')",),
    "descendants": ("c.descendants('a')",),
    "dfs": ("c.dfs('a')",),
    "dijkstra": ("c.dijkstra('a')",),
    "directed": ("c.directed",),
    "edges": ("c.edges()",),
    "find_cycle": ("c.find_cycle()",),
    "generations": ("c.generations()",),
    "has_edge": ("c.has_edge('a', 'b')",),
    "in_degree": ("c.in_degree('b')",),
    "is_acyclic": ("c.is_acyclic()",),
    "neighbors": ("c.neighbors('a')",),
    "nodes": ("c.nodes()",),
    "out_degree": ("c.out_degree('a')",),
    "predecessors": ("c.predecessors('c')",),
    "remove_edge": ("c.remove_edge('a', 'b')\nc.edges()", "c.remove_edge('x', 'b')"),
    "remove_node": ("c.remove_node('b')\nc.edges()",),
    "reverse": ("c.reverse().edges()",),
    "shortest_path": ("c.shortest_path('a', 'c')", "c.shortest_path('c', 'a')"),
    "strongly_connected_components": ("c.strongly_connected_components()",),
    "subgraph": ("c.subgraph('ab').edges()",),
    "successors": ("c.successors('a')",),
    "topological_sort": ("c.topological_sort()",),
    "update": ("c.update([('c', 'd')], nodes='x')\nc.nodes()",),
    "weight": ("c.weight('a', 'b')", "c.weight('c', 'a')"),
    "weighted_edges": ("c.weighted_edges()",),
}  # fmt: skip

UNION = {
    "__init__": ("new()", "new('ab')", "list(new(None))", "new(3)", "new([[]])", "new([1], [(2, 3)])", "list(new(elements='ab'))"),
    "__class_getitem__": ("new[int]",),
    "__getitem__": ("c[3]", "c[1] == c[2]", "c[9]", "c[[]]"),
    "__iter__": ("list(c)",),
    "to_sets": ("sorted(map(sorted, c.to_sets()))", "c.to_sets()"),
    "union": ("c.union(3, 4)", "c.union(1, 2)", "c.union(1, 3, 4)", "c.union(8, 9)", "c.union()", "c.union(5)", "c.union([], 1)"),
    "__copy__": ("sorted(map(sorted, copy.copy(c).to_sets()))",),
    "__reduce__": ("sorted(map(sorted, pickle.loads(pickle.dumps(c)).to_sets()))",),
    "__contains__": ("1 in c", "9 in c"),
    "__eq__": ("c == c.copy()", "c == 3"),
    "__len__": ("len(c)",),
    "__repr__": ("repr(c)",),
    "__reversed__": ("list(reversed(c))",),
    "add": ("c.add(9)", "c.add(1)"),
    "component": ("c.component(1)",),
    "component_size": ("c.component_size(1)", "c.component_size(9)"),
    "components": ("c.components()",),
    "connected": ("c.connected(1, 2)", "c.connected(1, 9)"),
    "copy": ("c.copy()",),
    "find": ("c.find(3)", "c.find(9)"),
    "n_components": ("c.n_components",),
    "union_many": ("c.union_many([(1, 3), (4, 5)])",),
    "update": ("c.update([8, 9])",),
}  # fmt: skip

OF_OURS = "an `OrderedSet` whatever the left side is; the peer goes by the left"

SUBJECTS = (
    Subject(
        "OrderedSet",
        "A set that knows the order in which its values came: a builtin `set` can be replaced by it. As for sets, "
        "`==` does not look at the order. `pop()` takes the last value, with `last=False` the first. Operators take "
        "sets only, methods any iterable.",
        "new([3, 1, 2])",
        "len(c), sorted(c)",
        SET,
        (
            Peer(
                "set",
                set,
                {
                    "the class and a list": ("repr(new())", "repr(new([1]))"),
                    OF_OURS: (
                        "frozenset({4}) | c",
                        "frozenset({2, 9}) & c",
                        "frozenset({2, 9}) - c",
                        "frozenset({2, 9}) ^ c",
                    ),
                    "all or, after an error, nothing": ("c.update([4, []])",),
                },
            ),
        ),
        Seed(
            "__init__ __class_getitem__ __contains__ __iter__ __len__ __eq__ __lt__ __le__ __gt__ __ge__ __or__ "
            "__ror__ __ior__ __and__ __rand__ __iand__ __sub__ __rsub__ __isub__ __xor__ __rxor__ __ixor__ add clear "
            "discard isdisjoint pop remove",
            {
                ITS_NAME: ("__init__",),
                "sets only, as builtin sets; the peer takes any iterable": (
                    "__or__",
                    "__ror__",
                    "__ior__",
                    "__and__",
                    "__iand__",
                    "__sub__",
                    "__xor__",
                ),
            },
        ),
    ),
    Subject(
        "Graph",
        "A `Graph` is not made as graphlib's `TopologicalSorter` is: that gets the predecessors of each node, and here "
        "an edge leads from what comes first to what comes later. `static_order` is the same; in place of "
        "`prepare`, `get_ready` and `done`, `generations()` tells what may be done at once. A cycle is a "
        "`CycleError`, a ValueError as in graphlib. Sets of nodes and edges are `OrderedSet`s, equal to the "
        "builtin sets of poleposition.",
        "new([('a', 'b'), ('b', 'c'), ('a', 'c')], directed=True)",
        "None",
        GRAPH,
        (
            Peer(
                "graphlib",
                graphlib.TopologicalSorter,
                {
                    "edges, not the predecessors of each node": (
                        "list(new({'a': ['b']}).static_order())",
                    ),
                },
                {
                    "`generations()` gives all steps at once": (
                        "done",
                        "get_ready",
                        "is_active",
                        "prepare",
                    ),
                    "`add_edge` does it": ("add",),
                },
                more=("new([('a', 'b', 2)], directed=True, nodes='z')",),
                base="new({'b': 'a', 'c': 'ba'})",
            ),
        ),
        Seed(
            "__init__ __class_getitem__ __contains__ __len__ add_edge add_node bfs dfs directed edges neighbors nodes "
            "remove_edge remove_node shortest_path topological_sort",
        ),
    ),
    Subject(
        "UnionFind",
        "Reading does not add, but for `c[x]` and `find(x)`, as in networkx. `union` returns the root of what it "
        "made. Values are counted by `len(c)`, components by `n_components`.",
        "c = new(range(1, 6))\nc.union(1, 2)",
        "sorted(map(sorted, c.to_sets()))",
        UNION,
        (
            Peer(
                "networkx",
                nx.utils.UnionFind,
                {
                    "the values are `iterable`": ("list(new(elements='ab'))",),
                    "returns the root, as poleposition does; the peer returns None": (
                        "c.union(3, 4)",
                        "c.union(1, 2)",
                        "c.union(1, 3, 4)",
                        "c.union(8, 9)",
                        "c.union(5)",
                    ),
                },
                {"the inside of the peer": ("parents", "weights")},
                more=("new([1], [(2, 3)])",),
            ),
        ),
        Seed(
            "__init__ __class_getitem__ __contains__ __len__ add component_size components connected find union",
            {
                ITS_NAME: ("__init__",),
                "does not add what it does not know; the peer does": (
                    "connected",
                    "component_size",
                ),
            },
        ),
    ),
)
