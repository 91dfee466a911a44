"""Fast in-memory containers, in plain Python and, where it is installed, in Rust.

`BACKEND` says which of the two is active, "pure" or "rust"; the environment variable
POLEPOS_DATA_BACKEND chooses. What the Rust backend does not have comes from the pure one, so that
the names are always the same. Each is loaded when it is first asked for.
"""
# mypy may look here half way round an import cycle, before it knows what `_pure.__all__` is.
# mypy: disable-error-code="has-type"

from typing import TYPE_CHECKING, Any

from polepos.data import _backend, _pure
from polepos.data._version import __version__

if TYPE_CHECKING:
    from polepos.data._pure import *  # noqa: F403 - the reference is the type of every backend

__all__ = ["BACKEND", "__version__"]
__all__ += _pure.__all__

BACKEND, _containers = _backend.chosen()

if not TYPE_CHECKING:  # a type checker would take any name for one of ours

    def __getattr__(name: str) -> Any:
        if name not in _pure.__all__:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=_pure)
        found = getattr(_containers, name) if hasattr(_containers, name) else getattr(_pure, name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
