"""Find what refers to Python modules that are to go: imports, dotted names in strings, foreign keys."""

import ast
import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from polepos_checks.edits.errors import EditError
from polepos_checks.edits.lines import line_starts
from polepos_checks.edits.python_meaning import dotted
from polepos_checks.edits.python_source import read_python
from polepos_checks.edits.text import decode
from polepos_checks.errors import ProjectError
from polepos_checks.source.files import python_files
from polepos_checks.source.names import at_top, bound

_DOTTED = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?::[\w.]+)?")
_IMPORT = re.compile(r"\s*(?:from|import)\b")
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 16
_NOT_THERE = {errno.ENOENT, errno.ELOOP, errno.EISDIR}  # nothing that Python could import
_FOREIGN = {"ForeignKey", "ForeignKeyConstraint"}


class Reference(NamedTuple):
    """A place in the code that needs something.

    Attributes:
        path: the file, below the project's folder, with `/`.
        line: where in it, from 1.
        what: what the place says, such as `import of shop_api.modules.customers`.
    """

    path: str
    line: int
    what: str


class Sought(NamedTuple):
    """What is to go.

    Attributes:
        modules: dotted names of Python modules, and of what else can be imported.
        tables: names of tables.
        models: names of classes that SQLAlchemy may know by a string.
        attributes: names of fields that objects lose.
        distributions: what the application no longer depends on, by the name that is imported; tests may
            have it from elsewhere.
    """

    modules: frozenset[str]
    tables: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    distributions: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[bytes, ...]:
        """Words of which a file that refers to any of it holds at least one."""
        # A package's modules cannot be named without the package.
        tops = {name for name in self.modules if name.rpartition(".")[0] not in self.modules}
        last = {name.rpartition(".")[2] for name in tops}
        last |= self.tables | self.models | self.attributes | self.distributions
        return tuple(sorted(word.encode("utf-8") for word in last))


def modules_of(paths: Iterable[str]) -> frozenset[str]:
    """Return the dotted names of the modules in `paths`; of tests, also as pytest puts them on its path."""
    found = set()
    for path in paths:
        if path.endswith(".py"):
            name = path.removeprefix("src/").removesuffix(".py").replace("/", ".")
            found.add(name.removesuffix(".__init__"))
            if not path.startswith("src/"):
                found.add(name.rpartition(".")[2])
    return frozenset(found)


def find_references(
    root: Path, sought: Sought, *, instead: Mapping[str, bytes], without: AbstractSet[str]
) -> list[Reference]:
    """Return what in the project refers to `sought`, sorted.

    Args:
        root: the project's folder.
        sought: what is to go.
        instead: bytes to read instead of a file's own, by path: what it is going to hold.
        without: paths of files that go, too.

    Raises:
        ProjectError: a file cannot be read.

    Cost: every Python file is read, and those that hold one of the words are parsed.
    """
    if not (words := sought.words):
        return []
    found: list[Reference] = []
    instead = {**instead, **_behind_links(root, instead)}
    for path, place in python_files(root):
        if path in without:
            continue
        try:
            data = instead[path] if path in instead else _read(place)
        except OSError as error:
            if error.errno in _NOT_THERE:
                continue
            raise ProjectError(
                f"{path} cannot be read, and may refer to what is to go: {error.strerror}",
                hint="Make it readable, and run this again.",
            ) from error
        for word in words:  # the inner loop of it all: a generator would cost as much as the search
            if word in data:
                found += _in_file(path, data, sought)
                break
    return sorted(set(found))


