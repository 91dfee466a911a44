"""What bundle and answers say a project must hold, as a value; nothing is rendered for it."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from polepos_templates.answers import Answers, OptionValue
from polepos_templates.bundle import Bundle, Point
from polepos_templates.component import Component, Requirement, fits
from polepos_templates.errors import AnswersError
from polepos_templates.modules import Module, read_module
from polepos_templates.names import PACKAGE_PLACEHOLDER, PROJECT_PLACEHOLDER, fill


@dataclass(frozen=True, slots=True)
class Instance:
    """A component as a project has it.

    Attributes:
        owner: what it is to the project: `project`, `module:customers`, `integration:redis`.
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
    def requirements(self) -> tuple[Requirement, ...]:
        """What it brings along, for the answers that it has."""
        return tuple(each for each in self.component.requires if fits(each.needs, self.options))

    @property
    def provides(self) -> Mapping[str, tuple[str, ...]]:
        """The names that no other component of the project can have, by kind."""
        return {
            kind: tuple(fill(name, self.names) for name in names)
            for kind, names in self.component.provides.items()
        }


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
        instances: the components it has, by owner: the project first, then modules, then the rest.
        points: places in shared files, by name; their paths are the project's own.
        brought: owners of those that nobody asked for: others require them.
    """

    instances: Mapping[str, Instance]
    points: Mapping[str, Point]
    brought: AbstractSet[str] = frozenset()

    def requiring(self, owner: str) -> tuple[Instance, ...]:
        """Return the components that require the one of this owner."""
        return tuple(
            each
            for each in self.instances.values()
            if any(needed.owner == owner for needed in each.requirements)
        )

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
        AnswersError: a module is recorded with a template or an option that the bundle does not have,
            or an integration that it does not have.
    """
    names = {PACKAGE_PLACEHOLDER: answers.package, PROJECT_PLACEHOLDER: answers.name}
    instances = [Instance("project", "", bundle.project, names, answers.options)]
    instances += [
        _known(known, f"module:{name}", record)
        or _instance(read_module(bundle, name, record), record, answers, names)
        for name, record in sorted(answers.modules.items())
        if bundle.starters.get(name) != record  # those belong to the project itself
    ]
    asked = _asked(bundle, answers.integrations)
    extras = _extras(bundle, (*asked, *_required(bundle, instances)), names, answers.options)
    instances += [extras[owner] for owner in sorted(extras)]
    points = {
        name: replace(point, path=fill(point.path, names)) for name, point in bundle.points.items()
    }
    brought = extras.keys() - {each.owner for each in asked}
    return Contract({each.owner: each for each in instances}, points, frozenset(brought))


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


def _asked(bundle: Bundle, integrations: Mapping[str, object]) -> list[Component]:
    for name, there in integrations.items():
        if not isinstance(there, bool):
            raise AnswersError(
                f"[integrations] has {name} = {there!r}, which is neither true nor false",
                hint=f"Write it like this: {name} = true",
            )
    return [bundle.integration(name) for name, there in integrations.items() if there]


def _extras(
    bundle: Bundle,
    components: Iterable[Component],
    names: Mapping[str, str],
    options: Mapping[str, OptionValue],
) -> dict[str, Instance]:
    """Return `components`, and what they require in turn, by owner."""
    found: dict[str, Instance] = {}
    waiting = list(components)
    while waiting:
        component = waiting.pop()
        if component.owner not in found:
            made = Instance(component.owner, "", component, names, options)
            found[component.owner] = made
            waiting += _required(bundle, [made])
    return found


def _required(bundle: Bundle, instances: Iterable[Instance]) -> Iterator[Component]:
    alike = {each.record: each for each in instances}  # what is recorded alike requires the same
    needed = {each.owner: each for one in alike.values() for each in one.requirements}
    for requirement in needed.values():
        is_part = requirement.kind == "part"
        yield (bundle.part if is_part else bundle.integration)(requirement.name)
