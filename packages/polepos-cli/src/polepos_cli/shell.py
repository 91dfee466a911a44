"""Commands as people type them."""

import os
import shlex
import subprocess


def quote(text: str) -> str:
    """Quote one word for the shell that the user most likely has."""
    if os.name == "nt":
        return subprocess.list2cmdline([text])
    return shlex.quote(text)
