"""Renderer 1: how templates of a bundle with `renderer = 1` become text.

A template is plain text in which `__package__` and `__project__` stand for the project's names, so that
the template of a Python file is Python. Where the options decide, it is Jinja2; names are not for
Jinja2, so that what it made for some options serves every project with these options, and is kept.
What this renderer does never changes, so that old bundles render to the same bytes for ever; something
new is renderer 2, beside it.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from textwrap import indent

from polepos_checks import edits
from polepos_cli._version import __version__
from polepos_cli.cache import Texts, kept
from polepos_templates import BundleError, ContractEntry, Instance
from polepos_templates.answers import OptionValue
from polepos_templates.names import fill

RENDERER = 1

LINE_LENGTH = 100
"""Columns of a line in generated Python, as its `[tool.ruff]` says."""

_JINJA_SETUP = Path(__file__).with_name("jinja.py")
_JINJA = ("{{", "{%", "{#")
_TOO_LONG = re.compile(rf"(?m)^.{{{LINE_LENGTH + 1},}}$")
_IMPORT = re.compile(r"( *)(from \S+ import )([\w, ]+)(  # noqa: .*)?")
_CALL = re.compile(r"( *)([\w.]+\()(.+)\)")


def render_templates(instance: Instance, sources: list[str]) -> Texts:
    """Return what the templates at `sources` say for a project, by source.

    Raises:
        BundleError: a template is not valid, or uses a name that is no option.
    """
    texts = {source: instance.component.text(source) for source in sources}
    asking = {
        source: text for source, text in texts.items() if any(mark in text for mark in _JINJA)
    }
    options = dict(instance.options)
    if asking:
        texts |= kept(
            asking.keys(),
            [__version__, _JINJA_SETUP.read_text(encoding="utf-8"), options, asking],
            lambda: {source: _answer(source, text, options) for source, text in asking.items()},
        )
    return {source: _broken(fill(text, instance.names)) for source, text in texts.items()}


def entry_text(entry: ContractEntry) -> str:
    """Return an entry as it stands in its file, but not indented; long ones are on several lines."""
    if entry.point.syntax != "python":
        return entry.text
    margin = " " * entry.point.indent
    return _broken(indent(entry.text, margin)).replace(f"\n{margin}", "\n").removeprefix(margin)


def insert_entries(text: str, entries: Iterable[ContractEntry]) -> str:
    """Return a rendered file with `entries` above the markers of their points."""
    points = groupby(sorted(entries, key=_point_name), key=_point_name)
    for _, group in points:
        text = _insert(text, list(group))
    return text


def _point_name(entry: ContractEntry) -> str:
    return entry.point.name


def _insert(text: str, entries: list[ContractEntry]) -> str:
    point = entries[0].point
    entries = list({entry.text: entry for entry in entries}.values())  # two may say the same
    if point.order == "sorted":
        entries = sorted(entries, key=lambda entry: entry.text)
    if not point.marker:
        for entry in entries:
            met = edits.meet(text, point, entry.text)
            text = met.text if met else edits.insert(text, point, entry.text)
        return text
    margin = " " * point.indent
    marker = f"{margin}{point.marker}\n"
    if marker not in text:
        raise BundleError(f"{point.path} of the bundle has no place for {point.name}")
    lines = "".join(indent(entry_text(entry), margin) + "\n" for entry in entries)
    return text.replace(marker, lines + marker, 1)


def _answer(source: str, template: str, options: Mapping[str, OptionValue]) -> str:
    # Late: what was kept needs no Jinja2.
    from jinja2 import TemplateError  # noqa: PLC0415

    from polepos_cli.render.jinja import answer  # noqa: PLC0415

    try:
        return answer(template, options)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{source}:{line}" if line else source
        raise BundleError(f"template {where}: {error}") from error


def _broken(text: str) -> str:
    """Break the imports and calls that long names made too long, exactly as `ruff format` would."""
    return _TOO_LONG.sub(lambda line: _shorter(line[0]), text)


def _shorter(line: str) -> str:
    if found := _IMPORT.fullmatch(line):
        return _broken_import(line, found)
    if found := _CALL.fullmatch(line):
        margin, head, arguments = found.groups()
        hugged = f"{margin}    {arguments}"
        if len(hugged) > LINE_LENGTH:
            hugged = "\n".join(f"{margin}    {each}," for each in arguments.split(", "))
        return f"{margin}{head}\n{hugged}\n{margin})"
    return line


def _broken_import(line: str, found: re.Match[str]) -> str:
    margin, head, names, comment = found.groups(default="")
    if len(line) - len(comment) <= LINE_LENGTH:  # a pragma does not count
        return line
    listed = "".join(f"{margin}    {name},{comment}\n" for name in names.split(", "))
    return f"{margin}{head}(\n{listed}{margin})"
