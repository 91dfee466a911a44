"""The project that a command works on."""

from dataclasses import dataclass, replace
from pathlib import Path

from polepos_checks.errors import ManifestError
from polepos_checks.project import MANIFEST, find_root, read_manifest
from polepos_templates import Answers, AnswersError, Bundle, Contract, contract, open_bundle


@dataclass(frozen=True, slots=True)
class OpenProject:
    """A project, with the bundle that it is made from.

    Attributes:
        root: its folder.
        bundle: the version of the templates that its manifest records.
        answers: what it has answered; every option of the bundle has one.
    """

    root: Path
    bundle: Bundle
    answers: Answers

    def contract(self, answers: Answers | None = None, known: Contract | None = None) -> Contract:
        """Return what the project has to hold.

        Args:
            answers: what it is going to answer, if not what its manifest says.
            known: a contract of the same project, to take over what stays.

        Raises:
            ManifestError: a module is recorded with a template or an option that the bundle lacks.
        """
        try:
            return contract(self.bundle, answers or self.answers, known)
        except AnswersError as error:
            raise ManifestError(
                f"{self.root / MANIFEST}: {error.message}", hint=error.hint
            ) from error


def here() -> Path:
    """Return the folder of the project that the current folder is in.

    Raises:
        NotInProjectError: it is in none.
    """
    return find_root(Path.cwd())


def open_project(root: Path) -> OpenProject:
    """Read the project in `root`.

    Raises:
        ManifestError: its manifest is broken, or names a bundle or an option that is not there.
    """
    manifest, bundle = read_manifest(root), open_bundle()
    if manifest.templates != bundle.version:
        raise ManifestError(
            f"{root / MANIFEST}: made with templates {manifest.templates or 'of another tool'};"
            f" this polepos has {bundle.version}",
            hint=f'Install them: pip install "polepos-templates=={manifest.templates}"'
            if manifest.templates
            else "Only projects that `polepos start` made can be changed.",
        )
    try:
        options = bundle.complete(manifest.answers.options)
    except AnswersError as error:
        raise ManifestError(f"{root / MANIFEST}: {error.message}", hint=error.hint) from error
    return OpenProject(root, bundle, replace(manifest.answers, options=options))
