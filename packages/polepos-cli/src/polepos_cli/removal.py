"""Delete a whole project, and nothing that is not surely one."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from polepos_checks.project import BASE, MANIFEST, kept_in_base, read_base, read_manifest
from polepos_cli.errors import MachineError, RefusedError, UsageError, machine_error
from polepos_cli.git import ask_git, in_repository
from polepos_cli.merge.own import IsGenerated, generated_check
from polepos_cli.plan.recover import recover
from polepos_templates import (
    Answers,
    AnswersError,
    Contract,
    PolePosError,
    contract,
    open_bundle,
)

# Written by polepos and by installers: nobody's work.
_DERIVED = frozenset({BASE, MANIFEST, "uv.lock"})

# What polepos keeps to finish a change, and to take one back.
_STATE = (".polepos/tx/", ".polepos/undo/")

# Folders of tools, and local data, as the generated .gitignore leaves them out of git.
_TOOLS = frozenset({".git", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "__pycache__"})
_LOCAL_DATA = (".env", ".db", ".db-shm", ".db-wal", ".coverage")


class NotVerifiedError(RefusedError):
    """A folder is not surely a project that polepos made."""

    code = "not-verified"


@dataclass(frozen=True, slots=True)
class Removal:
    """A project that may be deleted.

    Attributes:
        target: its folder.
        files: how many files are in it, its environment's included.
        uncommitted: paths below it that are not as they were generated, and that git does not have (or
            that no git looks after), and what is stashed in a repository that would go with it.
    """

    target: Path
    files: int
    uncommitted: tuple[str, ...]


def plan_removal(folder: Path) -> Removal:
    """Make sure that `folder` is a project that polepos made, and see what would be lost.

    Raises:
        UsageError: there is no such folder.
        RefusedError: it is reached through a link, is where the process works, or is not verified.
    """
    target = Path(os.path.normpath(Path.cwd() / folder))
    if not target.is_dir() and not target.is_symlink():
        raise UsageError(f"there is no folder {target}", hint="Look at its name: ls -d */")
    if Path(os.path.realpath(target)) != target:
        raise RefusedError(
            f"{target} is reached through a link to {target.resolve()}",
            hint="Delete it where it really is, from the folder that holds it.",
        )
    here = Path.cwd()
    if target in (here, *here.parents):
        raise RefusedError(
            f"you are inside {target}",
            hint="Go out of it first; a shell cannot stay in a deleted folder.",
        )
    recover(target)
    generated = _verify(target)
    files = sum(len(names) for _, _, names in os.walk(target))
    return Removal(target, files, tuple(_uncommitted(target, generated)))


def remove(removal: Removal) -> None:
    """Delete the project.

    It is renamed first, so that a process that is killed leaves no half project under its name.

    Raises:
        MachineError: something in it cannot be deleted; the message says where the rest is.
    """
    hidden = removal.target.with_name(f".{removal.target.name}.polepos-delete")
    try:
        if hidden.exists():  # an earlier deletion was killed
            shutil.rmtree(hidden)
        removal.target.rename(hidden)
    except OSError as error:
        raise machine_error(error, f"delete {removal.target}") from error
    try:
        shutil.rmtree(hidden)
    except OSError as error:
        raise MachineError(
            f"cannot delete all of {removal.target}: {error.strerror} ({error.filename})",
            hint=f"What is left of it is in {hidden}.",
        ) from error


def _verify(target: Path) -> IsGenerated:
    """Return what tells generated files, having seen that the records fit the folder."""
    try:
        answers = read_manifest(target).answers
        base = read_base(target)
        kept = kept_in_base((target / BASE).read_text(encoding="utf-8"), str(target / BASE))
        hashes = {file.path: file.sha256 for file in base}
        generated = generated_check(_contract(answers), hashes, kept)
    except PolePosError as error:
        raise NotVerifiedError(
            f"{target} is not surely a project of polepos: {error.message}",
            hint="Mend its record, or delete the folder by hand.",
        ) from error
    package = f"src/{answers.package}"
    recorded = any(file.path.startswith(f"{package}/") for file in base)
    if not recorded or not (target / package).is_dir():
        raise NotVerifiedError(
            f"{target} is not surely a project of polepos: its record does not fit the folder",
            hint="Look at what it is, and delete it by hand.",
        )
    return generated


def _contract(answers: Answers) -> Contract:
    try:
        return contract(open_bundle(), answers)
    except AnswersError:  # made with other templates: then shared files count as work
        return Contract({}, {})


def _uncommitted(target: Path, generated: IsGenerated) -> list[str]:
    """Return what only this folder has: what git does not, and what is not just as generated."""
    if in_repository(target) and not shutil.which("git"):
        raise RefusedError(
            f"{target} is in a git repository, and there is no git to ask for uncommitted work",
            hint="Install git, or delete the folder by hand.",
        )
    tracked = in_repository(target) and not _is_ignored(target)
    paths = _changed_in_git(target) if tracked else _files(target)
    work = [path for path in paths if path not in _DERIVED and not path.startswith(_STATE)]
    changed = [path for path in work if not _is_generated(target, path, generated)]
    own = (target / ".git").exists()
    stashed = ask_git(target, "stash", "list").stdout.splitlines() if own else []
    return [*changed, *(os.fsdecode(line) for line in stashed)]


def _is_ignored(target: Path) -> bool:
    """Tell whether the repository around a project takes no notice of it."""
    if (target / ".git").exists():
        return False
    return ask_git(target, "check-ignore", "--quiet", ".", expect=(0, 1)).returncode == 0


def _changed_in_git(target: Path) -> list[str]:
    words = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", ".")
    status = ask_git(target, "status", *words).stdout
    prefix = os.fsdecode(ask_git(target, "rev-parse", "--show-prefix").stdout).rstrip("\n")
    return [os.fsdecode(line[3:]).removeprefix(prefix) for line in status.split(b"\0") if line]


def _files(target: Path) -> list[str]:
    """List the files that somebody may have written, where git cannot tell."""
    found = []
    for folder, below, names in os.walk(target):
        below[:] = sorted(each for each in below if each not in _TOOLS)
        paths = (os.path.relpath(os.path.join(folder, name), target) for name in sorted(names))
        found += [path.replace(os.sep, "/") for path in paths if not path.endswith(_LOCAL_DATA)]
    return found


def _is_generated(target: Path, path: str, generated: IsGenerated) -> bool:
    try:
        return generated(path, (target / path).read_bytes())
    except OSError:
        return False
