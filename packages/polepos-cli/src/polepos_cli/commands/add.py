"""`polepos add`. The options of its templates come from the bundle: no template is known by name here."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from polepos_cli.commands.kinds import Kinds
from polepos_cli.commands.options import AsJson, Diff, DryRun
from polepos_cli.errors import UsageError
from polepos_cli.grow.add import Asked, plan_add
from polepos_cli.grow.integrations import plan_add_integration
from polepos_cli.plan.carry_out import carry_out
from polepos_cli.plan.show import show
from polepos_cli.project import here, open_project
from polepos_templates import Bundle, Component, Option, open_bundle

app = typer.Typer(cls=Kinds, rich_markup_mode=None, add_completion=False, no_args_is_help=True)


@app.callback()
def add() -> None:
    """Add something to the project.

    \b
    Examples:
      polepos add module customers
      polepos add module order-items --template crud --pagination --timestamps
      polepos add integration redis
      polepos add auth
    """


class _Bare(TyperCommand):
    """A command in which an option with choices may stand alone, for the choice it then means."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse `--pagination customers` as `--pagination=offset customers`."""
        known = {f"--{option.name}": option for option in _options(open_bundle()) if option.bare}
        written = list(args)
        for position, word in enumerate(args):
            option = known.get(word)
            if option and args[position + 1 : position + 2][:1] not in (
                [each] for each in option.choices
            ):
                written[position] = f"{word}={option.bare}"
        return super().parse_args(ctx, written)


def _options(bundle: Bundle) -> Iterator[Option]:
    """Yield the options of all templates; those of one name are one option."""
    seen: set[str] = set()
    for component in _templates(bundle):
        for name, option in component.options.items():
            if name not in seen:
                seen.add(name)
                yield option


def _templates(bundle: Bundle) -> list[Component]:
    return [bundle.module(name) for name in bundle.modules]


def _whose(bundle: Bundle, option: str) -> str:
    return ", ".join(each.name for each in _templates(bundle) if option in each.options)


def _parameters(bundle: Bundle) -> Iterator[inspect.Parameter]:
    """Yield a parameter for each option of each template, and for each template that is an option."""
    for component in _templates(bundle):
        if component.flag:
            text = f"The same as --template {component.name}."
            yield _parameter(component.name, bool, typer.Option(f"--{component.name}", help=text))
    for option in _options(bundle):
        alone = f" Alone: {option.bare}." if option.bare else ""
        text = f"{_whose(bundle, option.name)}: {option.help}{alone}"
        info = typer.Option(f"--{option.name}", help=text, metavar="|".join(option.choices) or None)
        yield _parameter(option.name, str if option.choices else bool, info)


def _parameter(name: str, kind: type, info: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name.replace("-", "_"),
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[kind | None, info],
    )


def _with_options_of_templates(command: Any) -> Any:
    """Give a command, in its signature, the options that the bundle's templates have."""
    signature = inspect.signature(command)
    fixed = [each for each in signature.parameters.values() if each.name != "of_templates"]
    parameters = [*fixed, *_parameters(open_bundle())]
    command.__signature__ = signature.replace(parameters=parameters)
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


@app.command(cls=_Bare)
@_with_options_of_templates
def module(  # noqa: PLR0913 - a command's options are its parameters
    *,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What it is called, such as order-items.")
    ],
    template: Annotated[
        str,
        typer.Option(
            metavar="|".join(open_bundle().modules),
            help=f"What to make it from (default: {open_bundle().default_module}).",
            autocompletion=lambda: list(open_bundle().modules),
        ),
    ] = "",
    singular: Annotated[
        str, typer.Option(metavar="NOUN", help="One of its records, where English gets it wrong.")
    ] = "",
    dry_run: DryRun = False,
    diff: Diff = False,
    as_json: AsJson = False,
    **of_templates: str | bool | None,
) -> None:
    """Add a module: routes, schemas, model, services, and their tests.

    It becomes a package in `modules/`, is wired into the API, and passes its tests. Everything is
    changed, or nothing; `polepos undo` takes it back.

    \b
    Examples:
      polepos add module customers
      polepos add module order-items --template crud --pagination cursor --timestamps
      polepos add module invoices --template crud --tenant-scoped --soft-delete --id uuid7
      polepos add module reports --api-only
      polepos add module people --singular person --dry-run --diff
    """
    root = here()
    asked = Asked(name, *_chosen(template, of_templates), singular)
    plan = carry_out(root, lambda: plan_add(open_project(root), asked), dry_run=dry_run)
    show(plan, dry_run=dry_run, diff=diff, as_json=as_json)


def _chosen(
    template: str, given: Mapping[str, str | bool | None]
) -> tuple[str, dict[str, str | bool]]:
    """Return the template that was asked for, and the options that were given."""
    said: dict[str, str | bool] = {
        key.replace("_", "-"): value for key, value in given.items() if value
    }
    flags = [name for name in open_bundle().modules if said.pop(name, None)]
    wanted = sorted({*flags, *([template] if template else [])})
    if len(wanted) > 1:
        raise UsageError(
            f"a module is made from one template, and {' and '.join(wanted)} were asked for",
            hint="Choose one of them.",
        )
    return (wanted[0] if wanted else ""), said


def _integrations() -> list[str]:
    return list(open_bundle().integrations)


@app.command()
def integration(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=f"One of: {', '.join(_integrations())}.",
            autocompletion=_integrations,
        ),
    ],
    dry_run: DryRun = False,
    diff: Diff = False,
    as_json: AsJson = False,
) -> None:
    """Add an integration with a system beside the application.

    It becomes a package in `integrations/`, with settings, a readiness probe, a compose service and
    tests. What it needs of others comes along. Adding it twice changes nothing; `polepos list` shows what
    there is, `polepos undo` takes it back.

    \b
    Examples:
      polepos add integration redis
      polepos add integration kafka --dry-run --diff
    """
    root = here()
    plan = carry_out(root, lambda: plan_add_integration(open_project(root), name), dry_run=dry_run)
    show(plan, dry_run=dry_run, diff=diff, as_json=as_json)


def _offer(feature: Component) -> None:
    """Make a command of a feature."""

    def command(dry_run: DryRun = False, diff: Diff = False, as_json: AsJson = False) -> None:
        root, name = here(), feature.name
        plan = carry_out(
            root,
            lambda: plan_add_integration(open_project(root), name, kind="feature"),
            dry_run=dry_run,
        )
        show(plan, dry_run=dry_run, diff=diff, as_json=as_json)

    app.command(
        feature.name,
        short_help=f"Add {feature.name} to the application.",
        help=f"Add {feature.name}: {feature.summary[0].lower()}{feature.summary[1:]}.\n\n"
        f"\b\nExamples:\n  polepos add {feature.name}\n"
        f"  polepos add {feature.name} --dry-run --diff",
    )(command)


for _name in open_bundle().features:
    _offer(open_bundle().integration(_name))
