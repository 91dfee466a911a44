"""Write the parts of docs/ that come from the code; with --check, only compare.

Today that is the reference of the command line, in the words of the commands' own help.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from polepos_cli.app import COMMANDS, command_line

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "command-line.md"

_INTRODUCTION = """\
# The command line

Written by `nox -s docs` from the commands' own help: change it there.
"""


def main() -> int:
    """Write the reference, or say that it is out of date; return an exit code."""
    text = _INTRODUCTION + "".join(_sections())
    if "--check" not in sys.argv[1:]:
        REFERENCE.write_text(text, encoding="utf-8")
        print(f"wrote {REFERENCE.name}")
        return 0
    if REFERENCE.is_file() and REFERENCE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/command-line.md is not what the commands say: run nox -s docs", file=sys.stderr)
    return 1


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


if __name__ == "__main__":
    sys.exit(main())
