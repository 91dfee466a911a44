"""The names that a module goes by: from the one that its maker typed to class, noun and table.

What is here is part of bundle format 1 and never changes: it decides the bytes of every module. English
has more exceptions than rules; a name that these rules get wrong is recorded beside the module.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PACKAGE_PLACEHOLDER = "__package__"
"""What stands for the application's package, in paths and in text."""

PROJECT_PLACEHOLDER = "__project__"
"""What stands for the project's name."""

_PLACEHOLDER = re.compile(r"__(?:package|project|module_name|[Mm]odel|[Nn]ouns?|table_name)__")


def singular_of(plural: str) -> str:
    """Return the singular of an English noun in snake case, as far as simple rules go."""
    for ending, instead in _SINGULAR:
        if plural.endswith(ending) and len(plural) > len(ending) + 1:
            return plural.removesuffix(ending) + instead
    return plural


def plural_of(singular: str) -> str:
    """Return the plural of an English noun in snake case, as far as simple rules go."""
    if re.search(r"[^aeiou]y$", singular):
        return singular.removesuffix("y") + "ies"
    return singular + ("es" if re.search(r"(s|x|z|ch|sh)$", singular) else "s")


_SINGULAR = (
    ("ies", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)


@dataclass(frozen=True, slots=True)
class ModuleNames:
    """What a module is called in its code.

    Attributes:
        name: the folder, the path in URLs and the tag, such as `order_items`.
        singular: one of its records, in snake case, such as `order_item`.
        plural: many of them; the table, such as `order_items`.
    """

    name: str
    singular: str
    plural: str

    @classmethod
    def of(cls, name: str, singular: str = "", plural: str = "") -> "ModuleNames":
        """Work out the names that are not given."""
        one = singular or singular_of(name)
        return cls(name, one, plural or (plural_of(one) if one == name else name))

    @property
    def model(self) -> str:
        """The class of a record, such as `OrderItem`."""
        return "".join(word.capitalize() for word in self.singular.split("_"))

    @property
    def placeholders(self) -> Mapping[str, str]:
        """What each placeholder in a template of a module stands for."""
        noun, nouns = self.singular.replace("_", " "), self.plural.replace("_", " ")
        return {
            "__module_name__": self.name,
            "__Model__": self.model,
            "__model__": self.singular,
            "__noun__": noun,
            "__nouns__": nouns,
            "__Noun__": noun.capitalize(),
            "__Nouns__": nouns.capitalize(),
            "__table_name__": self.plural,
        }


def fill(text: str, names: Mapping[str, str]) -> str:
    """Return `text` with `names` in the place of their placeholders.

    A placeholder that `names` does not have stays.
    """
    if "__" not in text:
        return text
    return _PLACEHOLDER.sub(lambda found: names.get(found[0], found[0]), text)
