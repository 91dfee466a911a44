"""`polepos undo`."""

from typing import Annotated

import typer

from polepos_cli.plan.carry_out import undo_last
from polepos_cli.plan.show import show
from polepos_cli.project import here

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def undo(
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", "--trace", help="Show what would be taken back; change nothing."),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the change as a diff.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Take the last change of the project back.

    Every file of the last `polepos add` or `polepos remove` is put back as it was before, byte for
    byte, if none of them has changed since. Once taken back, a change cannot be taken back again.

    \b
    Examples:
      polepos undo
      polepos undo --dry-run --diff
    """
    plan = undo_last(here(), dry_run=dry_run)
    show(plan, dry_run=dry_run, diff=diff, as_json=as_json)
