"""Merge the entries of one shared file: some go, some come, all else stays."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from textwrap import dedent

from polepos_checks import edits
from polepos_checks.errors import ProjectError
from polepos_checks.source.names import (
    bindings,
    names_bound_by,
    names_used_by,
    unbound_uses,
    uses,
    uses_at_top,
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
        spans = [_span(edited, each) for each in going]
        edited.text = edits.remove_all(edited.text, [(each.point, each.text) for each in going])
        _check_uses(edited, text.content, going, spans)
        coming = [each for each in new if _comes(edited, each)]
        edited.text = edits.insert_all(edited.text, [_insertion(e, siblings) for e in coming])
        _check_needs(edited, new)
        return text.encode(edited.text), edited
    except edits.EditError as error:
        raise FileError(path, _explained(data, error)) from error


def _explained(data: bytes, error: edits.EditError) -> edits.EditError:
    """Say of a file that cannot be read that a merge of git's was left in it."""
    at = data.find(b"\n<<<<<<< ")
    if at < 0 or not isinstance(error, edits.UnreadableError):
        return error
    line = data.count(b"\n", 0, at) + 2
    return edits.UnreadableError(
        "conflict markers of a merge are in it", line=line, hint="Resolve the conflict first."
    )


def _goes(edited: Edited, entry: ContractEntry, *, force: bool) -> bool:
    found = edits.find(edited.text, entry.point, entry.text)
    if found is None:
        return False
    if found.exact or (force and not found.yours):
        return True
    if found.yours:
        # Such as a dependency that says something else: its owner asked for it.
        edited.notes.append(f"{edited.path}:{found.line}: stays, as it is not {entry.text!r}")
    else:
        line = edited.text[found.start : found.end].strip().splitlines()[0]
        why = f"was changed by hand, and would be removed: {line}"
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
    run = [each for each in new if each.point.syntax == "python" and not each.point.within]
    given = {name for entry in run for name in names_bound_by(entry.text)}
    for entry in run:
        line = _line(edited, entry)
        _refuse(entry, line, _used_too_early(edited.text, entry.text, line) - given)
    for entry in run:
        line = _line(edited, entry)
        _refuse(entry, line, _there_too_late(edited.text, entry.text, line))
    texts = [entry.text for entry in new if entry.point.syntax == "python"]
    needed = {name for text in texts for name in names_used_by(text)}
    needed -= {name for _, name in bindings(edited.text, needed)}  # at the top, where most are
    for line, name in unbound_uses(edited.text, needed):
        raise edits.PlaceNotClearError(
            f"what is to be added uses {name}, and nothing here is called so",
            line=line,
            hint=f"Call it {name} again, or import it, and run this again.",
        )


def _line(edited: Edited, entry: ContractEntry) -> int:
    found = edits.find(edited.text, entry.point, entry.text)
    return found.line if found else 0


def _refuse(entry: ContractEntry, line: int, names: AbstractSet[str]) -> None:
    """Refuse an entry at a line where the file, as it is run, has some names too late.

    Raises:
        PlaceNotClearError: there are such names: the marker is where entries cannot work.
    """
    for name in sorted(names):
        raise edits.PlaceNotClearError(
            f"{name} would be used before it is there: {entry.point.marker} is in the wrong place",
            line=line,
            hint="Move the marker: imports go above what uses them, includes below the router.",
        )


def _used_too_early(text: str, entry: str, line: int) -> set[str]:
    """Return the names that an entry uses and that the file binds further down only."""
    first: dict[str, int] = {}
    for where, name in bindings(text, names_used_by(entry)):
        first[name] = min(where, first.get(name, where))
    return {name for name, where in first.items() if where > line}


def _there_too_late(text: str, entry: str, line: int) -> set[str]:
    """Return the names that an entry binds and that the file uses further up."""
    return {name for _, name in uses_at_top(text, names_bound_by(entry), line)}


def _span(edited: Edited, entry: ContractEntry) -> tuple[int, int]:
    found = edits.find(edited.text, entry.point, entry.text)
    return (found.start, found.end) if found else (0, 0)


def _check_uses(
    edited: Edited,
    before: str,
    gone: Sequence[ContractEntry],
    spans: Sequence[tuple[int, int]],
) -> None:
    """Report names that the file still uses, and that nothing brings into it any longer."""
    # What the owner called it counts, too.
    names = {
        name
        for entry, (start, end) in zip(gone, spans, strict=True)
        if entry.point.syntax == "python"
        for text in (entry.text, dedent(before[start:end]))
        for name in names_bound_by(text)
    }
    unbound = {name for _, name in unbound_uses(edited.text, names)}
    for line, name in uses(before, unbound, besides=spans):
        edited.blockers.append(Blocker(edited.path, line, f"uses {name}, which would be gone"))
