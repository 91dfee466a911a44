"""What can be wrong with a question to a graph."""

from typing import Any

_SHOWN = 10


class NotInGraphError(KeyError, ValueError):
    """A node or an edge was named that the graph does not have.

    It is a `KeyError`, as with any container, and a `ValueError`, as an argument was wrong.
    """

    __module__ = "polepos.data"

    def __str__(self) -> str:
        return str(self.args[0])  # not its repr, which is what a KeyError shows


class NoPathError(ValueError):
    """No path leads from one node to the other."""

    __module__ = "polepos.data"


class CycleError(ValueError):
    """The nodes cannot be ordered, as some of them come before themselves.

    The second of its `args` is the cycle, as in `graphlib.CycleError`.
    """

    __module__ = "polepos.data"

    @classmethod
    def of(cls, cycle: list[Any]) -> "CycleError":
        """Return the error for a `cycle`; its message names the first nodes."""
        shown = [repr(node) for node in cycle[:_SHOWN]]
        if len(cycle) > _SHOWN:
            shown.append(f"... ({len(cycle) - 1} nodes)")
        return cls(f"graph contains a cycle: {' -> '.join(shown)}", cycle)

    @property
    def cycle(self) -> list[Any]:
        """The nodes of a cycle: from each one an edge leads to the next, the last is the first."""
        nodes: list[Any] = self.args[1]
        return nodes

    def __str__(self) -> str:
        return str(self.args[0])
