"""Read what a polepos project should be: a bundle of templates, and the contract it makes.

The package is data (a *bundle*: TOML and Jinja2 text) and this small reader. It renders nothing and
depends on nothing, so that pinning its version pins data and never a fix of the tools.
"""

from polepos_templates.answers import Answers
from polepos_templates.bundle import Bundle, Point
from polepos_templates.component import Component
from polepos_templates.contract import Contract, ContractEntry, ContractFile, Instance, contract
from polepos_templates.errors import AnswersError, BundleError, PolePosError
from polepos_templates.modules import Module, new_module, read_module
from polepos_templates.names import ModuleNames
from polepos_templates.option import Option
from polepos_templates.store import open_bundle

__all__ = [
    "Answers",
    "AnswersError",
    "Bundle",
    "BundleError",
    "Component",
    "Contract",
    "ContractEntry",
    "ContractFile",
    "Instance",
    "Module",
    "ModuleNames",
    "Option",
    "Point",
    "PolePosError",
    "contract",
    "new_module",
    "open_bundle",
    "read_module",
]
