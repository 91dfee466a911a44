"""`.polepos/base.jsonl`: what was generated, as it was rendered.

One JSON line a file, sorted by path, so that branches which add different files merge line by line.
Below them stand lines of entries that were there before their components: see `kept.py`. Which files belong to polepos is decided by this record, never by looking for markers.
"""

import hashlib
import json
import re
from bisect import bisect
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from polepos_checks.errors import RecordError
from polepos_checks.project.kept import KeptEntry, is_kept, kept_entry

BASE = ".polepos/base.jsonl"

_Read = TypeVar("_Read", "BaseFile", KeptEntry)
_OWNER = re.compile(r'"component": "([^"]*)"')
_PATH = re.compile(r'"path": "((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True, order=True)
class BaseFile:
    """A file as it was generated.

    Attributes:
        path: below the project's folder, with `/`.
        sha256: of the text as rendered, in UTF-8, as lower-case hexadecimal.
        component: whose file it is.
    """

    path: str
    sha256: str
    component: str


def sha256(text: str) -> str:
    """Return the hash by which a rendered text is recorded."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def render_base(files: Iterable[BaseFile]) -> str:
    """Return the record of `files`: one sorted line each."""
    return "".join(json.dumps(asdict(file), sort_keys=True) + "\n" for file in sorted(files))


def edit_base(text: str, *, add: Iterable[BaseFile], drop: AbstractSet[str]) -> str:
    """Return a record with some lines more and some less; all others stay as they are.

    Args:
        text: the record, as `render_base` writes it; lines may end in CRLF.
        add: files to record, instead of what is recorded of their paths.
        drop: paths to forget.

    Lines of entries stay at the end.

    Cost: a search of the text a path, and a binary search a new line; no line is parsed.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    new = sorted(add)
    for path in {*drop, *(file.path for file in new)}:
        while (span := _line_of(path, text)) is not None:
            text = text[: span[0]] + text[span[1] :]
    known = [line for line in text.split(ending) if line.strip()]
    lines = [line for line in known if not is_kept(line)]
    for file in new:
        line = json.dumps(asdict(file), sort_keys=True)
        lines.insert(bisect(lines, _path(line), key=_path), line)
    return "".join(line + ending for line in (*lines, *filter(is_kept, known)))


def owners_in_base(text: str, paths: Iterable[str]) -> dict[str, str]:
    """Return whose file each of `paths` is; those that the record does not name are left out."""
    found = ((path, _line_of(path, text)) for path in paths)
    owners = ((path, _OWNER.search(text, *span)) for path, span in found if span)
    return {path: owner[1] for path, owner in owners if owner}


def _line_of(path: str, text: str) -> tuple[int, int] | None:
    """Return where the line of a path begins and ends, its line end included."""
    at = text.find(f'"path": {json.dumps(path)}')
    if at < 0:
        return None
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end + 1


def _path(line: str) -> str:
    """Return the path in a line of the record, faster than by reading all of it."""
    found = _PATH.search(line)
    return found[1] if found else line


def read_base(root: Path) -> tuple[BaseFile, ...]:
    """Read which files the record of the project in `root` names; all of its lines are checked.

    Raises:
        RecordError: it is missing, a line is not a record, or a path leads out of the project.
    """
    path = root / BASE
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(
            f"{path}: cannot be read: {error}", hint="Restore it from version control."
        ) from error
    read = (
        _read(line.removesuffix("\r"), f"{path}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    return tuple(each for each in read if isinstance(each, BaseFile))


def _read(line: str, where: str) -> BaseFile | KeptEntry:
    try:
        data = json.loads(line)
        if isinstance(data, dict) and "at" in data:
            return _inside(kept_entry(data, where), data["at"], where)
        path, digest, component = (str(data[key]) for key in ("path", "sha256", "component"))
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(
            f"{where}: not a record of a file", hint="Restore the file from version control."
        ) from error
    return _inside(BaseFile(path, digest, component), path, where)


def _inside(read: _Read, path: str, where: str) -> _Read:
    # The record comes with a checkout, and may come from anybody.
    if not _stays_inside(path):
        raise RecordError(
            f"{where}: {path!r} leads out of the project",
            hint="Remove the line, and ask where it came from.",
        )
    return read


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and path[0] != "/" and ".." not in parts and not set(path) & set(":\\\0")
