"""`polepos user`: thin over a command of the application itself, which works without polepos, too."""

from typing import Annotated

import typer

from polepos_cli import console
from polepos_cli.commands.options import AsJson
from polepos_cli.errors import UsageError
from polepos_cli.plan.recover import recover
from polepos_cli.processes import ask_process, offering, processes, run_process
from polepos_cli.project import here, open_project

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="""Manage the users of a project with auth.

    Works in any folder of a project, in the project's own environment and on the database of its
    settings. Passwords are prompted for, or read from the first line of standard input.

    \b
    Examples:
      polepos user create ann@example.org --role admin
      polepos user list
      polepos user set-password ann@example.org < password.txt
    """,
)

_PROCESS = "user"

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The user's e-mail address.")]


@app.command()
def create(
    email: Email,
    role: Annotated[
        list[str] | None, typer.Option(metavar="ROLE", help="A role to have; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Create a user, and ask for the password.

    \b
    Examples:
      polepos user create ann@example.org
      polepos user create ann@example.org --role admin < password.txt
    """
    roles = [word for each in role or () for word in ("--role", each)]
    _run("create", *roles, "--", email, as_json=as_json)


@app.command("list")
def list_users(as_json: AsJson = False) -> None:
    """List the users.

    \b
    Examples:
      polepos user list
      polepos user list --json
    """
    _run("list", as_json=as_json)


@app.command()
def set_password(email: Email, as_json: AsJson = False) -> None:
    """Give a user another password, and end all of their sessions.

    \b
    Examples:
      polepos user set-password ann@example.org
      polepos user set-password ann@example.org < password.txt
    """
    _run("set-password", "--", email, as_json=as_json)


@app.command()
def grant(
    email: Email,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="Such as admin.")],
    revoke: Annotated[bool, typer.Option("--revoke", help="Take the role away.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give a user a role, from their next request on.

    \b
    Examples:
      polepos user grant ann@example.org admin
      polepos user grant ann@example.org admin --revoke
    """
    _run("grant", *(["--revoke"] if revoke else []), "--", email, role, as_json=as_json)


@app.command()
def disable(
    email: Email,
    enable: Annotated[bool, typer.Option("--enable", help="Let them in again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Keep a user out, from their next request on.

    \b
    Examples:
      polepos user disable ann@example.org
      polepos user disable ann@example.org --enable
    """
    _run("disable", *(["--enable"] if enable else []), "--", email, as_json=as_json)


def _run(command: str, *words: str, as_json: bool) -> None:
    root = here()
    recover(root)
    project = open_project(root)
    found = [each for each in processes(project) if each.kind == _PROCESS]
    if not found:
        adding = [f"polepos add {name}" for name in offering(project.bundle, _PROCESS)]
        raise UsageError("this project has no users", hint=f"Add them: {', '.join(adding)}")
    if not as_json:
        run_process(project, found[0], [command, *words])
    answer = ask_process(project, found[0], [command, "--json", *words])
    console.emit(f"user {command}", {"users" if isinstance(answer, list) else "user": answer})
