"""A command line to call, in a folder of its own."""

from pathlib import Path

import pytest
from hypothesis import settings
from outcome import Outcome, Polepos
from tiny_bundle import tiny_bundle

from polepos_cli.app import run
from polepos_templates import Bundle

# Machines are shared: no example has a deadline.
settings.register_profile("polepos", deadline=None)
settings.load_profile("polepos")


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own: what an earlier version rendered must not hide a change."""
    folder = tmp_path_factory.mktemp("user") / "cache"
    monkeypatch.setenv("POLEPOS_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: empty, and in no repository."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def project(here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project on SQLite, and the current folder."""
    assert polepos("start", "shop-api", "--no-git").code == 0
    monkeypatch.chdir(here / "shop-api")
    return here / "shop-api"


@pytest.fixture
def polepos(capfd: pytest.CaptureFixture[str]) -> Polepos:
    """Run a command line in this process."""

    def call(*words: str) -> Outcome:
        code = run(words)
        out, err = capfd.readouterr()
        return Outcome(code, out, err)

    return call


@pytest.fixture(scope="session")
def bundle_with_tiny_ones(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The shipped bundle with some tiny integrations beside its own."""
    return tiny_bundle(tmp_path_factory.mktemp("tiny") / "bundle")


@pytest.fixture
def tiny(bundle_with_tiny_ones: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let command lines work with the tiny integrations, too."""
    for module in ("project", "removal"):
        monkeypatch.setattr(f"polepos_cli.{module}.open_bundle", lambda: bundle_with_tiny_ones)
