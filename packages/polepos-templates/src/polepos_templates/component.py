"""A component: a folder of the bundle, and everything that it declares about itself."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from polepos_templates.answers import OptionValue
from polepos_templates.errors import BundleError
from polepos_templates.globs import matches
from polepos_templates.option import Option, read_option

TEMPLATE_SUFFIX = ".jinja"

_REQUIRED = ("part", "integration")

Needs = Mapping[str, tuple[OptionValue, ...]]
"""Answers that something is meant for: of every option named, one of those listed."""


def fits(needs: Needs, options: Mapping[str, OptionValue]) -> bool:
    """Tell whether `options` are among those that something is meant for."""
    return all(options[name] in wanted for name, wanted in needs.items())


class Condition(NamedTuple):
    """Files that are there only when the answers are among those listed."""

    paths: tuple[str, ...]
    needs: Needs

    def keeps(self, path: str, options: Mapping[str, OptionValue]) -> bool:
        """Tell whether a file may stay: it is not meant here, or the answers fit."""
        return fits(self.needs, options) or not any(matches(path, each) for each in self.paths)


class Requirement(NamedTuple):
    """What a component brings along, when the answers are among those listed.

    Attributes:
        kind: `part` or `integration`.
        name: which one.
        why: what the two share, half a sentence for people; may be empty.
        needs: the answers.
    """

    kind: str
    name: str
    why: str
    needs: Needs

    @property
    def owner(self) -> str:
        """What it is called in a contract."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Component:
    """A folder of the bundle: the base project, a module template, an integration, a shared part.

    Attributes:
        kind: `project`, `module`, `integration`, `feature`, or `part` (which nobody asks for by name:
            it comes with the first component that requires it, and goes with the last).
        name: its name among its kind.
        summary: one line for people who choose.
        root: its folder.
        conditions: which of its files depend on which answers.
        flag: its name is an option of `polepos add` by itself.
        needs: the project's answers that it can work with.
        needs_why: what for, half a sentence for people; may be empty.
        options: questions of its own, in the order in which they are recorded.
        requires: the parts and integrations it brings along.
        entries: what it adds to shared files, by point.
        provides: names that only one component of a project can have, by kind, such as its tables.
        next_steps: what to do once it was added.
        left: what is left to decide once it was removed, in sentences.
        left_steps: how that is done, in commands.
        processes: Python modules that run beside the API or by hand, by what they are: `worker`.
    """

    kind: str
    name: str
    summary: str
    root: Path
    conditions: tuple[Condition, ...] = ()
    flag: bool = False
    needs: Needs = field(default_factory=dict)
    needs_why: str = ""
    options: Mapping[str, Option] = field(default_factory=dict)
    requires: tuple[Requirement, ...] = ()
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    provides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    next_steps: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    left_steps: tuple[str, ...] = ()
    processes: Mapping[str, str] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """What it is called in a contract, if a project can have it once only."""
        return f"{self.kind}:{self.name}"

    @property
    def templates(self) -> Mapping[str, str]:
        """The path of each template below `files/`, mapped to the path that it renders to.

        In order, with `/`, and with placeholders for the names of project and module.
        """
        return _templates(self.root)

    def text(self, source: str) -> str:
        """Return the template at `source` as it is written, line ends untouched.

        Raises:
            BundleError: it cannot be read.
        """
        try:
            return (self.root / "files" / source).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BundleError(f"cannot read template {source} of {self.name}: {error}") from error


@cache
def load_component(root: Path) -> Component:
    """Read the component in the folder `root`.

    Raises:
        BundleError: there is none, or it is damaged.
    """
    path = root / "component.toml"
    try:
        return _component(tomllib.loads(path.read_bytes().decode("utf-8")), root)
    except (OSError, ValueError) as error:
        raise BundleError(
            f"cannot read component.toml of {root.name} in the bundle: {error}"
        ) from error
    except (KeyError, TypeError, AttributeError, StopIteration) as error:
        raise BundleError(f"component.toml of {root.name} is not complete: {error}") from error


def _component(data: dict[str, Any], root: Path) -> Component:
    return Component(
        kind=data["kind"],
        name=data["name"],
        summary=data["summary"],
        root=root,
        conditions=tuple(
            Condition(tuple(table["paths"]), _needs(table, "paths"))
            for table in data.get("when", ())
        ),
        flag=data.get("flag", False),
        needs=_needs(data.get("needs", {}), "why"),
        needs_why=data.get("needs", {}).get("why", ""),
        options={name: read_option(name, table) for name, table in data.get("options", {}).items()},
        requires=tuple(_requirement(table) for table in data.get("requires", ())),
        entries={point: tuple(lines) for point, lines in data.get("entries", {}).items()},
        provides={
            kind: (names,) if isinstance(names, str) else tuple(names)
            for kind, names in data.get("provides", {}).items()
        },
        next_steps=tuple(data.get("next", ())),
        left=tuple(data.get("left", ())),
        left_steps=tuple(data.get("left-steps", ())),
        processes=data.get("processes", {}),
    )


def _requirement(table: dict[str, Any]) -> Requirement:
    kind = next(each for each in _REQUIRED if each in table)
    needs = _needs(table, *_REQUIRED, "why")
    return Requirement(kind, table[kind], table.get("why", ""), needs)


def _needs(table: dict[str, Any], *other: str) -> Needs:
    # As templates see options: Jinja2 would read a hyphen as a minus.
    return {
        name.replace("-", "_"): tuple(values) for name, values in table.items() if name not in other
    }


@cache
def _templates(root: Path) -> Mapping[str, str]:
    sources = sorted(_walk(root / "files"))
    return {source: source.removesuffix(TEMPLATE_SUFFIX) for source in sources}


def _walk(root: Path) -> Iterator[str]:
    top = os.fspath(root)
    for folder, _, names in os.walk(top):
        below = os.path.relpath(folder, top).replace(os.sep, "/")
        for name in names:
            path = name if below == "." else f"{below}/{name}"
            if not name.endswith(TEMPLATE_SUFFIX):
                raise BundleError(f"{path} in {root} does not end in {TEMPLATE_SUFFIX}")
            yield path
