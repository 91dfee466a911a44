"""Merge a whole project: base is what bundle and answers said before, target what they say now.

Only what differs between the two contracts is looked at: components that come or go, their files, and
the shared files that hold their entries.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from polepos_checks.errors import ProjectError, RecordError
from polepos_checks.project import (
    BASE,
    BaseFile,
    KeptEntry,
    edit_base,
    edit_kept,
    kept_in_base,
    owners_in_base,
    sha256,
)
from polepos_checks.source.names import names_bound_by
from polepos_checks.source.references import Sought, find_references, modules_of
from polepos_cli.merge.blocked import BlockedError, Blocker
from polepos_cli.merge.disk import Disk
from polepos_cli.merge.entries import Shared, merge_entries
from polepos_cli.merge.files import Sides, merge_file
from polepos_cli.merge.imports import missing_imports
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


class _Differing(NamedTuple):
    """Components that go, that come, and that something else takes out."""

    gone: Sequence[Instance]
    new: Sequence[Instance]
    beside: Sequence[Instance]


@dataclass(slots=True)
class Merged:
    """What a merge came to.

    Attributes:
        files: new bytes of files, by path; `None` for those that go.
        blockers: what stands in the way.
        notes: what the owner should know.
        record: lines of the record that are new.
        forget: paths that the record shall not name any longer.
        kept: entries that were there already, for the record.
        leaving: components whose entries the record shall not name any longer.
        stays: entries that no longer have to be there, and are all the same.
    """

    files: dict[str, bytes | None] = field(default_factory=dict)
    blockers: list[Blocker] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    record: list[BaseFile] = field(default_factory=list)
    forget: set[str] = field(default_factory=set)
    kept: list[KeptEntry] = field(default_factory=list)
    leaving: set[str] = field(default_factory=set)
    stays: list[ContractEntry] = field(default_factory=list)


def merge_project(change: Change, disk: Disk) -> Merged:
    """Work out the new bytes of every file that the change touches, the record's included.

    Raises:
        BlockedError: work of the owner's would be lost or broken; it lists all of it.
        ProjectError: a file cannot be read or edited; the message begins with its place.
    """
    _check_record(disk)
    gone = _differing(change.before, change.after)
    new = _differing(change.after, change.before)
    kept = {} if change.keep_files else _parts_in_use(change, disk, gone)
    gone = [each for each in gone if each.owner not in kept]
    if change.keep_files:
        gone = [each for each in gone if each.owner not in change.before.brought]
    merged = _merge(change, disk, gone, new)
    if gone and not new and not _is_there(merged, disk):
        merged.notes.append("nothing of it was there but its line in the manifest")
    merged.notes += list(kept.values())
    if merged.blockers:
        raise BlockedError(change.label, merged.blockers, hint=_way_out(change, merged.blockers))
    _merge_record(merged, disk)
    return merged


def _is_there(merged: Merged, disk: Disk) -> bool:
    """Tell whether a merge finds anything to take away, or to stop at."""
    return bool(merged.blockers) or any(
        disk.read(path) != after for path, after in merged.files.items()
    )


def _differing(one: Contract, other: Contract) -> list[Instance]:
    return [
        each
        for owner, each in one.instances.items()
        if (there := other.instances.get(owner)) is not each and there != each
    ]


def _merge(
    change: Change,
    disk: Disk,
    gone: list[Instance],
    new: list[Instance],
    beside: Sequence[Instance] = (),
) -> Merged:
    merged = Merged()
    _merge_files(change, disk, gone, new, merged)
    _merge_shared(change, disk, _Differing(gone, new, beside), merged)
    _find_strangers(disk, new, merged)
    _find_missing(disk, merged)
    if not change.keep_files:
        _find_users(change, disk, gone, merged)
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
        if path not in target and (disk.root / path).is_symlink():
            merged.blockers.append(Blocker(path, 0, "is a link now, and what it leads to would go"))
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
    return owners_in_base((disk.read(BASE) or b"").decode("utf-8"), paths)


def _merge_shared(change: Change, disk: Disk, differing: _Differing, merged: Merged) -> None:
    going = _by_path(change.before, differing.gone)
    beside = _by_path(change.before, differing.beside)
    coming = _by_path(change.after, differing.new)
    record = (disk.read(BASE) or b"").decode("utf-8")
    kept = kept_in_base(record, BASE) if going or coming else ()
    owners = {each.owner for each in differing.new}
    back = owners & set(
        owners_in_base(record, {f.path for each in differing.new for f in each.files}).values()
    )
    for path in sorted({*going, *coming}):
        data = disk.read(path)
        if data is None:
            _missing(disk.root, path, coming.get(path, []), merged)
            continue
        here = [*going.get(path, []), *coming.get(path, [])]
        shared = Shared(
            path,
            going.get(path, []),
            coming.get(path, []),
            [each for each in _siblings(change.after, here) if each.owner not in owners],
            [each for each in kept if each.at == path],
            beside.get(path, []),
            back,
            change.force,
        )
        merged.files[path], edited = merge_entries(shared, data)
        merged.blockers += edited.blockers
        merged.notes += edited.notes
        merged.kept += edited.found
        merged.stays += edited.stays
    merged.leaving = {each.owner for each in differing.gone}


def _by_path(contract: Contract, instances: Iterable[Instance]) -> dict[str, list[ContractEntry]]:
    found: dict[str, list[ContractEntry]] = {}
    for instance in instances:
        for entry in instance.entries(contract.points):
            found.setdefault(entry.point.path, []).append(entry)
    return found


def _siblings(contract: Contract, entries: Iterable[ContractEntry]) -> list[ContractEntry]:
    points = {entry.point.name for entry in entries}
    return [
        entry
        for instance in contract.instances.values()
        for entry in instance.entries(contract.points, only=points)
    ]


def _missing(root: Path, path: str, new: list[ContractEntry], merged: Merged) -> None:
    package = path.removesuffix(".py")
    hint = "Restore it from version control."
    if package != path and (root / package).is_dir():  # its owner split it
        hint = f"{package}/ is in its place: make it a module again, and split it anew afterwards."
    for entry in new:
        if not entry.point.optional:
            raise ProjectError(
                f"{path} is missing, and has to hold {entry.text!r}; nothing was changed",
                hint=hint,
            )
    if new:
        lines = [entry.text.strip().partition("\n")[0] for entry in new]
        merged.notes.append(f"{path} is missing: it does not get {', '.join(lines)}")


def _find_users(change: Change, disk: Disk, gone: list[Instance], merged: Merged) -> None:
    """Look for what would break without the files that go, and for what would go with their folders."""
    paths = {file.path for each in gone for file in each.files}
    merged.blockers += _users(change, disk, gone, merged, paths)
    for folder in _folders(paths):
        why = "was not made by polepos, and its folder would go"
        merged.blockers += _extra(disk.root, folder, paths, why)


def _find_strangers(disk: Disk, new: Iterable[Instance], merged: Merged) -> None:
    """Look for somebody else's files where new components put theirs."""
    paths = {file.path for each in new for file in each.files}
    for folder in _folders(paths):
        place = disk.root / folder
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            merged.blockers.append(Blocker(folder, 0, "is there already, and is not a folder"))
            continue
        why = "is in the folder of the new module, and does not belong to it"
        merged.blockers += _extra(disk.root, folder, paths, why)
        if disk.read(f"{folder}.py") is not None:
            merged.blockers.append(
                Blocker(f"{folder}.py", 0, "is a Python module of the same name")
            )


