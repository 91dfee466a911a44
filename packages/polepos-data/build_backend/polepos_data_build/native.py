"""Compile the Rust backend with maturin, where it is wanted and can be done."""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from enum import Enum
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from zipfile import ZipFile

from polepos_data_build.places import BINDING, PACKAGE, ROOT

VARIABLE = "POLEPOS_DATA_PURE"
REQUIREMENTS = ["maturin>=1.9.4,<2"]


class Wanted(Enum):
    """What the user asks for: the value of POLEPOS_DATA_PURE."""

    AUTOMATIC = ""
    NATIVE = "0"
    PURE = "1"


class NativeBuildError(Exception):
    """The Rust backend cannot be compiled here; the message says why."""


@dataclass(frozen=True)
class Library:
    """A compiled backend: the file, and the tag of a wheel that carries it."""

    file: Path
    tag: str


def requirements() -> list[str]:
    """Return what has to be installed before `library` is called.

    Raises SystemExit when the Rust backend is asked for and cannot be had.
    """
    wanted = _wanted()
    reason = None if wanted is Wanted.PURE else _hindrance()
    if reason is not None and wanted is Wanted.NATIVE:
        raise SystemExit(_refusal(reason))
    return [] if wanted is Wanted.PURE or reason is not None else REQUIREMENTS


def library(scratch: Path) -> Library | None:
    """Return the backend, compiled into the folder `scratch`, or None to go on without it.

    Raises SystemExit when the Rust backend is asked for and cannot be had.
    """
    wanted = _wanted()
    if wanted is Wanted.PURE:
        return None
    try:
        return _compiled(scratch)
    except NativeBuildError as error:
        if wanted is Wanted.NATIVE:
            raise SystemExit(_refusal(str(error))) from error
        level = "note" if _hindrance() else "warning"
        _say(f"{level}: going on in plain Python, without the Rust backend: {error}")
        return None


def _wanted() -> Wanted:
    value = os.environ.get(VARIABLE, "")
    try:
        return Wanted(value)
    except ValueError:
        message = f"{VARIABLE} is {value!r}: set 1 (plain Python), 0 (with Rust), or leave it unset"
        raise SystemExit(f"polepos-data: {message}") from None


def _hindrance() -> str | None:
    """Say what keeps us from even trying to compile."""
    if not (ROOT / BINDING / "Cargo.toml").is_file():
        return f"this source has no {BINDING}/Cargo.toml, nothing to compile"
    if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        return "this Python is not a CPython with an interpreter lock, which the backend relies on"
    if shutil.which("cargo") is None:
        return "there is no cargo on PATH (https://rustup.rs installs it)"
    return None


def _compiled(scratch: Path) -> Library:
    reason = _hindrance()
    if reason is not None:
        raise NativeBuildError(reason)
    # What maturin prints is not for standard output, which belongs to the build's frontend.
    command = [_maturin(), *_arguments(scratch)]
    try:
        code = subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False).returncode  # noqa: S603 - ours
    except OSError as error:
        raise NativeBuildError(f"maturin cannot be started: {error}") from error
    if code != 0:
        raise NativeBuildError(f"maturin ended with exit code {code}, its messages are above")
    return _taken_from(scratch)


def _maturin() -> str:
    # Beside an interpreter whose environment is not activated it is not on PATH.
    places = (None, os.path.dirname(sys.executable))
    found = next(filter(None, (shutil.which("maturin", path=place) for place in places)), None)
    if found is None:
        raise NativeBuildError(f"{REQUIREMENTS[0]} is not installed")
    return found


def _arguments(scratch: Path) -> list[str]:
    # Not the interpreter of the isolated environment, which has another path each time: cargo
    # would compile everything that looks at it again.
    interpreter = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    more = shlex.split(os.environ.get("MATURIN_PEP517_ARGS", ""))
    fixed = ["build", "--release", "--locked", "--interpreter", interpreter]
    return [*fixed, "--out", str(scratch), *more]


def _taken_from(scratch: Path) -> Library:
    """Return the one compiled module in the one wheel that maturin left in `scratch`."""
    wheel = next(scratch.glob("*.whl"), None)
    if wheel is None:
        raise NativeBuildError("maturin left no wheel")
    names = {f"{PACKAGE}/_rust{suffix}" for suffix in EXTENSION_SUFFIXES}
    with ZipFile(wheel) as archive:
        found = [name for name in archive.namelist() if name in names]
        if len(found) != 1:
            message = f"maturin's {wheel.name} has {found or 'none'} of {', '.join(sorted(names))}"
            raise NativeBuildError(message)
        file = Path(archive.extract(found[0], scratch))
    return Library(file, tag="-".join(wheel.stem.split("-")[-3:]))


def _refusal(reason: str) -> str:
    return f"polepos-data: {VARIABLE}=0 asks for the Rust backend, but {reason}"


def _say(message: str) -> None:
    sys.stderr.write(f"polepos-data: {message}\n")
    sys.stderr.flush()
