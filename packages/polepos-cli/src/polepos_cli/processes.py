"""Run a process of a project in the project's own Python, in the place of this one."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from polepos_cli.db.environment import project_python
from polepos_cli.errors import InterruptError, MachineError, UsageError
from polepos_cli.project import OpenProject
from polepos_templates import Bundle, PolePosError
from polepos_templates.names import fill


class Process(NamedTuple):
    """A Python module of a project that can be run.

    Attributes:
        kind: what it is, such as `worker`.
        component: whose it is, such as `kafka`.
        module: its import name.
    """

    kind: str
    component: str
    module: str


def processes(project: OpenProject) -> list[Process]:
    """Return what can be run in a project, in the order of its components."""
    return [
        Process(kind, instance.component.name, fill(module, instance.names))
        for instance in project.contract().instances.values()
        for kind, module in instance.component.processes.items()
    ]


def offering(bundle: Bundle, kind: str) -> list[str]:
    """Return the names of the integrations and features that have such a process."""
    names = (*bundle.integrations, *bundle.features)
    return [name for name in names if kind in bundle.integration(name).processes]


def run_process(project: OpenProject, process: Process, words: Sequence[str] = ()) -> NoReturn:
    """Become a process of the project; on Windows, which cannot do that, wait for it.

    Signals, input and output are the process's own, and so is its exit code.

    Args:
        project: whose process it is, and the folder it runs in.
        process: what to run.
        words: its command line.

    Raises:
        NoEnvironmentError: the project has no Python to run it in.
        MachineError: that Python cannot be run.
        SystemExit: on Windows, with the exit code of the process.
    """
    line = _command_line(project, process, words)
    sys.stdout.flush()
    try:
        os.chdir(project.root)
        if os.name == "posix":
            os.execvp(line[0], line)  # noqa: S606 - no shell is wanted
        sys.exit(subprocess.run(line, check=False).returncode)  # noqa: S603
    except KeyboardInterrupt:
        raise InterruptError(f"interrupted; {process.module} was told to end") from None
    except OSError as error:
        raise _no_python(line, error) from error


class ProcessError(PolePosError):
    """A process of the project ended with an error; the message is what it said."""

    code = "process-failed"
    exit_code = 1


def ask_process(project: OpenProject, process: Process, words: Sequence[str]) -> object:
    """Run a process of the project to its end, and return the JSON that it prints.

    Standard input is the process's own.

    Raises:
        ProcessError, UsageError: it ended with an error, or did not like its words.
        NoEnvironmentError, MachineError: as for `run_process`.
    """
    line = _command_line(project, process, words)
    try:
        done = subprocess.run(  # noqa: S603 - the project's own Python
            line, cwd=project.root, capture_output=True, text=True, check=False
        )
    except KeyboardInterrupt:
        raise InterruptError(f"interrupted; {process.module} was told to end") from None
    except OSError as error:
        raise _no_python(line, error) from error
    if done.returncode:
        failure = UsageError if done.returncode == UsageError.exit_code else ProcessError
        raise failure(done.stderr.strip() or f"{process.module} failed")
    try:
        answer: object = json.loads(done.stdout)
    except ValueError as error:
        raise ProcessError(f"{process.module} did not answer with JSON: {error}") from error
    return answer


def _command_line(project: OpenProject, process: Process, words: Sequence[str]) -> list[str]:
    no_bytecode = ["-B"] if project.answers.options.get("bytecode") is False else []
    return [*project_python(project.root), *no_bytecode, "-m", process.module, *words]


def _no_python(line: Sequence[str], error: OSError) -> MachineError:
    return MachineError(
        f"cannot run the project's Python {line[0]}: {error.strerror}",
        hint="Make its environment again: remove .venv, and install the project.",
    )