def _find_missing(disk: Disk, merged: Merged) -> None:
    """Look for what new files import, and the project no longer has."""
    files = merged.files
    new = {each.path: data for each in merged.record if (data := files.get(each.path)) is not None}
    merged.blockers += missing_imports(new, lambda path: files.get(path) or disk.read(path))


def _folders(paths: Iterable[str]) -> list[str]:
    return sorted({os.path.dirname(path) for path in paths if path.endswith("/__init__.py")})


def _users(
    change: Change,
    disk: Disk,
    gone: Iterable[Instance],
    merged: Merged,
    without: set[str],
) -> Iterator[Blocker]:
    sought = _sought(change, gone, without, merged.stays)
    instead = {path: data for path, data in merged.files.items() if data is not None}
    for found in find_references(disk.root, sought, instead=instead, without=without):
        yield Blocker(found.path, found.line, found.what)


def _sought(
    change: Change, gone: Iterable[Instance], without: set[str], stays: Collection[ContractEntry]
) -> Sought:
    """Return by what names other code may know what goes."""
    provided = [each.provides for each in gone]
    entries = [
        entry for each in gone for entry in each.entries(change.before.points) if entry not in stays
    ]
    modules = set(modules_of(without))
    attributes: set[str] = set()
    distributions: set[str] = set()
    for entry in entries:
        if entry.point.syntax == "toml":  # a distribution is most often imported by its name
            distributions.add(re.split(r"[^A-Za-z0-9._-]", entry.text)[0].replace("-", "_"))
        elif entry.point.syntax == "python" and not entry.point.within:
            (shared,) = modules_of([entry.point.path])
            modules |= {f"{shared}.{name}" for name in names_bound_by(entry.text)}
        elif entry.point.syntax == "python" and entry.point.within.isidentifier():
            attributes |= names_bound_by(entry.text)
    return Sought(
        frozenset(modules),
        frozenset(name for each in provided for name in each.get("table", ())),
        frozenset(name for each in provided for name in each.get("model", ())),
        frozenset(attributes),
        frozenset(distributions),
    )


