"""What bundle and answers say a project must hold, as a value; nothing is rendered for it."""

from dataclasses import dataclass

from polepos_templates.answers import Answers
from polepos_templates.bundle import PACKAGE_PLACEHOLDER, Bundle, Component


@dataclass(frozen=True, slots=True)
class ContractFile:
    """A file that a project must hold.

    Attributes:
        path: where, below the project's folder, with `/`.
        component: whose file it is.
        source: the template that it is rendered from, below the component's `files/`.
    """

    path: str
    component: Component
    source: str


@dataclass(frozen=True, slots=True)
class Contract:
    """The files that a project must hold, sorted by path."""

    files: tuple[ContractFile, ...]


def contract(bundle: Bundle, answers: Answers) -> Contract:
    """Work out what a project with these answers must hold.

    Cost: one glob match a template and condition; no template is read.
    """
    files = [
        ContractFile(path.replace(PACKAGE_PLACEHOLDER, answers.package), component, source)
        for component in (bundle.project,)
        for source, path in component.templates.items()
        if all(condition.keeps(path, answers.options) for condition in component.conditions)
    ]
    return Contract(tuple(sorted(files, key=lambda file: file.path)))
