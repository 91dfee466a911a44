"""Show a plan to people."""

from polepos_cli import console
from polepos_cli.plan.plan import Plan, action_of

_DONE = {"create": "Created", "update": "Updated", "delete": "Removed"}
_WOULD = {"create": "Would create", "update": "Would update", "delete": "Would remove"}


def show(plan: Plan, *, dry_run: bool, diff: bool, as_json: bool) -> None:
    """Print what was changed, or what would be.

    Args:
        plan: the change.
        dry_run: it was not carried out.
        diff: print a unified diff instead of a list of files.
        as_json: print one JSON document; with `diff`, the diff is in it.
    """
    command = " ".join(plan.label.split()[:2])
    if as_json:
        more = {"diff": plan.diff()} if diff else {}
        console.emit(command, {**plan.document(dry_run=dry_run), **more})
        return
    if diff:
        console.write(plan.diff())
        console.note(plan.summary.would if dry_run else plan.summary.done)
    else:
        _show_files(plan, dry_run=dry_run)
    for note in plan.notes:
        console.note(f"note: {note}")
    if plan.next_steps and not dry_run and not diff:
        console.say()
        console.say(console.heading("Next steps"))
        for step in plan.next_steps:
            console.say(f"  {step}")


def _show_files(plan: Plan, *, dry_run: bool) -> None:
    console.say(plan.summary.would if dry_run else plan.summary.done)
    words = _WOULD if dry_run else _DONE
    for action, word in words.items():
        paths = [change.path for change in plan.changes if action_of(change) == action]
        if paths:
            console.say(f"{word}:")
            for path in paths:
                console.say(f"  {path}")
