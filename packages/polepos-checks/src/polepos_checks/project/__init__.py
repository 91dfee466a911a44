"""A project on disk: where it is, what it answered, and what was generated."""

from polepos_checks.project.base import (
    BASE,
    BaseFile,
    edit_base,
    owners_in_base,
    read_base,
    render_base,
    sha256,
)
from polepos_checks.project.kept import KeptEntry, edit_kept, kept_in_base, render_kept
from polepos_checks.project.locate import Project, find_project, find_root
from polepos_checks.project.manifest import MANIFEST, Manifest, read_manifest, render_manifest
from polepos_checks.project.state import State, state_of

__all__ = [
    "BASE",
    "MANIFEST",
    "BaseFile",
    "KeptEntry",
    "Manifest",
    "Project",
    "State",
    "edit_base",
    "edit_kept",
    "find_project",
    "find_root",
    "kept_in_base",
    "owners_in_base",
    "read_base",
    "read_manifest",
    "render_base",
    "render_kept",
    "render_manifest",
    "sha256",
    "state_of",
]
