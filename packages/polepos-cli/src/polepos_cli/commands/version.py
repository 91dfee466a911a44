"""`polepos version`."""

import platform
from typing import Annotated

import typer

from polepos_checks import __version__ as checks_version
from polepos_cli import console
from polepos_cli._version import __version__
from polepos_templates import open_bundle

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def version(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show which polepos this is.

    \b
    Examples:
      polepos version
      polepos version --json    with the versions of the checks, the templates and Python
    """
    if not as_json:
        console.say(f"polepos {__version__}")
        return
    console.emit(
        "version",
        {
            "polepos": __version__,
            "checks": checks_version,
            "templates": open_bundle().version,
            "python": platform.python_version(),
        },
    )
