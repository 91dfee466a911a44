"""Find what new files import of the project, and no longer is there: its owner renamed or moved it."""

import ast
from collections.abc import Callable, Iterator, Mapping

from polepos_checks import edits
from polepos_checks.edits.python_source import read_python
from polepos_checks.source.names import at_top, bound
from polepos_cli.merge.blocked import Blocker

Read = Callable[[str], bytes | None]


def missing_imports(new: Mapping[str, bytes], read: Read) -> Iterator[Blocker]:
    """Yield what files that are new would import in vain.

    Args:
        new: their bytes, by path.
        read: returns the bytes of any other file of the project, as it is going to be.

    Cost: the new files are parsed, and those that they import from.
    """
    packages = {path.split("/")[1] for path in new if path.startswith("src/")}
    wanted = dict[tuple[str, str], str]()
    for path, data in sorted(new.items()):
        if path.endswith(".py"):
            for module, name in _imports(data):
                if module.split(".")[0] in packages:
                    wanted.setdefault((module, name), path)
    there = {module: _names(module, new, read) for module, _ in wanted}
    for (module, name), path in wanted.items():
        names = there[module]
        if names is not None and not names & {name, "*", "__getattr__"}:
            why = f"has no {name}, which the new {path} imports; another name for it is enough"
            yield Blocker(_path(module), 0, why)


def _imports(data: bytes) -> Iterator[tuple[str, str]]:
    tree = _parsed(data)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)


def _parsed(data: bytes) -> ast.Module | None:
    try:
        return read_python(edits.decode(data, "python").content).tree
    except edits.EditError:  # its owner's business
        return None


def _path(module: str) -> str:
    return f"src/{module.replace('.', '/')}.py"


def _names(module: str, new: Mapping[str, bytes], read: Read) -> set[str] | None:
    """Return the names of a module of the owner's; `None`, where it is new, a package, or broken."""
    data = None if _path(module) in new else read(_path(module))
    tree = None if data is None else _parsed(data)
    return {name for node in at_top(tree) for name in bound(node)} if tree else None
