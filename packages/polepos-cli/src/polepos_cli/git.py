"""Ask git about a folder, and about nothing else."""

import os
import subprocess
from pathlib import Path

from polepos_cli.errors import MachineError

# What makes git look elsewhere than in the folder it runs in: `git rev-parse --local-env-vars`. A hook that
# runs polepos has some of them set, and so have people who keep their dotfiles in a bare repository.
_LOCAL = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)


def in_repository(folder: Path) -> bool:
    """Tell whether `folder`, or one above it, is the top of a repository; git need not be there."""
    return any((each / ".git").exists() for each in (folder, *folder.parents))


def ask_git(
    folder: Path, *words: str, expect: tuple[int, ...] = (0,)
) -> subprocess.CompletedProcess[bytes]:
    """Run git in `folder`, on the repository that `folder` is in.

    Args:
        folder: where.
        words: a command of git, such as `status`, and its arguments.
        expect: exit codes that are answers.

    Raises:
        MachineError: it ended with another exit code.
    """
    environment = {key: value for key, value in os.environ.items() if key not in _LOCAL}
    # The user's own git, with words of ours.
    done = subprocess.run(  # noqa: S603
        ["git", *words],  # noqa: S607
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode not in expect:
        reason = os.fsdecode(done.stderr).strip() or f"exit code {done.returncode}"
        raise MachineError(
            f"git {words[0]} failed in {folder}: {reason}", hint="Mend it, and try again."
        )
    return done
