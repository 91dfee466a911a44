"""Renderer 1: the Jinja2 environment that templates of `renderer = 1` are written for.

What is in it never changes, so that old bundles render to the same bytes for ever. Something new is
renderer 2, beside it.
"""

from jinja2 import Environment, StrictUndefined

RENDERER = 1

LINE_LENGTH = 100
"""Columns of a line in generated Python, as its `[tool.ruff]` says."""


def import_from(module: str, *names: str) -> str:
    """Return the import of `names` from `module` as `ruff format` would leave it.

    A project's name decides how long an import is, and so whether it stands on one line.
    """
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= LINE_LENGTH:
        return line
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in names), ")"])


def environment() -> Environment:
    """Return a new environment: strict, and free of everything that depends on the machine."""
    # Not HTML: escaping would damage the code that is rendered.
    made = Environment(  # noqa: S701
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        cache_size=0,
    )
    made.globals = {"import_from": import_from}
    return made
