"""Laws of editing YAML, on texts as people write them: nothing but the entry ever changes."""

from typing import Any

import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from polepos_checks.edits.errors import PlaceNotClearError
from polepos_checks.edits.yaml import find, insert, remove

# A loaded machine is no bug.
LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

SERVICES = "services"
BLOCKS = {
    "redis": "redis:\n  image: redis\n  # No disk.\n  command: [redis-server]\n",
    "a": "a:\n",
    "zk": "zk: {image: zk}\n",
    "kafka": "kafka:\n  command: |\n    one\n      two\n\n    # three\n  x: 1\n",
}

comments = st.text("ab:-#'\"[]{}&*!|>%@ \tx\u2028\x85é", max_size=8).map("#{}".format)
scalars = st.sampled_from(
    ["1", "x y", "'it''s # no'", '"a: b\\n"', "[a, 'b']", "{a: {b: c}}", "!reset null", "*app", ""]
)
long_scalars = st.sampled_from(
    [
        "|\n@  x\n@\n@  # no comment",
        ">- # folded\n@  x\n@  y",
        "'a\n\n@  redis: 1'",
        "|+\n@  x\n",
        "a\n@ b",
    ]
)
names = st.sampled_from(["api", "web", "b", "'q r'", '"s"', "T", "m-n", "1", "on", "<<"])


@st.composite
def fillers(draw: st.DrawFn, margin: str) -> str:
    """Blank lines and comments, the latter indented as their neighbours or otherwise."""
    lines = draw(
        st.lists(st.sampled_from(["", "  ", margin + "#", "# x", margin + "   # deep"]), max_size=2)
    )
    odd = draw(st.lists(comments.map((margin + "{}").format), max_size=1))
    return "".join(f"{line}\n" for line in lines + odd)


@st.composite
def mappings(draw: st.DrawFn, depth: int, margin: str, step: str) -> str:
    text = ""
    keys = draw(st.lists(names, max_size=4, unique=True))
    for key in keys if depth else keys or ["x"]:
        text += draw(st.just("") | fillers(margin)) + f"{margin}{key}:"
        comment = draw(st.just("") | comments.map(" {}".format))
        if key == "<<":
            text += f" *app{comment}\n"
        elif depth < 2 and draw(st.booleans()):
            text += f"{comment}\n{draw(mappings(depth + 1, margin + step, step))}"
        elif draw(st.booleans()):
            text += f" {draw(long_scalars)}\n".replace("@", margin)
        else:
            text += f" {draw(scalars)}{comment}\n"
    return text


@st.composite
def composes(draw: st.DrawFn) -> str:
    step = draw(st.sampled_from(["  ", "    ", " "]))
    text = draw(st.sampled_from(["", "# top\n", "---\n"])) + "x-app: &app\n" + f"{step}k: v\n"
    if draw(st.booleans()):
        text += f"{draw(fillers(''))}services:{draw(st.just('') | comments.map(' {}'.format))}\n"
        text += draw(mappings(1, step, step))
    if draw(st.booleans()):
        text += f"{draw(fillers(''))}volumes:\n{step}data:\n"
    text += draw(st.just("") | fillers(""))
    text = text.removesuffix(draw(st.sampled_from(["", "\n"])))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))


class _Loader(yaml.SafeLoader):
    """One that keeps tags it does not know, and merges as Compose does."""


_Loader.add_multi_constructor("!", lambda _, tag, node: (tag, node.value))


def meaning(text: str) -> Any:
    masked = text.replace("\u2028", "?").replace("\x85", "?")
    return yaml.load(masked, _Loader)  # noqa: S506 - a safe loader


def is_valid(text: str) -> bool:
    try:
        return isinstance(meaning(text), dict)
    except yaml.YAMLError:
        return False


def fresh(text: str, names: list[str]) -> list[str]:
    """Return those of `names` that are not in the text; drop texts that take none."""
    assume(is_valid(text))
    services = meaning(text).get(SERVICES)
    assume(services is None or isinstance(services, dict))
    return [name for name in names if name not in (services or {})]


@LAW
@given(composes(), st.sampled_from(sorted(BLOCKS)), st.sampled_from(["sorted", "append"]))
@example(
    "x-app: &app\n  k: v\nservices:\n  b: |+\n    x\n\n\nvolumes:\n  data:\n", "redis", "sorted"
)
def test_inserted_and_removed_leaves_the_same_bytes(text: str, name: str, order: str) -> None:
    assume(fresh(text, [name]))
    before, path = meaning(text), (SERVICES, name)
    try:
        after = insert(text, path, BLOCKS[name], order=order)
    except PlaceNotClearError:
        # Merged keys are in the way, and block texts that would get another end.
        assert "<<" in text or "|+" in text or text[-1:] not in {"\n", "\r"}
        return

    new = meaning(BLOCKS[name])
    assert meaning(after) == {**before, SERVICES: {**(before.get(SERVICES) or {}), **new}}
    found = find(after, path, BLOCKS[name])
    assert found is not None
    assert found.exact
    emptied = "keep" if SERVICES in before else "drop"
    assert remove(after, path, emptied=emptied) == text  # type: ignore[arg-type]


@LAW
@given(composes(), st.permutations(sorted(BLOCKS)), st.permutations(sorted(BLOCKS)))
@example("x-app: &app\n  k: v\nservices:\n\n  T: 1\n", ["redis", "a"], ["redis", "a"])
def test_entries_come_and_leave_in_any_order(
    text: str, names: list[str], leaving: list[str]
) -> None:
    new = fresh(text, names)
    assume("<<" not in text)
    assume("|+" not in text)
    assume(text.endswith(("\n", "\r")))
    one, other = text, text
    for name in new:
        one = insert(one, (SERVICES, name), BLOCKS[name])
    for name in sorted(new):
        other = insert(other, (SERVICES, name), BLOCKS[name])

    assert meaning(one) == meaning(other)
    has_neighbours = bool(meaning(text).get(SERVICES))
    assert one == other or not has_neighbours
    for name in leaving:
        if name in new:
            one = remove(one, (SERVICES, name))
    if has_neighbours:
        assert one == text
    else:
        assert not meaning(one).get(SERVICES)


@LAW
@given(composes())
@example("x-app: &app\n  k: v\nservices:\n  api: |+\n    x\n\n  web:\n\n  b: 1\n")
def test_any_entry_can_go_and_nothing_else_goes_with_it(text: str) -> None:
    assume(is_valid(text))
    before = meaning(text)
    services = before.get(SERVICES)
    for name in services if isinstance(services, dict) else {}:
        if not isinstance(name, str) or find(text, (SERVICES, name)) is None:
            continue
        try:
            now = meaning(remove(text, (SERVICES, name), emptied="keep"))
        except PlaceNotClearError:
            # A block text above would get the blank lines below, or lose the end of its last line.
            assert "|+" in text or text[-1:] not in {"\n", "\r"}
            continue
        others = {key: value for key, value in services.items() if key != name}
        merged = {**before["x-app"], **others} if "<<" in text else others
        assert (now[SERVICES] or {}) in (others, merged)
