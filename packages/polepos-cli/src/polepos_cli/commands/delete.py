"""`polepos delete`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from polepos_cli import console
from polepos_cli.errors import RefusedError
from polepos_cli.removal import Removal, plan_removal, remove

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_SHOWN = 10


@app.command()
def delete(
    name: Annotated[Path, typer.Argument(metavar="NAME", help="The project's folder.")],
    force: Annotated[
        bool, typer.Option("--force", "-y", help="Do not ask, unless there is uncommitted work.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", "--trace", help="Show what would be deleted; delete nothing."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Delete a project that polepos made.

    The folder goes with all that is in it, its environment included. Nothing is deleted but a folder
    whose own record fits it, never through a link, and never where you are. It asks; with --force only
    where there is work that is not committed. Local data (.env, a SQLite file) and commits that were never
    pushed go with the folder; no other database is touched.

    \b
    Examples:
      polepos delete shop-api
      polepos delete shop-api --dry-run
      polepos delete shop-api --force
    """
    removal = plan_removal(name)
    if not dry_run:
        _ask(removal, force=force)
        remove(removal)
    if as_json:
        console.emit(
            "delete",
            {
                "dry_run": dry_run,
                "folder": str(name),
                "files": removal.files,
                "uncommitted": list(removal.uncommitted),
            },
        )
        return
    console.say(f"{'Would delete' if dry_run else 'Deleted'} {name}: {removal.files} files.")
    if dry_run and removal.uncommitted:
        console.say(f"Not committed:\n{_listing(removal)}")


def _ask(removal: Removal, *, force: bool) -> None:
    if force and not removal.uncommitted:
        return
    lost = f"this work is not committed:\n{_listing(removal)}\n" if removal.uncommitted else ""
    if sys.stdin is None or not sys.stdin.isatty():
        raise RefusedError(
            f"{lost}deleting {removal.target} needs a yes, and there is no terminal to ask on",
            hint="Commit the work first." if lost else "Say it with --force.",
        )
    if not console.confirm(f"{lost}Delete {removal.target} with its {removal.files} files?"):
        raise RefusedError("nothing was deleted")


def _listing(removal: Removal) -> str:
    shown = [f"  {path}" for path in removal.uncommitted[:_SHOWN]]
    more = len(removal.uncommitted) - len(shown)
    return "\n".join([*shown, f"  and {more} more"] if more else shown)
