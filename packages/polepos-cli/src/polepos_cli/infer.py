"""Work out what a project without a manifest has answered: which answers render to what is there.

Every answer that the bundle offers is tried, and compared with the record of what was generated; where
that is lost too, with the files themselves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from polepos_checks.errors import ManifestError
from polepos_checks.project import (
    BASE,
    MANIFEST,
    BaseFile,
    read_base,
    render_base,
    render_manifest,
    sha256,
)
from polepos_checks.project.structure import Structure
from polepos_cli.render import RenderedFile, render, render_files
from polepos_templates import (
    Answers,
    Bundle,
    Component,
    Instance,
    Module,
    Option,
    contract,
    new_module,
)
from polepos_templates.answers import OptionValue
from polepos_templates.component import fits
from polepos_templates.names import fill

_MODULE = "__module_name__"


@dataclass(frozen=True, slots=True)
class Inferred:
    """What a project without a manifest seems to be.

    Attributes:
        answers: what it has answered.
        files: the manifest, and the record if it is lost as well, as they would be; by path.
    """

    answers: Answers
    files: Mapping[str, bytes]

    def note(self) -> str:
        """Say what was worked out, in one sentence."""
        said = [f"{name} {str(value).lower()}" for name, value in self.answers.options.items()]
        modules = [f"{name} ({made})" for name, made in self.answers.modules.items()]
        return (
            f"{MANIFEST} is missing, and is written again with what the project seems to be:"
            f" {', '.join([*said, *modules, *self.answers.integrations])}"
        )


def infer(structure: Structure, bundle: Bundle) -> Inferred:
    """Work out a project's answers.

    Cost: every answer to the bundle's options is rendered once, and for each module every answer to
    those of its template: some seconds.

    Raises:
        ManifestError: nothing there is what the bundle would render.
        RecordError: its record is broken.
    """
    there = _Files(structure.root)
    answers = _project(structure, bundle, there)
    answers = replace(
        answers, modules={**dict(_modules(bundle, answers, there)), **bundle.starters}
    )
    answers = replace(answers, integrations=_integrations(bundle, answers, there))
    files = {MANIFEST: render_manifest(answers, bundle.version).encode("utf-8")}
    if not there.recorded:
        files[BASE] = _record(render(bundle, contract(bundle, answers)), there).encode("utf-8")
    return Inferred(answers, files)


class _Files:
    """The files of a project: their hashes as recorded, or, without a record, as they are."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.recorded = (root / BASE).is_file()
        lines = read_base(root) if self.recorded else ()
        self._known: dict[str, str] = {each.path: each.sha256 for each in lines}
        self.owners = {each.component for each in lines}

    def hash_of(self, path: str) -> str:
        """Return a file's hash, or an empty string if it is not there."""
        if not self.recorded and path not in self._known:
            place = self.root / path
            self._known[path] = _hash(place) if place.is_file() else ""
        return self._known.get(path, "")

    def like(self, texts: Mapping[str, str]) -> int:
        """Return how many of some files are there as they would be rendered."""
        return sum(self.hash_of(path) == sha256(text) for path, text in texts.items())


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        return "not text"


def _project(structure: Structure, bundle: Bundle, there: _Files) -> Answers:
    best, most = None, 0
    for options in _combinations(bundle.options):
        answers = Answers(structure.name, structure.package, options, bundle.starters)
        rendered = render(bundle, contract(bundle, answers))
        alike = there.like({file.path: file.own for file in rendered})
        if alike > most:
            best, most = answers, alike
    if best is None:
        raise ManifestError(
            f"{structure.root / MANIFEST} is missing, and nothing here is what templates"
            f" {bundle.version} make",
            hint="Restore it from version control, with .polepos beside it.",
        )
    return best


def _modules(bundle: Bundle, answers: Answers, there: _Files) -> Iterator[tuple[str, str]]:
    for name in sorted(_module_names(bundle, answers, there) - bundle.starters.keys()):
        found = _module(bundle, answers, there, name)
        if found:
            yield name, found.record


