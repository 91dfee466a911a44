"""The Jinja2 environment of renderer 1. Importing this imports Jinja2 (15 ms), so do it late."""

from collections.abc import Mapping

import jinja2


def answer(template: str, options: Mapping[str, str | bool]) -> str:
    """Return what `template` says for a project's `options`.

    Raises:
        jinja2.TemplateError: it is not valid, or uses a name that is no option.
    """
    return _ENVIRONMENT.from_string(template).render(options)


# Strict, and free of everything that depends on the machine. Not HTML: escaping would damage code.
_ENVIRONMENT = jinja2.Environment(  # noqa: S701
    undefined=jinja2.StrictUndefined,
    keep_trailing_newline=True,
    trim_blocks=True,
    lstrip_blocks=True,
    newline_sequence="\n",
    cache_size=0,
)
_ENVIRONMENT.globals.clear()
