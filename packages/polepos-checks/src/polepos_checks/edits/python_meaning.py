"""What the statements of a Python file mean: what each is known by, and whether two files agree."""

import ast
from functools import lru_cache
from typing import NamedTuple

from polepos_checks.edits.python_source import Source, comments_in

Key = tuple[str, ...]
Body = list[ast.stmt]


class Wanted(NamedTuple):
    """An entry, parsed."""

    statement: ast.stmt
    comments: list[str]

    @property
    def key(self) -> Key:
        """What it is known by."""
        return keys(self.statement)[0]


def parse_entry(text: str) -> Wanted:
    """Parse an entry of a bundle: one statement that has a key."""
    return Wanted(ast.parse(text).body[0], comments_in(text))


def keys(statement: ast.stmt) -> list[Key]:
    """Return what a statement is known by; an import of several names is several entries."""
    match statement:
        case ast.ImportFrom(module=module, names=names, level=level):
            return [("import", "." * level + (module or ""), each.name) for each in names]
        case ast.Expr(value=ast.Call(func=func, args=[ast.Constant(value=first), *_])):
            return [("call", dotted(func), repr(first))]
        case ast.Expr(value=ast.Call(func=func, args=[first, *_])) if name := dotted(first):
            return [("call", dotted(func), name)]
        case ast.Expr(value=ast.Await(value=ast.Call(func=func, args=[ast.Call(func=made), *_]))):
            return [("call", dotted(func), dotted(made))]
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return [("name", name)]
    return []


@lru_cache(maxsize=16)
def known(source: Source, within: str) -> list[list[list[Key]]]:
    """Return the keys of every statement of every body that entries can be in."""
    return [[keys(each) for each in body] for body in bodies(source.tree, within)]


def outline(source: Source, within: str) -> list[list[Key]]:
    """Return what is known of each statement; unlike a whole dump, it costs little."""
    found = zip(bodies(source.tree, within), known(source, within), strict=True)
    return [
        [
            key
            for statement, own in zip(body, each, strict=True)
            for key in own or [(type(statement).__name__,)]
        ]
        for body, each in found
    ]


def dotted(node: ast.expr) -> str:
    """Return a name such as `api_router.include_router`, or an empty string for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def bodies(tree: ast.Module, within: str) -> list[Body]:
    """Return the bodies that entries can be in: of the class or function of that name.

    Of a class that its owner split, those of the classes of this file that it inherits from, too. Where
    none has this name (its owner renamed it), of every class, or every function.
    """
    own = named_bodies(tree, within)
    if not own:
        return [each.body for each in _scopes(tree, within)]
    return own + _inherited(tree, within) if within.isidentifier() else own


def _inherited(tree: ast.Module, name: str) -> list[Body]:
    """Return the bodies of the classes of this file that a class inherits from, nearest first."""
    classes = {each.name: each for each in tree.body if isinstance(each, ast.ClassDef)}
    found, waiting = dict[str, Body](), [name]
    while waiting:
        for base in classes[waiting.pop(0)].bases:
            if isinstance(base, ast.Name) and base.id in classes and base.id not in found:
                found[base.id] = classes[base.id].body
                waiting.append(base.id)
    return [body for base, body in found.items() if base != name]


def named_bodies(tree: ast.Module, within: str) -> list[Body]:
    """Return the bodies of the classes or functions of that name; without a name, the file's own."""
    if not within:
        return [tree.body]
    name = within.removesuffix("()")
    return [each.body for each in _scopes(tree, within) if each.name == name]


def _scopes(
    tree: ast.Module, within: str
) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    if within.endswith("()"):
        return [e for e in tree.body if isinstance(e, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [each for each in tree.body if isinstance(each, ast.ClassDef)]


def is_inside(body: Body, line: int) -> bool:
    """Tell whether a line is inside of a statement: of its brackets, a string, its decorators or blocks."""
    return any(_first_line(each) <= line <= (each.end_lineno or 0) for each in body)


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min((each.lineno for each in decorators), default=statement.lineno)


def is_only_addition(before: Body, after: Body, wanted: Key, line: int) -> bool:
    """Tell whether all that `after` has more than `before` is the wanted statement, from `line` on."""
    at = next((n for n, each in enumerate(after) if each.lineno >= line), len(after))
    return (
        at < len(after)
        and keys(after[at]) == [wanted]
        and len(after) == len(before) + 1
        and _same_rest(before, after, at)
        and not _stands_too_early(after, at)
        and not any(isinstance(each, ast.Return | ast.Raise) for each in after[:at])
    )


def _same_rest(before: Body, after: Body, at: int) -> bool:
    shift = (after[at].end_lineno or 0) - after[at].lineno + 1
    moved = [0] * at + [shift] * (len(before) - at)
    rest = after[:at] + after[at + 1 :]
    return all(
        _shape(old, by) == _shape(new, 0) for old, new, by in zip(before, rest, moved, strict=True)
    )


def _shape(statement: ast.stmt, shift: int) -> tuple[object, ...]:
    end = statement.end_lineno or statement.lineno
    return type(statement), statement.lineno + shift, end + shift, statement.col_offset


def _stands_too_early(body: Body, at: int) -> bool:
    """Tell whether the statement at `at` is before what has to be first: docstring, `__future__`."""
    behind = body[at + 1 :]
    before_docstring = at == 0 and any(is_docstring(each) for each in behind[:1])
    return before_docstring or any(
        isinstance(each, ast.ImportFrom) and each.module == "__future__" for each in behind
    )


def is_docstring(statement: ast.stmt) -> bool:
    """Tell whether a statement is a string alone."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
