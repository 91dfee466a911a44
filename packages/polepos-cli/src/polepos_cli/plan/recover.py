"""Finish what a killed command left, before anything else looks at the project."""

from pathlib import Path

from polepos_checks.transaction import Transaction, begin, is_unfinished
from polepos_cli import console
from polepos_cli.errors import machine_error


def recover(root: Path) -> None:
    """Finish what a killed command left, and say so."""
    if is_unfinished(root):
        try:
            with begin(root) as transaction:
                say_recovered(transaction)
        except OSError as error:
            raise machine_error(error, f"finish what an earlier command left in {root}") from error


def say_recovered(transaction: Transaction) -> None:
    """Say which killed command was finished as the transaction began, if one was."""
    if done := transaction.recovered:
        files = f"{len(done.paths)} file{'s' if len(done.paths) != 1 else ''}"
        what = f"taking `{done.label}` back" if done.undone else f"`{done.label}`"
        console.note(f"Finished {what}, which was killed before it ended ({files}).")
