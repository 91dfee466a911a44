"""Renderer 1: how templates of a bundle with `renderer = 1` become text.

A template is plain text in which `__package__` and `__project__` stand for the project's names, so that
the template of a Python file is Python. Where answers decide more than names, it is Jinja2. What this
renderer does never changes, so that old bundles render to the same bytes for ever; something new is
renderer 2, beside it.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from polepos_templates import Component
from polepos_templates.bundle import PACKAGE_PLACEHOLDER

if TYPE_CHECKING:
    from jinja2 import Environment

RENDERER = 1

LINE_LENGTH = 100
"""Columns of a line in generated Python, as its `[tool.ruff]` says."""

_PROJECT_PLACEHOLDER = "__project__"
_JINJA = ("{{", "{%", "{#")
_IMPORT = re.compile(r"(?m)^( *)(from \S+ import )([\w, ]+)$")


class Renderer1:
    """Renders the templates of one component for one project.

    Args:
        component: whose templates.
        answers: `name`, `package`, and the answer to each option.
    """

    def __init__(self, component: Component, answers: Mapping[str, str | bool]) -> None:
        self._component = component
        self._answers = answers
        self._names = {
            PACKAGE_PLACEHOLDER: str(answers["package"]),
            _PROJECT_PLACEHOLDER: str(answers["name"]),
        }

    def render(self, source: str) -> str:
        """Return what the template at `source` says for these answers.

        Raises:
            jinja2.TemplateError: it is not valid, or uses a name that no answer defines.
            BundleError: it cannot be read.
        """
        text = self._component.text(source)
        if any(mark in text for mark in _JINJA):
            text = self._jinja.get_template(source).render(self._answers)
        for placeholder, name in self._names.items():
            text = text.replace(placeholder, name)
        return _IMPORT.sub(_wrapped, text)

    @cached_property
    def _jinja(self) -> "Environment":
        from polepos_cli.render.jinja import environment  # noqa: PLC0415 - most templates need none

        return environment(self._component.text)


def _wrapped(line: re.Match[str]) -> str:
    """Break an import that a long name made too long, exactly as `ruff format` would."""
    if len(line[0]) <= LINE_LENGTH:
        return line[0]
    indent, head, names = line.groups()
    listed = "".join(f"{indent}    {name},\n" for name in names.split(", "))
    return f"{indent}{head}(\n{listed}{indent})"
