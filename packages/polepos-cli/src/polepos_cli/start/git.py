"""Make a new project a git repository, as its owner would."""

import os
import shutil
import subprocess
from pathlib import Path

from polepos_cli.errors import MachineError, UsageError


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
    inside = any((folder / ".git").exists() for folder in (parent, *parent.parents))
    return not inside and shutil.which("git") is not None


def git_init(folder: Path) -> None:
    """Run `git init` in `folder`.

    Raises:
        MachineError: git failed.
    """
    # A hook or an alias that runs polepos has these set for another repository.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_DIR")}
    done = subprocess.run(
        ["git", "init", "--quiet", "--initial-branch=main"],  # noqa: S607
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise MachineError(
            f"git init failed: {done.stderr.strip() or done.returncode}",
            hint="Mend it, or use --no-git.",
        )
