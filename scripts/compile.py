"""Compile the Rust backend into the sources of polepos.data, for the Python that runs this.

`python scripts/compile.py` takes seconds where installing the package takes a minute; what is
given after it goes to cargo (`--profile dev`). The file is not under version control; `--remove`
takes it away, and the sources are pure again.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "packages" / "polepos-data" / "src" / "polepos" / "data"
TARGET = SOURCES / f"_rust{EXTENSION_SUFFIXES[0]}"


def main(arguments: list[str]) -> None:
    """Compile, and put what came of it among the sources."""
    if arguments == ["--remove"]:
        TARGET.unlink(missing_ok=True)
        return
    command = ["cargo", "build", "--locked", "--package", "polepos-data-rust"]
    command += ["--message-format", "json-render-diagnostics"]
    command += arguments or ["--release"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYO3_PYTHON": sys.executable},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    library = _library(map(json.loads, done.stdout.splitlines()))
    TARGET.unlink(missing_ok=True)  # a process that has loaded it keeps the file it had
    shutil.copy2(library, TARGET)
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")


def _library(messages: Iterable[dict[str, Any]]) -> Path:
    """Return the library that cargo says it has made."""
    for message in messages:
        if message.get("target", {}).get("name") == "_rust":
            for name in message.get("filenames", ()):
                if Path(name).suffix in {".so", ".dylib", ".dll"}:
                    return Path(name)
    raise SystemExit("cargo made no library")


if __name__ == "__main__":
    main(sys.argv[1:])
