"""Build polepos-data with its Rust backend: the source archive, and of that a wheel for each Python.

Wheels come from the archive, as an installer would make them where there is no wheel; so they prove
that it holds all that a build needs. cargo keeps what it compiled below target/, for each Python by
itself, and compiles again what has changed.
"""

import tarfile
from pathlib import Path

import nox
from installing import CACHE, DIST, ROOT, constraints, environment, in_ci

PACKAGE = "packages/polepos-data"


def build_archive(session: nox.Session) -> None:
    """Build the source archive of polepos-data into dist/."""
    _build(session, "python", "--sdist", PACKAGE)


def build_here(session: nox.Session, tag: str) -> Path | None:
    """Build the wheel for the running Python, with what is installed in the session."""
    return _wheel(session, "python", tag)


def build_for(session: nox.Session, version: str, python: Path) -> Path | None:
    """Build the wheel for another Python, whose version is such as "3.12"."""
    made = environment(
        session, f"build-{version}", "--constraint", str(constraints(session)), "--group", "build",
        base=python,
    )  # fmt: skip
    return _wheel(session, str(made), tag_of(version))


def tag_of(version: str) -> str:
    """Return what a native wheel for a version of CPython is tagged with."""
    own = f"cp{version.replace('.', '')}"
    return f"{own}-{own}"


def _wheel(session: nox.Session, python: str, tag: str) -> Path | None:
    """Return the wheel, or None where nothing could be compiled (in CI that fails)."""
    said = _build(
        session, python, "--wheel", str(_unpacked()),
        # What can be done without on somebody's laptop has to be there in CI.
        POLEPOS_DATA_PURE="0" if in_ci() else "",
        CARGO_TARGET_DIR=str(ROOT / "target" / tag),
    )  # fmt: skip
    made = next(DIST.glob(f"polepos_data-*-{tag}-*.whl"), None)
    if made is None:
        session.log(said)
    return made


def _build(session: nox.Session, python: str, *what: str, **environ: str) -> str:
    command = [python, "-m", "build", "--no-isolation", "--outdir", str(DIST)]
    return str(session.run(*command, *what, env=environ, silent=True, external=True))


def _unpacked() -> Path:
    """Return the folder of the unpacked archive, in which only what is different is written anew.

    The archive's files all have one date, by which cargo would not see that they have changed.
    """
    (archive,) = DIST.glob("polepos_data-*.tar.gz")
    top = CACHE / "source"
    with tarfile.open(archive) as opened:
        texts = {
            top / member.name: content.read()
            for member in opened
            if (content := opened.extractfile(member)) is not None
        }
    for path in [each for each in top.rglob("*") if each.is_file() and each not in texts]:
        path.unlink()
    for path, text in texts.items():
        if not path.is_file() or path.read_bytes() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
    return top / archive.name.removesuffix(".tar.gz")
