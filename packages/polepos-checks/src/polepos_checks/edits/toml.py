"""Entries of TOML files: strings in an array, and keys in a table.

`tomllib` says what a text means, before and after; a lexer says where; spans are written. So all that
is not the entry stays byte for byte, and an edit that would mean anything else is refused.
"""

import re
from collections.abc import Sequence
from typing import Any, Literal

from polepos_checks.edits import toml_items, toml_tables
from polepos_checks.edits.errors import PlaceNotClearError, UnreadableError
from polepos_checks.edits.found import Found
from polepos_checks.edits.lines import line_number
from polepos_checks.edits.met import Met
from polepos_checks.edits.order import SortKey, place
from polepos_checks.edits.toml_layout import (
    Document,
    Items,
    KeyPath,
    names,
    parse,
    read,
    read_array,
    write_string,
)
from polepos_checks.edits.toml_meaning import MISSING, lookup, with_value, without
from polepos_checks.edits.toml_tables import New, Spot

Value = str | bool
Emptied = Literal["keep", "drop"]

_DISTRIBUTION = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)")
_SEPARATORS = re.compile(r"[-_.]+")


def find_key(text: str, table: KeyPath, key: str, value: Value | None = None) -> Found | None:
    """Return where `key` is in `table`, or `None`.

    It is exact if it has this value (any, if `value` is `None`) and no comment of its own. A table of
    that name is found too, and never exact.

    Raises:
        UnreadableError: the text is not TOML.
    """
    document, path = read(text), (*table, key)
    there = lookup(document.data, path)
    if there is MISSING:
        return None
    spot = toml_tables.find_pair(document, path)
    if spot is None:
        start = toml_tables.find_first(document, path) or 0
        return Found(start, start, line_number(text, start), exact=False)
    same = value is None or (type(there) is type(value) and there == value)
    exact = same and not toml_tables.has_comment(text, spot)
    return Found(*toml_tables.span(text, spot), line_number(text, spot.pair.start), exact)


def insert_key(text: str, table: KeyPath, key: str, value: Value, *, order: str = "sorted") -> str:
    """Return `text` with `key = value` in `table`.

    It goes before the first key that sorts after it, and before the comments directly above that; with
    `append` after the last key. A missing table is added at the end, below a blank line.

    Raises:
        UnreadableError: the text is not TOML.
        PlaceNotClearError: the key is there, or the table takes no keys as it is written.
    """
    raw = str(value).lower() if isinstance(value, bool) else write_string(value)
    return _insert_pair(read(text), table, New(key, raw, (raw,)), value, order)


def remove_key(text: str, table: KeyPath, key: str, *, emptied: Emptied = "keep") -> str:
    """Return `text` without `key` of `table`, its line's comment included; as it is, if there is none.

    Args:
        text: a TOML text.
        table: the table's names.
        key: the key's name.
        emptied: what happens to a table that has no other key and no comment: `drop` takes its header
            out as well, with a blank line above it, as `insert_key` makes it where there was none.

    Raises:
        UnreadableError: the text is not TOML.
        PlaceNotClearError: the key is a table of its own.
    """
    document, path = read(text), (*table, key)
    there = lookup(document.data, path)
    if there is MISSING:
        return text
    spot = toml_tables.find_pair(document, path)
    if spot is None:
        start = toml_tables.find_first(document, path) or 0
        raise PlaceNotClearError(
            f"{names(path)} is a table, not a value",
            line=line_number(text, start),
            hint="Remove it by hand.",
        )
    return _remove_pair(document, spot, emptied)


def find_item(text: str, table: KeyPath, item: str) -> Found | None:
    """Return where `item` is in the array of strings that is called `table`, or `None`.

    Among requirements an item is recognised by its distribution; it is exact if it says the same and
    has no comment, and its owner's otherwise. Where several are the same one, the exact one is found.

    Raises:
        UnreadableError: the text is not TOML.
    """
    document = read(text)
    spot, values = _array(document, table)
    if spot is None:
        return None
    items, index = read_array(text, spot.pair.value), _index(values, table, item)
    if index is None:
        return None
    exact = values[index] == item and not toml_items.has_comment(text, items, index)
    line = line_number(text, items.items[index].start)
    return Found(*toml_items.span(text, items, index), line, exact, yours=not exact)


