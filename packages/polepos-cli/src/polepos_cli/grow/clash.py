"""Find out whether a module's names would hide names that its own files use.

Its templates are filled in with names that occur nowhere else: what then holds one of them is a name made
from the module's, and every other name in the same file is fixed. The two must not meet.
"""

import ast
import builtins
import keyword
from collections.abc import Iterator
from dataclasses import replace

from polepos_cli._version import __version__
from polepos_cli.cache import kept
from polepos_cli.grow.names import ModuleNameError
from polepos_cli.render import render_files
from polepos_templates import Bundle, Instance, ModuleNames

_PROBE = ModuleNames("qqmoduleqq", "qqsingularqq", "qqpluralqq")


def check_clashes(bundle: Bundle, instance: Instance, names: ModuleNames) -> None:
    """Make sure that a module's files can be called as they would be.

    Args:
        bundle: where its templates are from.
        instance: the module, as the project is to have it.
        names: its names.

    Raises:
        ModuleNameError: with the name that would be hidden, and where it is used.
    """
    probe = replace(instance, names={**instance.names, **_PROBE.placeholders})
    texts = {
        path: text
        for path, text in render_files(bundle, probe.files).items()
        if path.endswith(".py")
    }
    # What the files say is the same for every module of this template with these options.
    found = kept(
        texts.keys(),
        ["identifiers", __version__, texts],
        lambda: {path: " ".join(sorted(set(_identifiers(text)))) for path, text in texts.items()},
    )
    for path, identifiers in found.items():
        _check(path.rpartition("/")[2], set(identifiers.split()), names)


def _check(file: str, identifiers: set[str], names: ModuleNames) -> None:
    fixed = {each for each in identifiers if "qq" not in each.lower()}
    for each in sorted(identifiers - fixed):
        name = _actual(each, names)
        if file.startswith("test_") and name.startswith("Test"):
            raise ModuleNameError(
                f"{names.name!r} cannot be this module's name: pytest would take its {name} for tests",
                hint=_other_noun(names),
            )
        if name in fixed or keyword.iskeyword(name) or hasattr(builtins, name):
            whose = f"that {_actual(file, names)} uses" if name in fixed else "of Python's own"
            raise ModuleNameError(
                f"{names.name!r} cannot be this module's name: its {name} would hide the {name} {whose}",
                hint=_other_noun(names),
            )


def _other_noun(names: ModuleNames) -> str:
    noun = names.singular.replace("_", "-")
    return f"Choose another, or say what one of them is: --singular my-{noun}"


def _actual(identifier: str, names: ModuleNames) -> str:
    known = {
        _PROBE.name: names.name,
        _PROBE.plural: names.plural,
        _PROBE.singular: names.singular,
        _PROBE.model: names.model,
    }
    for probe, name in known.items():
        identifier = identifier.replace(probe, name)
    return identifier


def _identifiers(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name):
                yield name
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.alias(name=name, asname=other):
                yield (other or name).split(".")[0]
