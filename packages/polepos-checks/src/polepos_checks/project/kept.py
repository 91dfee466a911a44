"""Lines of the record that name entries which were there before the component that declares them.

Such an entry stays when its component goes, or says again what it said before. The lines stand at the
end of `.polepos/base.jsonl`, sorted, beside those of files.
"""

import json
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from typing import Any

from polepos_checks.errors import RecordError

_BEGINNING = '{"at": '


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry that its component found.

    Attributes:
        at: the shared file, below the project's folder, with `/`.
        component: whose entry it is.
        entry: the entry as it is declared, placeholders filled in.
        was: what stood there before it was raised; `None`, where it was left as it was.
    """

    at: str
    component: str
    entry: str
    was: str | None


def is_kept(line: str) -> bool:
    """Tell whether a line of the record names an entry."""
    return line.startswith(_BEGINNING)


def render_kept(entries: Iterable[KeptEntry]) -> str:
    """Return the lines of `entries`, sorted."""
    return "".join(f"{line}\n" for line in sorted({_line(each) for each in entries}))


def edit_kept(text: str, *, add: Iterable[KeptEntry], drop: AbstractSet[str]) -> str:
    """Return a record with some entries more, and without those of some components.

    Args:
        text: the record, of files and entries; lines may end in CRLF.
        add: entries to record.
        drop: components to forget.
    """
    new = {_line(each) for each in add}
    known = [line.removesuffix("\r") for line in text.split("\n") if is_kept(line)]
    stay = {line for line in known if drop.isdisjoint({_component(line)})}
    if not new and len(stay) == len(known):
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    files = [line for line in text.split(ending) if line.strip() and not is_kept(line)]
    return "".join(line + ending for line in (*files, *sorted(stay | new)))


def kept_in_base(text: str, name: str) -> tuple[KeptEntry, ...]:
    """Read the entries of a record.

    Args:
        text: the record; its lines of files are not looked at.
        name: what messages call it.

    Raises:
        RecordError: a line is damaged.
    """
    if _BEGINNING not in text:
        return ()
    return tuple(
        kept_entry(_json(line, f"{name}:{number}"), f"{name}:{number}")
        for number, line in enumerate(text.split("\n"), start=1)
        if is_kept(line)
    )


def kept_entry(data: dict[str, Any], where: str) -> KeptEntry:
    """Return the entry that a line of the record names.

    Raises:
        RecordError: something is missing, or is not text.
    """
    match data:
        case {"at": str(at), "component": str(component), "entry": str(entry), "was": was} if (
            was is None or isinstance(was, str)
        ):
            return KeptEntry(at, component, entry, was)
    raise RecordError(
        f"{where}: not a record of an entry", hint="Restore the file from version control."
    )


def _json(line: str, where: str) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(line)
    except ValueError as error:
        raise RecordError(
            f"{where}: not a record of an entry", hint="Restore the file from version control."
        ) from error
    return data


def _component(line: str) -> str:
    try:
        return str(json.loads(line).get("component", ""))
    except ValueError:  # damaged: it is nobody's, and stays to be mended
        return ""


def _line(entry: KeptEntry) -> str:
    return json.dumps(asdict(entry), sort_keys=True)
