"""Merge the entries of one shared file: some go, some come, all else stays."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from textwrap import dedent
from typing import NamedTuple

from polepos_checks import edits
from polepos_checks.errors import ProjectError
from polepos_checks.project import KeptEntry
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


class Shared(NamedTuple):
    """What is to become of a shared file.

    Attributes:
        path: below the project's folder, with `/`.
        gone: entries that it shall not hold any longer.
        new: entries that it shall hold.
        staying: entries of the same points that it holds, and goes on to hold.
        kept: entries that were there before their components.
        beside: entries that something else takes out: what they need does not count.
        back: components that were here before: entries of theirs that are still there are no owner's.
        force: entries that were changed by hand may go.
    """

    path: str
    gone: Sequence[ContractEntry] = ()
    new: Sequence[ContractEntry] = ()
    staying: Sequence[ContractEntry] = ()
    kept: Sequence[KeptEntry] = ()
    beside: Sequence[ContractEntry] = ()
    back: AbstractSet[str] = frozenset()
    force: bool = False


@dataclass(slots=True)
class Edited:
    """A shared file, being edited.

    Attributes:
        path: below the project's folder, with `/`.
        text: what it says by now.
        holds: whose entries it holds by now.
        kept: entries that were there before their components, those found now included.
        found: those of `kept` that were found now.
        stays: entries that no longer have to be there, and are all the same.
        blockers: what stands in the way so far.
        notes: what its owner should know.
    """

    path: str
    text: str
    holds: list[ContractEntry] = field(default_factory=list)
    kept: list[KeptEntry] = field(default_factory=list)
    found: list[KeptEntry] = field(default_factory=list)
    stays: list[ContractEntry] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def block(self, line: int, why: str, *, forced: bool = False) -> None:
        """Say what is in the way."""
        self.blockers.append(Blocker(self.path, line, why, forced))

    def note(self, line: int, what: str) -> None:
        """Say what the owner should know."""
        self.notes.append(f"{self.path}:{line}: {what}")

    def holders(self, entry: ContractEntry) -> list[ContractEntry]:
        """Return the entries that ask for the same thing as this one."""
        return [each for each in self.holds if _is_same(each, entry)]

    def records(self, entries: Sequence[ContractEntry]) -> list[KeptEntry]:
        """Return what is recorded of entries."""
        those = {(each.owner, each.text) for each in entries}
        return [each for each in self.kept if (each.component, each.entry) in those]


def merge_entries(shared: Shared, data: bytes) -> tuple[bytes, Edited]:
    """Return a shared file's new bytes, and what is to be said about it.

    Args:
        shared: what is to become of it.
        data: its bytes.

    Raises:
        FileError: the file has a syntax error, or the place of an entry is not clear.
    """
    syntax = (*shared.gone, *shared.new)[0].point.syntax
    try:
        text = edits.decode(data, syntax)
        holds, kept = list(shared.staying), list(shared.kept)
        edited = Edited(shared.path, text.content, holds, kept)
        going = _going(edited, shared)
        spans = [_span(edited, each) for each in going]
        beside = [_span(edited, each) for each in shared.beside]
        edited.text = edits.remove_all(edited.text, [(each.point, each.text) for each in going])
        _check_uses(edited, text.content, going, spans)
        _check_needed(edited, text.content, going, [*spans, *beside])
        _add(edited, shared)
        _check_needs(edited, shared.new)
        return text.encode(edited.text), edited
    except edits.EditError as error:
        raise FileError(shared.path, _explained(data, error)) from error


def _explained(data: bytes, error: edits.EditError) -> edits.EditError:
    """Say of a file that cannot be read that a merge of git's was left in it."""
    at = data.find(b"\n<<<<<<< ")
    if at < 0 or not isinstance(error, edits.UnreadableError):
        return error
    line = data.count(b"\n", 0, at) + 2
    return edits.UnreadableError(
        "conflict markers of a merge are in it", line=line, hint="Resolve the conflict first."
    )


def _going(edited: Edited, shared: Shared) -> list[ContractEntry]:
    """Return the entries that are to be taken out, each that several asked for once."""
    asked: list[list[ContractEntry]] = []
    for entry in shared.gone:
        group = next((each for each in asked if _is_same(each[0], entry)), None)
        if group is None:
            asked.append([entry])
        else:
            group.append(entry)
    return [group[0] for group in asked if _goes(edited, group, force=shared.force)]


def _is_same(one: ContractEntry, other: ContractEntry) -> bool:
    return one.point == other.point and edits.is_same(one.point, one.text, other.text)


