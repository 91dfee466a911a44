"""The project that a command works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from polepos_checks.errors import ManifestError, NotInProjectError
from polepos_checks.project import MANIFEST, find_root, read_manifest
from polepos_templates import Answers, AnswersError, Bundle, Contract, contract, open_bundle


@dataclass(frozen=True, slots=True)
class OpenProject:
    """A project, with the bundle that it is made from.

    Attributes:
        root: its folder.
        bundle: the version of the templates that its manifest records.
        answers: what it has answered; every option of the bundle has one.
        missing: files of polepos's own that are lost, as they would be, by path.
        notes: what its owner should know about that.
    """

    root: Path
    bundle: Bundle
    answers: Answers
    missing: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

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

    One that has lost its manifest is known by its layout.

    Raises:
        NotInProjectError: it is in none.
    """
    try:
        return find_root(Path.cwd())
    except NotInProjectError:
        from polepos_checks.project.structure import find_structure  # noqa: PLC0415 - rarely needed

        found = find_structure(Path.cwd())
        if found is None:
            raise
        return found.root


def open_project(root: Path) -> OpenProject:
    """Read the project in `root`.

    Raises:
        ManifestError: its manifest is broken, or names a bundle or an option that is not there.
        NotInProjectError: it has none, and is not laid out as a project.
    """
    if not (root / MANIFEST).is_file():
        return _inferred(root)
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


def _inferred(root: Path) -> OpenProject:
    # Late: it renders, which most commands do not.
    from polepos_checks.project.structure import read_structure  # noqa: PLC0415
    from polepos_cli.infer import infer  # noqa: PLC0415

    structure, bundle = read_structure(root), open_bundle()
    if structure is None:
        raise NotInProjectError(
            f"{root / MANIFEST} is missing", hint="Restore it from version control."
        )
    found = infer(structure, bundle)
    return OpenProject(root, bundle, found.answers, found.files, (found.note(),))
