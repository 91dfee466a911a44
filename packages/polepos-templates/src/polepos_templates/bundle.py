"""A bundle: one version of everything a project can be made of, read from its folder."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polepos_templates.answers import OptionValue
from polepos_templates.errors import AnswersError, BundleError
from polepos_templates.globs import matches

FORMAT = 1
"""The bundle format this reader knows."""

PACKAGE_PLACEHOLDER = "__package__"
"""What stands for the application's package in the paths of a bundle."""

TEMPLATE_SUFFIX = ".jinja"


@dataclass(frozen=True, slots=True)
class Option:
    """A question that a project answers once.

    `choices` is empty for a yes-or-no option, whose `default` is then a `bool`.
    """

    name: str
    help: str
    default: OptionValue
    choices: tuple[str, ...] = ()

    def check(self, value: object) -> OptionValue:
        """Return `value` if it answers this option.

        Raises:
            AnswersError: it is of another type, or not one of the choices.
        """
        if isinstance(value, bool) and not self.choices:
            return value
        if isinstance(value, str) and value in self.choices:
            return value
        offered = ", ".join(self.choices) or "true, false"
        raise AnswersError(f"{self.name} cannot be {value!r}", hint=f"Choose one of: {offered}.")


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a shared file that takes entries, above a marker comment of its own.

    Attributes:
        name: such as `router-imports`; the marker is `# polepos:router-imports`.
        path: the shared file, with `__package__` for the application's package.
        syntax: `python`, `dotenv`, `toml` or `yaml`.
        order: `sorted`, or `append` where the order of entries has a meaning.
    """

    name: str
    path: str
    syntax: str
    order: str

    @property
    def marker(self) -> str:
        """The comment that marks the place."""
        return f"# polepos:{self.name}"


@dataclass(frozen=True, slots=True)
class Condition:
    """Files that a project has only when its answers are among those listed."""

    paths: tuple[str, ...]
    needs: Mapping[str, tuple[OptionValue, ...]]

    def keeps(self, path: str, options: Mapping[str, OptionValue]) -> bool:
        """Tell whether a file may stay: it is not meant here, or the answers fit."""
        if not any(matches(path, pattern) for pattern in self.paths):
            return True
        return all(options[name] in wanted for name, wanted in self.needs.items())


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
    needs: Mapping[str, tuple[OptionValue, ...]]

    def applies(self, options: Mapping[str, OptionValue]) -> bool:
        """Tell whether the step is meant for a project with these answers."""
        return all(options[name] in wanted for name, wanted in self.needs.items())


@dataclass(frozen=True, slots=True)
class Component:
    """A folder of the bundle: the base project, a module template, a feature, an integration.

    Attributes:
        kind: what it is, such as `project`.
        name: its name among its kind.
        summary: one line for people who choose.
        templates: path of each template below `files/`, in order, mapped to the path that it
            renders to; both with `/` and with `__package__` for the application's package.
        conditions: which files depend on which answers.
        root: the component's folder.
    """

    kind: str
    name: str
    summary: str
    templates: Mapping[str, str]
    conditions: tuple[Condition, ...]
    root: Path

    def text(self, source: str) -> str:
        """Return the template at `source` as it is written, line ends untouched."""
        try:
            return (self.root / "files" / source).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BundleError(f"cannot read template {source} of {self.name}: {error}") from error


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

    def complete(self, given: Mapping[str, object]) -> dict[str, OptionValue]:
        """Return an answer to every option: those given, checked, and defaults for the rest.

        Raises:
            AnswersError: an option that the bundle does not have, or a value it does not offer.
        """
        for name in given:
            if name not in self.options:
                known = ", ".join(self.options)
                raise AnswersError(
                    f"{name!r} is not an option of {self.name} {self.version}",
                    hint=f"Its options are: {known}.",
                )
        return {
            name: option.check(given[name]) if name in given else option.default
            for name, option in self.options.items()
        }


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
            options={name: _option(name, table) for name, table in data["options"].items()},
            points={name: Point(name, **table) for name, table in data["points"].items()},
            starters=dict(data["modules"]),
            reserved={table["why"]: frozenset(table["names"]) for table in data["reserved"]},
            next_steps=tuple(_step(table) for table in data["next"]),
            project=_component(root / "project"),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BundleError(f"bundle.toml of {root.name} is not complete: {error}") from error


def _option(name: str, table: dict[str, Any]) -> Option:
    return Option(name, table["help"], table["default"], tuple(table.get("choices", ())))


def _step(table: dict[str, Any]) -> Step:
    needs = {name: tuple(values) for name, values in table.items() if name not in {"run", "python"}}
    return Step(table["run"], table.get("python", False), needs)


def _component(root: Path) -> Component:
    data = _toml(root / "component.toml")
    return Component(
        kind=data["kind"],
        name=data["name"],
        summary=data["summary"],
        templates={
            source: source.removesuffix(TEMPLATE_SUFFIX) for source in sorted(_walk(root / "files"))
        },
        conditions=tuple(_condition(table) for table in data.get("when", ())),
        root=root,
    )


def _condition(table: dict[str, Any]) -> Condition:
    needs = {name: tuple(values) for name, values in table.items() if name != "paths"}
    return Condition(tuple(table["paths"]), needs)


def _walk(root: Path) -> Iterator[str]:
    top = os.fspath(root)
    for folder, _, names in os.walk(top):
        below = os.path.relpath(folder, top).replace(os.sep, "/")
        for name in names:
            path = name if below == "." else f"{below}/{name}"
            if not name.endswith(TEMPLATE_SUFFIX):
                raise BundleError(f"{path} in {root} does not end in {TEMPLATE_SUFFIX}")
            yield path


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError) as error:
        raise BundleError(f"cannot read {path.name} of the bundle: {error}") from error
