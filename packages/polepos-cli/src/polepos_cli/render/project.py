"""Render the files of a contract."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from polepos_cli.render.renderer1 import RENDERER, insert_entries, render_templates
from polepos_templates import Bundle, BundleError, Contract, ContractEntry, ContractFile


class RenderedFile(NamedTuple):
    """A file of a project as it is generated.

    Attributes:
        path: below the project's folder, with `/`.
        text: what it holds; lines end in LF.
        component: whose file it is.
        own: what it holds without the entries of other components. The project's record keeps its hash,
            so that a component which comes or goes changes no line of the record but its own.
    """

    path: str
    text: str
    component: str
    own: str


def render(bundle: Bundle, contract: Contract) -> tuple[RenderedFile, ...]:
    """Render every file of `contract`, which was made from `bundle`, sorted by path.

    The result depends on the bundle and the answers alone.

    Raises:
        BundleError: a template is not valid, or uses a name that no answer defines.
    """
    texts = render_files(bundle, contract.files)
    entries: dict[str, list[ContractEntry]] = {}
    for entry in contract.entries:
        entries.setdefault(entry.point.path, []).append(entry)
    return tuple(_file(file, texts[file.path], entries) for file in contract.files)


def render_files(bundle: Bundle, files: Iterable[ContractFile]) -> dict[str, str]:
    """Return the texts of `files`, by path, before entries are added to them.

    Raises:
        BundleError: as for `render`.
    """
    if bundle.renderer != RENDERER:
        raise BundleError(
            f"{bundle.name} {bundle.version} is written for renderer {bundle.renderer};"
            f" this version has {RENDERER}",
            hint="Upgrade polepos-cli.",
        )
    return dict(_texts(files))


def _texts(files: Iterable[ContractFile]) -> Iterator[tuple[str, str]]:
    owned: dict[str, list[ContractFile]] = {}
    for file in files:
        owned.setdefault(file.instance.owner, []).append(file)
    for own in owned.values():
        texts = render_templates(own[0].instance, [file.source for file in own])
        yield from ((file.path, texts[file.source]) for file in own)


def _file(
    file: ContractFile, text: str, entries: Mapping[str, list[ContractEntry]]
) -> RenderedFile:
    owner = file.instance.owner
    here = entries.get(file.path, [])
    own = insert_entries(text, [entry for entry in here if entry.owner == owner])
    return RenderedFile(file.path, insert_entries(text, here), owner, own)
