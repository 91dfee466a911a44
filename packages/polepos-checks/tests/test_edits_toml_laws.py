"""Laws of editing TOML, on texts as odd as people's: nothing but the entry ever changes."""

import tomllib
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from polepos_checks.edits.toml import (
    Emptied,
    find_item,
    find_key,
    insert_item,
    insert_key,
    remove_item,
    remove_key,
)

# A loaded machine is no bug.
LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

MODULES = ("modules",)
ARRAY = ("project", "dependencies")

# What looks like syntax, what `str.splitlines` takes for line ends, and some letters.
ODD = "ab_-=.#'\"[]{},\\ \t\u2028\u2029\x85\xa0é"
PLAIN = ODD.replace("\t", "")

comments = st.text(ODD + "[modules]", max_size=12).map("#{}".format)
spaces = st.text(" \t", max_size=3)
names = st.text("abcABZ019_-", min_size=1, max_size=4)
ENTRIES = ("m", "m-0", "x", "M")


def basic(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def multi_line(text: str) -> str:
    return '"""' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'


strings = st.one_of(
    st.text(ODD, max_size=9).map(basic),
    st.text(ODD.replace("'", ""), max_size=9).map("'{}'".format),
    st.text(ODD + "\n\n\n", max_size=15).map(multi_line),
    st.text(ODD.replace("'", "") + "\n\n", max_size=15).map("'''{}'''".format),
    st.sampled_from(['"""a"""""', "'''''a''''", '"""\\\n  [modules]"""', '"\\u0022,"']),
)
scalars = strings | st.sampled_from(
    ["true", "1", "-0.5e1", "nan", "-inf", "1979-05-27 07:32:00", "07:32:00.1"]
)


@st.composite
def gaps(draw: st.DrawFn) -> str:
    """What may stand between the parts of an array."""
    lines = draw(st.lists(st.tuples(spaces, st.just("") | comments), max_size=2))
    return "".join(f"{space}{comment}\n" for space, comment in lines) + draw(spaces)


@st.composite
def arrays(draw: st.DrawFn, items: st.SearchStrategy[str]) -> str:
    values = draw(st.lists(items, max_size=4))
    text = "["
    for number, value in enumerate(values):
        is_last = number == len(values) - 1
        comma = "" if is_last and draw(st.booleans()) else ","
        text += draw(gaps()) + value + draw(gaps()) + comma
    return text + draw(gaps()) + "]"


@st.composite
def tables_in_braces(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    pairs = draw(st.dictionaries(names, values, max_size=3))
    inner = ",".join(
        f"{draw(spaces)}{key}{draw(spaces)}={draw(spaces)}{value}{draw(spaces)}"
        for key, value in pairs.items()
    )
    return "{" + (inner or draw(spaces)) + "}"


values = st.recursive(scalars, lambda inner: arrays(inner) | tables_in_braces(inner), max_leaves=6)


@st.composite
def sections(draw: st.DrawFn, prefix: str = "") -> str:
    """The lines below a header: pairs, comments and blank lines."""
    text = ""
    pairs = draw(st.dictionaries(names, values, max_size=5))
    for key, value in pairs.items():
        for comment in draw(st.lists(st.just("") | comments, max_size=2)):
            text += f"{draw(spaces)}{comment}\n"
        written = draw(st.sampled_from([key, f"'{key}'", f'"{key}"']))
        comment = draw(st.just("") | comments)
        text += f"{draw(spaces)}{prefix}{written}{draw(spaces)}={draw(spaces)}{value}"
        text += f"{draw(spaces)}{comment}\n"
    return text


def finished(draw: st.DrawFn, text: str) -> str:
    """Give a text other line ends, or a last line without one."""
    tail = draw(st.sampled_from(["", "\n", "# end", "# end\n", "  "]))
    text = (text + tail).removesuffix(draw(st.sampled_from(["", "\n"])))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@st.composite
def manifests(draw: st.DrawFn) -> str:
    """A text with a table `modules`, in one of the ways there are, or none."""
    modules = draw(
        st.one_of(
            sections().map("[modules]\n{}".format),
            st.tuples(comments, sections()).map(
                lambda parts: f" [ 'modules' ] {parts[0]}\n{parts[1]}"
            ),
            sections("modules."),
            tables_in_braces(values).map("modules = {}\n".format),
            st.just(""),
        )
    )
    before = draw(st.sampled_from(["", "[a]\nb=1\n", "[[modules_]]\n[modules_.modules]\nm=0\n"]))
    after = draw(st.sampled_from(["", "[z]\n", "[modules.sub]\nm = 1\n", "\n\n[modulesx]\nm=1\n"]))
    if modules.startswith("modules"):  # dotted or in braces: at the root, so before any header
        before, after = "", "[z]\n"
    return finished(draw, before + modules + after)


@st.composite
def projects(draw: st.DrawFn) -> str:
    array = draw(arrays(strings | st.sampled_from(["1", "{ a = 'm' }", '"m-1 >= 2"', '"x_y<3"'])))
    header = draw(st.sampled_from(["[project]\n", "project.", "[project]\nname = 'x' # n\n"]))
    text = f"{header}dependencies = {array}{draw(spaces)}{draw(st.just('') | comments)}\n"
    return finished(draw, text + draw(sections("z.")))


def meaning(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=str)


def emptied_by(before: str, after: str) -> Emptied:
    return "drop" if after.count("[modules]") > before.count("[modules]") else "keep"


@LAW
@given(manifests(), st.sampled_from(ENTRIES), st.text(PLAIN + "\n\x00", max_size=8))
@example("[modules]", "m", "x")
@example("modules.a = 1\r\n[z]", "m", "x")
def test_a_key_inserted_and_removed_leaves_the_same_bytes(text: str, key: str, value: str) -> None:
    before = meaning(text)
    if find_key(text, MODULES, key) is not None:
        return

    after = insert_key(text, MODULES, key, value)

    found = find_key(after, MODULES, key, value)
    assert found is not None
    assert found.exact
    assert meaning(after) == {**before, "modules": {**before.get("modules", {}), key: value}}
    emptied = emptied_by(text, after)
    assert remove_key(after, MODULES, key, emptied=emptied) == text


@LAW
@given(manifests(), st.permutations(ENTRIES))
def test_keys_give_the_same_text_in_any_order(text: str, keys: list[str]) -> None:
    new = [key for key in keys if find_key(text, MODULES, key) is None]
    one, other = text, text
    for key in new:
        one = insert_key(one, MODULES, key, "x")
    for key in sorted(new):
        other = insert_key(other, MODULES, key, "x")

    assert one == other


@LAW
@given(manifests(), st.permutations(ENTRIES), st.permutations(ENTRIES))
def test_keys_leave_in_any_order(text: str, keys: list[str], leaving: list[str]) -> None:
    new = [key for key in keys if find_key(text, MODULES, key) is None]
    after = text
    for key in new:
        after = insert_key(after, MODULES, key, "x")
    emptied = emptied_by(text, after)
    for key in leaving:
        if key in new:
            after = remove_key(after, MODULES, key, emptied=emptied)

    assert after == text


@LAW
@given(projects(), st.sampled_from(["m>=1", "M_0[x]; y == 'z'", "zz", "a"]))
def test_an_item_inserted_and_removed_leaves_the_same_bytes(text: str, item: str) -> None:
    before = meaning(text)["project"]["dependencies"]
    if find_item(text, ARRAY, item) is not None:
        return

    after = insert_item(text, ARRAY, item)

    found = find_item(after, ARRAY, item)
    assert found is not None
    assert found.exact
    now = meaning(after)["project"]["dependencies"]
    at = now.index(item)
    assert now[:at] + now[at + 1 :] == before
    assert remove_item(after, ARRAY, item) == text


@LAW
@given(projects(), st.permutations(["m>=1", "zz", "a", "q[b]"]))
def test_items_give_the_same_meaning_in_any_order_and_leave_in_any(
    text: str, items: list[str]
) -> None:
    new = [item for item in items if find_item(text, ARRAY, item) is None]
    one, other = text, text
    for item in new:
        one = insert_item(one, ARRAY, item)
    for item in sorted(new):
        other = insert_item(other, ARRAY, item)

    assert meaning(one) == meaning(other)
    for item in sorted(new):
        one = remove_item(one, ARRAY, item)
    assert one == text


@LAW
@given(projects(), st.integers(0, 3))
def test_any_item_can_go_and_nothing_else_goes_with_it(text: str, number: int) -> None:
    before = meaning(text)
    items = before["project"]["dependencies"]
    own = [item for item in items if isinstance(item, str)]
    if number >= len(own):
        return
    comments_before = text.count("#")

    after = remove_item(text, ARRAY, own[number])

    now = meaning(after)["project"]["dependencies"]
    assert len(now) == len(items) - 1
    at = items.index(own[number])
    assert now == items[:at] + items[at + 1 :]
    assert after.count("#") <= comments_before


@LAW
@given(manifests())
def test_any_key_can_go_and_nothing_else_goes_with_it(text: str) -> None:
    modules = meaning(text).get("modules", {})
    for key, value in modules.items():
        if isinstance(value, dict):
            continue
        now = meaning(remove_key(text, MODULES, key)).get("modules", {})
        assert now == {other: kept for other, kept in modules.items() if other != key}
