"""Render the files of a contract."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from polepos_templates import Answers, Bundle, BundleError, ContractFile, contract

if TYPE_CHECKING:
    from jinja2 import Environment

_SYNTAX = ("{{", "{%", "{#")


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file of a project as it is generated.

    Attributes:
        path: below the project's folder, with `/`.
        text: what it holds; lines end in LF.
        component: whose file it is.
    """

    path: str
    text: str
    component: str


def render(bundle: Bundle, answers: Answers) -> tuple[RenderedFile, ...]:
    """Render everything that `contract(bundle, answers)` names, sorted by path.

    The result depends on the bundle and the answers alone.

    Raises:
        BundleError: a template is not valid, or uses a name that no answer defines.
    """
    from polepos_cli.render.environment import RENDERER, environment  # noqa: PLC0415 - Jinja2

    if bundle.renderer != RENDERER:
        raise BundleError(
            f"{bundle.name} {bundle.version} is written for renderer {bundle.renderer};"
            f" this version has {RENDERER}",
            hint="Upgrade polepos-cli.",
        )
    jinja = environment()
    names = {"name": answers.name, "package": answers.package, **answers.options}
    return tuple(
        RenderedFile(file.path, _render(jinja, file, names), file.component.name)
        for file in contract(bundle, answers).files
    )


def _render(jinja: "Environment", file: ContractFile, names: dict[str, str | bool]) -> str:
    from jinja2 import TemplateError  # noqa: PLC0415

    text = file.component.text(file.source)
    if not any(mark in text for mark in _SYNTAX):
        return text  # nothing for Jinja2 to do: the same text, without compiling it
    try:
        return jinja.from_string(text).render(names)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{file.source}:{line}" if line else file.source
        raise BundleError(f"template {where} of {file.component.name}: {error}") from error
