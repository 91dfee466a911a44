"""`polepos remove`."""

from typing import Annotated

import typer

from polepos_cli.commands.kinds import Kinds
from polepos_cli.commands.options import AsJson, Diff, DryRun
from polepos_cli.grow.integrations import plan_remove_integration
from polepos_cli.grow.remove import plan_remove
from polepos_cli.plan.carry_out import carry_out
from polepos_cli.plan.show import show
from polepos_cli.project import here, open_project
from polepos_templates import open_bundle

app = typer.Typer(cls=Kinds, rich_markup_mode=None, add_completion=False, no_args_is_help=True)


def _modules() -> list[str]:
    return sorted(open_project(here()).answers.modules)


def _integrations() -> list[str]:
    return sorted(open_project(here()).answers.integrations.keys() & {*open_bundle().integrations})


@app.callback()
def remove() -> None:
    """Take something away from the project.

    What was added goes without a trace; what its owner changed or uses is never lost.

    \b
    Examples:
      polepos remove module customers
      polepos remove module customers --dry-run
      polepos remove integration redis
    """


Force = Annotated[
    bool, typer.Option("--force", help="Remove files of its own that were changed by hand.")
]


@app.command()
def module(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="The module's name.", autocompletion=_modules),
    ],
    wiring_only: Annotated[
        bool, typer.Option("--wiring-only", help="Keep its files; only take it out of the API.")
    ] = False,
    force: Force = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    as_json: AsJson = False,
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


@app.command()
def integration(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="The integration's name.", autocompletion=_integrations
        ),
    ],
    force: Force = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    as_json: AsJson = False,
) -> None:
    """Remove an integration.

    Its files, its settings and its lines elsewhere go. Before the first change it stops if something
    would be lost or broken: a file that was changed by hand, code that imports it, an integration that
    needs it.

    \b
    Examples:
      polepos remove integration redis
      polepos remove integration kafka --dry-run --diff
    """
    _remove(name, "integration", force=force, dry_run=dry_run, diff=diff, as_json=as_json)


def _remove(  # noqa: PLR0913 - a command's options
    name: str, kind: str, *, force: bool, dry_run: bool, diff: bool, as_json: bool
) -> None:
    root = here()
    plan = carry_out(
        root,
        lambda: plan_remove_integration(open_project(root), name, kind=kind, force=force),
        dry_run=dry_run,
    )
    show(plan, dry_run=dry_run, diff=diff, as_json=as_json)


def _offer(feature: str) -> None:
    """Make a command of a feature."""

    def command(
        force: Force = False, dry_run: DryRun = False, diff: Diff = False, as_json: AsJson = False
    ) -> None:
        _remove(feature, "feature", force=force, dry_run=dry_run, diff=diff, as_json=as_json)

    app.command(
        feature,
        help=f"Remove {feature}.\n\nIts files, its settings and its lines elsewhere go, unless something"
        " would be lost or broken. Databases and migrations are never touched.\n\n"
        f"\b\nExamples:\n  polepos remove {feature}\n  polepos remove {feature} --dry-run --diff",
    )(command)


for _name in open_bundle().features:
    _offer(_name)
