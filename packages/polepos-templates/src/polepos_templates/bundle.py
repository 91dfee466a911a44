"""A bundle: one version of everything a project can be made of, read from its folder."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from polepos_templates.answers import OptionValue
from polepos_templates.component import Component, Needs, fits, load_component
from polepos_templates.errors import AnswersError, BundleError
from polepos_templates.option import Option, complete, read_option

FORMAT = 1
"""The bundle format this reader knows."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a shared file that takes entries.

    Attributes:
        name: such as `router-imports`.
        path: the shared file, with `__package__` for the application's package.
        syntax: `python`, `dotenv`, `toml` or `yaml`.
        order: `sorted`, or `append` where the order of entries has a meaning.
        within: what the place is inside of: `Settings` (a class), `import_models()` (a function),
            `__all__` (a list), `project.dependencies` (an array in TOML); empty: the file itself.
        optional: the file may be missing; then it takes no entries.
        shared: an entry may stand below an anchor of YAML, and so count wherever that is used.
    """

    name: str
    path: str
    syntax: str
    order: str
    within: str = ""
    optional: bool = False
    shared: bool = False

    @property
    def marker(self) -> str:
        """The comment, on a line of its own, above which entries go; empty where TOML says the place."""
        return f"# polepos:{self.name}" if self.syntax in {"python", "dotenv"} else ""

    @property
    def indent(self) -> int:
        """How many columns the entries are indented by in a file that is as it was generated."""
        return 4 if self.within else 0


@dataclass(frozen=True, slots=True)
class Step:
    """A command to try after a project is made.

    Attributes:
        run: the command, with `__package__` for the application's package.
        python: it is a command line of the project's own Python.
        needs: the answers that it is meant for.
    """

    run: str
    python: bool
    needs: Needs

    def applies(self, options: Mapping[str, OptionValue]) -> bool:
        """Tell whether the step is meant for a project with these answers."""
        return fits(self.needs, options)


@dataclass(frozen=True, slots=True)
class Bundle:
    """One version of the templates.

    Attributes:
        name, version: which bundle it is.
        renderer: the number of the Jinja2 set-up its templates are written for.
        options: questions a project answers, in the order in which they are recorded.
        points: places in shared files that take entries, by name.
        starters: modules a new project has, and how they were made.
        reserved: why names are taken, mapped to the names.
        next_steps: what to try, in order, once a project is installed.
        project: the component that every project starts as.
        default_module: the template of a module whose maker does not choose one.
        root: its folder.
    """

    name: str
    version: str
    renderer: int
    options: Mapping[str, Option]
    points: Mapping[str, Point]
    starters: Mapping[str, str]
    reserved: Mapping[str, frozenset[str]]
    next_steps: tuple[Step, ...]
    project: Component
    default_module: str
    root: Path

    @property
    def modules(self) -> tuple[str, ...]:
        """The names of the module templates, in order."""
        return _names_in(self.root / "modules")

    def module(self, template: str) -> Component:
        """Return a module template.

        Raises:
            AnswersError: there is none of this name.
            BundleError: it is damaged.
        """
        if template not in self.modules:
            raise AnswersError(
                f"there is no module template {template!r} in {self.name} {self.version}",
                hint=f"There are: {', '.join(self.modules)}.",
            )
        return load_component(self.root / "modules" / template)

    @property
    def integrations(self) -> tuple[str, ...]:
        """The names of the integrations, in order."""
        return _names_in(self.root / "integrations")

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the features, in order. No feature is called like an integration."""
        return _names_in(self.root / "features")

    def integration(self, name: str) -> Component:
        """Return an integration or a feature, which projects record in the same way.

        Raises:
            AnswersError: there is none of this name.
            BundleError: it is damaged.
        """
        for folder, names in (("integrations", self.integrations), ("features", self.features)):
            if name in names:
                return load_component(self.root / folder / name)
        raise AnswersError(
            f"there is no integration {name!r} in {self.name} {self.version}",
            hint=f"There are: {', '.join((*self.integrations, *self.features))}.",
        )

    def part(self, name: str) -> Component:
        """Return what components share, by name.

        Raises:
            BundleError: it is not there, or damaged.
        """
        return load_component(self.root / "parts" / name)

    def complete(self, given: Mapping[str, object]) -> dict[str, OptionValue]:
        """Return an answer to every option: those given, checked, and defaults for the rest.

        Raises:
            AnswersError: an option that the bundle does not have, or a value it does not offer.
        """
        return complete(self.options, given, f"{self.name} {self.version}")


def load_bundle(root: Path) -> Bundle:
    """Read the bundle in the folder `root`.

    Raises:
        BundleError: there is none, it is damaged, or its format is newer than this reader.
    """
    data = _toml(root / "bundle.toml")
    if data.get("format") != FORMAT:
        raise BundleError(
            f"{root.name} is a bundle of format {data.get('format')!r}; this version reads {FORMAT}",
            hint="Upgrade polepos-cli.",
        )
    try:
        return Bundle(
            name=data["name"],
            version=data["version"],
            renderer=data["renderer"],
            options={name: read_option(name, table) for name, table in data["options"].items()},
            points={name: Point(name, **table) for name, table in data["points"].items()},
            starters=dict(data["modules"]),
            reserved={table["why"]: frozenset(table["names"]) for table in data["reserved"]},
            next_steps=tuple(_step(table) for table in data["next"]),
            project=load_component(root / "project"),
            default_module=data["default-module"],
            root=root,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BundleError(f"bundle.toml of {root.name} is not complete: {error}") from error


@cache
def _names_in(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(each.name for each in folder.iterdir())) if folder.is_dir() else ()


def _step(table: dict[str, Any]) -> Step:
    needs = {name: tuple(values) for name, values in table.items() if name not in {"run", "python"}}
    return Step(table["run"], table.get("python", False), needs)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError) as error:
        raise BundleError(f"cannot read {path.name} of the bundle: {error}") from error
