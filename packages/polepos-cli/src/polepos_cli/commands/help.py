"""`polepos help`."""

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("help")
def show_help(
    context: typer.Context,
    topic: Annotated[
        list[str] | None, typer.Argument(metavar="[COMMAND]...", help="The command, word by word.")
    ] = None,
) -> None:
    """Show the help of a command.

    \b
    Examples:
      polepos help
      polepos help start
      polepos help db revision
    """
    # The same words and the same answers as --help, a misspelt command and its suggestion included.
    context.find_root().command.main(
        [*(topic or ()), "--help"], prog_name="polepos", standalone_mode=False
    )
