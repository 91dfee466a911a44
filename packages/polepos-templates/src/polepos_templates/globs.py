"""Match the path patterns of `component.toml`, which mean the same on every machine."""

import re
from functools import cache

_TOKEN = re.compile(r"(\*\*/|\*\*|\*|\?)")
_MEANING = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    # pathlib learns `full_match` in 3.13 only, and fnmatch lets `*` cross folders.
    return re.compile(
        "".join(_MEANING.get(part, re.escape(part)) for part in _TOKEN.split(pattern))
    )


def matches(path: str, pattern: str) -> bool:
    """Tell whether the whole of `path` (with `/`) fits `pattern`.

    `*` and `?` stay within a folder, `**` crosses folders: `db/**` is everything below `db`.
    """
    return _compile(pattern).fullmatch(path) is not None
