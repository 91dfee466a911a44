"""`polepos db`: thin over Alembic, in the project's own environment."""

from typing import Annotated, Any

import typer

from polepos_cli import console
from polepos_cli.db.run import run_alembic
from polepos_cli.errors import UsageError

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="""Migrate the project's database.

    Works in any folder of a project, in the project's own environment (its .venv, or uv run).

    \b
    Examples:
      polepos db status
      polepos db revision -m "add customers"
      polepos db upgrade
    """,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Message = Annotated[str, typer.Option("--message", "-m", help="What the revision is for.")]

# A relative target such as -1 is no option.
_TARGETS = {"ignore_unknown_options": True}


@app.command()
def status(as_json: AsJson = False) -> None:
    """Show where the database stands, and what is pending.

    \b
    Examples:
      polepos db status
      polepos db status --json
    """
    found = run_alembic("status", {}, as_json=as_json)
    if as_json:
        console.emit("db status", found)
        return
    console.say(f"Current: {_names(found['current'])}")
    console.say(f"Heads:   {_names(found['heads'])}")
    if found["pending"]:
        console.say("Pending:")
        _list(found["pending"])
        several = len(found["heads"]) > 1
        console.say(
            'Join the heads first: polepos db merge -m "..."'
            if several
            else "Apply them: polepos db upgrade"
        )
    else:
        console.say("Nothing is pending.")


@app.command(context_settings=_TARGETS)
def upgrade(
    target: Annotated[
        str, typer.Argument(metavar="[TARGET]", help="A revision, +N or head.")
    ] = "head",
    as_json: AsJson = False,
) -> None:
    """Apply migrations.

    \b
    Examples:
      polepos db upgrade
      polepos db upgrade +1
    """
    found = run_alembic("upgrade", {"target": _target(target)}, as_json=as_json)
    _moved("upgrade", found, as_json=as_json)


@app.command(context_settings=_TARGETS)
def downgrade(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="A revision, -N or base.")],
    as_json: AsJson = False,
) -> None:
    """Revert migrations down to a revision.

    What they added is dropped, with the data in it.

    \b
    Examples:
      polepos db downgrade -1
      polepos db downgrade base
    """
    found = run_alembic("downgrade", {"target": _target(target)}, as_json=as_json)
    _moved("downgrade", found, as_json=as_json)


@app.command()
def revision(
    message: Message,
    allow_drop: Annotated[
        bool, typer.Option("--allow-drop", help="Let it drop tables and columns, with their data.")
    ] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help="Write an empty revision, to be filled by hand.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a migration from models to database.

    Nothing is written when a model cannot be imported, when there is no difference, or when a table or
    column would be dropped and --allow-drop is not given.

    \b
    Examples:
      polepos db revision -m "add customers"
      polepos db revision -m "drop legacy table" --allow-drop
    """
    options = {"message": _said(message), "allow_drop": allow_drop, "empty": empty}
    _wrote("revision", run_alembic("revision", options, as_json=as_json), as_json=as_json)


app.command("migrate", help="The same as revision.", hidden=True)(revision)


@app.command()
def current(as_json: AsJson = False) -> None:
    """Show the database's revision.

    \b
    Examples:
      polepos db current
    """
    found = run_alembic("current", {}, as_json=as_json)
    if as_json:
        console.emit("db current", found)
    else:
        console.say(_names(found["current"]))


@app.command()
def history(as_json: AsJson = False) -> None:
    """List the revisions, newest first.

    \b
    Examples:
      polepos db history
    """
    found = run_alembic("history", {}, as_json=as_json)
    if as_json:
        console.emit("db history", found)
    else:
        _list(found["revisions"])


@app.command()
def heads(as_json: AsJson = False) -> None:
    """List the newest revisions.

    \b
    Examples:
      polepos db heads
    """
    found = run_alembic("heads", {}, as_json=as_json)
    if as_json:
        console.emit("db heads", found)
    else:
        _list(found["heads"])


@app.command()
def stamp(
    revision: Annotated[str, typer.Argument(metavar="REVISION", help="A revision, head or base.")],
    purge: Annotated[
        bool, typer.Option("--purge", help="Forget what the database says of itself first.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say that the database is at a revision; run nothing.

    \b
    Examples:
      polepos db stamp head
    """
    found = run_alembic("stamp", {"revision": revision, "purge": purge}, as_json=as_json)
    if as_json:
        console.emit("db stamp", found)
    else:
        console.say(f"The database now says: {_names(found['after'])}")


@app.command()
def merge(
    message: Message,
    revisions: Annotated[
        list[str] | None, typer.Argument(metavar="[REVISION]...", help="Default: every head.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Join several heads into one.

    \b
    Examples:
      polepos db merge -m "merge heads"
    """
    options = {"message": _said(message), "revisions": revisions or []}
    _wrote("merge", run_alembic("merge", options, as_json=as_json), as_json=as_json)


@app.command()
def check(as_json: AsJson = False) -> None:
    """Compare models and database; exit 1 where they differ.

    \b
    Examples:
      polepos db check
    """
    found = run_alembic("check", {}, as_json=as_json)
    if as_json:
        console.emit("db check", found)


@app.command()
def sql(
    target: Annotated[
        str, typer.Argument(metavar="[TARGET]", help="A revision, or a range FROM:TO.")
    ] = "head",
    as_json: AsJson = False,
) -> None:
    """Print the SQL of an upgrade; run nothing.

    \b
    Examples:
      polepos db sql
      polepos db sql 1a2b3c:head
    """
    found = run_alembic("sql", {"range": target}, as_json=as_json)
    if as_json:
        console.emit("db sql", found)
    else:
        console.say(found["sql"].rstrip("\n"))


def _target(text: str) -> str:
    """Tell a relative target from an option that does not exist."""
    if text.startswith("-") and not text[1:].isdigit():
        raise UsageError(f"No such option: {text}", hint="Try: polepos db --help")
    return text


def _moved(verb: str, found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        console.emit(f"db {verb}", found)
    elif found["before"] == found["after"]:
        where = (
            f"Already at {_names(found['after'])}" if found["after"] else "No migration is applied"
        )
        console.say(f"{where}; nothing to do.")
    else:
        console.say(f"From {_names(found['before'])} to {_names(found['after'])}.")


def _wrote(verb: str, found: dict[str, Any], *, as_json: bool) -> None:
    # Where nothing was written, the project's env.py has said why.
    if as_json:
        console.emit(f"db {verb}", found)
    for each in [] if as_json else found["written"]:
        console.say(f"Wrote {each['path']}. Read it before you apply it: polepos db upgrade")


def _said(message: str) -> str:
    if not message.strip():
        raise UsageError(
            "--message is empty", hint='Say what the revision is for: -m "add customers"'
        )
    return " ".join(message.split())


def _names(revisions: list[str]) -> str:
    return ", ".join(revisions) or "(none)"


def _list(revisions: list[dict[str, Any]]) -> None:
    if not revisions:
        console.say("There are no revisions.")
    for each in revisions:
        console.say(f"  {each['revision']}  {each['message']}")
