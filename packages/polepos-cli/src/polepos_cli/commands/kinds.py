"""A group of commands for kinds of components: who names a component gets the whole command."""

from typing import Any

from typer.core import TyperGroup

from polepos_cli.errors import UsageError
from polepos_templates import open_bundle


class Kinds(TyperGroup):
    """`polepos add`, `polepos remove`: what follows is a kind, or a feature."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first word names.

        Raises:
            UsageError: it names an integration, or a template of modules.
        """
        name, bundle, verb = args[0], open_bundle(), ctx.info_name
        if name in bundle.integrations:
            raise UsageError(
                f"{name} is an integration", hint=f"Try: polepos {verb} integration {name}"
            )
        if name in bundle.modules:
            module = f"module NAME --template {name}" if verb == "add" else "module NAME"
            raise UsageError(
                f"{name} is a template of modules", hint=f"Try: polepos {verb} {module}"
            )
        return super().resolve_command(ctx, args)
