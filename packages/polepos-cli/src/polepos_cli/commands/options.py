"""Options that several commands have."""

from typing import Annotated

import typer

DryRun = Annotated[
    bool, typer.Option("--dry-run", "--trace", help="Show what would change; change nothing.")
]
Diff = Annotated[bool, typer.Option("--diff", help="Show the change as a diff.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
