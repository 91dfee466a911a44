"""The Jinja2 environment of renderer 1. Importing this imports Jinja2 (15 ms), so do it late.

Compiling the bundle's templates takes longer than everything else that rendering does. What was
compiled is kept in the user's cache folder: it speeds a command up by a fifth, changes no byte of
what is rendered, and may be deleted at any time.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket


class _Cache(jinja2.FileSystemBytecodeCache):
    """Jinja2's own cache, which checks what it reads against the template's hash."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - unpickling damaged bytes can raise anything
            bucket.reset()  # a cache that cannot be read is empty, too

    def dump_bytecode(self, bucket: Bucket) -> None:
        # A cache that cannot be written (a read-only home, a full disk) is a cache that is empty.
        with suppress(OSError):
            super().dump_bytecode(bucket)


def environment(read: Callable[[str], str]) -> jinja2.Environment:
    """Return an environment: strict, and free of everything that depends on the machine.

    Args:
        read: returns the text of a template by its name.
    """
    # Not HTML: escaping would damage the code that is rendered.
    made = jinja2.Environment(  # noqa: S701
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        cache_size=0,
        loader=jinja2.FunctionLoader(read),
        bytecode_cache=_cache(),
    )
    made.globals.clear()
    return made


def cache_folder() -> Path | None:
    """Return the folder that is ours in the user's cache: `POLEPOS_CACHE_DIR`, or the system's.

    `None` where there is no home to look in, or the user has set the variable to nothing.
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
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "polepos"


def _cache() -> _Cache | None:
    folder = cache_folder()
    if folder is None:
        return None
    # What is compiled fits one version of Jinja2; that it fits the interpreter, Jinja2 sees itself.
    folder = folder / f"jinja-{jinja2.__version__}"
    try:
        # Compiled code is run: nobody else may put it there.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return _Cache(str(folder))
