"""A change of a project's answers, planned: the merge of its files, and its manifest."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from polepos_checks import edits
from polepos_checks.project import MANIFEST
from polepos_checks.transaction import Change as FileChange
from polepos_cli.merge.disk import Disk
from polepos_cli.merge.entries import FileError
from polepos_cli.merge.project import Change, merge_project
from polepos_cli.plan.plan import Plan, Summary
from polepos_cli.project import OpenProject
from polepos_cli.start.install import find_installer


class Grown(NamedTuple):
    """A change of a project's answers.

    Attributes:
        change: what becomes of its contract.
        manifest: what becomes of the text of its manifest.
        summary: what it makes of the project, for people.
        facts: the same, for programs.
        next_steps: what to do afterwards.
        notes: what has to be known to decide about that.
    """

    change: Change
    manifest: Callable[[str], str]
    summary: Summary
    facts: Mapping[str, object]
    next_steps: tuple[str, ...]
    notes: tuple[str, ...] = ()


def plan(project: OpenProject, grown: Grown) -> Plan:
    """Work out every file that changes; nothing is written.

    Raises:
        BlockedError: work of the owner's would be lost or broken.
        ProjectError: a file of the project cannot be read or edited.
    """
    disk = Disk(project.root, project.missing)
    merged = merge_project(grown.change, disk)
    files = {**project.missing, **merged.files, MANIFEST: _manifest(disk, grown.manifest)}
    changes = tuple(
        FileChange(path, disk.stored(path), after)
        for path, after in sorted(files.items())
        if disk.stored(path) != after
    )
    return Plan(
        grown.change.label,
        grown.summary,
        changes,
        (*project.notes, *merged.notes, *grown.notes),
        (*_installing(project, grown.change, changes), *grown.next_steps),
        grown.facts,
    )


def _installing(
    project: OpenProject, change: Change, changes: Iterable[FileChange]
) -> Iterator[str]:
    """Yield how to install what the project depends on from now on."""
    grows = change.after.instances.keys() - change.before.instances.keys()
    declaring = {each.path for each in project.bundle.points.values() if each.syntax == "toml"}
    if grows and any(each.path in declaring for each in changes):
        yield find_installer(str(project.answers.options["python"])).update


def _manifest(disk: Disk, edit: Callable[[str], str]) -> bytes:
    try:
        text = edits.decode(disk.read(MANIFEST) or b"", "toml")
        return text.encode(edit(text.content))
    except edits.EditError as error:
        raise FileError(MANIFEST, error) from error
