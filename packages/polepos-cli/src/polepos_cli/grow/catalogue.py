"""What a bundle offers, and what of it a project has."""

from collections.abc import Iterator
from typing import NamedTuple

from polepos_cli.project import OpenProject
from polepos_templates import Bundle, Component, Contract
from polepos_templates.component import fits

_NAMED = 3
"""So many modules are named; more are counted."""


class Offer(NamedTuple):
    """Something that a project can have.

    Attributes:
        component: what it is made from.
        there: somebody asked for it in this project.
        modules: the project's modules that are made from it, by name.
        needed_by: what of the project brought it along, or needs it, such as `integration rq`.
        lacks: what the project would have to be for it, such as `db sqlite or postgres`; else empty.
    """

    component: Component
    there: bool = False
    modules: tuple[str, ...] = ()
    needed_by: tuple[str, ...] = ()
    lacks: str = ""

    @property
    def where(self) -> str:
        """Say in some words what of it the project has."""
        if len(self.modules) > _NAMED:
            return f"{len(self.modules)} modules"
        if self.modules:
            return ", ".join(self.modules)
        if self.there:
            return "added"
        if self.needed_by:
            return f"with {', '.join(self.needed_by)}"
        return f"needs {self.lacks}" if self.lacks else ""

    def document(self) -> dict[str, object]:
        """Return it as JSON shows it."""
        own = self.component
        found: dict[str, object] = {
            "name": own.name,
            "summary": own.summary,
            "fits": not self.lacks,
            "needs": {name: list(values) for name, values in own.needs.items()},
            "requires": [each.name for each in own.requires if each.kind == "integration"],
        }
        if own.kind == "module":
            options = {
                each.name: {
                    "help": each.help,
                    "choices": list(each.choices),
                    "default": each.default,
                }
                for each in own.options.values()
            }
            return {**found, "options": options, "modules": list(self.modules)}
        return {
            **found,
            "added": self.there,
            "needed_by": list(self.needed_by),
            "processes": sorted(own.processes),
        }


def catalogue(bundle: Bundle, project: OpenProject | None) -> dict[str, list[Offer]]:
    """Return everything there is, by kind: `templates`, `features`, `integrations`.

    Args:
        bundle: what offers it.
        project: whose components are told, if there is one; it is made from the same bundle.
    """
    contract = project.contract() if project else Contract({}, {})
    return {
        "templates": [_template(bundle.module(name), project, contract) for name in bundle.modules],
        "features": [_extra(bundle.integration(n), project, contract) for n in bundle.features],
        "integrations": [
            _extra(bundle.integration(name), project, contract) for name in bundle.integrations
        ],
    }


def _template(component: Component, project: OpenProject | None, contract: Contract) -> Offer:
    modules = [
        owner.partition(":")[2]
        for owner, each in contract.instances.items()
        if each.component is component
    ]
    return Offer(component, bool(modules), tuple(modules), (), _lacks(component, project))


def _extra(component: Component, project: OpenProject | None, contract: Contract) -> Offer:
    needed_by = tuple(each.owner.replace(":", " ") for each in contract.requiring(component.owner))
    there = component.owner in contract.instances and component.owner not in contract.brought
    return Offer(component, there, (), needed_by, _lacks(component, project))


def _lacks(component: Component, project: OpenProject | None) -> str:
    if project is None or fits(component.needs, project.answers.options):
        return ""
    return ", ".join(_wanted(component))


def _wanted(component: Component) -> Iterator[str]:
    for name, wanted in component.needs.items():
        yield f"{name} {' or '.join(str(each) for each in wanted)}"
