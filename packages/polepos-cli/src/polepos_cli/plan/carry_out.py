"""Carry a plan out, or only show it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from polepos_checks.journal import JournalError
from polepos_checks.transaction import (
    ChangedMeanwhileError,
    Done,
    Transaction,
    begin,
    check_changes,
    check_undo,
    is_unfinished,
)
from polepos_cli.errors import InterruptError, MachineError, machine_error
from polepos_cli.plan.plan import Plan, Summary
from polepos_cli.plan.recover import recover, say_recovered


def carry_out(root: Path, make_plan: Callable[[], Plan], *, dry_run: bool) -> Plan:
    """Make a plan, and carry it out unless this is a dry run.

    The plan is made while no other polepos command can change the project. A dry run takes no lock
    and writes nothing.

    Args:
        root: the project's folder.
        make_plan: reads the project, and says what is to change.
        dry_run: only make the plan.

    Raises:
        LockedError: another command is at work there, and does not end.
        ChangedMeanwhileError, OutsideProjectError, ReadOnlyError: nothing was changed.
        InterruptError: Ctrl-C; the message says whether the change was made.
        MachineError: the disk is full, a folder cannot be written, ...
    """
    with _saying_what_came_of_it(root) as transactions:
        recover(root)
        if dry_run:
            plan = make_plan()
            check_changes(root, plan.changes)
            return plan
        with begin(root) as transaction:
            transactions.append(transaction)
            say_recovered(transaction)
            plan = make_plan()
            transaction.commit(plan.changes, plan.label)
            return plan


def undo_last(root: Path, *, dry_run: bool) -> Plan:
    """Take the last change of a project back, or only show what that would change.

    Raises:
        NothingToUndoError: there is none, or it has been taken back.
        ChangedMeanwhileError: a file was changed since then; nothing is changed.
        LockedError, MachineError, InterruptError: as for `carry_out`.
    """
    with _saying_what_came_of_it(root) as transactions:
        recover(root)
        if dry_run:
            label, changes = check_undo(root)
            check_changes(root, changes)
        else:
            # A lock is not taken for nothing. But what looks like a change of somebody's, or like a
            # damaged journal, may be another command at work: who has the lock can tell.
            with suppress(ChangedMeanwhileError, JournalError):
                check_undo(root)
            with begin(root) as transaction:
                transactions.append(transaction)
                say_recovered(transaction)
                label, changes = check_undo(root)
                transaction.undo()
    summary = Summary(f"Would take back `{label}`.", f"Took back `{label}`.")
    return Plan("undo", summary, changes, (), (), {"undone": label})


@contextmanager
def _saying_what_came_of_it(root: Path) -> Iterator[list[Transaction]]:
    """Make of Ctrl-C, and of what the machine refuses, a message that says whether the change was made.

    The block puts its transaction into the list that it is given.
    """
    transactions: list[Transaction] = []
    try:
        yield transactions
    except KeyboardInterrupt:
        raise _interrupted(root, transactions) from None
    except OSError as error:
        raise _refused(root, error, transactions) from error


def _refused(root: Path, error: OSError, transactions: Iterable[Transaction]) -> MachineError:
    refused = machine_error(error, f"change {root}")
    if is_unfinished(root):
        refused.hint = "Mend that; the next polepos command here finishes the change."
    else:
        refused.message += _outcome(transactions)
    return refused


def _interrupted(root: Path, transactions: Iterable[Transaction]) -> InterruptError:
    if is_unfinished(root):
        with begin(root) as transaction:
            if done := transaction.recovered:
                return InterruptError(f"interrupted; {_what(done)} is complete")
    return InterruptError(f"interrupted{_outcome(transactions)}")


def _outcome(transactions: Iterable[Transaction]) -> str:
    done = next((each.decided for each in transactions if each.decided), None)
    return f"; {_what(done)} is complete" if done else "; nothing was changed"


def _what(done: Done) -> str:
    return f"taking `{done.label}` back" if done.undone else f"`{done.label}`"
