"""Install what nox's sessions need: groups and projects by the lock, our wheels, environments beside."""

import os
import re
import shutil
import sys
from pathlib import Path

import nox
import pythons

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"
DIST = ROOT / "dist"
LOCK = ROOT / "requirements.lock"

# What each package's wheel needs of ours to be installed; the order in which they are built.
PACKAGES = {
    "templates": ["templates"],
    "checks": ["checks", "templates"],
    "cli": ["cli", "checks", "templates"],
    "data": ["data"],
}

PURE = {"POLEPOS_DATA_PURE": "1"}
"""The environment in which polepos-data is built without compiling anything."""


def has_cargo() -> bool:
    """Tell whether Rust can be compiled on this machine."""
    return shutil.which("cargo") is not None


def in_ci() -> bool:
    """Tell whether this is a machine of CI, where what is missing is a failure."""
    return bool(os.environ.get("CI"))


def install(session: nox.Session, *what: str, locked: bool = True, **options: object) -> None:
    """Install into the session's environment, in the versions of the lock."""
    pins = ["--constraint", str(constraints(session))] if locked else []
    session.install(*pins, *what, **options)  # type: ignore[arg-type]


def install_groups(session: nox.Session, *groups: str) -> None:
    """Install dependency groups of the root's `pyproject.toml`."""
    install(session, *(word for group in groups for word in ("--group", group)))


def install_editable(
    session: nox.Session, *names: str, locked: bool = True, dependencies: bool = True
) -> None:
    """Install packages of ours where they lie, without compiling: their types and texts are asked."""
    words = [word for name in names for word in ("--editable", f"packages/polepos-{name}")]
    alone = [] if dependencies else ["--no-deps"]
    install(session, *alone, *words, locked=locked, env=PURE)


def install_wheels(session: nox.Session, package: str) -> None:
    """Install a package, and those of ours that it needs, from the wheels in dist/."""
    wheels = [str(wheel(name)) for name in PACKAGES[package]]
    # The version stays the same while the content changes, so what is there never counts.
    names = [f"polepos-{name}" for name in PACKAGES[package]]
    if session.venv_backend == "uv":
        again = [word for name in names for word in ("--reinstall-package", name)]
        install(session, *again, *wheels)
    else:
        install(session, *wheels)
        session.install("--force-reinstall", "--no-deps", *wheels)


def wheel(name: str) -> Path:
    """Return the wheel of a package for this Python: the native one where it was built, else the pure."""
    return native_wheel(name) or next(DIST.glob(f"polepos_{name}-*-py3-none-any.whl"))


def native_wheel(name: str) -> Path | None:
    """Return the wheel of a package that was compiled for this Python, if there is one."""
    return next(DIST.glob(f"polepos_{name}-*-{pythons.tag()}-*.whl"), None)


def constraints(session: nox.Session) -> Path:
    """Return the lock in the form that the installer takes."""
    if session.venv_backend == "uv":
        return LOCK
    # pip demands hashes of local wheels too, once it sees one; so it gets the versions alone.
    plain = CACHE / "constraints.txt"
    plain.parent.mkdir(exist_ok=True)
    text = re.sub(r" \\\n", "\n", LOCK.read_text(encoding="utf-8"))
    plain.write_text(re.sub(r"(?m)^ +--hash=.*\n", "", text), encoding="utf-8")
    return plain


def environment(
    session: nox.Session, name: str, *what: str, base: Path | None = None, new: bool = False
) -> Path:
    """Return the Python of an environment beside the session's own, with `what` in it.

    `base` is the interpreter that it is made of, the running one unless told; `new` begins with
    nothing in it.
    """
    folder = CACHE / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if new:
        shutil.rmtree(folder, ignore_errors=True)
    if not python.exists():
        maker, uv = str(base or sys.executable), session.venv_backend == "uv"
        make = ["uv", "venv", "--quiet", "--python", maker] if uv else [maker, "-m", "venv"]
        session.run(*make, str(folder), external=True)
    if what:
        install_into(session, python, *what)
    return python


def install_into(session: nox.Session, python: Path, *what: str) -> None:
    """Install into the environment of another interpreter than the session's."""
    if session.venv_backend == "uv":
        command = ["uv", "pip", "install", "--quiet", "--python", str(python)]
    else:
        command = [str(python), "-m", "pip", "install", "--quiet"]
        session.run(*command, "--upgrade", "pip", external=True)
    session.run(*command, *what, external=True)


def dependencies(project: Path) -> list[str]:
    """Return what a project's `pyproject.toml` depends on."""
    listed: list[str] = nox.project.load_toml(project)["project"]["dependencies"]
    return listed
