"""Know what a polepos project is: find it, read what it recorded of itself, and judge it."""

from polepos_checks._version import __version__

__all__ = ["__version__"]
