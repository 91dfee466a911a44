"""The `polepos` command: its commands, and what becomes of their errors."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from polepos_cli import console
from polepos_cli._version import __version__
from polepos_cli.errors import InterruptError, UsageError, machine_error
from polepos_cli.lazy import LazyCommand, LazyCommands, LazyGroup
from polepos_templates import PolePosError

_PROJECT, _UTILITY = "Project", "Utilities"

COMMANDS = {
    "start": LazyCommand("start", "Start a new FastAPI project.", _PROJECT),
    "delete": LazyCommand("delete", "Delete a project that polepos made.", _PROJECT),
    "add": LazyCommand("add", "Add something to the project.", _PROJECT),
    "remove": LazyCommand("remove", "Take something away from the project.", _PROJECT),
    "list": LazyCommand(
        "list", "Show what can be added, and what of it this project has.", _PROJECT
    ),
    "undo": LazyCommand("undo", "Take the last change of the project back.", _PROJECT),
    "db": LazyCommand("db", "Migrate the project's database.", _PROJECT),
    "run": LazyCommand(
        "run", "Run a process of the project: the API, or a worker of an integration.", _PROJECT
    ),
    "user": LazyCommand("user", "Manage the users of a project with auth.", _PROJECT),
    "help": LazyCommand("help", "Show the help of a command.", _UTILITY),
    "version": LazyCommand("version", "Show which polepos this is.", _UTILITY),
    "completion": LazyCommand("completion", "Print a shell's completion script.", _UTILITY),
}

EPILOG = """\b
Examples:
  polepos start shop-api            a project on SQLite
  polepos start shop-api --install  the same, with its dependencies installed
  polepos db upgrade                migrate the database of the project you are in

Exit codes: 0 done, 1 the project or the machine is not as it should be, 2 used wrongly, 3 refused to
protect your work, 4 an internal error.
"""

typer_app = typer.Typer(
    name="polepos",
    cls=LazyGroup,
    # Typer's own, without rich: 40 ms less for every command.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EPILOG,
)


def _show_version(value: bool) -> None:  # noqa: FBT001 - Typer's signature of a callback
    if value:
        console.say(f"polepos {__version__}")
        raise typer.Exit


@typer_app.callback()
def polepos(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Start, grow, check and migrate FastAPI projects."""


def command_line() -> LazyGroup:
    """Return the whole command, as Typer runs it."""
    group = get_command(typer_app)
    if not isinstance(group, LazyGroup):
        raise TypeError("Typer did not make the group that was asked for")
    group.commands = LazyCommands(COMMANDS)
    return group


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error ends here, as a message."""
    console.prepare()
    as_json = "--json" in arguments
    try:
        code = _run(arguments, as_json=as_json)
        sys.stdout.flush()  # here, where a reader that went away is no error
    except BrokenPipeError:
        _discard_output()  # whoever read it has seen enough
        return 0
    except OSError as error:
        _discard_output()  # it may be stdout itself that refuses
        refused = machine_error(error, "go on")
        console.fail(refused, as_json=False)
        return refused.exit_code
    return code


def _run(arguments: Sequence[str], *, as_json: bool) -> int:
    try:
        code = command_line().main(list(arguments), prog_name="polepos", standalone_mode=False)
    except PolePosError as error:
        console.fail(error, as_json=as_json)
        return error.exit_code
    except typer.TyperException as error:
        return _usage(error, as_json=as_json)
    except OSError:
        raise
    except SystemExit as ended:  # so Typer ends when whoever reads our output has gone
        raise BrokenPipeError from ended
    except Exception as error:
        if os.environ.get("POLEPOS_DEBUG"):
            raise
        console.fail(_internal(error), as_json=as_json)
        return _internal(error).exit_code
    if code == InterruptError.exit_code:  # Ctrl-C where no command had to clean up
        console.note("interrupted")
    return code if isinstance(code, int) else 0


def _discard_output() -> None:
    """Keep what is still buffered from being tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: typer.TyperException, *, as_json: bool) -> int:
    text = error.format_message()
    context = getattr(error, "ctx", None)
    if text.startswith("Usage: "):  # no arguments at all: the help is the answer
        console.note(text)
        return error.exit_code
    path = context.command_path if context is not None else "polepos"
    text = " ".join(text.split())
    console.fail(UsageError(text, hint=f"Try: {path} --help"), as_json=as_json)
    return UsageError.exit_code


def _internal(error: Exception) -> PolePosError:
    return PolePosError(
        f"internal error: {type(error).__name__}: {error}",
        hint="Run it again with POLEPOS_DEBUG=1 for a traceback, and report it, please.",
    )
