"""Find a project that has lost its manifest, by the files that every project has."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from polepos_templates.answers import is_package_name

_OF_A_PACKAGE = ("settings.py", "api/router.py")


class Structure(NamedTuple):
    """A folder that is laid out as a project.

    Attributes:
        root: the folder.
        name: what its `pyproject.toml` calls it.
        package: the application's package, below `src`.
    """

    root: Path
    name: str
    package: str


def find_structure(folder: Path) -> Structure | None:
    """Return the nearest folder that is laid out as a project: `folder`, or one above it.

    It has a `pyproject.toml` with a name, and one package in `src` with settings and a router.
    """
    start = folder.absolute()
    found = (read_structure(each) for each in (start, *start.parents))
    return next((each for each in found if each), None)


def read_structure(root: Path) -> Structure | None:
    """Return how the folder `root` is laid out, if it is as a project."""
    packages = [
        path.parent.parent.name
        for path in root.glob("src/*/api/router.py")
        if all((path.parent.parent / each).is_file() for each in _OF_A_PACKAGE)
    ]
    if len(packages) != 1 or not is_package_name(packages[0]):
        return None
    try:
        project = tomllib.loads((root / "pyproject.toml").read_bytes().decode("utf-8"))["project"]
        return Structure(root, str(project["name"]), packages[0])
    except (OSError, ValueError, KeyError, TypeError):  # whatever it is, it is no project of ours
        return None
