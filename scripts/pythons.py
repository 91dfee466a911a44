"""Find the CPythons of this machine for which polepos.data has a Rust backend."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13")

_PROBE = """
import sys, sysconfig
free = " free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
print(sys.implementation.name + free, "%d.%d" % sys.version_info[:2])
"""


def others() -> dict[str, Path]:
    """Return a working interpreter for each version that is not the running one."""
    here = "{}.{}".format(*sys.version_info)
    found = {version: _found(version) for version in VERSIONS if version != here}
    return {version: python for version, python in found.items() if python is not None}


def tag() -> str:
    """Return what a native wheel for the running Python is tagged with: `cp311-cp311`."""
    own = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return f"{own}-{own}{sys.abiflags}"


def base() -> str:
    """Return the interpreter behind the running one's environment, which every session shares."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def _found(version: str) -> Path | None:
    return next((python for python in _candidates(version) if _is(python, version)), None)


def _candidates(version: str) -> Iterator[Path]:
    """Yield what may be an interpreter: on PATH, of uv and of pyenv, whose shims may be dead."""
    name = f"python{version}"
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    if shutil.which("uv"):
        command = ["uv", "python", "find", "--quiet", "--system", "--no-python-downloads", version]
        yield from map(Path, _said(command).split("\n", 1)[:1])
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/{name}"), reverse=True)


def _is(python: Path, version: str) -> bool:
    return python.is_file() and _said([str(python), "-c", _PROBE]) == f"cpython {version}"


def _said(command: list[str]) -> str:
    """Return what a command prints, nothing when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    for each in others().items():
        print(*each)
