"""Entries that owners write themselves, and the tiny integrations that find them."""

import json
from pathlib import Path

from outcome import Outcome, Polepos

PYPROJECT = "pyproject.toml"
RECORD = ".polepos/base.jsonl"


def edit(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def depend(project: Path, line: str) -> None:
    """Write a dependency of the owner's."""
    edit(project, PYPROJECT, '    "uvicorn', f'    {line}\n    "uvicorn')


def read(project: Path, path: str) -> str:
    return (project / path).read_text(encoding="utf-8")


def kept(project: Path) -> list[dict[str, object]]:
    lines = read(project, RECORD).splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"at"')]


def add(polepos: Polepos, name: str = "cache") -> Outcome:
    done = polepos("add", "integration", name)
    assert done.code == 0, done.err
    return done


def remove(polepos: Polepos, name: str = "cache", *words: str) -> Outcome:
    done = polepos("remove", "integration", name, *words)
    assert done.code == 0, done.err
    return done
