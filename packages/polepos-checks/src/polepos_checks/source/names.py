"""Names of Python texts: what is bound in them, and what is used."""

import ast
import builtins
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from polepos_checks.edits.python_source import read_python

_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


def unbound_uses(text: str, names: AbstractSet[str]) -> list[tuple[int, str]]:
    """Return the lines in which `names` are used in a Python text that does not bind them itself.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    if not any(name in text for name in names):
        return []
    tree = read_python(text).tree
    free = names - {name for each in ast.walk(tree) for name in bound(each)}
    return sorted(
        (each.lineno, each.id)
        for each in ast.walk(tree)
        if isinstance(each, ast.Name) and each.id in free
    )


def uses(
    text: str, names: AbstractSet[str], *, besides: Iterable[tuple[int, int]]
) -> list[tuple[int, str]]:
    """Return the lines in which `names` are used in a Python text.

    Args:
        text: the text.
        names: what to look for.
        besides: spans of characters that do not count.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    if not names:
        return []
    source = read_python(text)
    spans = list(besides)
    return sorted(
        (node.lineno, node.id)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name)
        and node.id in names
        and not any(start <= source.start(node) < end for start, end in spans)
    )


def uses_at_top(text: str, names: AbstractSet[str], above: int) -> list[tuple[int, str]]:
    """Return the lines above a line in which `names` are used as the file is run, outside of functions.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    imports = (ast.Import, ast.ImportFrom)
    statements = [each for each in read_python(text).tree.body if each.lineno < above]
    code = ast.Module([each for each in statements if not isinstance(each, imports)], [])
    return sorted(
        (node.lineno, node.id)
        for node in at_top(code)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names
    )


def bindings(text: str, names: AbstractSet[str]) -> list[tuple[int, str]]:
    """Return the lines at the top of a Python text that bind `names`.

    Raises:
        UnreadableError: the text has a syntax error.
    """
    if not any(name in text for name in names):
        return []
    # The calls at the top of a file bind nothing, and a router has hundreds of them.
    closed = _SCOPES if ":=" in text else (*_SCOPES, ast.Expr)
    return sorted(
        (getattr(node, "lineno", 1), name)
        for node in at_top(read_python(text).tree, closed)
        for name in bound(node)
        if name in names
    )


def at_top(tree: ast.Module, closed: tuple[type[ast.AST], ...] = _SCOPES) -> Iterator[ast.AST]:
    """Yield the nodes that are in no scope of their own, however deep in `if`, `try` or `with`.

    Nothing is yielded of what is inside of nodes of the `closed` kinds.
    """
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, closed):
            todo += ast.iter_child_nodes(node)


def names_used_by(entry: str) -> set[str]:
    """Return the names that an entry of a Python file takes from it; Python's own do not count."""
    try:
        tree = ast.parse(entry)
    except SyntaxError:  # an item of a list
        return set()
    loaded = (each for each in ast.walk(tree) if isinstance(each, ast.Name))
    return {each.id for each in loaded if isinstance(each.ctx, ast.Load)} - set(dir(builtins))


def names_bound_by(entry: str) -> set[str]:
    """Return the names that an entry of a Python file brings into it."""
    try:
        tree = ast.parse(entry)
    except SyntaxError:  # an item of a list
        return set()
    return {name for each in at_top(tree) for name in bound(each)}


def bound(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node binds by itself."""
    match node:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from ((alias.asname or alias.name).split(".")[0] for alias in names)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.arg(arg=name) | ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
