"""Laws of editing Python files, on texts as odd as people's: nothing but the entry ever changes."""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from polepos_checks.edits import EditError, UnreadableError, decode, find, insert, remove
from polepos_templates import Point

IMPORTS = Point("router-imports", "src/shop/api/router.py", "python", "sorted")
INCLUDES = Point("router-includes", "src/shop/api/router.py", "python", "sorted")
MODELS = Point("model-imports", "src/shop/db/models.py", "python", "sorted", "import_models()")
FIELDS = Point("llm-settings", "src/shop/settings.py", "python", "append", "Settings")
EXPORTS = Point("module-exports", "src/shop/modules/__init__.py", "python", "sorted", "__all__")

STATEMENTS = {
    IMPORTS: "from shop.modules.{}.router import router as {}_router",
    INCLUDES: 'api_router.include_router({}_router, prefix="/{}", tags=["{}"])',
    MODELS: "from shop.modules.{} import model  # noqa: F401",
    FIELDS: '{}_provider: Literal["fake", "openai"] = "fake"',
}
ENTRIES = {**STATEMENTS, EXPORTS: '"{}",'}
NAMES = ["customers", "a", "order_items", "status", "zebras", "user", "user_profile"]

# What `str.splitlines` takes for line ends, quotes, markers, and letters of one to four bytes.
ODD = "ab #=,\t\f\v\x1c\x85\u2028\u2029\xa0é€😀"
comments = st.text(ODD, max_size=8).map("#{}".format) | st.sampled_from(
    [*(point.marker for point in ENTRIES), "# fmt: skip", "#: of Sphinx", "# coding: utf-8"]
)
margins = st.sampled_from(["    ", "  ", "\t", " \t", "\t\t"])
strings = st.text(ODD, max_size=8).map("'{}'".format) | st.text(ODD + "\n\n", max_size=12).map(
    "'''{}'''".format
)


def entry_of(point: Point, name: str) -> str:
    return ENTRIES[point].replace("{}", name)


def long_strings(point: Point) -> st.SearchStrategy[str]:
    """A string over several lines that holds the marker as a line of its own, and entries."""
    inner = st.sampled_from([point.marker, f"    {point.marker}", entry_of(point, "status"), "x"])
    return st.lists(inner, max_size=4).map(lambda lines: "\n".join(["'''", *lines, "'''"]))


@st.composite
def statements(draw: st.DrawFn, point: Point) -> str:
    """Code that people have in such files, not indented, without a line end."""
    marker, name = point.marker, draw(st.sampled_from(NAMES))
    own = draw(comments)
    return draw(
        st.sampled_from(
            [
                "import os, sys",
                "from pathlib import Path  " + own,
                f"x = 1; y = {draw(strings)}",
                f"é = {draw(strings)}; b = 2  {own}",
                f"x = {draw(long_strings(point))}",
                f'table = {{\n    "from": 1,\n    {marker}\n    "zebras": 2,\n}}',
                f"from os import (\n    path,  {own}\n    {marker}\n    sep,\n)",
                f"if False:\n    {marker}\n    x = 1",
                f"if TYPE_CHECKING:\n    {STATEMENTS[IMPORTS].replace('{}', name)}",
                "x = 1 + \\\n    2",
                f"x = 1 \\\n{marker}",
                f"@decorator\n{marker}\ndef f(x=({draw(strings)})):\n    import z\n    {marker}\n    return z",
                f"async def g():\n\tawait z\n\t{marker}\n",
                f"class Other:\n  {draw(strings)}\n  {marker}\n  x: int = 1",
                f"try:\n    import a\n{marker}\nexcept ImportError:\n    a = None",
                "api_router = APIRouter()",
                "\f",
                "",
                own,
                marker,
                f"api_router.include_router(\n    {name}_router,  {own}\n)",
                f"from shop.modules.{name}.router import router as {name}_router",
                f"from shop.modules.{name} import (model as m, router)",
                f'__all__ = ["x", "{name}"]',
                f'__all__ += (\n    "mine",  {own}\n    {marker}\n)',
                f'__all__: list[str] = [\n    {own}\n    "{name}",\n    {marker}\n    "own" ]',
                '__all__ = ["a", *others]',
                '__all__ = ("one",)',
                "__all__ = []",
                f"with x as y: pass  {own}",
            ]
        )
    )


