"""Make a new project a git repository, as its owner would."""

import shutil
from pathlib import Path

from polepos_cli.errors import UsageError
from polepos_cli.git import ask_git, in_repository


def wants_git(parent: Path, asked: bool | None) -> bool:  # noqa: FBT001 - three-valued: None is "not said"
    """Decide whether to run `git init`.

    Args:
        parent: the folder that the project will be in.
        asked: what `--git` or `--no-git` said; without either, yes where git is there and no
            repository is around the project already.

    Raises:
        UsageError: `--git` was given and there is no git.
    """
    if asked is not None:
        if asked and not shutil.which("git"):
            raise UsageError("--git: there is no git on this machine", hint="Leave it out.")
        return asked
    return not in_repository(parent) and shutil.which("git") is not None


def git_init(folder: Path) -> None:
    """Run `git init` in `folder`.

    Raises:
        MachineError: git failed.
    """
    ask_git(folder, "init", "--quiet", "--initial-branch=main")
