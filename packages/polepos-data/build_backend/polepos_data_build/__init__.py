"""Build `polepos-data`: with the Rust backend where cargo is found, in plain Python elsewhere.

These are the hooks of PEP 517 and PEP 660, which pip, uv and build call. maturin compiles
(native.py) and hatchling packs, so that the two kinds of wheel have the same files and the same
metadata but for the compiled module, and the version is written in one place.
"""
# ruff: noqa: ARG001 - the standards name the arguments of a hook, also those without use here

import shutil
from collections.abc import Mapping
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from polepos_data_build import crates, native
from polepos_data_build.places import PACKAGE, ROOT, SOURCE

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

Settings = Mapping[str, Any] | None


class Wheel(WheelBuilder):
    """Pack a wheel: of this platform around a compiled backend, else of any."""

    compiled: native.Library | None = None

    def get_default_build_data(self) -> dict[str, Any]:
        """Add the compiled backend to what hatchling packs."""
        data = super().get_default_build_data()
        if self.compiled is not None:
            data |= {"tag": self.compiled.tag, "pure_python": False}
            place = f"{PACKAGE}/{self.compiled.file.name}"
            data.setdefault("force_include", {})[str(self.compiled.file)] = place
        return data


class Sdist(SdistBuilder):
    """Pack the sources, with those from outside the package's folder that cargo needs."""

    outside: Mapping[str, str] = {}

    def get_default_build_data(self) -> dict[str, Any]:
        """Add the files from outside to what hatchling packs."""
        data = super().get_default_build_data()
        data.setdefault("force_include", {}).update(self.outside)
        return data


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    """Ask for maturin where the Rust backend is going to be compiled."""
    return native.requirements()


get_requires_for_build_editable = get_requires_for_build_wheel


def get_requires_for_build_sdist(config_settings: Settings = None) -> list[str]:
    """Ask for nothing more: sources are packed without looking at them."""
    return []


def prepare_metadata_for_build_wheel(
    metadata_directory: str, config_settings: Settings = None
) -> str:
    """Write the metadata, which no compiler has a say in, and return their folder's name."""
    builder = Wheel(str(ROOT))
    folder = Path(metadata_directory) / f"{builder.artifact_project_id}.dist-info"
    folder.mkdir(exist_ok=True)
    text = builder.config.core_metadata_constructor(builder.metadata)
    (folder / "METADATA").write_text(text, encoding="utf-8", newline="\n")
    return folder.name


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def build_wheel(
    wheel_directory: str,
    config_settings: Settings = None,
    metadata_directory: str | None = None,
) -> str:
    """Build a wheel, native or pure, and return its file name."""
    builder = Wheel(str(ROOT))
    with TemporaryDirectory() as scratch:
        builder.compiled = native.library(Path(scratch))
        return _built(builder, wheel_directory, "standard")


def build_editable(
    wheel_directory: str,
    config_settings: Settings = None,
    metadata_directory: str | None = None,
) -> str:
    """Put the compiled backend among the sources, build a wheel that points there, return its name.

    A backend compiled earlier for this interpreter goes away, also when there is no new one: what
    is imported is what was installed last.
    """
    with TemporaryDirectory() as scratch:
        compiled = native.library(Path(scratch))
        for suffix in EXTENSION_SUFFIXES:
            (SOURCE / f"_rust{suffix}").unlink(missing_ok=True)
        if compiled is not None:
            shutil.copy2(compiled.file, SOURCE)
    return _built(Wheel(str(ROOT)), wheel_directory, "editable")


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """Build the source archive, the same with and without cargo, and return its file name."""
    builder = Sdist(str(ROOT))
    with TemporaryDirectory() as scratch:
        builder.outside = crates.outside(Path(scratch))
        return _built(builder, sdist_directory, "standard")


def _built(builder: Wheel | Sdist, folder: str, version: str) -> str:
    return Path(next(builder.build(directory=folder, versions=[version]))).name
