"""What a command would change: a value to show, or to carry out."""

import difflib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from polepos_checks.transaction import Change


class Summary(NamedTuple):
    """One sentence of what a plan makes of a project: before it is carried out, and afterwards."""

    would: str
    done: str


class Plan(NamedTuple):
    """A change of a project.

    Attributes:
        label: what it is called, such as `add module customers`.
        summary: what it makes of the project, for people.
        changes: a file each, sorted by path; all of them differ from what is there.
        notes: what its owner should know.
        next_steps: what to do, or to decide, once it is carried out.
        answers: what was asked for, as JSON shows it.
    """

    label: str
    summary: Summary
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    next_steps: tuple[str, ...]
    answers: Mapping[str, object]

    def document(self, *, dry_run: bool) -> dict[str, object]:
        """Return the plan as JSON shows it; carried out or not, it is the same."""
        return {
            "dry_run": dry_run,
            **self.answers,
            "files": [
                {"path": change.path, "action": action_of(change)} for change in self.changes
            ],
            "notes": list(self.notes),
            "next_steps": list(self.next_steps),
        }

    def diff(self) -> str:
        """Return the plan as a unified diff that `git apply` takes."""
        # What polepos keeps for itself comes last.
        read = sorted(self.changes, key=lambda each: (each.path.startswith("."), each.path))
        return "".join(line for change in read for line in _diff(change))


def action_of(change: Change) -> str:
    """Return `create`, `update` or `delete`."""
    if change.before is None:
        return "create"
    return "delete" if change.after is None else "update"


def _diff(change: Change) -> Iterator[str]:
    before, after = (_lines(data) for data in (change.before, change.after))
    here = f"a/{change.path}" if change.before is not None else "/dev/null"
    there = f"b/{change.path}" if change.after is not None else "/dev/null"
    yield f"diff --git a/{change.path} b/{change.path}\n"
    if change.before is None:
        yield "new file mode 100644\n"
    if change.after is None:
        yield "deleted file mode 100644\n"
    for line in difflib.unified_diff(before, after, here, there):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes | None) -> list[str]:
    # Lines end at LF only, as `git apply` sees them; a carriage return stays where it is.
    text = (data or b"").decode("utf-8", "surrogateescape")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [
        each for each in [text.rpartition("\n")[2]] if each
    ]
