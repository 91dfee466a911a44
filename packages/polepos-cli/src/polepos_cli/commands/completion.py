"""`polepos completion`."""

from enum import Enum
from typing import Annotated

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined] # documented, not listed

from polepos_cli import console

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Shell(Enum):
    """The shells that have a completion script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


@app.command()
def completion(
    shell: Annotated[Shell, typer.Argument(help="The shell to complete in.")],
) -> None:
    """Print a shell's completion script.

    \b
    Examples:
      bash        polepos completion bash >> ~/.bashrc
      zsh         polepos completion zsh > ~/.zfunc/_polepos   (~/.zfunc is on your $fpath)
      fish        polepos completion fish > ~/.config/fish/completions/polepos.fish
      PowerShell  polepos completion powershell >> $PROFILE
    """
    console.say(
        get_completion_script(
            prog_name="polepos", complete_var="_POLEPOS_COMPLETE", shell=shell.value
        )
    )
