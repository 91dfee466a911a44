"""Projects on disk, as tests compare them."""

import os
from pathlib import Path

_STATE = (".polepos/tx", ".polepos/undo")


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of a project, but for what polepos keeps to undo and recover."""
    found = {}
    for folder, below, names in os.walk(root):
        below[:] = [each for each in below if each not in {"__pycache__", ".git"}]
        for name in names:
            path = (Path(folder) / name).relative_to(root).as_posix()
            if not path.startswith(_STATE):
                found[path] = (root / path).read_bytes()
    return found


def folders(root: Path) -> set[str]:
    """Return every folder of a project."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*/") if path.is_dir()}
