"""Fast in-memory containers, in plain Python and, where it is installed, in Rust.

The containers themselves are on their way; this release reserves the namespace for them.
"""

from polepos.data._version import __version__

__all__ = ["__version__"]
