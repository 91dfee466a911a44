"""Entries in a file of any syntax: one way to find, insert and remove them."""

import pytest

from polepos_checks.edits import decode, find, insert, remove
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
