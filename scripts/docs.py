"""Write the parts of docs/ that come from the code; with --check, only compare.

That is the reference of the command line, in the words of the commands' own help, and the methods
of the containers beside those of their peers.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import data_docs

from polepos_cli.app import COMMANDS, command_line

DOCS = Path(__file__).resolve().parents[1] / "docs"

_INTRODUCTION = """\
# The command line

Written by `nox -s docs` from the commands' own help: change it there.
"""


def main() -> int:
    """Write the documents, or say which are out of date; return an exit code."""
    check = "--check" in sys.argv[1:]
    stale = [
        name for name, made in GENERATED.items() if not _done(DOCS / name, made(), check=check)
    ]
    for name in stale:
        print(f"docs/{name} is not what the code says: run nox -s docs", file=sys.stderr)
    return 1 if stale else 0


def _done(path: Path, text: str, *, check: bool) -> bool:
    """Write a document, or only tell whether it is as it should be."""
    if check:
        return path.is_file() and path.read_text(encoding="utf-8") == text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"wrote {path.relative_to(DOCS.parent)}")
    return True


def command_line_reference() -> str:
    """Return the text of docs/command-line.md."""
    return _INTRODUCTION + "".join(_sections())


def _sections() -> Iterator[str]:
    root = command_line()
    with root.make_context("polepos", [], resilient_parsing=True) as context:
        yield _section(context)
        for name in COMMANDS:
            command = root.commands[name]
            with command.make_context(name, [], parent=context, resilient_parsing=True) as own:
                yield _section(own)
                for sub in getattr(command, "commands", {}).values():
                    if not sub.hidden:
                        with sub.make_context(
                            sub.name, [], parent=own, resilient_parsing=True
                        ) as below:
                            yield _section(below)


def _section(context: Any) -> str:
    context.terminal_width = 96
    help_text = re.sub(r"[ \t]+\n", "\n", context.get_help())
    return f"\n## `{context.command_path}`\n\n```text\n{help_text}\n```\n"


GENERATED: dict[str, Callable[[], str]] = {
    "command-line.md": command_line_reference,
    "data/methods.md": data_docs.methods,
}
"""Each document under docs/, and what returns its text."""


if __name__ == "__main__":
    sys.exit(main())
