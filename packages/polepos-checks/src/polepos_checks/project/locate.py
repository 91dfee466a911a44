"""Find the project that a folder belongs to."""

import os
from dataclasses import dataclass
from pathlib import Path

from polepos_checks.errors import NotInProjectError
from polepos_checks.project.manifest import MANIFEST, Manifest, read_manifest


@dataclass(frozen=True, slots=True)
class Project:
    """A project on disk: its folder, and what its manifest says."""

    root: Path
    manifest: Manifest


def find_project(folder: Path) -> Project:
    """Return the project that `folder`, or the nearest folder above it, is the root of.

    Raises:
        NotInProjectError: there is none up to the file system's root.
        ManifestError: there is one, and its manifest is broken.
    """
    root = find_root(folder)
    return Project(root, read_manifest(root))


def find_root(folder: Path) -> Path:
    """Return the nearest folder with a manifest: `folder`, or one above it.

    Raises:
        NotInProjectError: there is none up to the file system's root.
    """
    start = folder.absolute()
    for candidate in (start, *start.parents):
        if os.path.isfile(candidate / MANIFEST):  # unlike Path.is_file: False where we may not look
            return candidate
    raise NotInProjectError(
        f"no {MANIFEST} in {start} or a folder above it",
        hint="Go into a project, or make one: polepos start NAME",
    )
