"""`polepos list`."""

import typer

from polepos_checks.errors import NotInProjectError
from polepos_cli import console
from polepos_cli.commands.options import AsJson
from polepos_cli.grow.catalogue import Offer, catalogue
from polepos_cli.project import OpenProject, here, open_project
from polepos_templates import open_bundle

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_HEADINGS = {
    "templates": ("Templates", "polepos add module NAME --template TEMPLATE"),
    "features": ("Features", "polepos add FEATURE"),
    "integrations": ("Integrations", "polepos add integration INTEGRATION"),
}


@app.command("list")
def list_catalogue(as_json: AsJson = False) -> None:
    """Show what can be added, and what of it this project has.

    \b
    Examples:
      polepos list
      polepos list --json
    """
    project = _project()
    bundle = project.bundle if project else open_bundle()
    offers = catalogue(bundle, project)
    if as_json:
        shown = {kind: [each.document() for each in found] for kind, found in offers.items()}
        root = str(project.root) if project else None
        console.emit("list", {"templates_version": bundle.version, "project": root, **shown})
        return
    rows = [each for found in offers.values() for each in found]
    width = max(len(each.component.name) for each in rows)
    where = max(len(each.where) for each in rows)
    for kind, found in offers.items():
        if found:
            title, command = _HEADINGS[kind]
            console.say(f"{console.heading(title)}  {command}")
            for each in found:
                console.say(_row(each, width, where))
            console.say()
    for note in project.notes if project else ():
        console.note(f"note: {note}")
    if project is None:
        console.note("note: not in a project; in one, this shows what of it is there")


def _project() -> OpenProject | None:
    try:
        return open_project(here())
    except NotInProjectError:
        return None


def _row(offer: Offer, width: int, where: int) -> str:
    own = offer.component
    there = f"{offer.where:<{where}}  " if where else ""
    return f"  {own.name:<{width}}  {there}{own.summary}"
