"""Install the servers that the tests start (they are never run system-wide by us)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Debian package, and a program that is there once it is installed.
PACKAGES = {"postgresql": "/usr/lib/postgresql/*/bin/postgres"}


def main() -> int:
    """Install what is missing with apt-get; return an exit code."""
    missing = [name for name, program in PACKAGES.items() if not list(Path("/").glob(program[1:]))]
    if not missing:
        print("Every server is here: " + ", ".join(PACKAGES))
        return 0
    if not shutil.which("apt-get"):
        print(f"Not a Debian machine; install by hand: {', '.join(missing)}", file=sys.stderr)
        return 1
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "--quiet"],
        ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *missing],
    ):
        code = subprocess.run([*as_root, *command], env=environment, check=False).returncode
        if code:
            print(f"{' '.join(command)} failed with exit code {code}", file=sys.stderr)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