def _extra(root: Path, folder: str, known: set[str], why: str) -> Iterator[Blocker]:
    """Yield the files of a folder that nobody generated; what Python made of them does not count."""
    for place, below, names in os.walk(root / folder):
        compiled = os.path.basename(place) == "__pycache__"
        found = [each for each in names if not (compiled and each.endswith(".pyc"))]
        found += [each for each in below if os.path.islink(os.path.join(place, each))]
        for name in sorted(found):
            path = os.path.relpath(os.path.join(place, name), root).replace(os.sep, "/")
            if path not in known:
                yield Blocker(path, 0, why)


def _parts_in_use(change: Change, disk: Disk, gone: Iterable[Instance]) -> dict[str, str]:
    """Return what was brought along, is not needed any longer, and stays all the same, and why."""
    going = list(gone)
    ours = {file.path for each in going for file in each.files}
    kept = {}
    for part in [each for each in going if each.owner in change.before.brought]:
        others = [each for each in going if each is not part]
        alone = _merge(change, disk, [part], [], others)
        reasons = [each for each in alone.blockers if each.path not in ours or not each.line]
        if reasons:
            first = min(reasons)
            kept[part.owner] = (
                f"what was shared as {part.component.name} stays ({_files(part)}):"
                f" {first.where} {first.why}"
            )
    return kept


def _files(instance: Instance) -> str:
    paths = sorted(file.path for file in instance.files)
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"


def _way_out(change: Change, blockers: Iterable[Blocker]) -> str:
    new, gone = (
        _differing(*sides)
        for sides in ((change.after, change.before), (change.before, change.after))
    )
    named = any(each.component.kind == "module" for each in (*new, *gone))
    if len(new) > len(gone):
        return "Change what is in the way, or move it away" + (
            ", or choose another name." if named else "."
        )
    keep = ", or keep the files: --wiring-only" if named and not change.keep_files else ""
    ways = [f"Move what is yours elsewhere{keep}"]
    if any(each.forced for each in blockers):
        ways.append("--force removes what was made by polepos and changed by hand")
    return "; ".join(ways) + "."


def _check_record(disk: Disk) -> None:
    """Make sure that the record is there, and text.

    Raises:
        RecordError: it is not.
    """
    data = disk.read(BASE)
    try:
        if data is None:
            raise RecordError(f"{BASE} is missing", hint="Restore it from version control.")
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(
            f"{BASE}: not UTF-8: {error.reason}", hint="Restore it from version control."
        ) from error


def _merge_record(merged: Merged, disk: Disk) -> None:
    text = (disk.read(BASE) or b"").decode("utf-8")
    text = edit_base(text, add=merged.record, drop=merged.forget)
    merged.files[BASE] = edit_kept(text, add=merged.kept, drop=merged.leaving).encode("utf-8")
