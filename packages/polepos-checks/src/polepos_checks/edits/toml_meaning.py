"""What a TOML text means, as values: looked up, and changed by an entry, to compare with an edit."""

from typing import Any, Final

from polepos_checks.edits.toml_layout import KeyPath

Data = dict[str, Any]

MISSING: Final = object()


def lookup(data: Data, path: KeyPath) -> Any:
    """Return what `path` leads to, or `MISSING`."""
    value: Any = data
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return MISSING
        value = value[name]
    return value


def with_value(data: Data, path: KeyPath, value: Any) -> Data:
    """Return `data` with `value` at `path`; tables on the way are made where there are none."""
    name, *rest = path
    if rest:
        inner = data.get(name, {})
        value = with_value(inner if isinstance(inner, dict) else {}, tuple(rest), value)
    return {**data, name: value}


def without(data: Data, path: KeyPath) -> Data:
    """Return `data` without what is at `path`, and without the tables that are then empty."""
    name, *rest = path
    if name not in data:
        return data
    others = {key: value for key, value in data.items() if key != name}
    inner = without(data[name], tuple(rest)) if rest and isinstance(data[name], dict) else {}
    return {**others, name: inner} if inner else others
