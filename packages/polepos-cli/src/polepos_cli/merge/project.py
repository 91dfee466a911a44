"""Merge a whole project: base is what bundle and answers said before, target what they say now.

Only what differs between the two contracts is looked at: components that come or go, their files, and
the shared files that hold their entries.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from polepos_checks.errors import ProjectError
from polepos_checks.project import BASE, BaseFile, edit_base, owners_in_base, sha256
from polepos_checks.source.references import Sought, find_references, modules_of
from polepos_cli.merge.blocked import BlockedError, Blocker
from polepos_cli.merge.disk import Disk
from polepos_cli.merge.entries import merge_entries
from polepos_cli.merge.files import Sides, merge_file
from polepos_cli.render import render_files
from polepos_templates import Bundle, Contract, ContractEntry, Instance


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of a project's contract.

    Attributes:
        label: what messages call it, such as `remove module customers`.
        bundle: what both contracts were made from.
        before: what the project had to hold so far.
        after: what it has to hold from now on.
        force: customised files and entries may go.
        keep_files: only entries go; files of components that go stay, as their owner's own.
    """

    label: str
    bundle: Bundle
    before: Contract
    after: Contract
    force: bool = False
    keep_files: bool = False


@dataclass(slots=True)
class Merged:
    """What a merge came to.

    Attributes:
        files: new bytes of files, by path; `None` for those that go.
        blockers: what stands in the way.
        notes: what the owner should know.
        record: lines of the record that are new.
        forget: paths that the record shall not name any longer.
    """

    files: dict[str, bytes | None] = field(default_factory=dict)
    blockers: list[Blocker] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    record: list[BaseFile] = field(default_factory=list)
    forget: set[str] = field(default_factory=set)


def merge_project(change: Change, disk: Disk) -> Merged:
    """Work out the new bytes of every file that the change touches, the record's included.

    Raises:
        BlockedError: work of the owner's would be lost or broken; it lists all of it.
        ProjectError: a file cannot be read or edited; the message begins with its place.
    """
    gone = _differing(change.before, change.after)
    new = _differing(change.after, change.before)
    kept = [] if change.keep_files else _parts_in_use(change, disk, gone)
    gone = [each for each in gone if each not in kept]
    if change.keep_files:
        gone = [each for each in gone if each.component.kind != "part"]
    merged = _merge(change, disk, gone, new)
    merged.notes += [f"{_first_path(each)} stays: your own code uses it" for each in kept]
    if merged.blockers:
        raise BlockedError(
            change.label, merged.blockers, hint=_way_out(merged.blockers, removing=bool(gone))
        )
    _merge_record(merged, disk)
    return merged


def _differing(one: Contract, other: Contract) -> list[Instance]:
    return [
        each
        for owner, each in one.instances.items()
        if (there := other.instances.get(owner)) is not each and there != each
    ]


def _merge(change: Change, disk: Disk, gone: list[Instance], new: list[Instance]) -> Merged:
    merged = Merged()
    _merge_files(change, disk, gone, new, merged)
    _merge_shared(change, disk, gone, new, merged)
    _find_strangers(disk, new, merged)
    if not change.keep_files:
        _find_users(disk, gone, merged)
    return merged


def _merge_files(
    change: Change, disk: Disk, gone: list[Instance], new: list[Instance], merged: Merged
) -> None:
    base, target = _texts(change.bundle, gone), _texts(change.bundle, new)
    recorded = _recorded(disk, {*base, *target})
    owners = {file.path: each.owner for each in (*gone, *new) for file in each.files}
    merged.record = [BaseFile(path, sha256(text), owners[path]) for path, text in target.items()]
    merged.forget = set(base) - set(target)
    for path in sorted({*base, *target}):
        if change.keep_files and path not in target:
            continue
        owner = recorded.get(path, "")
        if owner not in {"", owners[path]}:
            merged.blockers.append(Blocker(path, 0, f"belongs to {owner.replace(':', ' ')}"))
            continue
        sides = Sides(path, disk.read(path), base.get(path), target.get(path), bool(owner))
        result = merge_file(sides, force=change.force)
        if isinstance(result, Blocker):
            merged.blockers.append(result)
        else:
            merged.files[path] = result


def _texts(bundle: Bundle, instances: Iterable[Instance]) -> dict[str, str]:
    return render_files(bundle, (file for each in instances for file in each.files))


def _recorded(disk: Disk, paths: Iterable[str]) -> dict[str, str]:
    return owners_in_base((disk.read(BASE) or b"").decode("utf-8", "replace"), paths)


