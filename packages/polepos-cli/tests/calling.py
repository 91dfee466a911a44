"""Command lines run in this process, outside of any fixture: laws run them by the thousand."""

from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from outcome import Outcome

from polepos_cli.app import run


def call(folder: Path, *words: str) -> Outcome:
    """Run a command line in a folder."""
    out, err = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code = run(words)
    return Outcome(code, out.getvalue(), err.getvalue())
