"""`polepos run`."""

from difflib import get_close_matches
from typing import Annotated

import typer

from polepos_cli.errors import UsageError
from polepos_cli.plan.recover import recover
from polepos_cli.processes import Process, offering, processes, run_process
from polepos_cli.project import OpenProject, here, open_project

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_API = "api"


def _kinds() -> list[str]:
    return sorted({each.kind for each in processes(open_project(here()))})


def _components() -> list[str]:
    return sorted({each.component for each in processes(open_project(here()))})


@app.command()
def run(
    process: Annotated[
        str,
        typer.Argument(
            metavar="[PROCESS]",
            help="What to run: api, worker, scheduler, ...",
            autocompletion=_kinds,
        ),
    ] = _API,
    of: Annotated[
        str,
        typer.Argument(
            metavar="[NAME]",
            help="Whose it is, such as kafka, if several have one.",
            autocompletion=_components,
        ),
    ] = "",
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[-- WORD...]", help="Words for the process.")
    ] = None,
) -> None:
    """Run a process of the project: the API, or a worker of an integration.

    It runs in the project's own environment (its .venv, or uv run), as `python -m` would run it there,
    and ends when it is told to: Ctrl-C and SIGTERM reach it.

    \b
    Examples:
      polepos run
      polepos run worker kafka
      polepos run worker rq
    """
    root = here()
    recover(root)
    project = open_project(root)
    run_process(project, _chosen(project, process, of), words or ())


def _chosen(project: OpenProject, kind: str, of: str) -> Process:
    known = processes(project)
    alike = [each for each in known if each.kind == kind]
    found = [each for each in alike if not of or each.component == of]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        names = [each.component for each in found]
        raise UsageError(
            f"{' and '.join(names)} have a {kind} each",
            hint=f"Say whose: polepos run {kind} {names[0]}",
        )
    raise UsageError(
        f"{of or 'this project'} has no {kind}", hint=_instead(project, known, kind, of)
    )


def _instead(project: OpenProject, known: list[Process], kind: str, of: str) -> str:
    kinds = [each.kind for each in known]
    near = get_close_matches(kind, kinds, n=1)
    if kind not in kinds and near:
        return f"Did you mean {near[0]}?"
    if of in offering(project.bundle, kind):
        return f"Add it first: polepos add integration {of}"
    lines = [
        f"polepos run {each.kind}" + ("" if each.kind == _API else f" {each.component}")
        for each in known
    ]
    return f"There are: {', '.join(lines)}."
