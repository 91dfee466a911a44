"""Plan what `polepos add integration` and `polepos remove integration` change; features are alike."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from polepos_checks.edits import toml
from polepos_cli.errors import RefusedError, UsageError
from polepos_cli.grow.change import Grown, plan
from polepos_cli.grow.tables import check_tables
from polepos_cli.merge.project import Change
from polepos_cli.plan.plan import Plan, Summary
from polepos_cli.project import OpenProject
from polepos_templates import Answers, Component, Contract, Instance
from polepos_templates.component import fits
from polepos_templates.names import fill

_TABLE = ("integrations",)


class NeededError(RefusedError):
    """Something else in the project needs what was to be removed."""

    code = "integration-needed"


def plan_add_integration(project: OpenProject, typed: str, *, kind: str = "integration") -> Plan:
    """Work out what adding an integration, or a feature, changes; nothing is written.

    Args:
        project: where it is to be.
        typed: its name.
        kind: `integration` or `feature`.

    Raises:
        UsageError: there is none of this name, or it does not fit this project.
        BlockedError: something is in its way.
        ProjectError: a file of the project cannot be read or edited.
    """
    offered = f"There are: {', '.join(project.bundle.integrations)}."
    component = _known(project, typed, kind, instead=offered)
    name, before = component.name, project.contract()
    label = f"add {_called(component)}"
    facts: dict[str, object] = {kind: name}
    if project.answers.integrations.get(name):
        said = f"{name} is there already; nothing to change."
        return Plan(label, Summary(said, said), (), (), (), {**facts, "brings": []})
    after = project.contract(_with(project.answers, name), before)
    new = [each for owner, each in after.instances.items() if owner not in before.instances]
    for each in new:
        _check_fits(project, each.component)
        check_tables(project, before, each)
    brought = [each.component.name for each in new if each.owner != component.owner]
    instance = after.instances[component.owner]
    notes = [*_brings(instance, after, brought), *_stays(instance, before)]
    return plan(
        project,
        Grown(
            Change(label, project.bundle, before, after),
            lambda text: _recorded(text, name),
            Summary(f"Would add {_called(component)}.", f"Added {_called(component)}."),
            {**facts, "brings": brought},
            tuple(fill(each, instance.names) for each in component.next_steps),
            tuple(notes),
        ),
    )


def plan_remove_integration(
    project: OpenProject, typed: str, *, kind: str = "integration", force: bool = False
) -> Plan:
    """Work out what removing an integration, or a feature, changes; nothing is written.

    Args:
        project: where it is.
        typed: its name.
        kind: `integration` or `feature`.
        force: files and entries of its own that were changed by hand may go.

    Raises:
        UsageError: the project does not have it.
        NeededError: something else in the project needs it.
        BlockedError: work of the owner's would be lost or broken.
        ProjectError: a file of the project cannot be read or edited.
    """
    before = project.contract()
    component = _known(project, typed, kind, instead=_there(before, kind))
    name = component.name
    instance = before.instances.get(component.owner)
    if instance is None:
        raise UsageError(f"{_called(component)} is not in this project", hint=_there(before, kind))
    _check_not_needed(before, instance)
    after = project.contract(_without(project.answers, name), before)
    label = f"remove {_called(component)}"
    gone = [each.component.name for o, each in before.instances.items() if o not in after.instances]
    return plan(
        project,
        Grown(
            Change(label, project.bundle, before, after, force=force),
            lambda text: toml.remove_key(text, _TABLE, name),
            Summary(f"Would remove {_called(component)}.", f"Removed {_called(component)}."),
            {kind: name, "takes_along": [each for each in gone if each != name]},
            tuple(fill(each, instance.names) for each in component.left_steps),
            tuple(fill(each, instance.names) for each in component.left),
        ),
    )


def _recorded(manifest: str, name: str) -> str:
    # Somebody may have written that it is not there: name = false.
    return toml.insert_key(toml.remove_key(manifest, _TABLE, name), _TABLE, name, value=True)


def _called(component: Component) -> str:
    """Return what it is called on the command line: `integration redis`, `auth`."""
    is_feature = component.kind == "feature"
    return component.name if is_feature else f"{component.kind} {component.name}"


def _known(project: OpenProject, typed: str, kind: str, *, instead: str) -> Component:
    bundle, name = project.bundle, typed.lower().replace("_", "-")
    names = bundle.features if kind == "feature" else bundle.integrations
    if name in names:
        return bundle.integration(name)
    if name in bundle.features:
        raise UsageError(
            f"{name} is a feature, and no integration", hint=f"Try: polepos add {name}"
        )
    near = get_close_matches(name, names, n=1)
    raise UsageError(
        f"there is no {kind} {typed!r}", hint=f"Did you mean {near[0]}?" if near else instead
    )


def _there(before: Contract, kind: str) -> str:
    names = [each.component.name for each in before.instances.values() if _is(each, kind)]
    return f"It has: {', '.join(names)}." if names else f"It has no {kind}."


def _is(instance: Instance, kind: str) -> bool:
    return instance.component.kind == kind


def _check_fits(project: OpenProject, component: Component) -> None:
    options = project.answers.options
    if fits(component.needs, options):
        return
    needed = ", ".join(
        f"--{name} {' or '.join(str(each) for each in wanted)}"
        for name, wanted in component.needs.items()
    )
    has = ", ".join(f"--{name} {options[name]}" for name in component.needs)
    why = f": {component.needs_why}" if component.needs_why else ""
    raise UsageError(
        f"{component.name} needs a project that was started with {needed}, and this one has {has}{why}",
        hint=f"Start a project with {needed.split(' or ', maxsplit=1)[0]}, and move your code there.",
    )


def _brings(instance: Instance, after: Contract, brought: Iterable[str]) -> list[str]:
    reasons = {each.name: each.why for each in instance.requirements}
    name = instance.component.name
    notes = [
        f"{name} brings {each} along" + (f": {reasons[each]}" if reasons.get(each) else "")
        for each in brought
        if f"integration:{each}" in after.instances
    ]
    shared = [
        f"{name} uses the {each.name} that is here" + (f": {each.why}" if each.why else "")
        for each in instance.requirements
        if each.kind == "integration" and each.name not in brought
    ]
    return notes + shared


def _stays(instance: Instance, before: Contract) -> list[str]:
    users = [each.owner.replace(":", " ") for each in before.requiring(instance.owner)]
    if instance.owner not in before.brought:
        return []
    return [f"it was here for {' and '.join(users)}; now it stays without, too"]


def _check_not_needed(before: Contract, instance: Instance) -> None:
    users = [each.owner for each in before.requiring(instance.owner)]
    if users:
        named = " and ".join(each.replace(":", " ") for each in users)
        raise NeededError(
            f"cannot remove {_called(instance.component)}: {named} needs it; nothing was changed",
            hint=f"Remove first what needs it: {_command(users[0])}",
        )


def _command(owner: str) -> str:
    kind, _, name = owner.partition(":")
    return f"polepos remove {name if kind == 'feature' else f'{kind} {name}'}"


def _with(answers: Answers, name: str) -> Answers:
    return replace(answers, integrations={**answers.integrations, name: True})


def _without(answers: Answers, name: str) -> Answers:
    left = {each: there for each, there in answers.integrations.items() if each != name}
    return replace(answers, integrations=left)
