"""Find out whether a new component's tables would be somebody else's."""

import re
from pathlib import Path

from polepos_checks.source.files import python_files
from polepos_cli.errors import UsageError
from polepos_cli.project import OpenProject
from polepos_templates import Contract, Instance


def check_tables(project: OpenProject, before: Contract, new: Instance, *, own: str = "") -> None:
    """Make sure that nobody has a table that `new` brings, hand-written modules included.

    Args:
        project: where it is to be.
        before: what the project has to hold so far.
        new: what is to be added.
        own: the module's own name: what was detached and is its own may be taken up again.

    Raises:
        UsageError: with the table, and whose it is.
    """
    for table in new.provides.get("table", ()):
        owner = _owner(before, table) or _hand_written(project, table, own)
        if owner:
            raise UsageError(
                f"the table {table} is there already: it is {owner.replace(':', ' ')}'s",
                hint="Choose another name for the module."
                if own
                else "Give that table another name, or do without this.",
            )


def _owner(before: Contract, table: str) -> str:
    return next(
        (o for o, each in before.instances.items() if table in each.provides.get("table", ())), ""
    )


def _hand_written(project: OpenProject, table: str, own: str) -> str:
    """Return a file of the owner's that has the table, outside of modules that polepos knows."""
    top = project.root / "src" / project.answers.package
    pattern = re.compile(rb"__tablename__[^\n=]*=\s*[\"']" + table.encode("ascii") + rb"[\"']")
    known = {f"modules/{name}/" for name in (*project.answers.modules, own) if name}
    for path, place in python_files(top, besides=known):
        if pattern.search(Path(place).read_bytes()):
            return f"src/{project.answers.package}/{path}"
    return ""
