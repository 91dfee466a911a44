"""A `Trie` of texts of every kind: narrow and wide, few branches and many."""

import random
from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

# One of each number of bytes in UTF-8 and of each width that Python stores, and their neighbours.
EDGES = (
    "\0\x01az\x7f\x80\xe9\xff\u0100\u07ff\u0800\ud7ff\ud800\udfff\ue000\uffff\U00010000\U0010ffff"
)
TEXTS = st.text(st.sampled_from(EDGES), max_size=5) | st.text(
    st.characters(codec=None, exclude_categories=()), max_size=5
)


@given(content=st.dictionaries(TEXTS, st.integers()), texts=st.lists(TEXTS))
def test_all_texts_are_in_the_order_of_python(
    data: ModuleType, content: dict[str, int], texts: list[str]
) -> None:
    trie = data.Trie(content)
    assert trie.items() == sorted(content.items())
    one_by_one = data.Trie()
    for key, value in content.items():
        one_by_one[key] = value
    assert one_by_one.items() == trie.items()
    for text in [*texts, *content]:
        assert trie.get(text) == content.get(text)
        assert trie.ceiling(text) == min((key for key in content if key >= text), default=None)
        assert trie.keys(text) == sorted(key for key in content if key.startswith(text))
        found = max((key for key in content if text.startswith(key)), key=len, default="")
        assert trie.longest_prefix_of(text) == found


def test_a_branch_for_each_character_comes_and_goes(data: ModuleType) -> None:
    points = [*range(0x400), *range(0x1F600, 0x1F700)]
    keys = [f"stem{chr(point)}leaf" for point in points]
    trie = data.Trie()
    dice = random.Random(1)  # noqa: S311 - no secrets here
    dice.shuffle(keys)
    for number, key in enumerate(keys, 1):
        trie[key] = number
        assert trie.count("stem") == number
    assert trie.keys("stem") == sorted(keys)
    assert list(reversed(trie)) == sorted(keys, reverse=True)
    dice.shuffle(keys)
    while keys:
        del trie[keys.pop()]
        if len(keys) % 100 == 0 or len(keys) < 20:
            assert trie.keys() == sorted(keys)


def test_thousands_of_keys_come_and_go(data: ModuleType) -> None:
    dice = random.Random(2)  # noqa: S311 - no secrets here
    trie, model = data.Trie(), dict[str, int]()
    for step in range(20_000):
        key = f"/{dice.choice(['api', 'static', 'docs'])}/{dice.randrange(3000)}"
        if dice.random() < 0.6:
            trie[key] = model[key] = step
        else:
            assert trie.pop(key, None) == model.pop(key, None)
        if step % 4000 == 0:
            assert trie.delete_prefix("/docs/1") == sum(
                model.pop(each, None) is not None
                for each in list(model)
                if each.startswith("/docs/1")
            )
    assert trie.items() == sorted(model.items())
    assert trie.items("/api/2") == sorted(
        item for item in model.items() if item[0].startswith("/api/2")
    )
    trie.update(dict.fromkeys(model, -1))
    assert trie.values() == [-1] * len(model)


def test_the_last_of_equal_keys_in_an_update_wins(data: ModuleType) -> None:
    class Path(str):
        __slots__ = ()
        __hash__ = object.__hash__  # so that a dict takes them for different keys

    content = {Path("a"): 1, Path("b"): 2, Path("a"): 3}
    trie = data.Trie(content)
    assert len(content) == 3
    assert trie.items() == [("a", 3), ("b", 2)]
