"""What owners do to the files of a project: each edit made twice, on two sides.

*Here* is a project that modules come to and go from, *there* its twin that never had any. An edit is
made at the same place of both, so that a project which loses its modules again has to become its twin.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from projects import tree

PACKAGE = "src/shop_api"
ROUTER = f"{PACKAGE}/api/router.py"
MODELS = f"{PACKAGE}/db/models.py"
EXPORTS = f"{PACKAGE}/modules/__init__.py"
SETTINGS = f"{PACKAGE}/settings.py"
KEYS = ".env.example"
PYPROJECT = "pyproject.toml"
MANIFEST = ".poleposition.toml"
RECORD = ".polepos/base.jsonl"
PYTHON = (ROUTER, MODELS, EXPORTS, SETTINGS)
SHARED = (*PYTHON, KEYS, PYPROJECT, MANIFEST)
MANAGED = (*PYTHON, KEYS)

RENAMED = {"class Settings(": "OurSettings", "def import_models(": "load_models"}

_MARKER = re.compile(r"[ \t]*# polepos:[\w-]+\s*\Z")
_MANAGED = {
    ROUTER: re.compile(
        r"from shop_api\.modules\.\w+\.router import [^(]*$|api_router\.include_router\(\w+_router, .*\)$"
    ),
    MODELS: re.compile(r"[ \t]+from shop_api\.modules\.\w+ import model[^(]*$"),
    EXPORTS: re.compile(r"[ \t]+[\"'](?!own_)\w+[\"'],$"),
    SETTINGS: re.compile(r"[ \t]+llm_\w+: [^()]*$"),
    KEYS: re.compile(r"LLM_\w+="),
}
_ODD = "\u2028 from a import b \x85 # polepos:router-imports"


@dataclass(frozen=True)
class Place:
    """Where a line can come: before line `at`, counted from 0, and what kinds of line."""

    at: int
    margin: str
    kinds: tuple[str, ...]


def own_lines(kind: str, number: int) -> list[str]:
    """Return lines of somebody's own, which occur nowhere else."""
    own = f"own_{number}"
    choices: dict[str, list[list[str]]] = {
        "comment": [[f"# {own}"], [f"# {own} {_ODD}"]],
        "blank": [[""]],
        "import": [
            [f"import {own}"],
            [f"from {own} import thing as t{number}  # noqa: F401"],
            [f"from {own} import (", "    a,", f"    b as b{number},", ")"],
        ],
        "statement": [
            [f'api_router.include_router({own}, prefix="/{own}", tags=["own"])'],
            [f'{own} = "a {_ODD}"'],
            [f'{own} = """', "# polepos:router-includes", '"""'],
            [f"if {own}:", f'    api_router.include_router({own}, prefix="/x")'],
        ],
        "field": [[f'{own}: str = "x"'], [f"{own}: int = Field(default={number}, ge=0)"]],
        "item": [[f'"{own}",']],
        "dependency": [[f'"own-{number}>=1",'], [f'"zzz-own-{number}>=1", # ours']],
        "key": [[f"{own}=x"], [f'{own}="a', 'b"'], [f"export {own}='a b' # c"]],
    }
    return choices[kind][number % len(choices[kind])]


def places(path: str, text: str) -> list[Place]:
    """Return where lines of somebody's own can come in a file."""
    lines = text.split("\n")
    match path:
        case _ if path == EXPORTS:
            found = _items(text, lines)
        case _ if path in PYTHON:
            found = _statements(path, text, lines)
        case _ if path == PYPROJECT:
            found = _dependencies(lines)
        case _:
            kinds = ("comment", "blank", "key") if path == KEYS else ("comment", "blank")
            found = (Place(at, "", kinds) for at in range(len(lines)))
    return sorted({each.at: each for each in found}.values(), key=lambda each: each.at)


def _statements(path: str, text: str, lines: list[str]) -> Iterator[Place]:
    body = _body(path, ast.parse(text))
    first = 1 if isinstance(body[0], ast.Expr) else 0
    middle = next(
        (each.lineno for each in body if isinstance(each, ast.Assign)), len(lines) + 1
    )  # `api_router = APIRouter()`: imports above, statements below
    for each in body[first:]:
        if path == SETTINGS and not isinstance(each, ast.AnnAssign):
            continue
        margin = _margin(lines[each.lineno - 1])
        for at in (each.lineno - 1, each.end_lineno or each.lineno):
            yield Place(at, margin, ("comment", "blank", _kind(path, at, middle)))
    for at, line in enumerate(lines):
        if _MARKER.match(line):
            for there in (at, at + 1):
                kinds = ("comment", "blank", _kind(path, there, middle))
                yield Place(there, _margin(line), kinds)


def _body(path: str, tree: ast.Module) -> list[ast.stmt]:
    if path == ROUTER:
        return tree.body
    kind = ast.ClassDef if path == SETTINGS else ast.FunctionDef
    names = {"Settings", "import_models", *RENAMED.values()}
    return next(e.body for e in tree.body if isinstance(e, kind) and e.name in names)


