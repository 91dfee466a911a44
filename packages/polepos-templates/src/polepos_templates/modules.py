"""A module as a project records it: `customers = "crud[pagination,timestamps]"`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from polepos_templates.answers import OptionValue
from polepos_templates.bundle import Bundle
from polepos_templates.component import Component
from polepos_templates.errors import AnswersError
from polepos_templates.names import ModuleNames
from polepos_templates.option import Option, complete

_RECORD = re.compile(r"([a-z][a-z0-9-]*)(?:\[([a-z0-9_=,-]*)\])?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NOUNS = ("singular", "plural")


@dataclass(frozen=True, slots=True)
class Module:
    """A module that a project has, or is to have.

    Attributes:
        name: its own.
        template: the component it is made from.
        options: an answer to every option of the template.
        singular, plural: its nouns in snake case, where the rules get them wrong; else empty.
    """

    name: str
    template: Component
    options: Mapping[str, OptionValue]
    singular: str = ""
    plural: str = ""

    @property
    def names(self) -> ModuleNames:
        """What it is called in its code."""
        return ModuleNames.of(self.name, self.singular, self.plural)

    @property
    def record(self) -> str:
        """What a project records: the template, and what differs from its defaults, in fixed order."""
        words = [
            *(_word(self.template.options[name], value) for name, value in self.options.items()),
            *(f"{key}={noun}" for key in _NOUNS if (noun := getattr(self, key))),
        ]
        listed = ",".join(filter(None, words))
        return f"{self.template.name}[{listed}]" if listed else self.template.name


def new_module(
    bundle: Bundle, name: str, template: str, given: Mapping[str, object], **nouns: str
) -> Module:
    """Return a module of this name, with defaults for the options that are not given.

    Args:
        bundle: whose templates there are.
        name: its own, in snake case.
        template: the template's name.
        given: answers to some of the template's options.
        nouns: `singular` and `plural`, where the rules get them wrong.

    Raises:
        AnswersError: there is no such template, it has no such option, or does not offer the value.
    """
    component = bundle.module(template)
    options = complete(component.options, given, f"the template {template}")
    return Module(name, component, options, **nouns)


def read_module(bundle: Bundle, name: str, record: object) -> Module:
    """Read what a project records of the module `name`.

    Raises:
        AnswersError: it is not written like a record, or the bundle has no such template or option.
    """
    read = _read(bundle, record) if isinstance(record, str) and _NAME.fullmatch(name) else None
    if read is None:
        raise AnswersError(
            f"[modules] has {name} = {record!r}, which is not a module with its template",
            hint='Write it like this: customers = "crud[pagination,timestamps]"',
        )
    return replace(read, name=name)


def _read(bundle: Bundle, record: str) -> Module | None:
    """Read a record, once for all modules that were made in the same way."""
    key = (bundle.root, record)
    if key not in _KNOWN:
        found = _RECORD.fullmatch(record)
        if found is None:
            return None
        options = dict(_answers(found[2] or "", bundle.module(found[1]).options))
        nouns = {key: str(options.pop(key)) for key in _NOUNS if key in options}
        _KNOWN[key] = new_module(bundle, "", found[1], options, **nouns)
    return _KNOWN[key]


_KNOWN: dict[tuple[Path, str], Module] = {}


def _answers(words: str, known: Mapping[str, Option]) -> Iterator[tuple[str, OptionValue]]:
    for word in filter(None, words.split(",")):
        name, equals, value = word.partition("=")
        bare = known[name].bare if name in known else ""
        yield name, value if equals else (bare or True)


def _word(option: Option, value: OptionValue) -> str:
    if value == option.default:
        return ""
    if value is True or value == option.bare:
        return option.name
    return f"{option.name}={str(value).lower()}"
