"""Make projects with everything that can be added to them, one a database, in the folder that is named."""

import json
import subprocess
import sys
from pathlib import Path

DATABASES = ("sqlite", "postgres")


def main() -> int:
    """Make the projects with the installed `polepos`; return an exit code."""
    folder = Path(sys.argv[1]).resolve()
    for db in DATABASES:
        project = folder / db
        polepos(folder, "start", "shared", "--db", db, "--no-git", "--dir", str(project))
        offered = json.loads(polepos(project, "list", "--json"))
        for feature in offered["features"]:
            polepos(project, "add", feature["name"])
        for integration in offered["integrations"]:
            polepos(project, "add", "integration", integration["name"])
    return 0


def polepos(folder: Path, *words: str) -> str:
    """Run a command, and return what it printed."""
    program = Path(sys.executable).with_name("polepos")
    done = subprocess.run(
        [str(program), *words], cwd=folder, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