def _kind(path: str, at: int, middle: int) -> str:
    if path == SETTINGS:
        return "field"
    return "import" if path == MODELS or at < middle else "statement"


def _items(text: str, lines: list[str]) -> Iterator[Place]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.List) and node.lineno != node.end_lineno:
            margin = next((_margin(lines[each.lineno - 1]) for each in node.elts), "    ")
            for at in range(node.lineno, node.end_lineno or 0):
                yield Place(at, margin, ("comment", "blank", "item"))


def _dependencies(lines: list[str]) -> Iterator[Place]:
    start = next(at for at, line in enumerate(lines) if line.startswith("dependencies = ["))
    if lines[start].rstrip("\r") != "dependencies = [":
        return  # all of them are on one line, which is another one on each side
    end = next(at for at, line in enumerate(lines[start:], start) if line.startswith("]"))
    for at in range(start + 1, end + 1):
        yield Place(at, "    ", ("comment", "blank", "dependency"))


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def insert(here: str, there: str, place: Place, lines: list[str]) -> tuple[str, str] | None:
    """Put lines at a place of `here`, and at the same place of `there`, if it can be told."""
    ours, theirs = here.split("\n"), there.split("\n")
    at = _same_place(ours, theirs, place.at)
    if at is None:
        return None
    ending = "\r" if ours[0].endswith("\r") else ""
    new = [(place.margin + line if line else line) + ending for line in lines]
    ours[place.at : place.at] = new
    theirs[at:at] = new
    return "\n".join(ours), "\n".join(theirs)


def _same_place(ours: list[str], theirs: list[str], at: int) -> int | None:
    """Return where `at` is in the twin: beside the nearest line that both have once."""
    known = set(theirs)
    below = next((line for line in ours[at:] if line in known), None)
    above = next((line for line in reversed(ours[:at]) if line in known), None)
    if below is not None and ours.count(below) == theirs.count(below) == 1:
        return theirs.index(below)
    if above is not None and ours.count(above) == theirs.count(above) == 1:
        return theirs.index(above) + 1
    return None


def reversed_runs(path: str, text: str) -> str:
    """Turn the order of managed lines around, wherever some stand one below the other."""
    lines, at = text.split("\n"), 0
    while at < len(lines):
        end = at
        while end < len(lines) and _MANAGED[path].match(lines[end].rstrip("\r")):
            end += 1
        lines[at:end] = reversed(lines[at:end])
        at = max(end, at + 1)
    return "\n".join(lines)


def _crlf(text: str) -> str:
    return re.sub(r"\r?\n", "\r\n", text)


def _without_final_newline(text: str) -> str:
    return text.rstrip("\r\n")


def _with_mark(text: str) -> str:
    return text if text.startswith("\ufeff") else f"\ufeff{text}"


