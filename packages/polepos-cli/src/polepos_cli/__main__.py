"""The entry of the `polepos` command."""

import gc
import os
import sys

from polepos_cli._version import __version__


def main() -> None:
    """Run the command line of this process, and end it with the exit code."""
    # Asked by scripts at every step, and answered before anything else is imported.
    if sys.argv[1:] in (["version"], ["--version"], ["-V"]):
        print(f"polepos {__version__}")
        return
    gc.disable()  # a command lives for a tenth of a second, of which collecting garbage takes a tenth
    try:
        from polepos_cli.app import run  # noqa: PLC0415 - see above

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        code = 130
    # Taking the interpreter down in order is another tenth, and frees what the system frees anyway.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
