"""Tries: exact keys, prefixes, the longest prefix; on the paths of URLs and on short words."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import partial
from os.path import commonprefix
from typing import Any

from data.keys import Keys
from data.loops import calls, calls2, drain
from data.model import MIDDLE, UPSTREAM, Case, Family, Rival, Task, Workload, ours
from data.tasks import each_hit, found, missed, pickled, whole

LAST = "\U0010ffff"


def pairs(case: Case) -> list[tuple[str, int]]:
    """Return the held keys with values."""
    return list(zip(case.keys.held, case.keys.numbers, strict=False))


def inserted(type_: Any, filled: Iterable[tuple[str, int]]) -> Any:
    """Make a trie that has to be filled key by key."""
    made = type_()
    calls2(made.insert, filled)
    return made


def insert(case: Case) -> Task:
    """Insert keys that are not there."""
    fresh = [(key, 0) for key in case.keys.fresh]
    return Task(
        partial(calls2, case.method("insert"), fresh),
        len(fresh),
        after=partial(calls, case.method("delete"), case.keys.fresh),
    )


def insert_again(case: Case) -> Task:
    """Set the values of keys that are there."""
    again = list(zip(case.keys.hits, case.keys.chosen, strict=True))
    return Task(partial(calls2, case.method("insert"), again), len(again))


def delete_key(case: Case) -> Task:
    """Delete keys."""
    fresh = [(key, 0) for key in case.keys.fresh]
    return Task(
        partial(calls, case.method("delete"), case.keys.fresh),
        len(fresh),
        before=partial(calls2, case.method("insert"), fresh),
    )


def prefixes(keys: Keys) -> list[tuple[str, int]]:
    """Return prefixes that some dozens of keys have, each with their number."""
    ordered, found = keys.ordered, []
    for place in keys.dice("prefixes").choices(range(keys.n - 30), k=300):
        prefix = commonprefix([ordered[place], ordered[place + 30]])  # noqa: RUF071 - of characters
        first, last = bisect_left(ordered, prefix), bisect_left(ordered, prefix + LAST)
        if last - first <= 1_000:
            found.append((prefix, last - first))
    return found


def by_prefix(case: Case) -> Task:
    """Go through the items of prefixes."""
    chosen = prefixes(case.keys)
    asked = [prefix for prefix, _ in chosen]
    items = case.method("items")

    def run() -> None:
        for prefix in asked:
            drain(items(prefix))

    return Task(run, sum(number for _, number in chosen), passes=len(asked))


def first_question(case: Case) -> Task:
    """Build the trie and ask one question, so that what was put off is done."""
    build, prefix = TRIE.build(case), case.keys.held[0][:-1]

    def run() -> None:
        drain(case.method("items", build())(prefix))

    return Task(run, case.keys.n, passes=0)


def insert_and_ask(case: Case) -> Task:
    """Insert a key, get the items of a prefix that few have, and so on."""
    insert, items = case.method("insert"), case.method("items")
    asked = [
        (key, case.keys.held[place])
        for key, place in zip(case.keys.fresh[:1_000], case.keys.chosen, strict=False)
    ]

    def run() -> None:
        for key, prefix in asked:
            insert(key, 0)
            drain(items(prefix))

    after = partial(calls, case.method("delete"), [key for key, _ in asked])
    return Task(run, len(asked), after=after)


def has_prefix(case: Case) -> Task:
    """Ask whether any key begins so."""
    asked = [hit[:-1] for hit in case.keys.hits]
    return Task(partial(calls, case.method("starts_with"), asked), len(asked))


def longest(case: Case) -> Task:
    """Find the longest key that a text begins with."""
    asked = [hit + "/more" for hit in case.keys.hits]
    return Task(partial(calls, case.method("longest_prefix"), asked), len(asked))


def items(case: Case) -> Task:
    """Go through all items."""
    return Task(lambda: drain(case.method("items")()), case.keys.n, passes=0)


def marisa(type_: Any, filled: list[tuple[str, int]]) -> Any:
    """Make marisa's static trie, with a number for each key."""
    return type_("<q", [(key, (value,)) for key, value in filled])


def by_order(type_: Any, filled: list[tuple[str, int]]) -> Any:
    """Make a sorted dictionary that finds a prefix as a range of keys."""
    made = type_(filled)

    def prefix_items(prefix: str = "") -> Iterator[tuple[str, int]]:
        return ((key, made[key]) for key in made.irange(prefix, prefix + LAST))

    made.prefix_items = prefix_items
    return made


CHANGES = {"`insert`, new", "`insert`, existing", "`insert`, `items(prefix)` in turn", "`delete`"}

TRIE = Family(
    name="trie",
    title="Trie",
    kinds=("url", "word"),
    few=("url",),
    rivals=(
        *ours("Trie"),
        Rival(
            "pygtrie",
            "pygtrie:CharTrie",
            names={
                "insert": "__setitem__",
                "delete": "__delitem__",
                "starts_with": "has_subtrie",
            },
        ),
        Rival(
            UPSTREAM,
            "polepos.data:Trie",
            make=inserted,
            names={"longest_prefix": "longest_prefix_of"},
        ),
        Rival(
            "marisa-trie",
            "marisa_trie:RecordTrie",
            make=marisa,
            names={"longest_prefix": "prefixes"},
            lacks=frozenset(CHANGES | {"any key with prefix", "pickle and back"}),
        ),
        Rival(
            "sortedcontainers",
            "sortedcontainers:SortedDict",
            make=by_order,
            names={"insert": "__setitem__", "delete": "__delitem__", "items": "prefix_items"},
            lacks=frozenset({"any key with prefix", "longest prefix", "pickle and back"}),
        ),
    ),
    against=("pygtrie", UPSTREAM),
    build=lambda case: partial(case.new, pairs(case)),
    each="key",
    workloads=(
        Workload("`get`, hit", "call", each_hit("get")),
        Workload(
            "`get`, miss",
            "call",
            lambda case: Task(
                partial(calls, case.method("get"), case.keys.fresh), case.keys.probes
            ),
        ),
        Workload("`in`, hit", "call", found),
        Workload("`in`, miss", "call", missed),
        Workload("`insert`, new", "call", insert),
        Workload("`insert`, existing", "call", insert_again),
        Workload("`delete`", "call", delete_key),
        Workload("any key with prefix", "call", has_prefix),
        Workload("`items(prefix)`", "element", by_prefix),
        Workload("`insert`, `items(prefix)` in turn", "pair", insert_and_ask),
        Workload("build, first question", "key", first_question, largest=MIDDLE),
        Workload("longest prefix", "call", longest),
        Workload("`items` iteration", "element", items),
        Workload("pickle and back", "element", whole(pickled), largest=MIDDLE),
    ),
)
