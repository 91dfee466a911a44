"""How a file of a project compares with the text that it was generated as."""

import ast
import inspect
import io
import tokenize
from enum import Enum

from polepos_checks.edits.errors import EditError, UnreadableError
from polepos_checks.edits.python_source import deep_is_unreadable, parse_python
from polepos_checks.edits.text import decode


class State(Enum):
    """What became of a generated file."""

    MISSING = "missing"
    PRISTINE = "pristine"
    """The same text; line ends and a byte order mark do not count."""
    REFORMATTED = "reformatted"
    """Python with the same syntax tree, but for the order of imports, and the same comments."""
    CUSTOMISED = "customised"


def state_of(path: str, data: bytes | None, generated: str) -> State:
    """Tell what became of a file.

    Args:
        path: its name; only Python files can be told to be reformatted.
        data: its bytes; `None` where it is not there.
        generated: the text that it was generated as.
    """
    if data is None:
        return State.MISSING
    if data == generated.encode("utf-8"):
        return State.PRISTINE
    python = path.endswith(".py")
    try:
        text = decode(data, "python" if python else "text").content
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        if plain == generated:
            return State.PRISTINE
        if python and _is_reformatted(plain, generated):
            return State.REFORMATTED
    except EditError:  # a file that can no longer be read is its owner's business
        return State.CUSTOMISED
    return State.CUSTOMISED


def _is_reformatted(text: str, generated: str) -> bool:
    with deep_is_unreadable():
        return _comments(text) == _comments(generated) and _tree(text) == _tree(generated)


def _tree(text: str) -> str:
    tree = parse_python(text).tree
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(said)) as docstring):
                docstring.value = _laid_out(said)
    imports = [each for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    rest = [ast.dump(each) for each in tree.body if each not in imports]
    # In what order, and in how many statements, is the business of whoever sorts imports.
    return "\n".join([*sorted(one for each in imports for one in _one_by_one(each)), *rest])


def _one_by_one(statement: ast.Import | ast.ImportFrom) -> list[str]:
    where = f"{statement.level} {statement.module}" if isinstance(statement, ast.ImportFrom) else ""
    return [f"{where} {alias.name} {alias.asname}" for alias in statement.names]


def _laid_out(docstring: str) -> str:
    """Return a docstring without what formatters change: its margin, and white space at the ends."""
    return inspect.cleandoc("\n".join(line.rstrip() for line in docstring.split("\n")))


def _comments(text: str) -> list[str]:
    lines = io.StringIO(text).readline
    try:
        return [
            each.string.strip()
            for each in tokenize.generate_tokens(lines)
            if each.type == tokenize.COMMENT
        ]
    except (tokenize.TokenError, SyntaxError) as error:
        raise UnreadableError(f"not valid Python: {error}") from error
