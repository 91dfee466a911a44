"""Tell what is of a project's owner, and what was only generated."""

from collections.abc import Callable, Mapping

from polepos_checks import edits
from polepos_checks.project import sha256
from polepos_templates import Contract, ContractEntry

IsGenerated = Callable[[str, bytes], bool]
"""Tells of a file, by its path and bytes, whether it is still as it was generated."""


def generated_check(contract: Contract, recorded: Mapping[str, str]) -> IsGenerated:
    """Return a function that tells whether a file is still as it was generated.

    Args:
        contract: what the project has to hold.
        recorded: the hash of each generated file, by path, without the entries of other components.
    """
    entries: dict[str, list[ContractEntry]] = {}
    for instance in contract.instances.values():
        for entry in instance.entries(contract.points):
            if instance.owner != "project":
                entries.setdefault(entry.point.path, []).append(entry)

    def is_generated(path: str, data: bytes) -> bool:
        if path not in recorded:
            return False
        try:
            return recorded[path] in {_hash(data), _hash(_without(data, entries.get(path, [])))}
        except (edits.EditError, UnicodeDecodeError):
            return False

    return is_generated


def _hash(data: bytes) -> str:
    return sha256(data.decode("utf-8"))


def _without(data: bytes, entries: list[ContractEntry]) -> bytes:
    if not entries:
        return data
    text = edits.decode(data, entries[0].point.syntax)
    content = text.content
    for entry in entries:
        found = edits.find(content, entry.point, entry.text)
        if found and found.exact:
            content = edits.remove(content, entry.point, entry.text)
    return text.encode(content)
