"""What a project has answered: its names, its options, and the components it has."""

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field

from polepos_templates.errors import AnswersError

OptionValue = str | bool
"""An option's answer: one of its choices, or yes and no."""


def is_package_name(text: str) -> bool:
    """Tell whether `text` can be the name of an importable package: one ASCII identifier."""
    return text.isascii() and text.isidentifier() and not keyword.iskeyword(text)


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything, beside the bundle itself, that decides how a project is rendered.

    Args:
        name: the project's name as typed, such as `shop-api`.
        package: its import name, such as `shop_api`. Paths are made from it.
        options: answers to the bundle's options, such as `{"db": "sqlite"}`.
        modules: name of each module and how it was made, such as `{"status": "starter"}`.
        integrations: name of each integration, and whether the project has it.

    Raises:
        AnswersError: `package` is not one plain identifier, so it could lead out of the project.
    """

    name: str
    package: str
    options: Mapping[str, OptionValue]
    modules: Mapping[str, str] = field(default_factory=dict)
    integrations: Mapping[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not is_package_name(self.package):
            raise AnswersError(
                f"{self.package!r} is not the name of a Python package",
                hint="Use one plain identifier, such as shop_api.",
            )
