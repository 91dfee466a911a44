"""`.poleposition.toml`: what a project has answered, written by polepos and read by people."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polepos_checks.errors import ManifestError
from polepos_templates import Answers, AnswersError
from polepos_templates.answers import OptionValue

MANIFEST = ".poleposition.toml"

_HEADER = "# What polepos knows of this project. Commit it; `polepos` keeps it up to date.\n"
_NAMES = ("name", "package", "templates")
_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest, read.

    Attributes:
        answers: the project's answers; options are not yet checked against a bundle.
        templates: the version of the bundle it was made from; `None` in a project that was not made
            by polepos (the predecessor does not record one).
    """

    answers: Answers
    templates: str | None


def read_manifest(root: Path) -> Manifest:
    """Read the manifest of the project in `root`.

    Raises:
        ManifestError: it cannot be read, is not TOML, or lacks or mistypes what every manifest has.
    """
    path = root / MANIFEST
    data = _parse(path)
    table = _table(data, "poleposition", path)
    if table is None:
        raise ManifestError(
            f"{path}: no [poleposition] table", hint="Restore the file from version control."
        )
    texts = {name: _text(table, name, path) for name in _NAMES}
    package = texts["package"]
    if package is None:
        raise ManifestError(
            f"{path}: [poleposition] has no package", hint='Add it: package = "<import name>".'
        )
    try:
        answers = Answers(
            name=texts["name"] or package.replace("_", "-"),
            package=package,
            options={key: value for key, value in table.items() if key not in _NAMES},
            modules=_table(data, "modules", path) or {},
            integrations=_table(data, "integrations", path) or {},
        )
    except AnswersError as error:
        raise ManifestError(f"{path}: {error.message}", hint=error.hint) from error
    return Manifest(answers, texts["templates"])


def render_manifest(answers: Answers, templates: str) -> str:
    """Return the text of a new project's manifest.

    It holds no time, no path of the machine and no user's name, so that the same answers give the
    same bytes everywhere.
    """
    project = {
        "name": answers.name,
        "package": answers.package,
        **answers.options,
        "templates": templates,
    }
    tables = {
        "poleposition": project,
        "modules": answers.modules,
        "integrations": answers.integrations,
    }
    return _HEADER + "\n".join(_render_table(name, table) for name, table in tables.items())


def _render_table(name: str, table: Mapping[str, OptionValue]) -> str:
    return f"[{name}]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in table.items())


def _value(value: OptionValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # Every text that polepos writes here is a name or a choice: nothing that TOML would escape.
    return f'"{value}"'


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        text = str(error)
        position = _POSITION.search(text)
        where = f"{path}:{position[1]}:{position[2]}" if position else str(path)
        reason = text.removesuffix(position[0]) if position else text
        raise ManifestError(
            f"{where}: not valid TOML: {reason}", hint="Mend it by hand."
        ) from error
    except UnicodeDecodeError as error:
        raise ManifestError(
            f"{path}: not UTF-8: {error.reason}", hint="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read: {error.strerror}") from error


def _table(data: dict[str, Any], name: str, path: Path) -> dict[str, Any] | None:
    table = data.get(name)
    if table is not None and not isinstance(table, dict):
        raise ManifestError(f"{path}: {name} is not a table", hint=f"Write it as [{name}].")
    return table


def _text(table: dict[str, Any], name: str, path: Path) -> str | None:
    value = table.get(name)
    if value is not None and not isinstance(value, str):
        raise ManifestError(f"{path}: {name} is not a string", hint=f'Write it as {name} = "...".')
    return value
