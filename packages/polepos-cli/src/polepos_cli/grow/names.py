"""What a module can be called, and the nouns that its code uses."""

import keyword
import re
from typing import Any

from polepos_cli.errors import UsageError
from polepos_templates import ModuleNames
from polepos_templates.names import singular_of

MAX_LENGTH = 40
"""Characters of a name: constraints are named after tables, and PostgreSQL cuts names at 63 bytes."""

_DEVICES = re.compile(r"(?:aux|con|nul|prn|(?:com|lpt)[1-9])")

# Nearly every module is called in the plural, by a word as regular as this: the library, which takes 6 ms to
# import, need not be asked. Those beside it are what it knows better; a test compares the two.
_REGULAR = re.compile(r"[a-z0-9]+[bcdfghjklmnpqrtvwxyz]s")
SAME_IN_BOTH = frozenset(
    {
        *("analytics", "athletics", "corps", "gallows", "headquarters", "highjinks", "its"),
        *("jeans", "mathematics", "mews", "news", "physics", "pliers", "politics", "scissors"),
    }
)


class ModuleNameError(UsageError):
    """A module cannot be called so."""

    code = "name-refused"


def check_module_name(typed: str) -> str:
    """Return a module's name in snake case.

    Raises:
        ModuleNameError: with the reason, and how such a name looks.
    """
    name = typed.replace("-", "_")
    reason = _shape(typed) or _taken(name)
    if reason:
        raise ModuleNameError(
            f"{typed!r} cannot be a module's name: {reason}",
            hint="A module is called like customers, order-items or api_keys.",
        )
    return name


def nouns_of(name: str, singular: str = "") -> dict[str, str]:
    """Return the nouns of a module that the bundle's simple rules get wrong, by kind.

    Args:
        name: the module's, in snake case.
        singular: what one of its records is called, if its maker says so.

    Raises:
        ModuleNameError: `singular` cannot be part of a name.
    """
    one = _checked(singular) if singular else _inflected(name, "singular")
    many = name if one != name else _inflected(name, "plural")
    ruled = ModuleNames.of(name, one)
    return {
        **({"singular": one} if one != singular_of(name) else {}),
        **({"plural": many} if many != ruled.plural else {}),
    }


def _checked(singular: str) -> str:
    noun = singular.replace("-", "_")
    reason = _shape(singular)
    if reason:
        raise ModuleNameError(
            f"--singular {singular!r} cannot be part of a name: {reason}",
            hint="Write it like customer or order-item.",
        )
    return noun


def _inflected(name: str, number: str) -> str:
    head, _, last = name.rpartition("_")
    if number == "singular" and _REGULAR.fullmatch(last) and last not in SAME_IN_BOTH:
        return name.removesuffix("s")
    # Late: it is only needed here. It says that it is typed, and its constructor is not.
    from pluralizer import Pluralizer  # noqa: PLC0415

    inflect: Any = Pluralizer()  # type: ignore[no-untyped-call]
    word: str = inflect.pluralize(last, 1 if number == "singular" else 2)
    found = word if _shape(word) == "" else last
    return f"{head}_{found}" if head else found


def _shape(text: str) -> str:
    """Say what is wrong with how a name is written, or nothing."""
    checks = (
        (not text, "it is empty"),
        (len(text) > MAX_LENGTH, f"it has {len(text)} characters, and {MAX_LENGTH} are the most"),
        (not text.isascii(), "only ASCII letters can be used"),
        (text != text.lower(), "modules are called in lower case"),
        (re.search(r"[^a-z0-9_-]", text), "only letters, digits, - and _ can be used"),
        (not text[:1].isalpha(), "it has to begin with a letter"),
        (re.search(r"[-_]{2}|[-_]$", text), "only one - or _ can stand between two words"),
        (len(text) < 2, "a name has two letters at least"),
    )
    return next((reason for wrong, reason in checks if wrong), "")


def _taken(name: str) -> str:
    if keyword.iskeyword(name):
        return f"{name} is a Python keyword"
    if _DEVICES.fullmatch(name):
        return f"{name} is a device on Windows, and no folder can be called so"
    return ""
