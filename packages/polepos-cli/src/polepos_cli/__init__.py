"""Take a project from what it is to what it should be: the `polepos` command."""

from polepos_cli._version import __version__

__all__ = ["__version__"]
