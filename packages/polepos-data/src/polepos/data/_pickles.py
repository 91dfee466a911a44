"""Write pickles that any backend can read back.

A pickle names the container, never the class of one backend: what the Rust backend wrote, a
process without it reads, and the other way round.
"""

from typing import Any

import polepos.data


def empty(container: str | type) -> object:
    """Return an empty container: of the active backend when it is named, else of that class.

    Unpickling calls this before it reads the content, so a container that holds itself comes back
    holding itself.
    """
    cls: Any = getattr(polepos.data, container) if isinstance(container, str) else container
    made: object = cls.__new__(cls)
    return made


def reduced(instance: object, state: object) -> tuple[object, ...]:
    """Return what `instance.__reduce__` has to return, for a `state` that `__setstate__` takes."""
    cls = type(instance)
    ours = cls.__module__ == "polepos.data"  # a subclass is pickled as itself
    return empty, (cls.__name__ if ours else cls,), state
