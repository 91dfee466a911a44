"""`.polepos/base.jsonl`: what was generated, as it was rendered.

One JSON line a file, sorted by path, so that branches which add different files merge line by line.
Which files belong to polepos is decided by this record, never by looking for markers.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from polepos_checks.errors import RecordError

BASE = ".polepos/base.jsonl"


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


def read_base(root: Path) -> tuple[BaseFile, ...]:
    """Read the record of the project in `root`.

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
    return tuple(
        _file(line.removesuffix("\r"), f"{path}:{number}")
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )


def _file(line: str, where: str) -> BaseFile:
    try:
        data = json.loads(line)
        path, digest, component = (str(data[key]) for key in ("path", "sha256", "component"))
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(
            f"{where}: not a record of a file", hint="Restore the file from version control."
        ) from error
    # The record comes with a checkout, and may come from anybody.
    if not _stays_inside(path):
        raise RecordError(
            f"{where}: {path!r} leads out of the project",
            hint="Remove the line, and ask where it came from.",
        )
    return BaseFile(path, digest, component)


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and path[0] != "/" and ".." not in parts and not set(path) & set(":\\\0")
