"""What stands in the way of a change: work of the owner's that would be lost or broken."""

from collections.abc import Sequence
from typing import NamedTuple

from polepos_cli.errors import RefusedError


class Blocker(NamedTuple):
    """One thing that stands in the way.

    Attributes:
        path: the file, below the project's folder, with `/`.
        line: where in it, from 1; 0 for the file as a whole.
        why: what would happen to it, or what it needs.
        forced: `--force` goes on all the same.
    """

    path: str
    line: int
    why: str
    forced: bool = False

    @property
    def where(self) -> str:
        """The place, as editors understand it."""
        return f"{self.path}:{self.line}" if self.line else self.path


class BlockedError(RefusedError):
    """Going on would lose or break work of the owner's."""

    code = "work-at-risk"

    def __init__(self, label: str, blockers: Sequence[Blocker], *, hint: str) -> None:
        found = sorted(set(blockers))
        lines = "".join(f"\n  {each.where}: {each.why}" for each in found)
        super().__init__(f"cannot {label}; nothing was changed:{lines}", hint=hint)
        self.details = [
            {"path": each.path, "line": each.line, "why": each.why, "force": each.forced}
            for each in found
        ]
