"""Errors of the reader, and the root that every polepos error shares."""

from typing import ClassVar


class PolePosError(Exception):
    """Say what was found, where, and what to do about it.

    Library code raises it (or a subclass) and prints nothing; the CLI turns it into one message and an
    exit code.

    Attributes:
        code: stable name for programs, kebab-case. Never reused for another meaning.
        exit_code: what a process ends with: 1 the project is not as it should be, 2 used wrongly,
            3 refused to protect the owner's work, 4 an internal error.
        message: what was found and where, one sentence without a final newline.
        hint: what to do about it, or an empty string.
        details: the places that the message lists, for programs: a mapping of plain values each.
    """

    code: str = "error"
    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details: list[dict[str, str | int | bool]] = []


class BundleError(PolePosError):
    """A bundle cannot be read: missing, damaged, or of a format this reader does not know."""

    code = "bundle-unreadable"
    exit_code = 4


class AnswersError(PolePosError):
    """Answers that the bundle has no use for: an unknown option, or a value it does not offer."""

    code = "answers-invalid"
    exit_code = 1
