"""Requirements (PEP 508): whether what is there is enough, and how it is raised where it is too weak.

A need, such as `redis[hiredis]>=8,<9`, is met by whatever has the same distribution, its extras, a lower
bound that is as high, and no marker that leaves environments out. What is weaker is changed where it is
weak and nowhere else. `packaging` judges; spans are written, and judged again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, Specifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from polepos_checks.edits.order import place

_LAYOUT = re.compile(
    r"(?P<name>\s*[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
    r"(?P<extras>\s*\[[^\]]*\])?"
    r"(?P<open>\s*\(?)(?P<bounds>[^;)]*?)(?P<close>\s*\)?\s*)(?P<marker>;.*)?\Z",
    re.DOTALL,
)
_FLOOR = re.compile(r"(>=?)(\s*)([^\s,]+)")
_EXTRA = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_COMMA = re.compile(r",\s*")
_FLOORS = {">", ">=", "~=", "==", "==="}

# What a marker can ask for that differs between the machines of a team.
_PLATFORMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)
_MACHINES = ("x86_64", "aarch64", "arm64", "AMD64")
_PYTHONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15", "3.16")


class Fit(NamedTuple):
    """How a requirement that is there compares with one that is needed.

    Attributes:
        text: what it has to say: what it says, or that raised; empty where it cannot be both.
        why: what keeps it from being both, half a sentence.
        note: what its owner should know all the same, half a sentence.
    """

    text: str
    why: str = ""
    note: str = ""


def fit(there: str, needed: str, pythons: str = "") -> Fit:
    """Compare a requirement with one of the same distribution that is needed.

    Args:
        there: what a project says; anything.
        needed: what a component declares: a lower bound, and no marker or one to be taken literally.
        pythons: the project's `requires-python`: what it excludes, no marker has to allow.
    """
    need = Requirement(needed)
    own = _parsed(there)
    if own is None:
        return Fit("", f"{there!r} is not a requirement")
    if own.marker and own.marker != need.marker and _leaves_out(own.marker, pythons):
        return Fit("", f"it is left out where not {own.marker}")
    if own.url:
        return Fit(
            there, note=f"is a direct reference, and whether it is {needed} is not looked at"
        )
    floor = _floor(need)
    weak = floor is not None and _is_below(own, floor)
    missing = sorted(_names(need.extras) - _names(own.extras))
    if not weak and not missing:
        return Fit(there)
    text = _raised(there, str(floor) if weak else "", missing)
    return Fit(text) if _is_raised(text, own, need) else Fit("", "no version is both")


def combined(was: str | None, needs: Sequence[str], pythons: str = "") -> str | None:
    """Return what a requirement came to that was there as `was`, or not at all, by some needs.

    `None`, where there is nothing, or where they do not go together.
    """
    text = was
    for each in needs:
        text = each if text is None else fit(text, each, pythons).text
        if not text:
            return None
    return text


def outcomes(was: str | None, needs: Sequence[str], pythons: str = "") -> list[str]:
    """Return everything that `was` can come to by some needs, whichever of them comes first.

    Nothing, where there is nothing. After the first the order makes no difference.
    """
    orders = [[each, *needs[:n], *needs[n + 1 :]] for n, each in enumerate(needs)] or [[]]
    found = (combined(was, order, pythons) for order in orders)
    return [each for each in dict.fromkeys(found) if each is not None]


def _parsed(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except (InvalidRequirement, InvalidSpecifier):  # the latter from versions up to 24
        return None


def _names(extras: set[str]) -> set[str]:
    return {canonicalize_name(each) for each in extras}


def _floor(requirement: Requirement) -> Version | None:
    """Return the highest of a requirement's lower bounds."""
    found = [bound for each in requirement.specifier if (bound := _bound(each)) is not None]
    return max(found, default=None)


def _bound(specifier: Specifier) -> Version | None:
    if specifier.operator not in _FLOORS:
        return None
    try:
        return Version(specifier.version.removesuffix(".*"))
    except InvalidVersion:  # `===` takes anything
        return None


