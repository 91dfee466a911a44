"""A project on disk: where it is, what it answered, and what was generated."""

from polepos_checks.project.base import BASE, BaseFile, read_base, render_base, sha256
from polepos_checks.project.locate import Project, find_project
from polepos_checks.project.manifest import MANIFEST, Manifest, read_manifest, render_manifest

__all__ = [
    "BASE",
    "MANIFEST",
    "BaseFile",
    "Manifest",
    "Project",
    "find_project",
    "read_base",
    "read_manifest",
    "render_base",
    "render_manifest",
    "sha256",
]
