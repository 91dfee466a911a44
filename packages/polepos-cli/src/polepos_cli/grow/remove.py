"""Plan what `polepos remove module` changes."""

from dataclasses import replace
from difflib import get_close_matches

from polepos_checks.edits import toml
from polepos_cli.errors import UsageError
from polepos_cli.grow.change import Grown, plan
from polepos_cli.merge.project import Change
from polepos_cli.plan.plan import Plan, Summary
from polepos_cli.project import OpenProject
from polepos_templates import Answers, Contract, Instance
from polepos_templates.names import fill

_SHOWN = 10


def plan_remove(
    project: OpenProject, typed: str, *, force: bool = False, wiring_only: bool = False
) -> Plan:
    """Work out what removing a module changes; nothing is written.

    Args:
        project: where it is.
        typed: its name.
        force: files and entries of its own that were changed by hand may go.
        wiring_only: its files stay, as the owner's own.

    Raises:
        UsageError: the project has no such module.
        BlockedError: work of the owner's would be lost or broken.
        ProjectError: a file of the project cannot be read or edited.
    """
    name = typed.replace("-", "_")
    before = project.contract()
    instance = _instance(before, project.answers, name)
    after = project.contract(_without(project.answers, name), before)
    change = Change(
        f"remove module {name}", project.bundle, before, after, force=force, keep_files=wiring_only
    )
    what = f"module {name}" + (" from the API; its files stay, as your own" if wiring_only else "")
    return plan(
        project,
        Grown(
            change,
            lambda text: toml.remove_key(text, ("modules",), name),
            Summary(f"Would remove {what}.", f"Removed {what}."),
            {"module": name, "template": instance.component.name, "wiring_only": wiring_only},
            *_left(instance, wiring_only=wiring_only),
        ),
    )


def _left(instance: Instance, *, wiring_only: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the steps that follow a removal, and what has to be known to decide about them."""
    if wiring_only:
        note = "Its tests stay, too: those that ask its routes fail until it is in the API again."
        return (), (note,)
    component = instance.component
    return (
        tuple(fill(each, instance.names) for each in component.left_steps),
        tuple(fill(each, instance.names) for each in component.left),
    )


def _instance(before: Contract, answers: Answers, name: str) -> Instance:
    if name not in answers.modules:
        raise UsageError(f"there is no module {name} here", hint=_known(name, answers))
    instance = before.instances.get(f"module:{name}")
    if instance is None:
        raise UsageError(
            f"{name} is part of every project, and not a module that was added",
            hint="Take out by hand what you do not need of it.",
        )
    return instance


def _known(name: str, answers: Answers) -> str:
    near = get_close_matches(name, answers.modules, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    modules = sorted(answers.modules)
    if not modules:
        return "It has none."
    return f"There are: {', '.join(modules[:_SHOWN])}{', ...' if len(modules) > _SHOWN else '.'}"


def _without(answers: Answers, name: str) -> Answers:
    left = {each: record for each, record in answers.modules.items() if each != name}
    return replace(answers, modules=left)