def _module_names(bundle: Bundle, answers: Answers, there: _Files) -> set[str]:
    if there.recorded:
        return {each.partition(":")[2] for each in there.owners if each.startswith("module:")}
    names = {"__package__": answers.package}
    folders = {
        fill(path.split(_MODULE)[0], names)
        for template in bundle.modules
        for path in bundle.module(template).templates.values()
        if f"/{_MODULE}/" in path
    }
    return {
        each.name
        for folder in folders
        for each in (there.root / folder).glob("*")
        if (each / "__init__.py").is_file() and each.name.isidentifier()
    }


def _module(bundle: Bundle, answers: Answers, there: _Files, name: str) -> Module | None:
    """Return how a module was made: with the template and the options that render most of its files."""
    best, most = None, 0.0
    for template in _likely(bundle, answers, there, name):
        for options in _combinations(template.options):
            module = new_module(bundle, name, template.name, options)
            share = _share(bundle, _instance(bundle, answers, module), there)
            if share > most:
                best, most = module, share
    return best if most >= (0 if there.recorded else 0.5) else None


def _likely(bundle: Bundle, answers: Answers, there: _Files, name: str) -> Iterable[Component]:
    """Yield the templates whose files are there, or most of them."""
    fitting = [bundle.module(each) for each in bundle.modules]
    fitting = [each for each in fitting if fits(each.needs, answers.options)]
    shares = {
        each.name: _share(
            bundle,
            _instance(bundle, answers, new_module(bundle, name, each.name, {})),
            there,
            paths=True,
        )
        for each in fitting
    }
    return [each for each in fitting if shares[each.name] == max(shares.values())]


def _instance(bundle: Bundle, answers: Answers, module: Module) -> Instance:
    grown = replace(answers, modules={module.name: module.record})
    return contract(bundle, grown).instances[f"module:{module.name}"]


def _share(bundle: Bundle, instance: Instance, there: _Files, *, paths: bool = False) -> float:
    """Return which share of a component's files is there: as rendered, or at all."""
    files = instance.files
    if paths:
        return sum(bool(there.hash_of(file.path)) for file in files) / len(files)
    return there.like(render_files(bundle, instance.files)) / len(files)


def _integrations(bundle: Bundle, answers: Answers, there: _Files) -> dict[str, bool]:
    names = [*bundle.integrations, *bundle.features]
    found = [name for name in names if _has(bundle, answers, there, name)]
    every = contract(bundle, replace(answers, integrations=dict.fromkeys(found, True)))
    # What others brought along was not asked for, as far as one can tell.
    return {
        name: True for name in sorted(found) if not every.requiring(bundle.integration(name).owner)
    }


def _has(bundle: Bundle, answers: Answers, there: _Files, name: str) -> bool:
    component = bundle.integration(name)
    if there.recorded:
        return component.owner in there.owners
    if not fits(component.needs, answers.options):
        return False
    alone = contract(bundle, replace(answers, modules={}, integrations={name: True}))
    return _share(bundle, alone.instances[component.owner], there) >= 0.5


def _record(rendered: Iterable[RenderedFile], there: _Files) -> str:
    """Return a record of the files that are as they would be rendered."""
    return render_base(
        BaseFile(file.path, sha256(file.own), file.component)
        for file in rendered
        if there.hash_of(file.path) in {sha256(file.own), sha256(file.text)}
    )


def _combinations(options: Mapping[str, Option]) -> Iterator[dict[str, OptionValue]]:
    """Yield every answer to all options, the defaults first."""
    offered = [_choices(option) for option in options.values()]
    for values in product(*offered):
        yield dict(zip(options, values, strict=True))


def _choices(option: Option) -> list[OptionValue]:
    choices: list[OptionValue] = [*option.choices] or [True, False]
    return sorted(choices, key=lambda value: value != option.default)