def meet_item(text: str, table: KeyPath, item: str) -> Met | None:
    """Say how `item` is met by the array of strings that is called `table`; `None`: not at all.

    Among requirements one of the same distribution meets it that is as strong. A weaker one is raised in
    place, and whatever else it says stays.

    Raises:
        UnreadableError: the text is not TOML.
    """
    document = read(text)
    spot, values = _array(document, table)
    there = _indexes(values, table, item)
    if spot is None or not there:
        return None
    lines = [line_number(text, each.start) for each in read_array(text, spot.pair.value).items]
    if item in values:
        return Met(text, lines[values.index(item)])
    # It takes long to import, and is for those whose projects have it already.
    from polepos_checks.edits.requirements import fit  # noqa: PLC0415

    fits = [(n, fit(values[n], item, _pythons(document))) for n in there]
    for index, each in sorted(fits, key=lambda pair: pair[1].text != values[pair[0]]):
        if each.text:
            was = values[index] if each.text != values[index] else None
            after = replace_item(text, table, values[index], each.text) if was else text
            return Met(after, lines[index], was, note=each.note)
    index, first = fits[0]
    return Met(
        text, lines[index], why=f"{values[index]} is here, and {item} is needed: {first.why}"
    )


def replace_item(text: str, table: KeyPath, old: str, new: str) -> str:
    """Return `text` with `new` in place of `old` in the array of strings that is called `table`.

    Its quotes, its comment and its place stay. As it is, if `old` is not there.

    Raises:
        UnreadableError: the text is not TOML.
        PlaceNotClearError: it cannot be replaced alone.
    """
    document = read(text)
    spot, values = _array(document, table)
    if spot is None or old not in values:
        return text
    index = values.index(old)
    item = read_array(text, spot.pair.value).items[index]
    after = (
        text[: item.start] + _rewritten(text[item.start : item.end], old, new) + text[item.end :]
    )
    return _verified(document, after, table, [*values[:index], new, *values[index + 1 :]])


def restore_item(
    text: str, table: KeyPath, gone: Sequence[str], left: Sequence[str], was: str | None
) -> str | None:
    """Return `text` with a requirement as it would be if some needs had never been.

    `None`, where it does not say what all of them make of `was`, whichever came first, or where it would
    go and has a comment.

    Raises:
        UnreadableError: the text is not TOML.
        PlaceNotClearError: it cannot be changed alone.
    """
    from polepos_checks.edits.requirements import outcomes  # noqa: PLC0415 - see above

    document = read(text)
    _, values = _array(document, table)
    pythons = _pythons(document)
    made = outcomes(was, [*gone, *left], pythons)
    there = next((value for value in values if value in made), None)
    before = outcomes(was, left, pythons)
    if there is None:
        return None
    if there in before:
        return text
    if before:
        return replace_item(text, table, there, before[0])
    found = find_item(text, table, there)
    if not found or not found.exact or left:
        return None
    return remove_item(text, table, there, emptied="drop")


def is_same(table: KeyPath, one: str, other: str) -> bool:
    """Tell whether two items of the array that is called `table` are of one distribution."""
    return one == other or bool(_indexes([other], table, one))


def insert_item(text: str, table: KeyPath, item: str, *, order: str = "sorted") -> str:
    """Return `text` with `item` in the array of strings that is called `table`.

    It goes before the first item that sorts after it; with `append` it goes last. A missing array
    is added as its table's last key.

    Raises:
        UnreadableError: the text is not TOML.
        PlaceNotClearError: the item is there, the table is not, or there is no such array.
    """
    document = read(text)
    spot, values = _array(document, table)
    if spot is None:
        return _insert_array(document, table, item)
    if _index(values, table, item) is not None:
        raise PlaceNotClearError(
            f"{item} is in {names(table)} already", line=line_number(text, spot.pair.start)
        )
    items = read_array(text, spot.pair.value)
    keys = [_sort_key(value, table) for value in values]
    index = place(keys, _sort_key(item, table) or ("",), order)
    raw = write_string(item, quote=_quote(text, items, index))
    after = toml_items.insert(text, items, index, raw)
    return _verified(document, after, table, [*values[:index], item, *values[index:]])


def remove_item(text: str, table: KeyPath, item: str, *, emptied: Emptied = "keep") -> str:
    """Return `text` without `item` of the array that is called `table`; as it is, if there is none.

    What is found is removed, exact or not: callers look first. `emptied="drop"` takes out the key of an
    array that is then empty, if `insert_item` would make the same text of what is left.

    Raises:
        UnreadableError: the text is not TOML.
        PlaceNotClearError: it cannot be taken out alone.
    """
    document = read(text)
    spot, values = _array(document, table)
    index = None if spot is None else _index(values, table, item)
    if spot is None or index is None:
        return text
    if len(values) == 1 and emptied == "drop":
        dropped = _remove_pair(document, spot, "keep")
        if _made(dropped, table, values[index]) == text:
            return dropped
    after = toml_items.remove(text, read_array(text, spot.pair.value), index)
    return _verified(document, after, table, values[:index] + values[index + 1 :])


def _made(text: str, table: KeyPath, item: str) -> str | None:
    try:
        return insert_item(text, table, item)
    except PlaceNotClearError:  # the array was all that there was of its table
        return None


