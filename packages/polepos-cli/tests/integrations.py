"""The tiny integration `cache`, added and removed by tests; see `tiny_bundle.py`."""

from collections.abc import Callable
from pathlib import Path

from outcome import Outcome, Polepos
from projects import tree

ADD = ("add", "integration", "cache")
REMOVE = ("remove", "integration", "cache")


def edit(project: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (project / path).read_bytes().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (project / path).write_bytes(text.encode())


def refused(project: Path, outcome: Callable[[], Outcome], code: int, *said: str) -> None:
    """See that a command line ends so, says so in one message, and changes nothing."""
    before = tree(project)
    done = outcome()
    assert done.code == code, done.err
    for each in said:
        assert each in done.err
    assert done.err.count("error: ") == 1
    assert "Traceback" not in done.err
    assert tree(project) == before


def comes_and_goes(project: Path, polepos: Polepos) -> dict[str, bytes]:
    """Add it and remove it; return the files that the project had in between."""
    before = tree(project)
    done = polepos(*ADD)
    assert done.code == 0, done.err
    between = tree(project)
    done = polepos(*REMOVE)
    assert done.code == 0, done.err
    assert tree(project) == before
    return between
