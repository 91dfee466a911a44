"""How two projects differ, for the messages of tests."""

from collections.abc import Iterator, Mapping
from difflib import ndiff


def differences(here: Mapping[str, bytes], there: Mapping[str, bytes]) -> str:
    """Return the lines in which the files of two projects differ; nothing where they are the same."""
    return "\n".join(_lines(here, there))


def _lines(here: Mapping[str, bytes], there: Mapping[str, bytes]) -> Iterator[str]:
    for path in sorted(here.keys() | there.keys()):
        one, other = here.get(path), there.get(path)
        if one == other:
            continue
        if one is None or other is None:
            yield f"{path}: only {'there' if one is None else 'here'}"
            continue
        yield f"{path}: - here, + there"
        for line in ndiff(repr_lines(one), repr_lines(other)):
            if line[0] in "-+":
                yield line


def repr_lines(content: bytes) -> list[str]:
    """Return the lines of a file, written so that every character shows."""
    return [repr(line) for line in content.decode("utf-8", "replace").split("\n")]


def assert_same(here: Mapping[str, bytes], there: Mapping[str, bytes]) -> None:
    """Fail with the lines that differ, unless the files of two projects are the same."""
    found = differences(here, there)
    if found:
        raise AssertionError(found)
