"""Carry a plan out, or only show it."""

from collections.abc import Callable
from pathlib import Path

from polepos_checks.transaction import begin, check_changes, check_undo, is_unfinished
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
    recover(root)
    if dry_run:
        plan = make_plan()
        check_changes(root, plan.changes)
        return plan
    try:
        with begin(root) as transaction:
            say_recovered(transaction)
            plan = make_plan()
            transaction.commit(plan.changes, plan.label)
            return plan
    except KeyboardInterrupt:
        raise _interrupted(root) from None
    except OSError as error:
        raise _refused(root, error) from error


def undo_last(root: Path, *, dry_run: bool) -> Plan:
    """Take the last change of a project back, or only show what that would change.

    Raises:
        NothingToUndoError: there is none, or it has been taken back.
        ChangedMeanwhileError: a file was changed since then; nothing is changed.
        LockedError, MachineError, InterruptError: as for `carry_out`.
    """
    recover(root)
    try:
        label, changes = check_undo(root)
        if dry_run:
            check_changes(root, changes)
        else:
            with begin(root) as transaction:
                say_recovered(transaction)
                transaction.undo()
    except KeyboardInterrupt:
        raise _interrupted(root) from None
    except OSError as error:
        raise _refused(root, error) from error
    summary = Summary(f"Would take back `{label}`.", f"Took back `{label}`.")
    return Plan("undo", summary, changes, (), (), {"undone": label})


def _refused(root: Path, error: OSError) -> MachineError:
    refused = machine_error(error, f"change {root}")
    if is_unfinished(root):
        refused.hint = "Mend that; the next polepos command here finishes the change."
    else:
        refused.message += "; nothing was changed"
    return refused


def _interrupted(root: Path) -> InterruptError:
    if is_unfinished(root):
        with begin(root) as transaction:
            if transaction.recovered:
                return InterruptError(f"interrupted; {transaction.recovered.label} is complete")
    return InterruptError("interrupted; nothing was changed")
