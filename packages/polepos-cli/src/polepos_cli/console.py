"""The one place that prints.

Results go to stdout, everything else to stderr, so that a result can be piped. With `--json` stdout is
one JSON document, also when a command fails.
"""

import json
import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import TextIO

from polepos_templates import PolePosError

JSON_SCHEMA = 1
"""The version of every JSON document's shape; it grows when a key changes its meaning or goes."""

_RED, _CYAN, _BOLD, _PLAIN = "\033[1;31m", "\033[36m", "\033[1m", "\033[0m"


def prepare() -> None:
    """Make sure that no terminal's encoding, and no closed stream, can make a message fail."""
    # Open until the process ends, so without a `with`.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str = "") -> None:
    """Print a line of the result."""
    print(text)


def write(text: str) -> None:
    """Print text that has its own line ends; bytes that are not UTF-8 come out as they were."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
    else:
        stream.write(text.encode("utf-8", "surrogateescape"))
        stream.flush()


def note(text: str) -> None:
    """Print a line about progress, or beside the result."""
    print(text, file=sys.stderr, flush=True)


def heading(text: str) -> str:
    """Return `text`, bold where stdout shows it."""
    return _paint(_BOLD, text, sys.stdout)


def emit(command: str, document: Mapping[str, object]) -> None:
    """Print the result of `command` as one JSON document."""
    whole = {"schema": JSON_SCHEMA, "command": command, **document}
    print(json.dumps(whole, indent=2, ensure_ascii=False))


def fail(error: PolePosError, *, as_json: bool) -> None:
    """Print what went wrong and what to do: on stderr, and as a JSON document if asked for."""
    print(_paint(_RED, "error: ", sys.stderr) + error.message, file=sys.stderr)
    if error.hint:
        print(_paint(_CYAN, "hint: ", sys.stderr) + error.hint, file=sys.stderr)
    if as_json:
        said = {
            "code": error.code,
            "message": error.message,
            "hint": error.hint,
            "exit_code": error.exit_code,
            **({"details": error.details} if error.details else {}),
        }
        print(json.dumps({"schema": JSON_SCHEMA, "error": said}, indent=2, ensure_ascii=False))


def confirm(question: str) -> bool:
    """Ask on the terminal; anything but yes is no, Ctrl-D included."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        answer = input()
    except EOFError:
        print(file=sys.stderr)
        return False
    return answer.strip().lower() in {"y", "yes"}


def _paint(colour: str, text: str, stream: TextIO) -> str:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty()
    return text if plain else f"{colour}{text}{_PLAIN}"