def _insert_pair(document: Document, table: KeyPath, new: New, value: Any, order: str) -> str:
    path = (*table, new.key)
    if lookup(document.data, path) is not MISSING:
        start = toml_tables.find_first(document, path) or 0
        raise PlaceNotClearError(
            f"{names(path)} is there already", line=line_number(document.text, start)
        )
    after = toml_tables.insert(document, table, new, order)
    return _verified(document, after, path, value)


def _remove_pair(document: Document, spot: Spot, emptied: Emptied) -> str:
    dropped = toml_tables.remove_table(document.text, spot) if emptied == "drop" else None
    after = toml_tables.remove(document.text, spot) if dropped is None else dropped
    return _verified(document, after, spot.pair.path, MISSING)


def _verified(document: Document, after: str, path: KeyPath, value: Any) -> str:
    """Return the text `after`, if all that it changes is that `path` has `value`."""
    try:
        data = parse(after)
    except UnreadableError:
        data = {}
    if value is MISSING:  # whether empty tables stay is a matter of how they were written
        same = without(data, path) == without(document.data, path) and lookup(data, path) is MISSING
    else:
        same = data == with_value(document.data, path, value)
    if same:
        return after
    start = toml_tables.find_first(document, path[:1])
    raise PlaceNotClearError(
        f"{names(path)} cannot be changed without changing anything else",
        line=None if start is None else line_number(document.text, start),
        hint=f"Give [{names(path[:-1])}] a header of its own.",
    )


def _array(document: Document, path: KeyPath) -> tuple[Spot | None, list[Any]]:
    values = lookup(document.data, path)
    if values is MISSING:
        return None, []
    spot = toml_tables.find_pair(document, path)
    if spot is None or not isinstance(values, list):
        start = toml_tables.find_first(document, path) or 0
        raise PlaceNotClearError(
            f"{names(path)} is not an array of strings",
            line=line_number(document.text, start),
            hint=f'Write it as {path[-1]} = ["..."].',
        )
    return spot, values


def _insert_array(document: Document, path: KeyPath, item: str) -> str:
    *above, key = path
    table = lookup(document.data, tuple(above))
    hint = f"Add {key} = [] to [{names(above)}]."
    if not isinstance(table, dict):
        raise PlaceNotClearError(f"there is no table {names(above)}", hint=hint)
    if above == ["project"] and key in table.get("dynamic", ()):  # PEP 621: never both
        raise PlaceNotClearError(
            f"{names(path)} is dynamic: the build backend says what it holds",
            line=line_number(document.text, toml_tables.find_first(document, ("project",)) or 0),
            hint=f"Add {item} where the build backend reads {key} from, or make it static.",
        )
    raw = write_string(item)
    new = New(key, f"[{raw}]", ("[", f"    {raw},", "]"))
    return _insert_pair(document, tuple(above), new, [item], "append")


def _pythons(document: Document) -> str:
    pythons = lookup(document.data, ("project", "requires-python"))
    return pythons if isinstance(pythons, str) else ""


def _index(values: list[Any], path: KeyPath, item: str) -> int | None:
    if item in values:
        return values.index(item)
    return next(iter(_indexes(values, path, item)), None)


def _indexes(values: list[Any], path: KeyPath, item: str) -> list[int]:
    """Return which values are the same as an item: of the same distribution, among requirements."""
    name = _distribution(item) if _holds_requirements(path) else None
    if name is None:
        return [n for n, value in enumerate(values) if value == item]
    return [n for n, value in enumerate(values) if _distribution(value) == name]


def _rewritten(raw: str, old: str, new: str) -> str:
    """Write `new` as `old` is written in `raw`: within the same quotes, if they will do."""
    start = raw.find(old)
    if start >= 0 and not {"\\", raw[0]} & set(new):
        return raw[:start] + new + raw[start + len(old) :]
    return write_string(new, quote=raw[0])


def _sort_key(item: Any, path: KeyPath) -> SortKey | None:
    if not isinstance(item, str):
        return None
    name = (_distribution(item) if _holds_requirements(path) else None) or item.casefold()
    return name, item.casefold(), item


def _holds_requirements(path: KeyPath) -> bool:
    """Say whether the array is one of those that PEP 621, PEP 735 or PEP 518 define."""
    match path:
        case ("project", "dependencies") | ("build-system", "requires"):
            return True
        case ("project", "optional-dependencies", _) | ("dependency-groups", _):
            return True
    return False


def _distribution(requirement: Any) -> str | None:
    """Return the normalised name (PEP 503) that a requirement (PEP 508) begins with."""
    found = _DISTRIBUTION.match(requirement) if isinstance(requirement, str) else None
    return _SEPARATORS.sub("-", found[1]).lower() if found else None


def _quote(text: str, items: Items, index: int) -> str:
    """Return the quote that the item next to a new one begins with."""
    beside = items.items[max(index - 1, 0) : index + 1]
    return text[beside[0].start] if beside else '"'
