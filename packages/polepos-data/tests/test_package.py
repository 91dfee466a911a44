"""What the package promises as a whole."""

import tomllib
from importlib.metadata import requires, version
from importlib.resources import files
from pathlib import Path

import pytest

import polepos
import polepos.data

ROOT = Path(__file__).resolve().parents[1]


def test_polepos_is_a_namespace_that_other_wheels_can_share() -> None:
    assert polepos.__file__ is None


def test_the_version_is_the_distributions() -> None:
    assert polepos.data.__version__ == version("polepos-data")


def test_nothing_else_is_installed_with_it() -> None:
    assert requires("polepos-data") is None


def test_type_checkers_are_told_that_it_is_typed() -> None:
    assert files("polepos.data").joinpath("py.typed").is_file()


def test_it_says_which_backend_is_active() -> None:
    assert polepos.data.BACKEND in ("pure", "rust")


@pytest.mark.parametrize("crate", ["rust", "crates/polepos-data-core"])
def test_the_crates_have_the_version_of_the_package(crate: str) -> None:
    places = [top / crate / "Cargo.toml" for top in (ROOT, ROOT.parent.parent)]
    manifest = next((place for place in places if place.is_file()), None)
    if manifest is None:
        pytest.skip(f"there is no {crate} here")
    package = tomllib.loads(manifest.read_text(encoding="utf-8"))["package"]
    assert package["version"] == polepos.data.__version__
