"""What `polepos start` would do, as a value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from polepos_checks.project import BASE, MANIFEST, BaseFile, render_base, render_manifest, sha256
from polepos_cli.render import render
from polepos_cli.start.names import check_name
from polepos_templates import Answers, Bundle, contract


@dataclass(frozen=True, slots=True)
class StartPlan:
    """A project that is to be made.

    Attributes:
        target: its folder.
        answers: what it records.
        files: the text of everything it holds, sorted by path, its own record included.
    """

    target: Path
    answers: Answers
    files: Mapping[str, str]


def plan_start(
    bundle: Bundle, name: str, given: Mapping[str, object], folder: Path | None
) -> StartPlan:
    """Work out a new project; nothing is written.

    Args:
        bundle: what to make it from.
        name: what the user calls it.
        given: answers to some of the bundle's options; the others get their defaults.
        folder: where it goes; `None` for a folder of its name, here.

    Raises:
        NameRefusedError: it cannot work under this name.
        AnswersError: an option or value that the bundle does not have.
        BundleError: a template is damaged.
    """
    checked = check_name(name, bundle.reserved)
    answers = Answers(
        name=checked.name,
        package=checked.package,
        options=bundle.complete(given),
        modules=bundle.starters,
    )
    rendered = render(bundle, contract(bundle, answers))
    base = render_base(BaseFile(file.path, sha256(file.own), file.component) for file in rendered)
    texts = {file.path: file.text for file in rendered}
    texts |= {MANIFEST: render_manifest(answers, bundle.version), BASE: base}
    return StartPlan(_target(folder, checked.name), answers, dict(sorted(texts.items())))


def _target(folder: Path | None, name: str) -> Path:
    if folder is None:
        return Path.cwd() / name
    # A shell leaves `--dir=~/x` as it is. Not resolved: a link on the way is the user's own business.
    return Path(os.path.normpath(Path.cwd() / folder.expanduser()))
