"""Render the files of a contract."""

from dataclasses import dataclass

from polepos_cli.render.renderer1 import RENDERER, render_templates
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
    files = contract(bundle, answers).files
    owned: dict[str, list[ContractFile]] = {}
    for file in files:
        owned.setdefault(file.component.name, []).append(file)
    rendered = [
        RenderedFile(file.path, texts[file.source], name)
        for name, own in owned.items()
        for texts in [render_templates(own[0].component, [file.source for file in own], answers)]
        for file in own
    ]
    return tuple(sorted(rendered, key=lambda file: file.path))
