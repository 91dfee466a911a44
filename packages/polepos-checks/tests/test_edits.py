"""Entries in a file of any syntax: one way to find, insert and remove them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks.edits import (
    Insertion,
    PlaceNotClearError,
    decode,
    find,
    insert,
    insert_all,
    remove,
    remove_all,
)
from polepos_templates import Point

PYTHON = Point("imports", "api.py", "python", "sorted")
DOTENV = Point("env", ".env.example", "dotenv", "append")
TOML = Point("dependencies", "pyproject.toml", "toml", "sorted", "project.dependencies")
YAML = Point("services", "compose.yaml", "yaml", "append", "services")

CASES = [
    (PYTHON, "import os\n\n# polepos:imports\n", "from a.b import c as d"),
    (DOTENV, "A=1\n# polepos:env\n", "B=two words"),
    (TOML, '[project]\ndependencies = [\n    "fastapi>=1",\n]\n', "httpx2>=2,<3"),
    (YAML, "services:\n  api:\n    build: .\n", "redis:\n  image: redis:8\n"),
]
SYNTAXES = pytest.mark.parametrize(
    "point,text,entry", CASES, ids=[each[0].syntax for each in CASES]
)


@SYNTAXES
def test_what_is_inserted_is_found_and_can_be_removed(point: Point, text: str, entry: str) -> None:
    assert find(text, point, entry) is None

    after = insert(text, point, entry)

    found = find(after, point, entry)
    assert found is not None
    assert found.exact
    assert remove(after, point, entry) == text


@SYNTAXES
def test_line_ends_of_the_file_are_used(point: Point, text: str, entry: str) -> None:
    windows = text.replace("\n", "\r\n")

    after = insert(windows, point, entry)

    assert after.replace("\r\n", "") == after.replace("\r\n", "").replace("\n", "")
    assert remove(after, point, entry) == windows


@SYNTAXES
def test_what_is_not_there_is_removed_already(point: Point, text: str, entry: str) -> None:
    assert remove(text, point, entry) == text


@SYNTAXES
def test_bytes_become_text_and_the_same_bytes_again(point: Point, text: str, entry: str) -> None:
    data = b"\xef\xbb\xbf" + text.encode()

    read = decode(data, point.syntax)

    assert read.content == text
    assert read.encode(read.content) == data
    assert read.encode(insert(read.content, point, entry)).startswith(b"\xef\xbb\xbf")


ROUTER = """{head}from fastapi import APIRouter

{before}# polepos:imports
{between}
api = APIRouter()

# polepos:includes
{after}"""
INCLUDES = Point("includes", "api.py", "python", "sorted")
HEADS = ['"""Routes."""\n', "from __future__ import annotations\n", '"""# polepos:imports"""\n', ""]
LINES = [
    "from a import own\n",
    "x = {'y': 1}\n",
    "def f():\n    # polepos:includes\n    pass\n",
    "",
    "# mine\n",
]

routers = st.builds(
    lambda head, before, between, after: ROUTER.format(
        head=head, before=before, between=between, after=after
    ),
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(LINES), max_size=3).map("".join),
    st.lists(st.sampled_from(LINES), max_size=3).map("".join),
    st.lists(st.sampled_from([*LINES, "from __future__ import annotations\n"]), max_size=2).map(
        "".join
    ),
)
modules = st.lists(st.sampled_from(["users", "customers", "orders"]), unique=True, min_size=1)


def wishes(names: list[str]) -> list[Insertion]:
    """Return the entries of some modules, as they are inserted one after another."""
    found, there = [], dict[Point, list[str]]()
    for name in names:
        for point, entry in (
            (PYTHON, f"from m.{name} import router as {name}_router"),
            (INCLUDES, f'api.include_router({name}_router, prefix="/{name}")'),
        ):
            found.append(Insertion(point, entry, tuple(there.get(point, ()))))
            there.setdefault(point, []).append(entry)
    return found


def one_by_one(text: str, entries: list[Insertion]) -> str | None:
    try:
        for each in entries:
            text = insert(text, each.point, each.entry, each.siblings)
    except PlaceNotClearError:
        return None
    return text


@given(routers, modules)
def test_several_at_once_come_to_the_same_as_one_by_one(text: str, names: list[str]) -> None:
    entries = wishes(names)
    expected = one_by_one(text, entries)

    if expected is None:
        with pytest.raises(PlaceNotClearError):
            insert_all(text, entries)
        return
    for name in range(0, len(entries), 2):  # a module at a time, as a component comes
        text = insert_all(text, entries[name : name + 2])
    assert text == expected


@given(routers, modules)
def test_several_are_removed_at_once(text: str, names: list[str]) -> None:
    entries = wishes(names)
    more = one_by_one(text, entries)

    if more is not None:
        assert remove_all(more, [(each.point, each.entry) for each in entries]) == text


@SYNTAXES
def test_none_at_all_changes_nothing(point: Point, text: str, entry: str) -> None:
    assert insert_all(text, []) == text
    assert remove_all(text, []) == text
