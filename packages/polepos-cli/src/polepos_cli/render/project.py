"""Render the files of a contract."""

from dataclasses import dataclass

from polepos_cli.render.renderer1 import RENDERER, Renderer1
from polepos_templates import Answers, Bundle, BundleError, ContractFile, contract


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
    if bundle.renderer != RENDERER:
        raise BundleError(
            f"{bundle.name} {bundle.version} is written for renderer {bundle.renderer};"
            f" this version has {RENDERER}",
            hint="Upgrade polepos-cli.",
        )
    known = {"name": answers.name, "package": answers.package, **answers.options}
    renderer = Renderer1(bundle.project, known)
    return tuple(
        RenderedFile(file.path, _render(renderer, file), file.component.name)
        for file in contract(bundle, answers).files
    )


def _render(renderer: Renderer1, file: ContractFile) -> str:
    try:
        return renderer.render(file.source)
    except Exception as error:
        from jinja2 import TemplateError  # noqa: PLC0415 - whoever raised it has imported it

        if not isinstance(error, TemplateError):
            raise
        line = getattr(error, "lineno", None)
        where = f"{file.source}:{line}" if line else file.source
        raise BundleError(f"template {where} of {file.component.name}: {error}") from error
