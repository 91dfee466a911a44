"""Renderer 1: how templates of a bundle with `renderer = 1` become text.

A template is plain text in which `__package__` and `__project__` stand for the project's names, so that
the template of a Python file is Python. Where the options decide, it is Jinja2; names are not for
Jinja2, so that what it made for some options serves every project with these options, and is kept.
What this renderer does never changes, so that old bundles render to the same bytes for ever; something
new is renderer 2, beside it.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from polepos_cli._version import __version__
from polepos_cli.render.cache import Texts, kept
from polepos_templates import Answers, BundleError, Component
from polepos_templates.answers import OptionValue
from polepos_templates.bundle import PACKAGE_PLACEHOLDER

RENDERER = 1

LINE_LENGTH = 100
"""Columns of a line in generated Python, as its `[tool.ruff]` says."""

_PROJECT_PLACEHOLDER = "__project__"
_JINJA_SETUP = Path(__file__).with_name("jinja.py")
_JINJA = ("{{", "{%", "{#")
_IMPORT = re.compile(r"(?m)^( *)(from \S+ import )([\w, ]+)$")


def render_templates(component: Component, sources: list[str], answers: Answers) -> Texts:
    """Return what the templates at `sources` say for a project, by source.

    Raises:
        BundleError: a template is not valid, or uses a name that is no option.
    """
    texts = {source: component.text(source) for source in sources}
    asking = {
        source: text for source, text in texts.items() if any(mark in text for mark in _JINJA)
    }
    options = dict(answers.options)
    if asking:
        texts |= kept(
            asking.keys(),
            [__version__, _JINJA_SETUP.read_text(encoding="utf-8"), options, asking],
            lambda: {source: _answer(source, text, options) for source, text in asking.items()},
        )
    return {source: _name(text, answers) for source, text in texts.items()}


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


def _name(text: str, answers: Answers) -> str:
    text = text.replace(PACKAGE_PLACEHOLDER, answers.package)
    text = text.replace(_PROJECT_PLACEHOLDER, answers.name)
    return _IMPORT.sub(_wrapped, text)


def _wrapped(line: re.Match[str]) -> str:
    """Break an import that a long name made too long, exactly as `ruff format` would."""
    if len(line[0]) <= LINE_LENGTH:
        return line[0]
    indent, head, names = line.groups()
    listed = "".join(f"{indent}    {name},\n" for name in names.split(", "))
    return f"{indent}{head}(\n{listed}{indent})"
