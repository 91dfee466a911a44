"""Everything that one can ask of sorted lists and sets, and do to them."""

import pytest
from sorted_building import LARGE
from sorted_items import LISTS, SETS, Item, Operation

SEARCHES: dict[str, Operation] = {
    "in": lambda made: Item(8) in made,
    "index": lambda made: made.index(made[3]),
    "count": lambda made: made.count(Item(7)),
    "bisect_left": lambda made: made.bisect_left(Item(8)),
    "bisect_right": lambda made: made.bisect_right(Item(8)),
    "irange": lambda made: list(made.irange(Item(4), Item(9))),
}
LIST_SEARCHES: dict[str, Operation] = {
    "nearby": lambda made: (made.floor(Item(8)), made.higher(Item(8))),
    "between": lambda made: made.between(made[2], made[5])[:],
    "len(between)": lambda made: len(made.between(made[2], made[5])),
    "in between": lambda made: made[3] in made.between(made[2], made[5]),
    "contains_many": lambda made: made.contains_many([Item(3), Item(6)]),
    "+": lambda made: made + [Item(2)],  # noqa: RUF005
    "*": lambda made: made * 2,
    "from_sorted": lambda made: type(made).from_sorted([Item(1), Item(2)]),
}
CHANGES: dict[str, Operation] = {
    "add": lambda made: made.add(Item(8)),
    "add first": lambda made: made.add(Item(0)),
    "add last": lambda made: made.add(Item(2 * LARGE)),
    "remove": lambda made: made.remove(Item(7)),
    "discard": lambda made: made.discard(Item(7)),
    "update with one": lambda made: made.update([Item(8)]),
    "update with some": lambda made: made.update([Item(8), Item(2), Item(9), Item(4), Item(2)]),
}
LIST_CHANGES: dict[str, Operation] = {
    "+=": lambda made: made.__iadd__([Item(8), Item(6)]),
    "*=": lambda made: made.__imul__(2),
    "remove identical": lambda made: made.remove(made[3], identical=True),
    "clear between": lambda made: made.between(made[2], made[5]).clear(),
    "del between": lambda made: made.between(made[2], made[5]).__delitem__(0),
}
SET_CHANGES: dict[str, Operation] = {
    "pop": lambda made: made.pop(2),
    "del [i]": lambda made: made.__delitem__(2),
    "del slice": lambda made: made.__delitem__(slice(2, 5)),
    "update with several": lambda made: made.update([Item(2)], {Item(8), Item(7)}),
    "|=": lambda made: made.__ior__({Item(8), Item(2), Item(3)}),
    "&=": lambda made: made.__iand__({Item(8), Item(5), Item(3)}),
    "-=": lambda made: made.__isub__({Item(8), Item(5), Item(3)}),
    "^=": lambda made: made.__ixor__({Item(8), Item(5), Item(3)}),
    "difference_update": lambda made: made.difference_update([Item(8), Item(5)], [Item(1)]),
    "intersection_update": lambda made: made.intersection_update([Item(8), Item(5), Item(1)]),
    "symmetric_difference_update": lambda made: made.symmetric_difference_update(
        [Item(8), Item(5), Item(1)]
    ),
}
SET_SEARCHES: dict[str, Operation] = {
    "union": lambda made: made.union([Item(8), Item(5)], [Item(2)]),
    "intersection": lambda made: made.intersection([Item(8), Item(5)]),
    "difference": lambda made: made.difference([Item(8), Item(5)]),
    "symmetric_difference": lambda made: made.symmetric_difference([Item(8), Item(5)]),
    "issubset": lambda made: made.issubset([*made, Item(8)]),
    "issuperset": lambda made: made.issuperset([Item(5)]),
    "isdisjoint": lambda made: made.isdisjoint([Item(8), Item(5)]),
    "==": lambda made: made == {Item(8), Item(5)},
}

ON_LISTS = {**SEARCHES, **LIST_SEARCHES, **CHANGES, **LIST_CHANGES}
ON_SETS = {**SEARCHES, **SET_SEARCHES, **CHANGES, **SET_CHANGES}
EVERY_CALL = [(kind, name) for kind in LISTS for name in ON_LISTS]
EVERY_CALL += [(kind, name) for kind in SETS for name in ON_SETS]
EVERY_CHANGE = [(kind, name) for kind in LISTS for name in (*CHANGES, *LIST_CHANGES)]
EVERY_CHANGE += [(kind, name) for kind in SETS for name in (*CHANGES, *SET_CHANGES)]

for_every_call = pytest.mark.parametrize("kind, name", EVERY_CALL)
for_every_change = pytest.mark.parametrize("kind, name", EVERY_CHANGE)
ASKS_NOTHING = {"*", "*=", "remove identical", "from_sorted"}
"""What may do without comparing, so that there may be no error to see."""


def operation_of(kind: str, name: str) -> Operation:
    return (ON_SETS if "Set" in kind else ON_LISTS)[name]
