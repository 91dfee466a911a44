"""Errors of reading a project."""

from polepos_templates import PolePosError


class ProjectError(PolePosError):
    """A project cannot be read as it is."""

    code = "project-unreadable"
    exit_code = 1


class NotInProjectError(ProjectError):
    """Neither this folder nor one above it is a polepos project."""

    code = "not-in-project"
    exit_code = 2


class ManifestError(ProjectError):
    """`.poleposition.toml` is broken, or says something that cannot be."""

    code = "manifest-invalid"


class RecordError(ProjectError):
    """`.polepos/base.jsonl` is missing or broken."""

    code = "record-invalid"
