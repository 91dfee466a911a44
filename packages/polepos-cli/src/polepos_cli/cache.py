"""Keep texts that took long to make in the user's cache folder.

What is kept is named by the hash of what it was made from. It may be deleted at any time, and a cache
that cannot be read or written, or that others can write, is an empty one.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

Texts = dict[str, str]


def kept(names: AbstractSet[str], made_from: object, make: Callable[[], Texts]) -> Texts:
    """Return the texts that were kept for `made_from`; else make them, and keep them.

    Args:
        names: of the texts.
        made_from: everything that decides what `make` returns; a value that JSON can hold.
        make: makes the texts, by name.
    """
    key = hashlib.sha256(json.dumps(made_from, sort_keys=True).encode("utf-8")).hexdigest()
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / "rendered" / f"{key}.json"
    texts = _read(path) if path.exists() and _is_private(path.parent) else None
    if texts is None or texts.keys() != names:
        texts = make()
        with suppress(OSError):
            _write(path, texts)
    return texts


def cache_folder() -> Path | None:
    """Return the folder that is ours in the user's cache: `POLEPOS_CACHE_DIR`, or the system's.

    `None` where there is no home to look in, or the variable is set to nothing.
    """
    given = os.environ.get("POLEPOS_CACHE_DIR")
    if given is not None:
        return Path(given) if given else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "polepos"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "polepos"
    given = os.environ.get("XDG_CACHE_HOME", "")
    # Relative paths are to be ignored, says the XDG Base Directory Specification.
    return (Path(given) if os.path.isabs(given) else home / ".cache") / "polepos"


def _read(path: Path) -> Texts | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    whole = isinstance(found, dict) and all(isinstance(text, str) for text in found.values())
    return found if whole else None


def _write(path: Path, texts: Mapping[str, str]) -> None:
    # Projects are made of it: nobody else may write there.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_private(path.parent):
        return
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        unfinished.write_text(json.dumps(texts), encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _is_private(folder: Path) -> bool:
    if sys.platform == "win32":  # a profile's folders are its owner's
        return True
    state = folder.stat()
    return state.st_uid == os.geteuid() and not state.st_mode & 0o022