@st.composite
def blocks(draw: st.DrawFn, point: Point) -> str:
    """The function or class that the point is in, one with its lines around the marker."""
    margin = draw(margins)
    head = draw(
        st.sampled_from(
            ["class Settings(Base):", "class Renamed:"]
            if point is FIELDS
            else ["def import_models():", "async def import_models() -> object:", "def renamed():"]
        )
    )
    body = draw(
        st.lists(
            st.sampled_from(
                [
                    '"""A docstring.\n\n    # polepos:router-imports\n    """',
                    "name: str = 'é'; other = 1",
                    "name: str = 'x'",
                    "import os",
                    "from shop.modules.zebras import model",
                    f"if x:\n{margin}{margin}{point.marker}\n{margin}{margin}y = 1",
                    draw(comments),
                    "",
                    point.marker,
                    "return 1" if point is MODELS else "x = 1",
                ]
            ),
            max_size=5,
        )
    )
    return "\n".join([head, *(line and margin + line for line in body), margin + "pass"])


HEADS = [
    "#!/usr/bin/env python",
    "# -*- coding: utf-8 -*-",
    '"""A docstring:\nfrom x import y\n"""',
    "from __future__ import annotations",
]


@st.composite
def files(draw: st.DrawFn, point: Point) -> str:
    """A valid Python file with the point's marker in likely and unlikely places, or nowhere."""
    parts = [head for head in HEADS if draw(st.booleans())]
    for head in draw(st.lists(st.sampled_from([point.marker, "", "\f"]), max_size=2)):
        parts.insert(draw(st.integers(0, len(parts))), head)
    parts += draw(st.lists(statements(point), max_size=6))
    if point in {MODELS, FIELDS}:
        parts.insert(draw(st.integers(len(parts) // 2, len(parts))), draw(blocks(point)))
    text = "\n".join(parts) + draw(st.sampled_from(["\n", "", "\n\n"]))
    ends = draw(st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]]))
    if len(ends) == 1:
        text = text.replace("\n", ends[0])
    else:
        text = re.sub("\n", lambda _: draw(st.sampled_from(ends)), text)
    assume(_is_valid(text))
    return text


