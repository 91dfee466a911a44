"""Choose the backend when `polepos.data` is imported: Rust where it is installed, else pure."""

import importlib
import os
import sys
from types import ModuleType
from typing import Literal, cast

Name = Literal["pure", "rust"]

VARIABLE = "POLEPOS_DATA_BACKEND"
EXTENSION = "polepos.data._rust"
"""The engines, compiled: installed or not."""

CONTAINERS = "polepos.data._native"
"""The containers on these engines, in Python: always installed."""


def chosen() -> tuple[Name, ModuleType | None]:
    """Return the name of the active backend, and its containers unless that is "pure".

    Raises ImportError when Rust is asked for and not installed, and ValueError when something
    unknown is asked for. An extension that is installed and cannot be loaded raises its own error,
    whatever was asked for but "pure": going on in plain Python would hide a broken installation.
    """
    wanted = asked_for()
    if wanted == "pure":
        return "pure", None
    extension = loaded()
    if extension is not None:
        return "rust", extension
    if wanted == "rust":
        raise ImportError(_missing(), name=EXTENSION)
    return "pure", None


def asked_for() -> Name | None:
    """Return what the environment asks for, None when that is left to us."""
    value = os.environ.get(VARIABLE, "")
    if value not in ("", "pure", "rust"):
        message = f"{VARIABLE} is {value!r}: set it to 'pure' or 'rust', or leave it unset"
        raise ValueError(message)
    return cast(Name, value) if value else None


def loaded() -> ModuleType | None:
    """Return the containers on the Rust extension, or None when none is installed for this Python."""
    try:
        importlib.import_module(EXTENSION)
        return importlib.import_module(CONTAINERS)
    except ModuleNotFoundError as error:
        if error.name == EXTENSION:
            return None
        error.add_note(_BROKEN)
        raise
    except Exception as error:
        error.add_note(_BROKEN)
        raise


_BROKEN = (
    f"The Rust backend of polepos.data ({EXTENSION}) is installed and cannot be loaded: install "
    f"polepos-data again, or set {VARIABLE}=pure to go on in plain Python."
)


def _compiled(file: str) -> bool:
    return file.startswith("_rust.") and file.endswith((".so", ".pyd"))


def _missing() -> str:
    python = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    others = sorted(each for each in os.listdir(os.path.dirname(__file__)) if _compiled(each))
    found = f" ({', '.join(others)}: not for this Python)" if others else ""
    return (
        f"{VARIABLE}=rust, but polepos-data is installed without its Rust backend for {python}"
        f"{found}. The wheels for a platform carry it, the one named py3-none-any does not: with "
        "cargo on PATH, `pip install --force-reinstall --no-cache-dir --no-binary polepos-data "
        f"polepos-data` compiles it. Unset {VARIABLE}, or set it to 'pure', to go on in plain "
        "Python."
    )