def _merge_shared(
    change: Change, disk: Disk, gone: list[Instance], new: list[Instance], merged: Merged
) -> None:
    going = _by_path(change.before, gone)
    coming = _by_path(change.after, new)
    for path in sorted({*going, *coming}):
        data = disk.read(path)
        if data is None:
            _missing(path, coming.get(path, []), merged)
            continue
        siblings = _siblings(change.after, coming.get(path, []))
        merged.files[path], edited = merge_entries(
            path, data, going.get(path, []), coming.get(path, []), siblings, force=change.force
        )
        merged.blockers += edited.blockers
        merged.notes += edited.notes


def _by_path(contract: Contract, instances: Iterable[Instance]) -> dict[str, list[ContractEntry]]:
    found: dict[str, list[ContractEntry]] = {}
    for instance in instances:
        for entry in instance.entries(contract.points):
            found.setdefault(entry.point.path, []).append(entry)
    return found


def _siblings(contract: Contract, new: Iterable[ContractEntry]) -> list[ContractEntry]:
    points = {entry.point.name for entry in new}
    return [
        entry
        for instance in contract.instances.values()
        for entry in instance.entries(contract.points, only=points)
    ]


def _missing(path: str, new: list[ContractEntry], merged: Merged) -> None:
    for entry in new:
        if not entry.point.optional:
            raise ProjectError(
                f"{path} is missing, and has to hold {entry.text!r}; nothing was changed",
                hint="Restore it from version control.",
            )
        merged.notes.append(f"{path} is missing: it does not get {entry.text}")


def _find_users(disk: Disk, gone: list[Instance], merged: Merged) -> None:
    """Look for what would break without the files that go, and for what would go with their folders."""
    paths = {file.path for each in gone for file in each.files}
    merged.blockers += _users(disk, gone, merged.files, paths)
    for folder in _folders(paths):
        why = "was not made by polepos, and its folder would go"
        merged.blockers += _extra(disk.root, folder, paths, why)


def _find_strangers(disk: Disk, new: Iterable[Instance], merged: Merged) -> None:
    """Look for somebody else's files where new components put theirs."""
    paths = {file.path for each in new for file in each.files}
    for folder in _folders(paths):
        why = "is in the folder of the new module, and does not belong to it"
        merged.blockers += _extra(disk.root, folder, paths, why)
        if disk.read(f"{folder}.py") is not None:
            merged.blockers.append(
                Blocker(f"{folder}.py", 0, "is a Python module of the same name")
            )


def _folders(paths: Iterable[str]) -> list[str]:
    return sorted({os.path.dirname(path) for path in paths if path.endswith("/__init__.py")})


def _users(
    disk: Disk,
    gone: Iterable[Instance],
    files: Mapping[str, bytes | None],
    without: set[str],
) -> Iterator[Blocker]:
    tables = frozenset(table for each in gone if (table := each.provides.get("table")))
    sought = Sought(modules_of(without), tables)
    instead = {path: data for path, data in files.items() if data is not None}
    for found in find_references(disk.root, sought, instead=instead, without=without):
        yield Blocker(found.path, found.line, found.what)


def _extra(root: Path, folder: str, known: set[str], why: str) -> Iterator[Blocker]:
    """Yield the files of a folder that nobody generated; what Python made of them does not count."""
    for place, below, names in os.walk(root / folder):
        below[:] = sorted(each for each in below if each != "__pycache__")
        for name in sorted(names):
            path = os.path.relpath(os.path.join(place, name), root).replace(os.sep, "/")
            if path not in known:
                yield Blocker(path, 0, why)


def _parts_in_use(change: Change, disk: Disk, gone: Iterable[Instance]) -> list[Instance]:
    """Return the parts that nothing of ours needs any longer, and something of the owner's does."""
    going = list(gone)
    kept = []
    for part in [each for each in going if each.component.kind == "part"]:
        alone = _merge(change, disk, [part], [])
        ours = {file.path for each in going for file in each.files}
        if any(each.path not in ours or not _is_reference(each) for each in alone.blockers):
            kept.append(part)
    return kept


def _is_reference(blocker: Blocker) -> bool:
    return blocker.line > 0


def _first_path(instance: Instance) -> str:
    return min(file.path for file in instance.files)


def _way_out(blockers: Iterable[Blocker], *, removing: bool) -> str:
    if not removing:
        return "Move away what is in the way, or choose another name."
    ways = ["Move what is yours elsewhere, or keep the files: --wiring-only"]
    if any(each.forced for each in blockers):
        ways.append("--force removes what was made by polepos and changed by hand")
    return "; ".join(ways) + "."


def _merge_record(merged: Merged, disk: Disk) -> None:
    data = disk.read(BASE)
    if data is None:
        raise ProjectError(f"{BASE} is missing", hint="Restore it from version control.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"{BASE}: not UTF-8: {error.reason}", hint="Restore it from version control."
        ) from error
    merged.files[BASE] = edit_base(text, add=merged.record, drop=merged.forget).encode("utf-8")