def _is_valid(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def runs(text: str) -> bool:
    """Tell whether Python compiles it: that also asks where `__future__` stands."""
    try:
        compile(text, "file.py", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


@st.composite
def cases(draw: st.DrawFn) -> tuple[Point, str]:
    point = draw(st.sampled_from(list(ENTRIES)))
    return point, draw(files(point))


def is_one_insertion(before: str, after: str) -> bool:
    pairs = zip(before, after, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return after[:same] + after[same + len(after) - len(before) :] == before


def without_one(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each statement, name of an import and item of a list, and the tree without it, dumped."""
    for node in ast.walk(tree):
        for part in ("body", "names", "elts"):
            found = getattr(node, part, None)
            for at, each in enumerate(found if isinstance(found, list) else []):
                if isinstance(found, list) and isinstance(each, ast.AST):
                    found.pop(at)
                    yield ast.dump(each), ast.dump(tree)
                    found.insert(at, each)


def is_inserted(before: str, after: str, point: Point, entry: str) -> bool:
    wanted = ast.parse(entry).body[0]
    if point is EXPORTS:
        wanted = ast.parse(entry.removesuffix(",")).body[0].value  # type: ignore[attr-defined]
    return (ast.dump(wanted), ast.dump(ast.parse(before))) in without_one(ast.parse(after))


@given(cases(), st.sampled_from(NAMES))
@example((IMPORTS, "# polepos:router-imports\n# coding: utf-8\n"), "customers")
@example((IMPORTS, '# polepos:router-imports\n"""Docstring."""\nimport os\n'), "customers")
@example((IMPORTS, "import os\r# polepos:router-imports"), "customers")
@example((EXPORTS, "__all__ = ()"), "customers")
@example((EXPORTS, "__all__ = 'one', 'two'"), "customers")
def test_an_insertion_adds_the_entry_and_nothing_else_and_removing_it_gives_the_text_back(
    case: tuple[Point, str], name: str
) -> None:
    point, before = case
    entry = entry_of(point, name)
    assume(find(before, point, entry) is None)

    try:
        after = insert(before, point, entry, [entry_of(point, "zebras")])
    except EditError as error:
        assert error.line  # noqa: PT017 - the place is not clear; then it says where to look
        return

    assert is_one_insertion(before, after)
    assert is_inserted(before, after, point, entry)
    assert ast.get_docstring(ast.parse(after)) == ast.get_docstring(ast.parse(before))
    assert runs(after) or not runs(before)
    found = find(after, point, entry)
    assert found is not None
    assert found.exact
    assert remove(after, point, entry) == before


@given(cases(), st.permutations(["customers", "order_items", "teams"]))
def test_the_order_of_insertion_does_not_matter_where_entries_are_sorted(
    case: tuple[Point, str], names: list[str]
) -> None:
    point, before = case
    every = [entry_of(point, name) for name in ["status", *names]]
    assume(point.order == "sorted")
    assume(not any(find(before, point, each) for each in every[1:]))

    def all_in(order: list[str]) -> str:
        text = before
        for name in order:
            text = insert(text, point, entry_of(point, name), every)
        return text

    try:
        expected = all_in(sorted(names))
    except EditError:
        return

    assert all_in(names) == expected


@given(cases(), st.permutations(["customers", "order_items", "teams"]))
def test_entries_can_be_removed_in_any_order(case: tuple[Point, str], names: list[str]) -> None:
    point, before = case
    entries = [entry_of(point, name) for name in names]
    assume(not any(find(before, point, each) for each in entries))
    text = before
    try:
        for entry in sorted(entries):
            text = insert(text, point, entry, entries)
    except EditError:
        return

    for entry in entries:
        text = remove(text, point, entry)

    assert text == before


@given(cases(), st.sampled_from(NAMES))
def test_what_is_removed_is_the_entry_alone(case: tuple[Point, str], name: str) -> None:
    point, before = case
    entry = entry_of(point, name)
    found = find(before, point, entry)

    try:
        after = remove(before, point, entry)
    except EditError as error:
        assert error.line  # noqa: PT017 - it shares its line; then it says which
        return

    if found is None:
        assert after == before
    else:
        assert after == before[: found.start] + before[found.end :]
        left = ast.dump(ast.parse(after))
        assert any(left == dump for _, dump in without_one(ast.parse(before)))


def tried(text: str, point: Point) -> None:
    """Do all there is to do; whatever goes wrong is an `EditError`."""
    entry = entry_of(point, "status")
    with suppress(EditError):
        find(text, point, entry)
    with suppress(EditError):
        insert(text, point, entry, [entry_of(point, "zebras")])
    with suppress(EditError):
        remove(text, point, entry)


TOKENS = [
    *"()[]{}\\'\"#\n\r\t\f:;,.=@ \0\ufeff\ud800",
    "'''",
    '"""',
    "    ",
    "\r\n",
    "def import_models():",
    "class Settings:",
    "__all__ = [",
    "f'{",
    "lambda",
    "from __future__ import annotations",
    "if 1:",
    *(f"{point.marker}\n" for point in ENTRIES),
    *(f"{entry_of(point, 'status')}\n" for point in ENTRIES),
]


@given(st.lists(st.sampled_from(TOKENS), max_size=12).map("".join), st.sampled_from(list(ENTRIES)))
def test_whatever_the_text_no_other_error_is_raised(text: str, point: Point) -> None:
    tried(text, point)


@given(cases(), st.data())
def test_a_file_with_something_cut_out_is_edited_rightly_or_not_at_all(
    case: tuple[Point, str], data: st.DataObject
) -> None:
    point, text = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))

    tried(text[:start] + text[end:], point)


@pytest.mark.parametrize("point", list(ENTRIES), ids=lambda point: point.name)
@pytest.mark.parametrize(
    "deep",
    [
        "(" * 1000,
        "x = " + "(" * 90 + ")" * 90,
        "x = " + "-" * 100_000 + "1",
        "x = " + "a + " * 5_000 + "b",
        "x = a" + ".b" * 5_000,
        "f(" + "a + " * 900 + "b)",
        "x[" * 900 + "]" * 900,
        "api_router.include_router(status_router, prefix=" + "a + " * 800 + "b)",
        "__all__ = [" + "a + " * 800 + "b, 'status']",
        "\n".join(" " * depth + "if x:" for depth in range(99)) + "\n" + " " * 99 + "y",
        "elif_ = 1\nif x: pass\n" + "elif x: pass\n" * 2_000,
    ],
    ids=lambda deep: deep[:20],
)
def test_a_file_that_is_nested_deeply_is_edited_rightly_or_unreadable(
    point: Point, deep: str
) -> None:
    tried(f"{deep}\n{point.marker}\n", point)


@given(
    st.binary(max_size=40), st.sampled_from(["", "utf-8", "latin-1", "cp1252", "utf-7", "rot13"])
)
def test_bytes_are_text_that_gives_them_back_or_unreadable(data: bytes, coding: str) -> None:
    raw = f"# coding: {coding}\n".encode() + data if coding else data
    try:
        text = decode(raw, "python")
    except UnreadableError as error:
        assert error.line  # noqa: PT017 - and it says where
        return

    assert text.encode(text.content) == raw
