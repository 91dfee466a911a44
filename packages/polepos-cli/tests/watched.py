"""A project that is changed by commands, and watched: whatever they say, they have to do."""

import ast
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from calling import call
from comparing import assert_same
from own_edits import RECORD
from projects import folders, tree


@cache
def started(db: str) -> Mapping[str, bytes]:
    """Return the files of a new project, made once."""
    with tempfile.TemporaryDirectory() as folder:
        done = call(Path(folder), "start", "shop-api", "--no-git", "--db", db)
        assert done.code == 0, done.err
        return tree(Path(folder) / "shop-api")


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder, and return it."""
    for place in {(folder / path).parent for path in files}:
        place.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (folder / path).write_bytes(content)
    return folder


def every_file(root: Path) -> dict[str, bytes]:
    """Return every file of a project, with what polepos keeps to undo and recover."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def own_folders(root: Path) -> set[str]:
    """Return the folders of a project, but for polepos' own."""
    return {each for each in folders(root) if not each.startswith((".polepos/tx", ".polepos/undo"))}


def is_subsequence(some: bytes, of: bytes) -> bool:
    """Tell whether the lines of a text are lines of another one, in their order."""
    others = iter(of.split(b"\n"))
    return all(line in others for line in some.split(b"\n"))


@cache
def parses(content: bytes) -> bool:
    """Tell whether a Python file is one; `False` never, for its error says more."""
    ast.parse(content)
    return True


@dataclass(frozen=True)
class Moment:
    """A project before its last change, and right after it."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    modules: dict[str, list[str]]

    @property
    def changed(self) -> set[str]:
        """The paths that the change touched."""
        paths = self.before.keys() | self.after.keys()
        return {path for path in paths if self.before.get(path) != self.after.get(path)}


class Project:
    """A project that changes, with what is known of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.modules: dict[str, list[str]] = {}
        self.last: Moment | None = None
        self.said = ""
        self.joined: set[str] = set()

    def change(self, words: Sequence[str], *, dry: bool) -> int:
        """Run a command; whatever it says, it has to be what it then did.

        Args:
            words: the command.
            dry: ask with a dry run before.
        """
        before = tree(self.root)
        said = self._dry_run(words) if dry else None
        done = call(self.root, *words, "--json")
        after, self.said = tree(self.root), done.err
        assert {each.name for each in self.root.glob(".polepos/tx/*")} <= {"lock"}
        if done.code:
            assert done.code in {1, 2, 3}, done.err
            assert after == before, f"{words} failed, and changed something"
            assert said is None or said == done.document
            return done.code
        document = done.document
        self.last = Moment(before, after, dict(self.modules))
        self._check_document(document)
        assert said is None or said == {**document, "dry_run": True}
        return 0

    def _dry_run(self, words: Sequence[str]) -> dict[str, object]:
        before = every_file(self.root)
        done = call(self.root, *words, "--json", "--dry-run")
        assert every_file(self.root) == before, f"a dry run of {words} changed something"
        return done.document

    def _check_document(self, document: Mapping[str, object]) -> None:
        assert self.last
        before, after = self.last.before, self.last.after
        expected = [
            {"path": path, "action": _action(before.get(path), after.get(path))}
            for path in sorted(self.last.changed)
        ]
        assert document["files"] == expected

    def add(self, name: str, recipe: Sequence[str], *, dry: bool = False) -> int:
        """Add a module; return the exit code."""
        code = self.change(["add", "module", name, *recipe], dry=dry)
        if code == 0:
            self.modules[name] = list(recipe)
            self._check_lines(added=True)
        return code

    def remove(self, name: str, *words: str, dry: bool = False) -> int:
        """Remove a module; return the exit code."""
        code = self.change(["remove", "module", name, *words], dry=dry)
        if code == 0:
            self.modules.pop(name)
            self._check_lines(added=False)
        return code

    def _check_lines(self, *, added: bool) -> None:
        """Whatever came or went, every other line is there, in its order."""
        assert self.last
        old, new = self.last.before, self.last.after
        for path in self.last.changed & old.keys() & new.keys() - {RECORD} - self.joined:
            some, more = (old, new) if added else (new, old)
            assert is_subsequence(some[path], of=more[path]), f"lines of {path} are not as before"

    def undo(self, *, dry: bool = False) -> None:
        """Take the last change back, if nothing that it touched was edited since."""
        last, now = self.last, tree(self.root)
        edited = (
            {path for path in last.changed if now.get(path) != last.after.get(path)}
            if last
            else set()
        )
        code = self.change(["undo"], dry=dry)
        if last is None:
            assert code == 1
        elif edited:
            assert code == 3
        else:
            assert code == 0
            expected = now | {path: last.before[path] for path in last.changed & last.before.keys()}
            for path in last.changed - last.before.keys():
                del expected[path]
            assert_same(tree(self.root), expected)
            self.modules, self.last = dict(last.modules), None


def _action(before: bytes | None, after: bytes | None) -> str:
    if before is None:
        return "create"
    return "delete" if after is None else "update"
