"""Merge the entries of one shared file: some go, some come, all else stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from polepos_checks import edits
from polepos_checks.errors import ProjectError
from polepos_checks.source.names import (
    bindings,
    names_bound_by,
    names_used_by,
    unbound_uses,
    uses,
)
from polepos_cli.merge.blocked import Blocker
from polepos_cli.render import entry_text
from polepos_templates import ContractEntry


class FileError(ProjectError):
    """A file of the project cannot be edited; the message begins with its place."""

    def __init__(self, path: str, error: edits.EditError) -> None:
        place = ":".join(str(each) for each in (path, error.line, error.column) if each)
        super().__init__(f"{place}: {error.message}; nothing was changed", hint=error.hint)
        self.code = error.code


@dataclass(slots=True)
class Edited:
    """A shared file, being edited.

    Attributes:
        path: below the project's folder, with `/`.
        text: what it says by now.
        blockers: what stands in the way so far.
        notes: what its owner should know.
    """

    path: str
    text: str
    blockers: list[Blocker] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def merge_entries(  # noqa: PLR0913 - the sides of a file, by name
    path: str,
    data: bytes,
    gone: Sequence[ContractEntry],
    new: Sequence[ContractEntry],
    siblings: Sequence[ContractEntry],
    *,
    force: bool = False,
) -> tuple[bytes, Edited]:
    """Return a shared file's new bytes, and what is to be said about it.

    Args:
        path: the file, below the project's folder, with `/`.
        data: its bytes.
        gone: entries that it shall not hold any longer.
        new: entries that it shall hold.
        siblings: every entry that it shall hold in the end.
        force: entries that were changed by hand may go.

    Raises:
        FileError: the file has a syntax error, or the place of an entry is not clear.
    """
    syntax = (*gone, *new)[0].point.syntax
    try:
        text = edits.decode(data, syntax)
        edited = Edited(path, text.content)
        going = [each for each in gone if _goes(edited, each, force=force)]
        edited.text = edits.remove_all(edited.text, [(each.point, each.text) for each in going])
        _check_uses(edited, text.content, going)
        coming = [each for each in new if _comes(edited, each)]
        edited.text = edits.insert_all(edited.text, [_insertion(e, siblings) for e in coming])
        _check_needs(edited, new)
        return text.encode(edited.text), edited
    except edits.EditError as error:
        raise FileError(path, error) from error


def _goes(edited: Edited, entry: ContractEntry, *, force: bool) -> bool:
    found = edits.find(edited.text, entry.point, entry.text)
    if found is None:
        return False
    toml = entry.point.syntax == "toml"
    if found.exact or (force and not toml):
        return True
    if toml:
        # A dependency that says something else is not ours: its owner asked for it.
        edited.notes.append(f"{edited.path}:{found.line}: stays, as it is not {entry.text!r}")
    else:
        why = f"was changed by hand, and would be removed: {entry.text.splitlines()[0]}"
        edited.blockers.append(Blocker(edited.path, found.line, why, forced=True))
    return False


def _comes(edited: Edited, entry: ContractEntry) -> bool:
    found = edits.find(edited.text, entry.point, entry.text)
    if found is None:
        _check_free(edited, entry)
    elif not found.exact:
        edited.notes.append(f"{edited.path}:{found.line}: is there already, and stays as it is")
    return found is None


def _insertion(entry: ContractEntry, siblings: Sequence[ContractEntry]) -> edits.Insertion:
    others = [each.text for each in siblings if each.point == entry.point and each != entry]
    return edits.Insertion(entry.point, entry.text, others, entry_text(entry))


def _check_free(edited: Edited, entry: ContractEntry) -> None:
    """Report a name that the file has already, and that the entry would bind to something else."""
    if entry.point.syntax == "python" and not entry.point.within:
        for line, name in bindings(edited.text, names_bound_by(entry.text)):
            why = f"has a {name} already, which the new import would hide"
            edited.blockers.append(Blocker(edited.path, line, why))


def _check_needs(edited: Edited, new: Sequence[ContractEntry]) -> None:
    """Make sure that the file has the names that its new entries use.

    Raises:
        PlaceNotClearError: it does not; its owner has another name for it, or no longer imports it.
    """
    texts = [entry.text for entry in new if entry.point.syntax == "python"]
    needed = {name for text in texts for name in names_used_by(text)}
    needed -= {name for _, name in bindings(edited.text, needed)}  # at the top, where most are
    for line, name in unbound_uses(edited.text, needed):
        raise edits.PlaceNotClearError(
            f"what is to be added uses {name}, and nothing here is called so",
            line=line,
            hint=f"Call it {name} again, or import it, and run this again.",
        )


def _check_uses(edited: Edited, before: str, gone: Sequence[ContractEntry]) -> None:
    """Report names that the file still uses, and that nothing brings into it any longer."""
    python = [entry for entry in gone if entry.point.syntax == "python"]
    names = {name for entry in python for name in names_bound_by(entry.text)}
    unbound = {name for _, name in unbound_uses(edited.text, names)}
    found = [edits.find(before, entry.point, entry.text) for entry in python]
    for line, name in uses(before, unbound, besides=[(f.start, f.end) for f in found if f]):
        edited.blockers.append(Blocker(edited.path, line, f"uses {name}, which would be gone"))