def _goes(edited: Edited, group: Sequence[ContractEntry], *, force: bool) -> bool:
    """Tell whether what some entries ask for is to be taken out.

    What they made of something that was there, or that others need, is taken back at once.
    """
    entry, records = group[0], edited.records(group)
    left, was = edited.holders(entry), next((each.was for each in records if each.was), None)
    texts = {each.text for each in group}
    if texts <= {each.text for each in left} or (records and was is None):
        edited.stays += group
        return False
    if left or was is not None or len(texts) > 1:
        _restore(edited, group, left, was)
        return False
    found = edits.find(edited.text, entry.point, entry.text)
    if found is None:
        return False
    if found.exact or (force and not found.yours):
        return True
    if found.yours:
        # Such as a dependency that says something else: its owner asked for it.
        edited.stays += group
        edited.note(found.line, f"stays, as it is not {entry.text!r}")
    else:
        line = edited.text[found.start : found.end].strip().splitlines()[0]
        edited.block(found.line, f"was changed by hand, and would be removed: {line}", forced=True)
    return False


def _restore(
    edited: Edited,
    group: Sequence[ContractEntry],
    left: Sequence[ContractEntry],
    was: str | None,
) -> None:
    """Make of a dependency what it would be if some who need it had never come."""
    point, text = group[0].point, group[0].text
    gone, needs = [each.text for each in group], [each.text for each in left]
    after = edits.restore(edited.text, point, gone, needs, was)
    edited.text = after or edited.text
    found = edits.find(edited.text, point, text)
    if found:
        edited.stays += group
    if found and after is None:
        edited.note(found.line, "stays, as it was changed by hand since it was added or raised")


def _add(edited: Edited, shared: Shared) -> None:
    """Insert what is not there yet: statements of Python at once, all else as it comes."""
    siblings = [*shared.staying, *shared.new]
    coming: list[ContractEntry] = []
    for entry in shared.new:
        is_new = _comes(edited, entry, coming, is_back=entry.owner in shared.back)
        edited.holds.append(entry)
        if is_new and entry.point.syntax == "python":
            coming.append(entry)
        elif is_new:
            edited.text = edits.insert_all(edited.text, [_insertion(entry, siblings)])
    edited.text = edits.insert_all(edited.text, [_insertion(each, siblings) for each in coming])


def _comes(
    edited: Edited, entry: ContractEntry, coming: Sequence[ContractEntry], *, is_back: bool
) -> bool:
    """Tell whether an entry is to be inserted; what is there already is recorded, or in the way."""
    if any(each.point == entry.point and each.text == entry.text for each in coming):
        return False
    met = edits.meet(edited.text, entry.point, entry.text)
    if met is None:
        _check_free(edited, entry)
        return True
    if met.why:
        edited.block(met.line, met.why)
        return False
    edited.text = met.text
    if met.was is not None:
        edited.note(met.line, f"{met.was} is raised, as {entry.text} is needed")
    elif met.note:
        edited.note(met.line, f"{_called(entry)} {met.note}")
    if not is_back or met.was is not None:
        _remember(edited, entry, met.was)
    return False


def _called(entry: ContractEntry) -> str:
    """Return what an entry is known by: a key, a name, a distribution; or the statement that it is."""
    if entry.point.syntax == "python":
        return ", ".join(sorted(names_bound_by(entry.text))) or entry.text
    return re.split(r"[^\w.-]", entry.text.strip("# \n"), maxsplit=1)[0]


def _remember(edited: Edited, entry: ContractEntry, was: str | None) -> None:
    """Record an entry that was there, unless it is there because of a component."""
    others = edited.holders(entry)
    records = edited.records(others)
    if others and not records:
        return
    first = next((each.was for each in records if each.was is not None), was)
    new = KeptEntry(edited.path, entry.owner, entry.text, first)
    edited.found.append(new)
    edited.kept.append(new)


def _insertion(entry: ContractEntry, siblings: Sequence[ContractEntry]) -> edits.Insertion:
    others = [each.text for each in siblings if each.point == entry.point and each != entry]
    return edits.Insertion(entry.point, entry.text, others, entry_text(entry))


def _check_free(edited: Edited, entry: ContractEntry) -> None:
    """Report a name that the file has already, and that the entry would bind to something else."""
    if entry.point.syntax == "python" and not entry.point.within:
        for line, name in bindings(edited.text, names_bound_by(entry.text)):
            edited.block(line, f"has a {name} already, which the new import would hide")


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
        edited.block(line, f"uses {name}, which would be gone")


def _check_needed(
    edited: Edited,
    before: str,
    gone: Sequence[ContractEntry],
    spans: Sequence[tuple[int, int]],
) -> None:
    """Report what the file says, outside of the spans, that it needs of what is gone."""
    for entry in gone:
        for at, line in edits.needs(before, entry.point, entry.text):
            if not any(start <= at < end for start, end in spans):
                edited.block(line, f"needs {_called(entry)}, which would be gone")