def _is_below(own: Requirement, floor: Version) -> bool:
    there = _floor(own)
    return there is None or there < floor


def _leaves_out(marker: Marker, pythons: str) -> bool:
    """Tell whether a marker is false on some machine that the project is meant for."""
    return not all(marker.evaluate(each) for each in _environments(pythons))


def _environments(pythons: str) -> Iterator[dict[str, str]]:
    try:
        allowed = SpecifierSet(pythons)
    except InvalidSpecifier:
        allowed = SpecifierSet()
    versions = [each for each in _PYTHONS if allowed.contains(f"{each}.99")]
    for python, platform, machine in product(versions or _PYTHONS[-1:], _PLATFORMS, _MACHINES):
        yield {
            **platform,
            "platform_machine": machine,
            "python_version": python,
            "python_full_version": f"{python}.99",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": "",
        }


def _raised(there: str, floor: str, missing: Sequence[str]) -> str:
    """Write a higher lower bound (if `floor` names one) and more extras into a requirement."""
    found = _LAYOUT.match(there)
    if found is None:
        return there
    part = {name: text or "" for name, text in found.groupdict().items()}
    for each in missing:
        part["extras"] = _with_extra(part["extras"], each)
    if floor:
        part["bounds"] = _with_floor(part["bounds"], floor)
    return "".join(part.values())


def _with_extra(extras: str, new: str) -> str:
    """Return extras in brackets with one more, among the others as it sorts."""
    names = list(_EXTRA.finditer(extras))
    if not names:
        return f"{extras.partition('[')[0]}[{new}]"
    comma = _COMMA.search(extras)
    separator = comma[0] if comma else ","
    at = place([(canonicalize_name(each[0]),) for each in names], (new,), "sorted")
    if at < len(names):
        start = names[at].start()
        return f"{extras[:start]}{new}{separator}{extras[start:]}"
    end = names[-1].end()
    return f"{extras[:end]}{separator}{new}{extras[end:]}"


def _with_floor(bounds: str, floor: str) -> str:
    """Return bounds with `>=floor` in place of the highest such bound, or after the last."""
    found = list(_FLOOR.finditer(bounds))
    if not found:
        return f"{bounds},>={floor}" if bounds.strip() else f"{bounds}>={floor}"
    highest = max(found, key=lambda each: Version(each[3]))
    start, end = highest.span()
    return f"{bounds[:start]}>={highest[2]}{floor}{bounds[end:]}"


def _is_raised(text: str, own: Requirement, need: Requirement) -> bool:
    """Make sure of a raised requirement: it says what was meant, and there can be such a version."""
    now, floor = _parsed(text), _floor(need)
    if now is None:
        return False
    others = {each for each in own.specifier if each.operator not in {">", ">="}}
    return (
        canonicalize_name(now.name) == canonicalize_name(own.name)
        and _names(now.extras) == _names(own.extras) | _names(need.extras)
        and (floor is None or not _is_below(now, floor))
        and others <= set(now.specifier)
        and now.marker == own.marker
        and _is_possible(now.specifier)
    )


def _is_possible(bounds: SpecifierSet) -> bool:
    """Tell whether some version is within all bounds: one that they name, or the next after one."""
    named = [found for each in bounds if (found := _version_of(each)) is not None]
    named.append(Version("0"))
    tried = [*named, *(after for each in named for after in _after(each))]
    return any(bounds.contains(each, prereleases=True) for each in tried)


def _version_of(specifier: Specifier) -> Version | None:
    try:
        return Version(specifier.version.removesuffix(".*"))
    except InvalidVersion:
        return None


def _after(version: Version) -> Iterator[Version]:
    """Yield versions right after one: by a part more, and by each of its parts raised."""
    parts = version.release
    yield Version(".".join(map(str, (*parts, *[0] * (3 - len(parts)), 1))))
    for length in range(1, len(parts) + 1):
        yield Version(".".join(map(str, (*parts[: length - 1], parts[length - 1] + 1))))
