"""What has the name of a field that is to be there: fields of another type, and what is no field."""

import ast

from polepos_checks.edits.python_meaning import bodies, known, parse_entry
from polepos_checks.edits.python_source import Source


def other_type(source: Source, within: str, entry: str) -> str:
    """Say what is in the way of a field: one of its name that has another type; or nothing.

    Another default is its owner's choice. Code that was written for one type does not work with another.
    """
    wanted = parse_entry(entry)
    if not isinstance(wanted.statement, ast.AnnAssign):
        return ""
    found = [
        statement
        for body, keys in zip(bodies(source.tree, within), known(source, within), strict=True)
        for statement, own in zip(body, keys, strict=True)
        if wanted.key in own
    ]
    needed = ast.dump(wanted.statement.annotation)
    types = [each.annotation for each in found if isinstance(each, ast.AnnAssign)]
    if not found or any(ast.dump(each) == needed for each in types):
        return ""
    name = wanted.key[-1]
    there = f"{name}: {ast.unparse(types[0])}" if types else f"{name} without a type"
    return f"{there} is here, and {name}: {ast.unparse(wanted.statement.annotation)} is needed"


def taken(source: Source, within: str, entry: str) -> tuple[int, str] | None:
    """Return line and reason, where a method or a class inside of the class has the name of a field."""
    name = parse_entry(entry).key[-1]
    for statement in (each for body in bodies(source.tree, within) for each in body):
        match statement:
            case (
                ast.FunctionDef(name=there)
                | ast.AsyncFunctionDef(name=there)
                | ast.ClassDef(name=there)
            ) if there == name:
                return statement.lineno, f"{name} is here, and is no field"
    return None
