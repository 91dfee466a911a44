"""What a newcomer types: the next steps that `polepos start` prints, word by word."""

import json
import os
import re
import shlex
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest
from applications import PACKAGE, Application, clean_environment, polepos

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def next_steps(folder: Path, *options: str, **environment: str) -> list[str]:
    done = polepos(
        "start", "shop-api", "--json", "--no-git", *options, folder=folder, **environment
    )
    assert done.returncode == 0, done.stderr
    steps: list[str] = json.loads(done.stdout)["next_steps"]
    return steps


def search_path(*, uv: bool) -> str:
    """The PATH of somebody who has installed polepos, with or without uv."""
    folders = [str(Path(sys.executable).parent), *os.environ["PATH"].split(os.pathsep)]
    kept = [folder for folder in folders if uv or not (Path(folder) / "uv").exists()]
    return os.pathsep.join(kept)


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_the_next_steps_work_word_by_word(
    tmp_path: Path, installer: str, application_python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ein Ordner für Größeres"
    folder.mkdir()
    monkeypatch.setenv("PATH", search_path(uv=installer == "uv"))
    *preparing, serving = next_steps(folder)

    done = subprocess.run(
        ["bash", "-ec", "\n".join(preparing)],
        cwd=folder,
        env=clean_environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr

    application = Application(folder / "shop-api", application_python)
    words = shlex.split(serving)
    assert words[-2:] == ["-m", f"{PACKAGE}.run"]
    own = Application(application.root, application.root / ".venv/bin/python")
    with own.serving(PYTHONPATH="") as server:
        assert server.get("/health/ready").status == 200


def test_no_project_can_be_called_like_something_it_depends_on(application_python: Path) -> None:
    site = next(application_python.parent.parent.glob("lib/python*/site-packages"))
    found = set()
    for distribution in distributions(path=[str(site)]):
        found.add(distribution.metadata["Name"])
        top = (distribution.read_text("top_level.txt") or "").split()
        files = distribution.files or []
        top += [
            path.parts[0] for path in files if len(path.parts) == 2 and path.name == "__init__.py"
        ]
        found |= {name for name in top if name.isidentifier() and not name.startswith("_")}

    allowed = []
    for name in sorted({re.sub("[-_.]+", "-", name).lower() for name in found}):
        done = polepos("start", name, "--dry-run", folder=site)
        if done.returncode != 2:
            allowed.append(name)

    assert not allowed
