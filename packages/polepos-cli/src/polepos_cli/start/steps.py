"""What to type after a project is made: the commands that really work here."""

import os
from collections.abc import Iterator
from pathlib import Path

from polepos_cli.shell import quote
from polepos_cli.start.install import Installer
from polepos_templates import Answers, Bundle
from polepos_templates.names import PACKAGE_PLACEHOLDER


def next_steps(
    bundle: Bundle, answers: Answers, folder: str, installer: Installer, *, installed: bool
) -> tuple[str, ...]:
    """Return the commands, in order, from the folder in which `polepos` was called.

    Args:
        bundle: whose `[[next]]` steps follow the installation.
        answers: the project's.
        folder: how the user gets to the project from here.
        installer: what installs the project on this machine.
        installed: it has been installed already.
    """
    return tuple(_steps(bundle, answers, folder, installer, installed=installed))


def _steps(
    bundle: Bundle, answers: Answers, folder: str, installer: Installer, *, installed: bool
) -> Iterator[str]:
    yield f"cd {quote(folder)}"
    if not installed:
        yield from installer.commands
    for step in bundle.next_steps:
        if step.applies(answers.options):
            text = step.run.replace(PACKAGE_PLACEHOLDER, answers.package)
            yield f"{installer.python} {text}" if step.python else text


def way_to(folder: Path) -> str:
    """Return how to name `folder` from here: relative where that does not climb."""
    relative = os.path.relpath(folder)
    return os.fspath(folder) if relative.startswith("..") else relative
