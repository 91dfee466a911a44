"""`polepos remove`."""

from typing import Annotated

import typer

from polepos_cli.grow.remove import plan_remove
from polepos_cli.plan.carry_out import carry_out
from polepos_cli.plan.show import show
from polepos_cli.project import here, open_project

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)


def _modules() -> list[str]:
    return sorted(open_project(here()).answers.modules)


@app.callback()
def remove() -> None:
    """Take something away from the project.

    What was added goes without a trace; what its owner changed or uses is never lost.

    \b
    Examples:
      polepos remove module customers
      polepos remove module customers --dry-run
    """


@app.command()
def module(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="The module's name.", autocompletion=_modules),
    ],
    wiring_only: Annotated[
        bool, typer.Option("--wiring-only", help="Keep its files; only take it out of the API.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Remove files of the module that were changed by hand.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", "--trace", help="Show what would be removed; change nothing."),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the change as a diff.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Remove a module.

    Its folder, its tests and its lines in shared files go. Before the first change it stops if
    something would be lost or broken: a file that was changed by hand, a file of your own in its
    folder, code elsewhere that imports it. Databases and migrations are never touched.

    \b
    Examples:
      polepos remove module customers
      polepos remove module customers --dry-run --diff
      polepos remove module customers --wiring-only
      polepos remove module customers --force
    """
    root = here()
    plan = carry_out(
        root,
        lambda: plan_remove(open_project(root), name, force=force, wiring_only=wiring_only),
        dry_run=dry_run,
    )
    show(plan, dry_run=dry_run, diff=diff, as_json=as_json)
