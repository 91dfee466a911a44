"""Errors of editing a text: it cannot be read, or the place of an entry is not clear."""

from polepos_checks.errors import ProjectError


class EditError(ProjectError):
    """A text cannot be edited as asked; `line` and `column` (from 1) say where, if it is known.

    The message names no file: an edit knows texts alone, and callers put `path:line:column` before.
    """

    code = "edit-failed"

    def __init__(
        self,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column


class UnreadableError(EditError):
    """The text has a syntax error."""

    code = "file-unreadable"
    exit_code = 1


class PlaceNotClearError(EditError):
    """Where the entry belongs cannot be told; the hint says how to make the place clear again."""

    code = "place-not-clear"
    exit_code = 1
