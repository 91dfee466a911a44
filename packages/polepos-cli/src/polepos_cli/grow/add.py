"""Plan what `polepos add module` changes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from polepos_checks.edits import toml
from polepos_cli.errors import UsageError
from polepos_cli.grow.change import Grown, plan
from polepos_cli.grow.clash import check_clashes
from polepos_cli.grow.names import check_module_name, nouns_of
from polepos_cli.grow.tables import check_tables
from polepos_cli.merge.project import Change
from polepos_cli.plan.plan import Plan, Summary
from polepos_cli.project import OpenProject
from polepos_templates import Answers, AnswersError, Module, new_module
from polepos_templates.component import fits
from polepos_templates.names import fill


class Asked(NamedTuple):
    """A module that somebody asked for.

    Attributes:
        name: as typed, such as `order-items`.
        template: what to make it from; empty for the bundle's default.
        options: answers to some of the template's options.
        singular: what one of its records is called; empty to work it out.
    """

    name: str
    template: str = ""
    options: Mapping[str, str | bool] | None = None
    singular: str = ""


def plan_add(project: OpenProject, asked: Asked) -> Plan:
    """Work out what adding a module changes; nothing is written.

    Raises:
        UsageError: it cannot have this name, template or options here.
        BlockedError: something is in its way.
        ProjectError: a file of the project cannot be read or edited.
    """
    name = check_module_name(asked.name)
    _check_new(project.answers, name)
    module = _module(project, name, asked)
    before = project.contract()
    after = project.contract(_with(project.answers, name, module.record), before)
    instance = after.instances[f"module:{name}"]
    check_tables(project, before, instance, own=name)
    check_clashes(project.bundle, instance, module.names)
    what = f"module {name}, made from {module.record}"
    return plan(
        project,
        Grown(
            Change(f"add module {name}", project.bundle, before, after),
            lambda text: toml.insert_key(text, ("modules",), name, module.record),
            Summary(f"Would add {what}.", f"Added {what}."),
            {"module": name, "template": module.template.name, "recorded": module.record},
            tuple(fill(each, instance.names) for each in module.template.next_steps),
        ),
    )


def _check_new(answers: Answers, name: str) -> None:
    if name in answers.modules:
        raise UsageError(
            f"there is a module {name} already, made from {answers.modules[name]}",
            hint="Choose another name, or remove that one first.",
        )


def _module(project: OpenProject, name: str, asked: Asked) -> Module:
    bundle = project.bundle
    template = asked.template or bundle.default_module
    nouns = nouns_of(name, asked.singular)
    try:
        module = new_module(bundle, name, template, asked.options or {}, **nouns)
    except AnswersError as error:
        raise UsageError(error.message, hint=_belongs(project, asked) or error.hint) from error
    if not fits(module.template.needs, project.answers.options):
        raise UsageError(
            f"the template {template} does not fit this project: it needs {_needed(module)}",
            hint=f"Templates that fit: {', '.join(_fitting(project))}.",
        )
    return module


def _belongs(project: OpenProject, asked: Asked) -> str:
    """Say which template has the options that were asked for, if there is one."""
    for template in project.bundle.modules:
        if asked.options and project.bundle.module(template).options.keys() >= asked.options.keys():
            return f"The template {template} has: --template {template}"
    return ""


def _needed(module: Module) -> str:
    return ", ".join(
        f"{name} {' or '.join(str(each) for each in wanted)}"
        for name, wanted in module.template.needs.items()
    )


def _fitting(project: OpenProject) -> Iterator[str]:
    for template in project.bundle.modules:
        if fits(project.bundle.module(template).needs, project.answers.options):
            yield template


def _with(answers: Answers, name: str, record: str) -> Answers:
    return replace(answers, modules={**answers.modules, name: record})
