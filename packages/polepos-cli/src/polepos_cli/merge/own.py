"""Tell what is of a project's owner, and what was only generated."""

from collections.abc import Callable, Iterable, Mapping

from polepos_checks import edits
from polepos_checks.project import KeptEntry, sha256
from polepos_templates import Contract, ContractEntry

IsGenerated = Callable[[str, bytes], bool]
"""Tells of a file, by its path and bytes, whether it is still as it was generated."""


def generated_check(
    contract: Contract, recorded: Mapping[str, str], kept: Iterable[KeptEntry] = ()
) -> IsGenerated:
    """Return a function that tells whether a file is still as it was generated.

    Args:
        contract: what the project has to hold.
        recorded: the hash of each generated file, by path, without the entries of other components.
        kept: entries that were there before their components, and so are the owner's.
    """
    before = {(each.component, each.entry): each.was for each in kept}
    entries: dict[str, list[ContractEntry]] = {}
    for instance in contract.instances.values():
        for entry in instance.entries(contract.points):
            if instance.owner != "project":
                entries.setdefault(entry.point.path, []).append(entry)

    def is_generated(path: str, data: bytes) -> bool:
        if path not in recorded:
            return False
        try:
            return recorded[path] in {
                _hash(data),
                _hash(_without(data, entries.get(path, []), before)),
            }
        except (edits.EditError, UnicodeDecodeError):
            return False

    return is_generated


def _hash(data: bytes) -> str:
    return sha256(data.decode("utf-8"))


def _without(
    data: bytes, entries: list[ContractEntry], before: Mapping[tuple[str, str], str | None]
) -> bytes:
    if not entries:
        return data
    text = edits.decode(data, entries[0].point.syntax)
    content = text.content
    for entry in entries:
        was = before.get((entry.owner, entry.text))
        if was is not None:
            content = edits.restore(content, entry.point, [entry.text], [], was) or content
        if (entry.owner, entry.text) in before:
            continue
        found = edits.find(content, entry.point, entry.text)
        if found and found.exact:
            content = edits.remove(content, entry.point, entry.text)
    return text.encode(content)
