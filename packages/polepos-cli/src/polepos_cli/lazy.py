"""Commands that are imported when they are used."""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command is, and what help says of it before it is imported.

    Attributes:
        module: a module below `polepos_cli.commands` that has an `app`.
        summary: the first sentence of the command's own help (a test compares them).
        section: the heading it stands under in `polepos --help`.
    """

    module: str
    summary: str
    section: str

    def load(self, name: str) -> Any:
        """Import the command, and return what Typer makes of it."""
        app: typer.Typer = import_module(f"polepos_cli.commands.{self.module}").app
        command = get_command(app)
        command.name = name
        return command


class LazyCommands(MutableMapping[str, Any]):
    """A group's commands by name: the names are at hand, a command comes when it is looked up."""

    def __init__(self, commands: dict[str, LazyCommand]) -> None:
        self.known = commands
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = self.known[name].load(name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


class LazyGroup(TyperGroup):
    """A group whose help is written from the summaries, so that it imports no command."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Typer's signature
        """Write the commands under their sections."""
        commands = self.commands
        if not isinstance(commands, LazyCommands):
            raise TypeError("a LazyGroup takes LazyCommands")
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, command in commands.known.items():
            sections.setdefault(command.section, []).append((name, command.summary))
        for section, rows in sections.items():
            with formatter.section(section):
                formatter.write_dl(rows)
