"""Options: questions that a project, or one of its components, answers once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polepos_templates.answers import OptionValue
from polepos_templates.errors import AnswersError


@dataclass(frozen=True, slots=True)
class Option:
    """A question that is answered once.

    Attributes:
        name: such as `db`, or `soft-delete`.
        help: what it decides, one line.
        default: the answer of those who do not say.
        choices: what can be answered; empty for a yes-or-no option, whose `default` is a `bool`.
        bare: the choice that the option's name alone stands for, or an empty string.
    """

    name: str
    help: str
    default: OptionValue
    choices: tuple[str, ...] = ()
    bare: str = ""

    def check(self, value: object) -> OptionValue:
        """Return `value` if it answers this option.

        Raises:
            AnswersError: it is of another type, or not one of the choices.
        """
        if isinstance(value, bool) and not self.choices:
            return value
        if isinstance(value, str) and value in self.choices:
            return value
        offered = ", ".join(self.choices) or "true, false"
        raise AnswersError(f"{self.name} cannot be {value!r}", hint=f"Choose one of: {offered}.")


def read_option(name: str, table: dict[str, Any]) -> Option:
    """Read an `[options.NAME]` table.

    Raises:
        KeyError: it has no `help` or no `default`.
    """
    choices = tuple(table.get("choices", ()))
    return Option(name, table["help"], table["default"], choices, table.get("bare", ""))


def complete(
    options: Mapping[str, Option], given: Mapping[str, object], whose: str
) -> dict[str, OptionValue]:
    """Return an answer to every option: those given, checked, and defaults for the rest.

    Args:
        options: the questions, by name, in the order of the result.
        given: answers to some of them.
        whose: whose options they are, for the message.

    Raises:
        AnswersError: an answer to no question, or one that is not offered.
    """
    for name in given:
        if name not in options:
            known = f"Its options are: {', '.join(options)}." if options else "It has none."
            raise AnswersError(f"{name!r} is not an option of {whose}", hint=known)
    return {
        name: option.check(given[name]) if name in given else option.default
        for name, option in options.items()
    }
