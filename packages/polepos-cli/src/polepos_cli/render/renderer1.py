"""Renderer 1: how templates of a bundle with `renderer = 1` become text.

A template is plain text in which `__package__` and `__project__` stand for the project's names, so that
the template of a Python file is Python. Where answers decide more than names, it is Jinja2. What this
renderer does never changes, so that old bundles render to the same bytes for ever; something new is
renderer 2, beside it.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from polepos_templates.bundle import PACKAGE_PLACEHOLDER

if TYPE_CHECKING:
    from jinja2 import Environment

RENDERER = 1

LINE_LENGTH = 100
"""Columns of a line in generated Python, as its `[tool.ruff]` says."""

_PROJECT_PLACEHOLDER = "__project__"
_JINJA = ("{{", "{%", "{#")
_IMPORT = re.compile(r"(?m)^( *)(from \S+ import )([\w, ]+)$")


def render_text(template: str, answers: Mapping[str, str | bool]) -> str:
    """Return what `template` says for these answers.

    Args:
        template: the text of a template.
        answers: `name`, `package`, and the answer to each option.

    Raises:
        jinja2.TemplateError: it is not valid, or uses a name that no answer defines.
    """
    text = template
    if any(mark in template for mark in _JINJA):
        text = _environment().from_string(template).render(answers)
    text = text.replace(PACKAGE_PLACEHOLDER, str(answers["package"]))
    text = text.replace(_PROJECT_PLACEHOLDER, str(answers["name"]))
    return _IMPORT.sub(_wrapped, text)


def _wrapped(line: re.Match[str]) -> str:
    """Break an import that a long name made too long, exactly as `ruff format` would."""
    if len(line[0]) <= LINE_LENGTH:
        return line[0]
    indent, head, names = line.groups()
    listed = "".join(f"{indent}    {name},\n" for name in names.split(", "))
    return f"{indent}{head}(\n{listed}{indent})"


@cache
def _environment() -> "Environment":
    """Return the Jinja2 environment: strict, and free of everything that depends on the machine."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - 22 ms, and most templates need none

    # Not HTML: escaping would damage the code that is rendered.
    made = Environment(  # noqa: S701
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        cache_size=0,
    )
    made.globals.clear()
    return made
