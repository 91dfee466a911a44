"""`polepos start`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from polepos_checks.project import MANIFEST
from polepos_cli import console
from polepos_cli.errors import InterruptError, UsageError
from polepos_cli.start.git import git_init, wants_git
from polepos_cli.start.install import Installer, find_installer, install
from polepos_cli.start.plan import StartPlan, plan_start
from polepos_cli.start.stage import check_target, put_in_place
from polepos_cli.start.steps import next_steps, way_to
from polepos_templates import AnswersError, Bundle, open_bundle

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _choices(option: str) -> list[str]:
    return list(open_bundle().options[option].choices)


@app.command()
def start(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The project's name, such as shop-api.")
    ],
    db: Annotated[
        str | None,
        typer.Option(
            metavar="sqlite|postgres|none",
            help="The database it uses (default: sqlite).",
            autocompletion=lambda: _choices("db"),
        ),
    ] = None,
    python: Annotated[
        str | None,
        typer.Option(
            metavar="3.11|3.12|3.13",
            help="The oldest Python it supports (default: 3.11).",
            autocompletion=lambda: _choices("python"),
        ),
    ] = None,
    no_bytecode: Annotated[
        bool, typer.Option("--no-bytecode", help="Local commands write no .pyc files.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--dir", metavar="PATH", help="Its folder (default: ./NAME).")
    ] = None,
    git: Annotated[
        bool | None,
        typer.Option(
            "--git/--no-git", help="Make it a git repository (default: unless it is inside one)."
        ),
    ] = None,
    with_install: Annotated[
        bool, typer.Option("--install", help="Install its dependencies, with uv or pip.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", "--trace", help="Show what would be written; write nothing."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Start a new FastAPI project.

    It runs, migrates and passes its tests as it is. Hyphens in the name become underscores in the
    package. A project is put in place as a whole, or not at all.

    \b
    Examples:
      polepos start shop-api
      polepos start shop-api --install
      polepos start shop-api --db postgres --python 3.13
      polepos start mailer --db none --dir services/mailer
      polepos start shop-api --dry-run
    """
    given = {"db": db, "python": python, "bytecode": False if no_bytecode else None}
    bundle = open_bundle()
    try:
        plan = plan_start(
            bundle, name, {key: value for key, value in given.items() if value is not None}, folder
        )
    except AnswersError as error:
        raise UsageError(f"--{error.message}", hint=error.hint) from error
    check_target(plan.target)
    wish = _Wish(
        bundle=bundle,
        plan=plan,
        git=wants_git(plan.target.parent, git),
        installer=find_installer(str(plan.answers.options["python"])),
        install=with_install,
    )
    if not dry_run:
        _carry_out(wish)
    if as_json:
        console.emit("start", wish.document(dry_run=dry_run))
    elif dry_run:
        _show_tree(wish)
    else:
        _show_result(wish)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A plan, and what is to be done beside writing it."""

    bundle: Bundle
    plan: StartPlan
    git: bool
    installer: Installer
    install: bool

    @property
    def folder(self) -> str:
        return way_to(self.plan.target)

    @property
    def steps(self) -> tuple[str, ...]:
        return next_steps(
            self.bundle, self.plan.answers, self.folder, self.installer, installed=self.install
        )

    def document(self, *, dry_run: bool) -> dict[str, object]:
        answers = self.plan.answers
        return {
            "dry_run": dry_run,
            "name": answers.name,
            "package": answers.package,
            "folder": self.folder,
            "templates": self.bundle.version,
            "options": dict(answers.options),
            "git": self.git,
            "installed": self.install and not dry_run,
            "files": list(self.plan.files),
            "next_steps": list(self.steps),
        }


def _carry_out(wish: _Wish) -> None:
    try:
        put_in_place(
            wish.plan.target, wish.plan.files, git_init if wish.git else lambda _folder: None
        )
    except KeyboardInterrupt:
        made = (wish.plan.target / MANIFEST).is_file()
        what = f"{wish.folder} is complete" if made else "nothing was made"
        raise InterruptError(f"interrupted; {what}") from None
    if wish.install:
        console.note(f"Made {wish.folder}; installing its dependencies ...")
        install(wish.plan.target, wish.installer)


def _show_tree(wish: _Wish) -> None:
    console.say(f"{wish.folder}/  (would be made: {len(wish.plan.files)} files)")
    shown: list[str] = []
    for path in wish.plan.files:
        *folders, name = path.split("/")
        for depth, part in enumerate(folders):
            if folders[: depth + 1] != shown[: depth + 1]:
                shown = folders[: depth + 1]
                console.say("  " * (depth + 1) + f"{part}/")
        shown = folders
        console.say("  " * (len(folders) + 1) + name)


def _show_result(wish: _Wish) -> None:
    answers = wish.plan.answers.options.items()
    options = ", ".join(f"{key} {value}" for key, value in answers if isinstance(value, str))
    console.say(f"Made {wish.folder}: {len(wish.plan.files)} files ({options}).")
    console.say()
    console.say(console.heading("Next steps"))
    for step in wish.steps:
        console.say(f"  {step}")
