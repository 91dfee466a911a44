"""Which names a project can have, and what to call it instead."""

import keyword
import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from polepos_cli.errors import UsageError

MAX_LENGTH = 64

# In lower case, for some file systems do not tell `cProfile` from `cprofile`. `test` is Python's own test
# suite, which `stdlib_module_names` leaves out.
_KEYWORDS = frozenset(word.lower() for word in keyword.kwlist)
_STANDARD_LIBRARY = frozenset(name.lower() for name in sys.stdlib_module_names) | {"test"}

# Names that Windows gives to devices, in every folder.
_WINDOWS = frozenset(
    {
        "aux",
        "con",
        "nul",
        "prn",
        *(f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)),
    }
)


class NameRefusedError(UsageError):
    """A project cannot work under this name."""

    code = "name-refused"


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A name that works.

    Attributes:
        name: as typed, such as `shop-api`: the folder and the distribution.
        package: what is imported, such as `shop_api`.
    """

    name: str
    package: str


def check_name(name: str, reserved: Mapping[str, frozenset[str]]) -> ProjectName:
    """Return the project's names.

    Args:
        name: what the user typed.
        reserved: why names are taken, mapped to the names, as the bundle lists them.

    Raises:
        NameRefusedError: with the reason, and a name that would work.
    """
    reason = _shape(name) or _taken(_package(name), reserved)
    if reason:
        raise NameRefusedError(
            f"{name!r} cannot be a project's name: {reason}",
            hint=f"Try: polepos start {suggest(name, reserved)}",
        )
    return ProjectName(name, _package(name))


def suggest(name: str, reserved: Mapping[str, frozenset[str]]) -> str:
    """Return a name near `name` that works."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if words and not words[0].isalpha():
        words = f"app-{words}"
    words = words[:MAX_LENGTH].rstrip("-")
    shortened = words[: MAX_LENGTH - len("my--api")].rstrip("-")
    candidates = (words, f"{shortened}-api", f"my-{shortened}-api") if words else ()
    return next((each for each in candidates if _works(each, reserved)), "my-api")


def _works(name: str, reserved: Mapping[str, frozenset[str]]) -> bool:
    return not (_shape(name) or _taken(_package(name), reserved))


def _package(name: str) -> str:
    return name.replace("-", "_")


def _shape(name: str) -> str:
    """Say what is wrong with how the name is written, or nothing."""
    checks = (
        (not name, "it is empty"),
        ("/" in name or "\\" in name, "it is a path (the folder is chosen with --dir)"),
        (name.strip(".") == "", "it is a path (the folder is chosen with --dir)"),
        (not name.isascii(), "package indexes and file systems take ASCII letters only"),
        (len(name) > MAX_LENGTH, f"it has {len(name)} characters, and {MAX_LENGTH} are the most"),
        (name != name.lower(), "package indexes and container registries take lower case"),
        (name[:1].isdigit(), "a Python package cannot begin with a digit"),
        (re.search(r"[^A-Za-z0-9_-]", name), "only letters, digits, - and _ can be used"),
        (re.search(r"[-_]{2}", name), "only one - or _ can stand between two words"),
        (
            name[:1] in "-_" or name[-1:] in "-_",
            "it has to begin with a letter and end in one or a digit",
        ),
    )
    return next((reason for wrong, reason in checks if wrong), "")


def _taken(package: str, reserved: Mapping[str, frozenset[str]]) -> str:
    """Say why the package's name is not free, or nothing."""
    distribution = re.sub(r"[-_.]+", "-", package)
    if package in _KEYWORDS:
        return f"{package} is a Python keyword"
    if package in _STANDARD_LIBRARY:
        return f"{package} is a module of Python's standard library, which it would hide"
    if package in _WINDOWS:
        return f"{package} is a device on Windows, and no folder can be called so"
    for why, names in reserved.items():
        if distribution in names:
            return why
    return ""