def _with_tabs(text: str) -> str:
    return re.sub(r"(?m)^ +", lambda found: "\t" * (len(found[0]) // 4), text)


def _without_markers(text: str) -> str:
    return "".join(each for each in re.split(r"(?<=\n)", text) if not _MARKER.match(each))


def _with_future(text: str) -> str:
    if "__future__" in text:
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    head = ast.parse(text.removeprefix("\ufeff")).body[0].end_lineno or 1
    lines = re.split(r"(?<=\n)", text)
    lines[head:head] = [ending, f"from __future__ import annotations{ending}"]
    return "".join(lines)


def _with_table(text: str) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    return (
        f"{text}{ending}[team]  # ours{ending}name = 'a'{ending}" if "[team]" not in text else text
    )


def _renamed(text: str) -> str:
    for found, name in RENAMED.items():
        text = text.replace(found, f"{found.split()[0]} {name}(")
    return text


def _on_one_line(text: str) -> str:
    """Write the first list that is on lines of its own on one, if it has no comments but markers."""

    def joined(found: re.Match[str]) -> str:
        lines = [line.strip() for line in found[2].split("\n")]
        items = [line for line in lines if line and not _MARKER.match(line)]
        kept = [line for line in lines if _MARKER.match(line)]
        if any("#" in item for item in items):
            return found[0]
        ending = "\r\n" if "\r" in found[0] else "\n"
        whole = " ".join(items).removesuffix(",")
        return f"{found[1]}{whole}]" + "".join(ending + line for line in kept)

    return re.sub(r"(?ms)^((?:__all__|dependencies) = \[)\r?\n(.*?)^\]", joined, text, count=1)


def rewrapped(path: str, text: str) -> str:
    """Write managed lines on several lines, as a formatter with less room would."""
    ending = "\r\n" if "\r\n" in text else "\n"
    if path == ROUTER:
        text = re.sub(
            r"(?m)^(from shop_api\.modules\.(?!status)\w+\.router import) (router as \w+)",
            lambda found: f"{found[1]} ({ending}    {found[2]},{ending})",
            text,
        )
        return re.sub(
            r"(?m)^(api_router\.include_router\()((?!status)\w+_router), (.*), (.*)\)",
            lambda found: f"{found[1]}{ending}    {found[2]},  {ending}  {found[3]},{found[4]},)",
            text,
        )
    return text


def without_some(path: str, text: str, which: int) -> str:
    """Take one of the managed lines out that a project without modules does not have."""
    lines = text.split("\n")
    managed = [
        at
        for at, line in enumerate(lines)
        if _MANAGED[path].match(line.rstrip("\r")) and "status" not in line
    ]
    if managed:
        del lines[managed[which % len(managed)]]
    return "\n".join(lines)


WHOLE: dict[str, tuple[tuple[str, ...], Callable[[str], str]]] = {
    "crlf": ((*SHARED, RECORD), _crlf),
    "no-final-newline": (SHARED, _without_final_newline),
    "byte-order-mark": ((*PYTHON, MANIFEST), _with_mark),
    "tabs": ((MODELS, EXPORTS), _with_tabs),
    "no-markers": ((*PYTHON, KEYS), _without_markers),
    "future": ((ROUTER,), _with_future),
    "own-table": ((MANIFEST,), _with_table),
    "renamed": ((MODELS, SETTINGS), _renamed),
    "one-line": ((EXPORTS, PYPROJECT), _on_one_line),
}
"""Edits of a whole file, by name: the files that they are for, and what they make of one."""


@dataclass(frozen=True)
class Sides:
    """A project, and its twin that has no modules."""

    here: Path
    there: Path

    def texts(self, path: str) -> tuple[str, str] | None:
        """Return what a file says on both sides, or `None` where a side does not have it."""
        if not (self.there / path).is_file():
            return None
        here, there = (
            (side / path).read_bytes().decode("utf-8") for side in (self.here, self.there)
        )
        return here, there

    def write(self, path: str, here: str, there: str) -> None:
        """Write a file on both sides."""
        (self.here / path).write_bytes(here.encode("utf-8"))
        (self.there / path).write_bytes(there.encode("utf-8"))

    def edit(self, path: str, name: str) -> None:
        """Make an edit of a whole file."""
        texts = self.texts(path)
        if texts:
            change = WHOLE[name][1]
            self.write(path, *(change(text) for text in texts))

    def reorder(self, path: str) -> None:
        """Turn the order of managed lines around; the twin has one of each kind at most."""
        texts = self.texts(path)
        if texts:
            self.write(path, reversed_runs(path, texts[0]), texts[1])

    def rewrap(self, path: str) -> None:
        """Write managed lines on several lines; the twin has none of them."""
        texts = self.texts(path)
        if texts:
            self.write(path, rewrapped(path, texts[0]), texts[1])

    def lose(self, path: str, which: int) -> None:
        """Delete a managed line by hand; the twin never had it."""
        texts = self.texts(path)
        if texts:
            self.write(path, without_some(path, texts[0], which), texts[1])

    def insert(self, path: str, where: int, kind: int, number: int, *, formats: bool) -> None:
        """Put lines of somebody's own into a file.

        Args:
            path: the file.
            where: which of the places that there are, counted around.
            kind: which of the kinds of line that can come there, counted around.
            number: makes the lines unlike all others.
            formats: a formatter decides about blank lines, and puts some around comments on imports.
        """
        texts = self.texts(path)
        if texts is None:
            return
        here, there = (text.removeprefix("\ufeff") for text in texts)
        mark = texts[0][: len(texts[0]) - len(here)]
        found = places(path, here)
        if formats and path == MODELS:  # below the marker, it would be a comment on an import
            lines = here.split("\n")
            found = [each for each in found if any(map(_MARKER.match, lines[each.at :]))]
        if not found:
            return
        place = found[where % len(found)]
        kinds = [each for each in place.kinds if not formats or each != "blank"]
        if formats and "import" in kinds:
            kinds = ["import"]
        done = insert(here, there, place, own_lines(kinds[kind % len(kinds)], number))
        if done:
            self.write(path, mark + done[0], mark + done[1])

    def format(self, *options: str) -> None:
        """Run `ruff format` on the shared files of both sides, and on all files of modules."""
        made = tree(self.here).keys() - tree(self.there).keys()
        words = [word for each in options for word in ("--config", each)]
        self._ruff(["format", *words], [self.here / each for each in sorted(made)])

    def sort_imports(self) -> None:
        """Let ruff sort the imports of the shared files of both sides."""
        self._ruff(["check", "--select", "I", "--fix"], [])

    def _ruff(self, words: list[str], files: list[Path]) -> None:
        shared = [side / path for side in (self.here, self.there) for path in PYTHON]
        paths = [str(each) for each in (*files, *shared) if each.suffix == ".py" and each.exists()]
        ruff = [sys.executable, "-m", "ruff", *words, "--quiet", "--isolated", "--no-cache"]
        subprocess.run([*ruff, *paths], check=True)
