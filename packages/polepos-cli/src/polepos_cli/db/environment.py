"""Find the Python that a project runs in."""

import os
import shutil
import sys
from pathlib import Path

from polepos_cli.errors import MachineError
from polepos_cli.shell import quote


class NoEnvironmentError(MachineError):
    """The project has no environment yet, and there is no uv to make one."""

    code = "no-environment"


def project_python(root: Path) -> tuple[str, ...]:
    """Return the words that begin a command line of the project's Python.

    Its own `.venv` first, then the environment that is active, then `uv run`.

    Raises:
        NoEnvironmentError: there is none of them.
    """
    active = [os.environ.get(name) for name in ("UV_PROJECT_ENVIRONMENT", "VIRTUAL_ENV")]
    for folder in (root / ".venv", *(root / path for path in active if path)):
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        # VIRTUAL_ENV can be the environment of polepos itself, which is not the project's.
        ours = folder != root / ".venv" and folder.resolve() == Path(sys.prefix).resolve()
        if python.is_file() and not ours:
            return (os.fspath(python),)
    if shutil.which("uv"):
        return ("uv", "run", "--project", os.fspath(root), "python")
    raise NoEnvironmentError(
        f"{root} has no environment (.venv)",
        hint=f"Make one there: cd {quote(os.fspath(root))} && python3 -m venv .venv, then install the project in it.",
    )