def _behind_links(root: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that links lead to, by path: what a link is to hold, they are to hold."""
    top = os.path.realpath(root)
    return {
        os.path.relpath(os.path.realpath(root / path), top).replace(os.sep, "/"): data
        for path, data in files.items()
        if (root / path).is_symlink()
    }


def _read(place: str) -> bytes:
    # By the system's own calls: a file object makes three more, and there are thousands of files.
    handle = os.open(place, _READ)
    try:
        whole = part = os.read(handle, _CHUNK)
        while len(part) == _CHUNK:
            part = os.read(handle, _CHUNK)
            whole += part
        return whole
    finally:
        os.close(handle)


def _in_file(path: str, data: bytes, sought: Sought) -> Iterator[Reference]:
    try:
        tree = read_python(decode(data, "python").content).tree
    except EditError as error:
        for line in _mentions(data.decode("utf-8", "replace"), sought):
            yield Reference(path, line, f"cannot be read: {error.message}")
        return
    nodes = list(ast.walk(tree))
    modules = sought.modules | (sought.distributions if path.startswith("src/") else set())
    for line, name in _modules_in(nodes, path, modules).items():
        yield Reference(path, line, f"refers to {name}")
    for node in nodes:
        if (name := _field(node)) in sought.attributes:
            yield Reference(path, getattr(node, "lineno", 1), f"uses {name}")
    if not _is_migration(tree):
        yield from _mapped(nodes, path, sought)


def _field(node: ast.AST) -> str:
    """Return the field that a node reads, or gives a value: `settings.x`, `Settings(x=...)`."""
    match node:
        case ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
            return name
    return ""


def _mapped(nodes: list[ast.AST], path: str, sought: Sought) -> Iterator[Reference]:
    """Yield the places in which SQLAlchemy is told of tables and classes by their names."""
    known = dict(each for node in nodes for each in _imported(node, []))
    for node in nodes:
        if isinstance(node, ast.Call):
            for table in _tables(node, known) & sought.tables:
                yield Reference(path, node.lineno, f"has a foreign key to {table}")
            for model in _models(node) & sought.models:
                yield Reference(path, node.lineno, f"has a relationship to {model}")


def _mentions(text: str, sought: Sought) -> Iterator[int]:
    """Yield the lines of a file that cannot be parsed in which something seems to be named."""
    whole = "|".join(re.escape(name) for name in sorted(sought.modules))
    words = "|".join(re.escape(word.decode()) for word in sought.words)
    named, word = re.compile(rf"(?<![\w.])(?:{whole})(?!\w)"), re.compile(rf"\b(?:{words})\b")
    starts = [*line_starts(text), len(text)]
    for number, (start, end) in enumerate(pairwise(starts), start=1):
        line = text[start:end]
        if named.search(line) or (_IMPORT.match(line) and word.search(line)):
            yield number


def _modules_in(nodes: list[ast.AST], path: str, modules: AbstractSet[str]) -> dict[int, str]:
    """Return what of the modules the nodes name, by line."""
    package = path.removeprefix("src/").split("/")[:-1]
    known = {name: of for each in nodes for name, of in _imported(each, package)}
    # Where an import names what is sought, its uses need not be named, too.
    packages = {name: of for name, of in known.items() if of not in modules}
    found: dict[int, str] = {}
    for node in nodes:
        name = next((e for e in _named(node, package, packages) if e in modules), "")
        if name:
            found.setdefault(getattr(node, "lineno", 1), name)
    return found


def _is_migration(tree: ast.Module) -> bool:
    """Tell whether a file is a step of Alembic's: it says what was, and nobody changes it any more."""
    return any(name == "down_revision" for each in at_top(tree) for name in bound(each))


def _named(node: ast.AST, package: list[str], packages: Mapping[str, str]) -> Iterator[str]:
    """Yield the dotted names of modules that a node may mean, the longest first."""
    match node:
        case ast.Import(names=names):
            for alias in names:
                yield from _prefixes(alias.name)
        case ast.ImportFrom(names=names):
            base = _base(node, package)
            yield from (f"{base}.{alias.name}" for alias in names)
            yield from _prefixes(base)
        case ast.Attribute():
            head, dot, rest = dotted(node).partition(".")
            if head in packages:
                yield from _prefixes(packages[head] + dot + rest)
        case ast.Constant(value=str(text)) if found := _DOTTED.fullmatch(text):
            yield from _prefixes(found[1])


def _imported(node: ast.AST, package: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the names that an import binds, each with what it then stands for."""
    match node:
        case ast.Import(names=names):
            for each in names:
                top = each.name.split(".")[0]
                yield (each.asname, each.name) if each.asname else (top, top)
        case ast.ImportFrom(names=names):
            base = _base(node, package)
            yield from ((each.asname or each.name, f"{base}.{each.name}") for each in names)


def _base(node: ast.ImportFrom, package: list[str]) -> str:
    """Return the absolute name of the module that an import is from; of none, if it is from too far up."""
    if node.level > len(package):
        return ""
    above = package[: len(package) - node.level + 1] if node.level else []
    return ".".join([*above, *filter(None, [node.module])])


def _prefixes(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]


def _tables(call: ast.Call, known: Mapping[str, str]) -> set[str]:
    name = dotted(call.func)
    if known.get(name, name).rpartition(".")[2] in _FOREIGN:
        texts = _texts(call)
    else:  # SQLModel's `Field(foreign_key=...)`, and SQLAlchemy's `relationship(secondary=...)`
        keywords = [each for each in call.keywords if each.arg in {"foreign_key", "secondary"}]
        texts = [
            text if each.arg == "foreign_key" else f"{text}."
            for each in keywords
            for text in _texts(each.value)
        ]
    return {text.split(".")[-2] for text in texts if "." in text}


def _models(call: ast.Call) -> set[str]:
    if dotted(call.func).rpartition(".")[2] != "relationship":
        return set()
    return {text.rpartition(".")[2] for each in call.args[:1] for text in _texts(each)}


def _texts(node: ast.AST) -> list[str]:
    constants = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return [each for each in constants if isinstance(each, str)]
