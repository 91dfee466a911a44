"""What bundle and answers say a project must hold, as a value; nothing is rendered for it."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from polepos_templates.answers import Answers, OptionValue
from polepos_templates.bundle import Bundle, Point
from polepos_templates.component import Component, fits
from polepos_templates.modules import Module, read_module
from polepos_templates.names import PACKAGE_PLACEHOLDER, PROJECT_PLACEHOLDER, fill


@dataclass(frozen=True, slots=True)
class Instance:
    """A component as a project has it.

    Attributes:
        owner: what it is to the project: `project`, `module:customers`, `part:pagination`.
        record: how it was asked for, as the project records it.
        component: what it is made from.
        names: what each placeholder stands for.
        options: the project's answers and its own, as templates and conditions see them.
    """

    owner: str
    record: str
    component: Component
    names: Mapping[str, str]
    options: Mapping[str, OptionValue]

    @property
    def files(self) -> "tuple[ContractFile, ...]":
        """The files it owns, in the order of their templates."""
        conditions = self.component.conditions
        return tuple(
            ContractFile(fill(path, self.names), self, source)
            for source, path in self.component.templates.items()
            if all(condition.keeps(path, self.options) for condition in conditions)
        )

    def entries(
        self, points: Mapping[str, Point], only: AbstractSet[str] | None = None
    ) -> "tuple[ContractEntry, ...]":
        """Return what it adds to shared files, in the order in which it is declared.

        Args:
            points: the places there are, by name.
            only: names of the points that matter; all of them, if not given.
        """
        return tuple(
            ContractEntry(points[name], fill(line, self.names), self.owner)
            for name, lines in self.component.entries.items()
            if only is None or name in only
            for line in lines
        )

    @property
    def provides(self) -> Mapping[str, str]:
        """The names that no other component of the project can have, by kind."""
        return {kind: fill(name, self.names) for kind, name in self.component.provides.items()}


class ContractFile(NamedTuple):
    """A file that a project must hold.

    Attributes:
        path: where, below the project's folder, with `/`.
        instance: whose file it is.
        source: the template that it is rendered from, below the component's `files/`.
    """

    path: str
    instance: Instance
    source: str


class ContractEntry(NamedTuple):
    """A line, or some, that a shared file must hold.

    Attributes:
        point: where.
        text: what, not indented.
        owner: whose entry it is.
    """

    point: Point
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class Contract:
    """What a project must hold.

    Attributes:
        instances: the components it has, by owner: the project first, modules and parts by name.
        points: places in shared files, by name; their paths are the project's own.
    """

    instances: Mapping[str, Instance]
    points: Mapping[str, Point]

    @property
    def files(self) -> tuple[ContractFile, ...]:
        """Every file, sorted by path."""
        found = (file for instance in self.instances.values() for file in instance.files)
        return tuple(sorted(found, key=lambda file: file.path))

    @property
    def entries(self) -> tuple[ContractEntry, ...]:
        """Every entry, in the order of its instances."""
        return tuple(
            entry for instance in self.instances.values() for entry in instance.entries(self.points)
        )


def contract(bundle: Bundle, answers: Answers, known: Contract | None = None) -> Contract:
    """Work out what a project with these answers must hold.

    Args:
        bundle: what it is made from.
        answers: the project's.
        known: a contract of the same bundle and the same project, of which all that is recorded in the
            same way is taken over.

    Cost: a small value a component; files and entries are worked out when they are asked for, and no
    template is read.

    Raises:
        AnswersError: a module is recorded with a template or an option that the bundle does not have.
    """
    names = {PACKAGE_PLACEHOLDER: answers.package, PROJECT_PLACEHOLDER: answers.name}
    instances = [Instance("project", "", bundle.project, names, answers.options)]
    instances += [
        _known(known, f"module:{name}", record)
        or _instance(read_module(bundle, name, record), record, answers, names)
        for name, record in sorted(answers.modules.items())
        if bundle.starters.get(name) != record  # those belong to the project itself
    ]
    instances += [
        Instance(f"part:{part}", "", bundle.part(part), names, answers.options)
        for part in sorted(_parts(bundle, instances, answers.options))
    ]
    points = {
        name: replace(point, path=fill(point.path, names)) for name, point in bundle.points.items()
    }
    return Contract({each.owner: each for each in instances}, points)


def _known(contract: Contract | None, owner: str, record: str) -> Instance | None:
    found = contract.instances.get(owner) if contract else None
    return found if found and found.record == record else None


def _instance(module: Module, record: str, answers: Answers, names: Mapping[str, str]) -> Instance:
    own = {name.replace("-", "_"): value for name, value in module.options.items()}
    return Instance(
        f"module:{module.name}",
        record,
        module.template,
        {**names, **module.names.placeholders},
        {**answers.options, **own},
    )


def _parts(
    bundle: Bundle, instances: Iterable[Instance], project: Mapping[str, OptionValue]
) -> set[str]:
    """Return the parts that `instances` require, and those that the parts require in turn."""
    found: set[str] = set()
    alike = {each.record: each for each in instances}  # what is recorded alike requires the same
    waiting = {name for each in alike.values() for name in _required(each.component, each.options)}
    while waiting:
        part = waiting.pop()
        found.add(part)
        waiting |= set(_required(bundle.part(part), project)) - found
    return found


def _required(component: Component, options: Mapping[str, OptionValue]) -> Iterator[str]:
    for requirement in component.requires:
        if fits(requirement.needs, options):
            yield requirement.part
