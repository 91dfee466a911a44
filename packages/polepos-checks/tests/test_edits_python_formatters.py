"""Entries survive formatters: found, inserted beside and removed after ruff had its way with a file."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from polepos_checks.edits import find, insert, remove
from polepos_templates import Point, open_bundle

POINTS = open_bundle().points
NAMES = ["customers", "order_items", "a_rather_long_name_of_a_module_that_makes_lines_wrap", "zoos"]
ROUTER = '''\
"""The routes of the API, put together."""

from __future__ import annotations
from fastapi import APIRouter
import os, sys
from shop.modules.status.router import router as status_router
# polepos:router-imports
from shop.mine import router as mine, other as o

api_router = APIRouter( )

api_router.include_router(status_router, prefix='/status', tags=['status'])
# polepos:router-includes
table = { "from": 1,
  "import": 2 }
'''
ENTRIES = {
    "router-imports": "from shop.modules.{}.router import router as {}_router",
    "router-includes": 'api_router.include_router({}_router, prefix="/{}", tags=["{}"])',
}


def entries(name: str) -> list[tuple[Point, str]]:
    return [(POINTS[point], entry.replace("{}", name)) for point, entry in ENTRIES.items()]


def ruff(*arguments: str, text: str) -> str:
    command = [
        sys.executable,
        "-m",
        "ruff",
        *arguments,
        "--isolated",
        "--stdin-filename",
        "router.py",
        "-",
    ]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return done.stdout


def formatted(text: str) -> str:
    return ruff("format", "--line-length=60", text=text)


def isorted(text: str) -> str:
    return ruff("check", "--fix", "--select=I,E401,Q", "--quiet", text=text)


def black(text: str) -> str:
    """Wrap as black does: one name a line, in brackets, a comma behind the last."""
    return ruff(
        "check",
        "--fix",
        "--quiet",
        "--select=I",
        "--config=lint.isort.force-wrap-aliases=true",
        "--config=lint.isort.combine-as-imports=true",
        "--config=lint.isort.force-sort-within-sections=true",
        "--config=line-length=40",
        text=text,
    )


def with_all(text: str, names: list[str]) -> str:
    for name in names:
        for number, (point, entry) in enumerate(entries(name)):
            siblings = [entries(each)[number][1] for each in ["status", *NAMES]]
            text = insert(text, point, entry, siblings)
    return text


def without(text: str, names: list[str]) -> str:
    for name in names:
        for point, entry in entries(name):
            found = find(text, point, entry)
            assert found is not None
            assert found.exact
            text = remove(text, point, entry)
    return text


@pytest.mark.parametrize("tool", [formatted, isorted, black])
def test_what_was_formatted_is_found_and_removed_and_what_is_left_is_formatted(
    tool: Callable[[str], str],
) -> None:
    plain = tool(ROUTER)
    full = tool(with_all(ROUTER, NAMES))

    assert full != with_all(ROUTER, NAMES)
    assert without(full, NAMES) == plain


@pytest.mark.parametrize("tool", [formatted, isorted, black])
def test_what_is_added_to_a_formatted_file_is_removed_again_without_a_trace(
    tool: Callable[[str], str],
) -> None:
    before = tool(with_all(ROUTER, NAMES[1:3]))

    after = with_all(before, ["customers", "zoos"])

    assert without(after, ["zoos", "customers"]) == before
    compile(after, "router.py", "exec")


def test_of_one_import_for_several_names_only_the_entrys_goes() -> None:
    point, entry = entries("customers")[0]
    text = f"from shop.modules.customers.router import PREFIX\n{entry}\n"
    merged = isorted(
        text.replace("import router", "import ( router ").replace("_router\n", "_router)\n")
    )
    one = black(text)

    assert one.count("from") == 1
    assert "import PREFIX" in remove(merged, point, entry)
    assert "router" not in remove(one, point, entry).replace("customers.router", "")
