"""Errors of the commands themselves."""

from polepos_templates import PolePosError


class UsageError(PolePosError):
    """A command was called with something that cannot work."""

    code = "usage"
    exit_code = 2


class RefusedError(PolePosError):
    """Going on could cost the owner work."""

    code = "refused"
    exit_code = 3


class MachineError(PolePosError):
    """The machine refuses: a full disk, a missing permission, a missing program."""

    code = "machine"
    exit_code = 1


class InterruptError(PolePosError):
    """The user pressed Ctrl-C."""

    code = "interrupted"
    exit_code = 130


def machine_error(error: OSError, doing: str) -> MachineError:
    """Say in one sentence what the operating system refused while `doing` something."""
    where = f" ({error.filename})" if error.filename else ""
    return MachineError(f"cannot {doing}: {error.strerror or error}{where}")
