"""Run a process of a project in the project's own Python, in the place of this one."""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from polepos_cli.db.environment import project_python
from polepos_cli.errors import InterruptError, MachineError
from polepos_cli.project import OpenProject
from polepos_templates import Bundle
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
    no_bytecode = ["-B"] if project.answers.options.get("bytecode") is False else []
    line = [*project_python(project.root), *no_bytecode, "-m", process.module, *words]
    sys.stdout.flush()
    try:
        os.chdir(project.root)
        if os.name == "posix":
            os.execvp(line[0], line)  # noqa: S606 - no shell is wanted
        sys.exit(subprocess.run(line, check=False).returncode)  # noqa: S603
    except KeyboardInterrupt:
        raise InterruptError(f"interrupted; {process.module} was told to end") from None
    except OSError as error:
        raise MachineError(
            f"cannot run the project's Python {line[0]}: {error.strerror}",
            hint="Make its environment again: remove .venv, and install the project.",
        ) from error
