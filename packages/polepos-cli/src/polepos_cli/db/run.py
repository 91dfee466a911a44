"""Ask a project's own Python to run an Alembic command, and read what came of it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from polepos_checks.project import Project, find_root, read_manifest
from polepos_cli.db.environment import project_python
from polepos_cli.errors import InterruptError, MachineError, RefusedError, UsageError
from polepos_cli.plan.recover import recover
from polepos_templates import PolePosError

_DRIVER = Path(__file__).with_name("driver.py")

_HINTS = {
    "alembic-missing": "Install the project: uv sync, or pip install --editable . --group dev",
    "database-failed": "See that it runs, and that DATABASE_URL is right.",
    "statement-failed": "What this migration had done is rolled back. Mend it, and run this again.",
    "several-heads": 'Join them: polepos db merge -m "merge heads"',
    "unknown-revision": "See what there is: polepos db history",
    "not-up-to-date": "Apply what is pending first: polepos db upgrade",
    "would-drop": "A rename is written by hand. If the loss is meant: --allow-drop",
    "models-differ": 'Write the difference down: polepos db revision -m "..."',
    "project-failed": "Mend it and run this again; POLEPOS_DEBUG=1 shows the whole traceback.",
}


class MigrationError(PolePosError):
    """Alembic, the database or the project's code said no; nothing was changed by polepos."""

    exit_code = 1

    def __init__(self, kind: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.code = kind  # what the driver found out


class DataLossError(MigrationError, RefusedError):
    """The revision would lose data, and nobody has said that this is meant."""

    exit_code = 3


def database_project(folder: Path) -> Project:
    """Return the project that `folder` is in, which has a database.

    Raises:
        NotInProjectError, ManifestError: there is no project, or it cannot be read.
        UsageError: the project has no database.
    """
    root = find_root(folder)
    recover(root)
    project = Project(root, read_manifest(root))
    if not (project.root / "alembic.ini").is_file():
        if project.manifest.answers.options.get("db") == "none":
            raise UsageError(
                f"{project.root} was started with --db none: there is nothing to migrate",
                hint="A project with a database: polepos start NAME --db sqlite",
            )
        raise MachineError(
            f"{project.root / 'alembic.ini'} is missing", hint="Restore it from version control."
        )
    return project


def run_alembic(
    command: str, options: Mapping[str, object], *, as_json: bool = False
) -> dict[str, Any]:
    """Run `command` in the project that the current folder is in.

    Args:
        command: a command of the driver, such as `upgrade`.
        options: what it takes.
        as_json: keep Alembic's own words off stdout.

    Returns:
        What the driver found out, such as `{"current": [...], ...}`.

    Raises:
        MigrationError: Alembic, the database or the project's code said no.
        NoEnvironmentError, NotInProjectError, ...: it could not even be asked.
    """
    project = database_project(Path.cwd())
    request = json.dumps({"command": command, "options": dict(options), "json": as_json})
    with tempfile.TemporaryDirectory(prefix="polepos-") as folder:
        result = Path(folder, "result.json")
        words = [
            *project_python(project.root),
            "-P",
            os.fspath(_DRIVER),
            request,
            os.fspath(result),
        ]
        _call(words, project.root)
        outcome = _outcome(result)
    if "error" in outcome:
        kind = outcome["error"]["code"]
        failure = DataLossError if kind == "would-drop" else MigrationError
        raise failure(kind, outcome["error"]["message"], hint=_HINTS.get(kind, ""))
    found: dict[str, Any] = outcome["result"]
    return found


def _call(words: list[str], root: Path) -> None:
    sys.stdout.flush()
    try:
        subprocess.run(words, cwd=root, check=False)  # noqa: S603
    except KeyboardInterrupt:
        raise InterruptError(
            "interrupted; what the database did not commit is rolled back",
            hint="See where it stands: polepos db status",
        ) from None
    except OSError as error:
        raise MachineError(
            f"cannot run the project's Python {words[0]}: {error.strerror}",
            hint="Make its environment again: remove .venv, and install the project.",
        ) from error


def _outcome(result: Path) -> dict[str, Any]:
    try:
        outcome: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MachineError(
            "the project's Python ended without an answer",
            hint="What it printed above says why; its environment may have to be made again.",
        ) from error
    return outcome
