"""What the benchmarks are made of: a family of workloads, and those who compete in it."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.keys import Keys

OURS = ("pure", "rust")
UPSTREAM = "poleposition"
MIDDLE = 100_000  # elements: up to here everything is measured
BUILD = "build"  # the row of building the full container
BYTES = "bytes"  # the row of its memory


def nothing() -> None:
    """Do nothing: what a task has to do before or after itself, as a rule."""


@dataclass(frozen=True)
class Task:
    """A piece of work that can be timed again and again.

    Arguments: `run` is what is timed; `units` says by how many operations or elements to divide
    the time; `before` and `after` are not timed, and leave the container as it was; `passes` is
    how often the loop goes round, if not once for every unit.
    """

    run: Callable[[], object]
    units: int
    before: Callable[[], object] = nothing
    after: Callable[[], object] = nothing
    passes: int | None = None


@dataclass(frozen=True)
class Rival:
    """A container of one library, in the words of its family.

    Arguments: `target` is `module:name`, and `special` has others for some kinds of keys. `largest`
    is the size above which it takes minutes. `lacks` names workloads that it has no way to do,
    `names` its methods that are called otherwise, and `make` how it is made, if not as the others.
    """

    library: str
    target: str
    special: Mapping[str, str] = field(default_factory=dict)
    largest: int = 10**9
    lacks: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    make: Callable[..., Any] | None = None

    def load(self, kind: str) -> Any:
        """Import the container's class."""
        module, _, name = self.special.get(kind, self.target).partition(":")
        return getattr(importlib.import_module(module), name)


@dataclass
class Case:
    """One rival at one size, with keys of one kind: what a workload makes its task from."""

    rival: Rival
    type: Any
    keys: Keys
    held: Any = None

    def new(self, *arguments: Any) -> Any:
        """Make a container."""
        make = self.rival.make
        return make(self.type, *arguments) if make else self.type(*arguments)

    def method(self, name: str, held: Any = None) -> Any:
        """Return a bound method of the full container, or of another, by the family's name."""
        container = self.held if held is None else held
        return getattr(container, self.rival.names.get(name, name))


@dataclass(frozen=True)
class Workload:
    """One line of the tables: its name, what the time is divided by, and how a task is made.

    Arguments: `largest` is the size above which it only takes long, and says nothing new.
    """

    name: str
    per: str
    task: Callable[[Case], Task]
    largest: int = 10**9


@dataclass(frozen=True)
class Family:
    """Containers of one kind, what is done with them, and whom they are measured against.

    Arguments: `build` returns what makes the full container: that is timed too, and its memory is
    measured; `few` are the kinds of keys that do for a million elements; `each` says of what bytes
    are counted; `against` names the rivals
    that are aimed at: the others are there for orientation.
    """

    name: str
    title: str
    kinds: tuple[str, ...]
    few: tuple[str, ...]
    rivals: tuple[Rival, ...]
    against: tuple[str, ...]
    build: Callable[[Case], Callable[[], Any]]
    workloads: tuple[Workload, ...]
    each: str = "element"

    def kinds_at(self, n: int) -> tuple[str, ...]:
        """Return the kinds of keys that are measured at a size."""
        return self.kinds if n <= MIDDLE else tuple(each for each in self.few if each in self.kinds)

    @property
    def rows(self) -> list[str]:
        """Return the names of all that is measured in time."""
        return [BUILD, *(workload.name for workload in self.workloads)]

    def per(self, row: str) -> str:
        """Return what the time of a row is divided by."""
        named = {workload.name: workload.per for workload in self.workloads}
        return named.get(row, self.each)


def ours(name: str, **more: Any) -> tuple[Rival, ...]:
    """Return our own container, once for each backend."""
    return tuple(Rival(backend, f"polepos.data:{name}", **more) for backend in OURS)
