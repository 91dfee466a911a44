"""Bring the Rust sources into the sdist, whose folders are not those of the repository.

The binding crate lies in the package's folder; the core crate, the Cargo workspace and its lock lie
above it. In the sdist all are below one root, so the workspace's list of members is rewritten and
nothing else: the crates find each other through `[workspace.dependencies]`.
"""

import re
import tomllib
from pathlib import Path

from polepos_data_build.places import BINDING, CORE, ROOT

# What cargo makes, and workspaces of their own that no build needs.
_LEFT_OUT = {"target", "fuzz"}
_MEMBERS = re.compile(r"^members\s*=\s*\[[^]]*\]", re.MULTILINE)


def outside(scratch: Path) -> dict[str, str]:
    """Return the files from outside the package's folder: the path here to that in the sdist.

    Without a binding crate there are none, and in an unpacked sdist they are inside already.
    """
    if not (ROOT / BINDING / "Cargo.toml").is_file() or (ROOT / "Cargo.toml").is_file():
        return {}
    workspace = ROOT.parents[1]
    manifest = scratch / "Cargo.toml"
    text = (workspace / "Cargo.toml").read_text(encoding="utf-8")
    manifest.write_text(_moved(text), encoding="utf-8")
    files = {str(manifest): "Cargo.toml", str(workspace / "Cargo.lock"): "Cargo.lock"}
    for file in sorted((workspace / CORE).rglob("*")):
        inside = file.relative_to(workspace)
        if file.is_file() and not _LEFT_OUT.intersection(inside.parts):
            files[str(file)] = inside.as_posix()
    return files


def _moved(text: str) -> str:
    """Return the workspace's manifest for the folders of the sdist."""
    members = [BINDING, CORE]
    moved = _MEMBERS.sub(f"members = {members}".replace("'", '"'), text, count=1)
    if tomllib.loads(moved)["workspace"]["members"] != members:
        raise SystemExit("polepos-data: the workspace's Cargo.toml lists its members in a new way")
    return moved
