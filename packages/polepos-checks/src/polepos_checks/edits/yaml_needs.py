"""What services of a compose file say of others: which they start after, and which they are linked to."""

from collections.abc import Iterator

from polepos_checks.edits.lines import line_number
from polepos_checks.edits.yaml_tree import Node, read

_KEYS = {"depends_on", "links"}


def needs(text: str, name: str) -> list[tuple[int, int]]:
    """Return place and line of whatever says that it needs the service `name`.

    Raises:
        UnreadableError: the text is not YAML.
        PlaceNotClearError: it holds several documents.
    """
    root = read(text).root
    named = _named(root) if root else ()
    found = [each for each in named if (each.name or "").partition(":")[0] == name]
    return [(each.start, line_number(text, each.start)) for each in found]


def _named(node: Node) -> Iterator[Node]:
    for key, value in node.pairs:
        if key.name in _KEYS:
            yield from [each for each, _ in value.pairs] or value.children
    for child in node.children:
        yield from _named(child)
