"""Install a new project's dependencies, with uv or with pip."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from polepos_cli.errors import InterruptError, MachineError
from polepos_cli.shell import quote

_VENV_PYTHON = r".venv\Scripts\python" if os.name == "nt" else ".venv/bin/python"


@dataclass(frozen=True, slots=True)
class Installer:
    """How projects are installed on this machine.

    Attributes:
        commands: what installs a project, from inside its folder.
        python: what runs its Python afterwards.
        update: what installs the dependencies that a project has got since then.
    """

    commands: tuple[str, ...]
    python: str
    update: str


def find_installer(python: str) -> Installer:
    """Return uv where it is there, else venv and pip.

    Args:
        python: the oldest version that the project supports, such as `3.11`.
    """
    if shutil.which("uv"):
        return Installer(("uv sync",), "uv run python", "uv sync")
    project = f"{_VENV_PYTHON} -m pip install --editable . --group dev"
    return Installer(
        (
            f"{_base_python(python)} -m venv .venv",
            f"{_VENV_PYTHON} -m pip install --upgrade pip",  # for --group, which is from 25.1
            project,
        ),
        _VENV_PYTHON,
        project,
    )


def install(project: Path, installer: Installer) -> None:
    """Run the installer in `project`; its output goes to stderr as it comes.

    Raises:
        MachineError: a command failed. The project stays as it is.
        InterruptError: Ctrl-C.
    """
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    for command in installer.commands:
        try:
            code = subprocess.run(  # noqa: S602 - our own words, as the next steps print them
                command, cwd=project, env=environment, stdout=sys.stderr, shell=True, check=False
            ).returncode
        except KeyboardInterrupt:
            raise InterruptError(
                "interrupted while installing; the project itself is complete",
                hint=_go_on(project, installer),
            ) from None
        if code:
            raise MachineError(
                f"{command!r} failed with exit code {code}; the project itself is complete",
                hint=_go_on(project, installer),
            )


def _go_on(project: Path, installer: Installer) -> str:
    return f"Mend the cause, then go on in {project}: {' && '.join(installer.commands)}"


def _base_python(wanted: str) -> str:
    """Return a command that is at least Python `wanted`, as short as it can be."""
    if sys.version_info < tuple(int(part) for part in wanted.split(".")):
        return f"py -{wanted}" if os.name == "nt" else f"python{wanted}"
    # The interpreter that runs us is there for certain; a short name may be another one, or a shim.
    ours = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    found = shutil.which("python3")
    return "python3" if found and os.path.realpath(found) == ours else quote(ours)
